"""Context of a talk, counts of every kind, letters, subscriptions, cases."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _person() -> sa.Column:
    return sa.Column("person", sa.String(80), nullable=False)


def upgrade() -> None:
    """Lay the new tables and take the wishes over into the counts."""
    with op.batch_alter_table("conversations") as table:
        table.alter_column("chosen", type_=sa.String(16))
        table.alter_column("language", type_=sa.String(16))
        for name in ("listed", "near", "wishes", "ticked"):
            table.add_column(sa.Column(name, sa.Text, nullable=False, server_default="[]"))
        table.add_column(sa.Column("need", sa.String(40), nullable=False, server_default=""))
        table.add_column(sa.Column("awaiting", sa.String(80), nullable=False, server_default=""))
    op.create_table(
        "counts",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("subject", sa.String(80), primary_key=True),
        sa.Column("language", sa.String(16), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.execute("insert into counts select month, 'wish', language, '', count from language_wishes")
    op.drop_table("language_wishes")
    _letters_and_events()
    _cases()


def _letters_and_events() -> None:
    op.create_table(
        "letters",
        sa.Column("key", sa.String(200), primary_key=True),
        _person(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_letters_person", "letters", ["person"])
    op.create_index("letters_due", "letters", ["sent_at", "due"])
    op.create_table(
        "subscriptions",
        sa.Column("person", sa.String(80), primary_key=True),
        sa.Column("topic", sa.String(40), primary_key=True),
    )
    op.create_table(
        "announced",
        sa.Column("event", sa.String(40), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("number", sa.Integer, primary_key=True),
        _person(),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("slots", sa.Text, nullable=False, server_default="[]"),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cases_person", "cases", ["person"])
    op.create_table(
        "case_entries",
        sa.Column("id", sa.Integer, primary_key=True),
        _case(),
        sa.Column("author", sa.String(8), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_entries_case", "case_entries", ["case"])
    op.create_table(
        "case_messages",
        sa.Column("chat", sa.String(80), primary_key=True),
        sa.Column("message", sa.String(40), primary_key=True),
        _case(),
    )
    op.create_index("ix_case_messages_case", "case_messages", ["case"])


def _case() -> sa.Column:
    return sa.Column("case", sa.Integer, sa.ForeignKey("cases.number", ondelete="CASCADE"), nullable=False)


def downgrade() -> None:
    """Remove them; texts and reminders are lost."""
    for table in ("case_messages", "case_entries", "cases", "announced", "subscriptions", "letters"):
        op.drop_table(table)
    op.create_table(
        "language_wishes",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("language", sa.String(8), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.execute(
        "insert into language_wishes select month, subject, sum(number) from counts where kind = 'wish' "
        "group by month, subject"
    )
    op.drop_table("counts")
    with op.batch_alter_table("conversations") as table:
        for name in ("listed", "near", "wishes", "ticked", "need", "awaiting"):
            table.drop_column(name)
