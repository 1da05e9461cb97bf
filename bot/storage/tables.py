"""The tables. No name, no profile; a text until it is answered, or while a person has the team work on it.

Without names and numbers also a question that could not be answered: for two weeks, or if several asked it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

REVISION = "0005"
"""of the migrations that lead to these tables"""

metadata = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where they are called INTEGER"""
inbox = Table(
    "inbox",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("chat", String(80), nullable=False),
    Column("content", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("due", DateTime(timezone=True), nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("done_at", DateTime(timezone=True)),
    Column("error", String(400), nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
_WAITS: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), inbox.c.done_at.is_(None))
Index("inbox_next", inbox.c.number, **_WAITS)
Index("inbox_waiting", inbox.c.chat, inbox.c.number, **_WAITS)
outbox = Table(
    "outbox",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("chat", String(80), nullable=False),
    Column("content", Text, nullable=False),
    Column("answers", String(40), nullable=False, server_default=""),
    Column("case", Integer),
    Column("rank", Integer, nullable=False, server_default="0"),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("due", DateTime(timezone=True), nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Index("outbox_next", "rank", "number"),
    Index("outbox_order", "chat", "number"),
    sqlite_autoincrement=True,
)
conversations = Table(
    "conversations",
    metadata,
    Column("person", String(80), primary_key=True),
    Column("chosen", String(16)),
    Column("language", String(16)),
    Column("shown", Text, nullable=False),
    Column("listed", Text, nullable=False, server_default="[]"),
    Column("need", String(40), nullable=False, server_default=""),
    Column("near", Text, nullable=False, server_default="[]"),
    Column("wishes", Text, nullable=False, server_default="[]"),
    Column("awaiting", String(80), nullable=False, server_default=""),
    Column("ticked", Text, nullable=False, server_default="[]"),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)
counts = Table(
    "counts",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("subject", String(80), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("number", Integer, nullable=False),
)
weekly = Table(
    "weekly",
    metadata,
    Column("week", String(8), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("subject", String(80), primary_key=True),
    Column("number", Integer, nullable=False),
)
letters = Table(
    "letters",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("person", String(80), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("due", DateTime(timezone=True), nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("sent_at", DateTime(timezone=True)),
    Index("letters_due", "sent_at", "due"),
)
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("person", String(80), primary_key=True),
    Column("topic", String(40), primary_key=True),
)
announced = Table(
    "announced",
    metadata,
    Column("event", String(40), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
)
cases = Table(
    "cases",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("person", String(80), nullable=False, index=True),
    Column("language", String(16), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("slots", Text, nullable=False, server_default="[]"),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("waiting_since", DateTime(timezone=True)),
    Column("closed_at", DateTime(timezone=True)),
    sqlite_autoincrement=True,  # a number is never given twice, also after deletion
)
case_entries = Table(
    "case_entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", Integer, ForeignKey("cases.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("author", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)
case_messages = Table(
    "case_messages",
    metadata,
    Column("chat", String(80), primary_key=True),
    Column("message", String(40), primary_key=True),
    Column("case", Integer, ForeignKey("cases.number", ondelete="CASCADE"), nullable=False, index=True),
)
gaps = Table(
    "gaps",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("language", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("need", String(40), nullable=False),
    Column("since", Date, nullable=False),
    Column("times", Integer, nullable=False),
    Column("asker", String(64), nullable=False),
    Column("salted", Date),
    Column("verdict", String(60), nullable=False, server_default=""),
    Index("gaps_of_language", "language", "number"),
    sqlite_autoincrement=True,
)
salts = Table(
    "salts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("salt", String(64), nullable=False),
)
edits = Table(
    "edits",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("file", String(120), nullable=False),
    Column("path", Text, nullable=False),
    Column("action", String(8), nullable=False),
    Column("value", Text, nullable=False),
    Column("author", String(80), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("applied_at", DateTime(timezone=True)),
    sqlite_autoincrement=True,
)
notices = Table(
    "notices",
    metadata,
    Column("number", _NUMBER, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("detail", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("person", String(80), nullable=False, index=True),
    Column("since", Date, nullable=False),
    Column("times", Integer, nullable=False),
    Column("done_at", DateTime(timezone=True)),
    sqlite_autoincrement=True,
)
