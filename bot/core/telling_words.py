"""Telling the centre of a mistake or of an offer, in words."""

from __future__ import annotations

from bot.core.asking import ProposalConsent, TellPage
from bot.core.cards import Prose
from bot.core.conversation import Span
from bot.core.labels import N_
from bot.core.writer import Writer, bold

_PAGES = {
    "ask": ("⚠️ ", N_("What is wrong? Please press a button.")),
    "told": (
        "✅ ",
        N_("Thank you. The Integration Centre will check this."),
        N_("Nobody sees who told this."),
    ),
    "propose": (
        "📮 ",
        N_("Describe your offer in one message: what it is, for whom, when and where, and what it costs."),
        N_("Please also write which organisation you are from, and how we can reach you."),
        N_("You see it again before I send it."),
    ),
    "proposed": ("✅ ", N_("Thank you. Your offer is with the Integration Centre now.")),
}


def write_tell(writer: Writer, view: TellPage) -> None:
    """Write one page about telling."""
    emoji, first, *others = _PAGES[view.name]
    if view.subject:
        name = writer.prose(view.subject) if isinstance(view.subject, Prose) else writer.fact(view.subject)
        writer.line("➡️ ", name)
    writer.line(emoji, bold(writer.voice.say(first)))
    for sentence in others:
        writer.line(writer.voice.say(sentence))
    if view.team:
        writer.line(writer.voice.say("Do you know what is right? Then you can write it to the team."))


def write_proposal(writer: Writer, view: ProposalConsent) -> None:
    """Write what would be sent."""
    say = writer.voice.say
    writer.line("📮 ", bold(say("Shall I send this offer to the Integration Centre?")))
    writer.line(Span(view.text, "quote"))
    writer.line(say("Only this is sent."))
    writer.line(say("The centre checks it. Then it may appear here."))
    writer.line(say("The text is deleted after one year at the latest, or at once with /forget."))
