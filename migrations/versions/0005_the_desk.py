"""Edits made on the phone or the desk, what readers tell of the offers, what became of a gap, weeks."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Lay both tables, and the column."""
    op.add_column("gaps", sa.Column("verdict", sa.String(60), nullable=False, server_default=""))
    op.create_table(
        "weekly",
        sa.Column("week", sa.String(8), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("subject", sa.String(80), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "edits",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("file", sa.String(120), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notices",
        sa.Column("number", _NUMBER, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("detail", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("person", sa.String(80), nullable=False, index=True),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Remove them; edits that are in no file yet are lost."""
    op.drop_table("weekly")
    op.drop_table("notices")
    op.drop_table("edits")
    op.drop_column("gaps", "verdict")
