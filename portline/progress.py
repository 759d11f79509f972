"""What a person at the terminal sees."""

from datetime import datetime


def say(who: str, what: str) -> None:
    """Show one progress line at once: the time, who, what."""
    clock = datetime.now().astimezone().strftime("%H:%M:%S")
    print(f"{clock}  {who:<8}  {what}", flush=True)  # noqa: T201 - the terminal is this module's one task


def tell(what: str) -> None:
    """Show what a command has to say; under the supervisor the line gets its time and name there."""
    print(what, flush=True)  # noqa: T201 - the terminal is where a command answers
