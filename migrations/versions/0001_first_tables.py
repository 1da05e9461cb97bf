"""The first tables: conversations, and wishes for languages.

A database of the first versions has them already, made without Alembic.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Lay the tables that are missing."""
    there = sa.inspect(op.get_bind()).get_table_names()
    if "conversations" not in there:
        op.create_table(
            "conversations",
            sa.Column("person", sa.String(80), primary_key=True),
            sa.Column("chosen", sa.String(8)),
            sa.Column("language", sa.String(8)),
            sa.Column("shown", sa.Text, nullable=False),
            sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        )
    if "language_wishes" not in there:
        op.create_table(
            "language_wishes",
            sa.Column("month", sa.String(7), primary_key=True),
            sa.Column("language", sa.String(8), primary_key=True),
            sa.Column("count", sa.Integer, nullable=False),
        )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("language_wishes")
    op.drop_table("conversations")
