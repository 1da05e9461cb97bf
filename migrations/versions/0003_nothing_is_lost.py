"""What came in and what is to go out: the inbox and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _number() -> sa.Column:
    return sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Lay both tables."""
    op.create_table(
        "inbox",
        _number(),
        sa.Column("update_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("chat", sa.String(80), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        _moment("received_at"),
        _moment("due"),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        _moment("done_at", nullable=True),
        sa.Column("error", sa.String(400), nullable=False, server_default=""),
        sqlite_autoincrement=True,
    )
    waiting = sa.text("done_at IS NULL")
    for name, columns in (("inbox_next", ["number"]), ("inbox_waiting", ["chat", "number"])):
        op.create_index(name, "inbox", columns, sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "outbox",
        _number(),
        sa.Column("chat", sa.String(80), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("answers", sa.String(40), nullable=False, server_default=""),
        sa.Column("case", sa.Integer),
        sa.Column("rank", sa.Integer, nullable=False, server_default="0"),
        _moment("made_at"),
        _moment("due"),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_next", "outbox", ["rank", "number"])
    op.create_index("outbox_order", "outbox", ["chat", "number"])


def downgrade() -> None:
    """Remove them; what waits in them is lost."""
    op.drop_table("outbox")
    op.drop_table("inbox")
