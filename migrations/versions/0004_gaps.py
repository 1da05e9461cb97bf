"""Questions that several asked and nobody answered, and by what those who asked are told apart for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Lay both tables."""
    op.create_table(
        "gaps",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("need", sa.String(40), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("asker", sa.String(64), nullable=False),
        sa.Column("salted", sa.Date),
        sqlite_autoincrement=True,
    )
    op.create_index("gaps_of_language", "gaps", ["language", "number"])
    op.create_table(
        "salts",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("salt", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Remove them; the list of gaps is lost."""
    op.drop_table("salts")
    op.drop_table("gaps")
