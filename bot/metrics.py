"""What is measured while the bot runs, for Prometheus; no chat, no text."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

_SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5)
UPDATES = Counter("wegweiser_updates_total", "Updates, by what became of them", ("outcome",))
"""answered, ignored, slowed, set_aside"""
DECISIONS = Counter("wegweiser_decisions_total", "Decisions of all kinds", ("kind",))
MATCHING = Histogram("wegweiser_match_seconds", "To understand a message and decide", buckets=_SECONDS)
HANDLING = Histogram("wegweiser_handling_seconds", "From an update to what is said", buckets=_SECONDS)
SENDING = Histogram("wegweiser_sending_seconds", "One call that sends", buckets=_SECONDS)
POSTS = Counter("wegweiser_posts_total", "Messages, by what became of them", ("outcome",))
"""sent, later, refused, given_up"""
POLLS = Counter("wegweiser_polls_total", "Calls for updates", ("outcome",))
"""answered, failed"""
