"""One command that should always run: when to start it again after it ended."""

from typing import Final

from portline.supervision.child import Child, Command, Exit

FIRST_DELAY_S: Final = 0.5
#: While web is away nobody answers danger, so the pauses stay short even where a process keeps dying.
LONGEST_DELAY_S: Final = 5.0
SOUND_AFTER_S: Final = 60.0


def restart_delay_s(failures: int) -> float:
    """Return how long to wait before the start that follows `failures` ends in a row, in seconds."""
    return min(LONGEST_DELAY_S, FIRST_DELAY_S * 2.0 ** min(failures - 1, 10))


class Service:
    """A command kept running; `now` is in seconds on any clock that does not go back."""

    def __init__(self, command: Command) -> None:
        self.command = command
        self.child: Child | None = None
        self.due_at = 0.0
        self._failures = 0
        self._started_at = 0.0

    def start(self, *, now: float) -> None:
        """Start the process."""
        self.child = Child(self.command)
        self._started_at = now

    def is_due(self, *, now: float) -> bool:
        """Tell whether the process is down and its pause is over."""
        return self.child is None and now >= self.due_at

    def note_end(self, *, now: float) -> float:
        """Forget the ended process and return the pause before the next start, in seconds."""
        self._failures = 1 if now - self._started_at >= SOUND_AFTER_S else self._failures + 1
        self.child = None
        delay = restart_delay_s(self._failures)
        self.due_at = now + delay
        return delay


__all__ = ["Exit", "Service", "restart_delay_s"]
