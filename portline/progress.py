"""Progress lines a person can follow: the time, who, what."""

from datetime import datetime


def say(who: str, what: str) -> None:
    """Show one line at once."""
    clock = datetime.now().astimezone().strftime("%H:%M:%S")
    print(f"{clock}  {who:<8}  {what}", flush=True)  # noqa: T201 - the terminal is this module's one task
