"""The pages of the bot itself: start, help, privacy, and kind answers to what it cannot read."""

from __future__ import annotations

from bot.core.labels import N_, Labels
from bot.core.replies import PageName
from bot.core.writer import Writer, bold

_PAGES: dict[PageName, tuple[str, ...]] = {
    "topics": (N_("What are you looking for? Press a topic, or write it in your own words."),),
    "partners": (
        N_("These organisations work together for integration in Esslingen."),
        N_("Choose a group or a topic:"),
    ),
    "languages": (N_("Which language do you speak?"),),
    "language_set": (
        N_("Good, we speak English now."),
        N_("Write what you are looking for, or press a topic."),
    ),
    "foreign": (
        N_("I cannot read this language yet. I am sorry."),
        N_("Write what you are looking for, or press a topic."),
    ),
    "help": (
        N_("Write in your own words what you are looking for, for example: “German course in the evening”."),
        N_("You can write in any of my languages, with mistakes too. Or press a topic."),
        N_("After an answer you can go on asking: “Where is that?” “What does it cost?” “In the evening?”"),
        N_("Commands: /topics /events /partners /checks /reminders /talk /language /privacy /forget"),
        N_("I am a program. I only say what people have written down for me."),
    ),
    "privacy": (
        N_("A program answers here, not a person."),
        N_(
            "What you write is deleted as soon as I have answered. I remember only your language and what I "
            "showed you last."
        ),
        N_(
            "If I do not understand a question and somebody else asks the same, the team may read it: "
            "without names and numbers, and without knowing who asked."
        ),
        N_(
            "Telegram is another company and can read what you write here. So write no names, no addresses, "
            "nothing about illness or your asylum case."
        ),
        N_(
            "Only if you want it, I also keep: reminders, topics you follow, a list you tick off, a question "
            "you send to the team, an offer you propose."
        ),
        N_("/forget deletes what is stored about you."),
        N_("You have the right to know, correct and delete your data (GDPR articles 15 to 17)."),
    ),
    "in_group": (
        N_("I answer in private only, so that nobody else can read it. Please write to me directly."),
    ),
    "voice": (
        N_("Thank you for your voice message. I cannot listen, I am a program."),
        N_("Please write one short sentence. Mistakes do not matter. Or press a topic:"),
        N_("Tip: press the microphone on your keyboard. Then the phone writes down what you say."),
    ),
    "picture": (
        N_("Thank you for the picture. I cannot see it, I am a program. It is not stored."),
        N_("Is it a letter? Write one word from the letter, or press a topic."),
    ),
    "place": (
        N_("Thank you. I do not need your location, and I do not store it."),
        N_("Write what you are looking for, or press a topic."),
    ),
    "contact": (
        N_("Please send no phone numbers or contacts here. I have not stored anything."),
        N_("Write what you are looking for, or press a topic."),
    ),
    "file": (
        N_("I cannot open files, I am a program. The file is not stored."),
        N_("Write what you are looking for, or press a topic."),
    ),
    "sticker": (N_("Hello! 👋"), N_("Write what you are looking for, or press a topic.")),
    "unreadable": (
        N_("I can read written words only."),
        N_("Write what you are looking for, or press a topic."),
    ),
    "too_fast": (
        N_("You are writing very fast. I will answer again in a minute."),
        N_("In danger, call 112 or 110."),
    ),
    "trouble": (
        N_("Something went wrong on our side. I am sorry. Please try again in a few minutes."),
        N_("In danger, call 112 or 110."),
    ),
    "done": (N_("Done."),),
    "cancelled": (N_("Good, I sent nothing."), N_("Write what you are looking for, or press a topic.")),
    "press": (N_("I did not understand that. Please press one of the buttons."),),
    "event_over": (N_("This event is over, or it does not take place."),),
    "gone": (
        N_("This button is too old and no longer works."),
        N_("Write what you are looking for, or press a topic."),
    ),
}


def write_page(writer: Writer, name: PageName, labels: Labels) -> None:
    """Write one page."""
    if name == "start":
        _write_start(writer, labels)
        return
    if name == "languages":
        writer.line("🌐 ", bold(writer.voice.say(_PAGES[name][0])))
        return
    for sentence in _PAGES[name]:
        writer.line(writer.voice.say(sentence))
    if name == "help":  # who writes nothing but "help" may be in danger
        _write_danger(writer)


def _write_start(writer: Writer, labels: Labels) -> None:
    say = writer.voice.say
    writer.line("👋 ", bold(say("Welcome! I show you where to get help in Esslingen.")))
    writer.line(
        say("Write what you are looking for, in your language and in your own words. Or press a button.")
    )
    writer.gap()
    writer.line(
        "🤖 ",
        say("A program answers here. Please write no names and nothing about your case. More: /privacy"),
    )
    _write_danger(writer)


def _write_danger(writer: Writer) -> None:
    writer.line("🚨 ", writer.voice.say("In danger:"), " ", writer.phone("112"), " · ", writer.phone("110"))
