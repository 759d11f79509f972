"""Hold talks with a running system from a few clients at once, and keep how long each turn took."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count
from statistics import quantiles

from portline.bench.mix import Kind, Turn

#: A client of one sender: sends a text, and returns once the whole answer is there; raises where there is none.
Client = Callable[[str], object]
#: Opens a client for the sender with this number, 0 and up; no sender ever comes twice.
OpenClient = Callable[[int], AbstractContextManager[Client]]
_senders = count()


@dataclass(frozen=True, slots=True)
class Waited:
    """One turn: what it asked for, and the seconds until its answer."""

    kind: Kind
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

    def percentile_ms(self, percent: int, *kinds: Kind) -> float:
        """Return the milliseconds within which `percent` of the turns of `kinds` were answered."""
        waits = [turn.seconds * 1000 for turn in self.turns if turn.kind in kinds]
        return quantiles(waits, n=100, method="inclusive")[percent - 1]


def hold(talks: Sequence[Sequence[Turn]], open_client: OpenClient, *, clients: int) -> Run:
    """Hold all `talks`, `clients` of them at a time; raises what a client raises."""
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        waited = tuple(turn for turns in pool.map(lambda talk: _talk(talk, open_client), talks) for turn in turns)
    return Run(clients, waited, time.perf_counter() - started)


def _talk(talk: Sequence[Turn], open_client: OpenClient) -> list[Waited]:
    with _lock:
        sender = next(_senders)
    with open_client(sender) as ask:
        return [Waited(turn.kind, _wait_s(ask, turn.text)) for turn in talk]


def _wait_s(ask: Client, text: str) -> float:
    started = time.perf_counter()
    ask(text)
    return time.perf_counter() - started


_lock = threading.Lock()
