"""A tracker store that keeps a dialogue for one turn only: the engine is stateless (docs/architecture.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class HeldTrackerStore(TrackerStore):
    """Holds the trackers of the turns now being taken, each under an id made for that turn."""

    def __init__(self, domain: Domain | None = None) -> None:
        super().__init__(domain)
        self._held: dict[str, DialogueStateTracker] = {}

    @contextmanager
    def hold(self, tracker: DialogueStateTracker) -> Iterator[None]:
        """Hold `tracker` for the length of one turn, and forget it whatever happens."""
        self._held[tracker.sender_id] = tracker
        try:
            yield
        finally:
            self._held.pop(tracker.sender_id, None)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the tracker held for `sender_id`, if its turn is still going on."""
        return self._held.get(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the turn's tracker up to date; a tracker nobody holds is not kept."""
        if tracker.sender_id in self._held:
            self._held[tracker.sender_id] = tracker

    async def keys(self) -> Iterable[str]:
        """Return the ids of the turns now being taken."""
        return list(self._held)

    def held(self, sender_id: str) -> DialogueStateTracker:
        """Return the tracker of a turn that is being taken; raises KeyError for any other."""
        return self._held[sender_id]
