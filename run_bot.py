"""Wegweiser: without a verb it runs the bot, on Telegram with a token, in the terminal without one."""

from __future__ import annotations

import argparse
import os
import sys

# several threads for our small matrices only get in each other's way; numpy reads this when it is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> int:
    """Run the command the user typed; the exit code."""
    arguments = _parser().parse_args()
    from pydantic import ValidationError

    from bot.files.problems import BrokenFiles

    try:
        return int(arguments.run(arguments) or 0)
    except BrokenFiles as error:
        print(error, file=sys.stderr)
        print(
            "\nDer Bot startet erst, wenn das berichtigt ist. Alles auf einmal zeigt: run_bot.py check",
            file=sys.stderr,
        )
        return 1
    except ValidationError as error:
        for detail in error.errors():
            name = "".join(f"setting {str(part).upper()}: " for part in detail["loc"][:1])
            print(f"{name}{detail['msg'].removeprefix('Value error, ')}", file=sys.stderr)
        print(".env.example explains every setting.", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our lines has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return _ended(error)


def _ended(error: Exception) -> int:
    """Say why in one line, where it is no fault of ours; 1."""
    from bot import app

    reason = app.reason(error)
    if reason is None:
        raise error
    print(reason, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    from bot import verbs
    from bot.verbs.talking import run

    parser = argparse.ArgumentParser(prog="run_bot.py", description=__doc__)
    parser.set_defaults(run=run)
    known = parser.add_subparsers(title="verbs", metavar="VERB")
    for group in verbs.ALL:
        group.add(known)
    return parser


if __name__ == "__main__":
    sys.exit(main())
