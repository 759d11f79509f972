"""Hold talks with a running system from a few clients at once, and keep how long each turn took."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from statistics import median, quantiles
from typing import Final, Literal

from portline.bench.mix import Turn

#: How a turn was answered: by words alone, with a call to the action server, or not at all.
How = Literal["words", "action", "nothing"]
#: Sends one turn of the sender with this number, and returns once the whole answer is there; raises when it fails.
Ask = Callable[[int, Turn], How]
#: No sender ever comes twice in one bench: a talk is always a new one.
_SENDERS: Final = count()


@dataclass(frozen=True, slots=True)
class Waited:
    """One turn: how it was answered, and the seconds until then."""

    how: How
    seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """The turns of one run, and the seconds it took by the clock."""

    clients: int
    turns: tuple[Waited, ...]
    seconds: float

    @property
    def turns_per_s(self) -> float:
        """Return how many turns were answered each second."""
        return len(self.turns) / self.seconds

    def percentile_ms(self, percent: int, how: How) -> float:
        """Return the milliseconds within which `percent` of the turns answered so were answered; 0 where none was."""
        waits = [turn.seconds * 1000 for turn in self.turns if turn.how == how]
        return quantiles(waits, n=100, method="inclusive")[percent - 1] if len(waits) > 1 else 0.0

    def share(self, how: How) -> float:
        """Return the share of turns answered so, 0 to 1."""
        return sum(turn.how == how for turn in self.turns) / len(self.turns)


def hold(talks: Sequence[Sequence[Turn]], ask: Ask, *, clients: int) -> Run:
    """Hold all `talks`, `clients` of them at a time; raises what `ask` raises."""
    senders = [next(_SENDERS) for _ in talks]
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        held = pool.map(lambda sender, talk: [_turn(ask, sender, turn) for turn in talk], senders, talks)
        waited = tuple(turn for turns in held for turn in turns)
    return Run(clients, waited, time.perf_counter() - started)


def middle(runs: Sequence[Run]) -> Run:
    """Return the run whose turns per second are the median; of an even number the slower of the two."""
    speeds = sorted(run.turns_per_s for run in runs)
    wanted = median(speeds) if len(speeds) % 2 else speeds[len(speeds) // 2 - 1]
    return next(run for run in runs if run.turns_per_s == wanted)


def _turn(ask: Ask, sender: int, turn: Turn) -> Waited:
    started = time.perf_counter()
    how = ask(sender, turn)
    return Waited(how, time.perf_counter() - started)
