"""The supervisor: one thread, one loop; runs steps to their end and keeps services alive meanwhile."""

import signal
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Final, Self

from portline.supervision.child import Child, Command
from portline.supervision.service import Service

_TICK_S: Final = 0.1
GRACE_S: Final = 7.0
_STOP_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Say = Callable[[str, str], None]
"""Shows one progress line: who, what."""


class StopAskedError(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM: leave the block, and everything stops."""


class StepFailedError(Exception):
    """A step ended with an error; its own lines, shown above, say why."""

    def __init__(self, name: str, how: str) -> None:
        super().__init__(f"{name} failed ({how})")
        self.name = name


class Supervisor:
    """Starts commands, shows what they print, starts again what dies; leaving the `with` block stops them all."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._services: list[Service] = []
        self._steps: list[Child] = []
        self._stop_asked = 0
        self._handlers: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        """Take over Ctrl-C and SIGTERM."""
        self._handlers = {number: signal.signal(number, self._ask_stop) for number in _STOP_SIGNALS}
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _t: TracebackType | None
    ) -> None:
        """Stop every service and give the signals back."""
        try:
            self._stop([service.child for service in self._services if service.child is not None] + self._steps)
        finally:
            for number, handler in self._handlers.items():
                signal.signal(number, handler)  # type: ignore[arg-type]  # what signal() itself returned

    def keep(self, command: Command) -> None:
        """Start a service and keep it running from now on."""
        service = Service(command)
        self._services.append(service)
        self._start(service)

    def finish(self, command: Command) -> None:
        """Run a step to its end; raises StepFailedError when it fails, StopAskedError when asked to stop."""
        step = Child(command)
        self._steps.append(step)
        self.watch_until(lambda: self._has_ended(step))
        self._steps.remove(step)
        self._let_go(step)
        how = step.ended()
        if how is None or how.code != 0:
            raise StepFailedError(command.name, str(how))

    def watch_until(self, is_done: Callable[[], bool]) -> None:
        """Look after the services until `is_done`; raises StopAskedError when asked to stop."""
        while not is_done():
            self._look_after_services()
            if self._stop_asked:
                raise StopAskedError
            time.sleep(_TICK_S)

    def _ask_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop_asked += 1

    def _start(self, service: Service) -> None:
        service.start(now=time.monotonic())
        self._say(service.command.name, "started")

    def _look_after_services(self) -> None:
        for service in self._services:
            if service.child is not None:
                self._look_after(service, service.child)
            elif service.is_due(now=time.monotonic()):
                self._start(service)

    def _look_after(self, service: Service, child: Child) -> None:
        if not self._has_ended(child):
            return
        how = child.ended()
        self._let_go(child)
        delay_s = service.note_end(now=time.monotonic())
        self._say(child.command.name, f"ended ({how}); starting again in {delay_s:g} s")

    def _has_ended(self, child: Child) -> bool:
        for line in child.lines():
            self._say(child.command.name, line)
        return child.ended() is not None

    def _let_go(self, child: Child) -> None:
        """Kill what a process that ended left behind in its group, and show its last lines."""
        child.send(signal.SIGKILL)
        for line in child.last_lines():
            self._say(child.command.name, line)

    def _stop(self, children: list[Child]) -> None:
        """End `children` kindly within the grace, then by force; a second Ctrl-C cuts the grace short."""
        asked_before = max(self._stop_asked, 1)
        for child in reversed(children):
            child.send(signal.SIGTERM)
        patience_ends = time.monotonic() + GRACE_S
        while self._any_runs(children) and time.monotonic() < patience_ends and self._stop_asked <= asked_before:
            time.sleep(_TICK_S)
        for child in children:
            self._end_by_force(child)

    def _any_runs(self, children: list[Child]) -> bool:
        return [self._has_ended(child) for child in children].count(False) > 0

    def _end_by_force(self, child: Child) -> None:
        child.send(signal.SIGKILL)
        while child.ended() is None:
            time.sleep(0.01)
        self._let_go(child)
        self._say(child.command.name, f"stopped ({child.ended()})")
