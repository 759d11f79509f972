"""The last texts of each person, in process memory: danger in two texts is seen with the database down, best effort."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from conversations.inbound import Inbound
from storage.keys import current

KEPT = timedelta(minutes=15)
TEXTS, PEOPLE = 5, 5_000

_Said = tuple[datetime, str, str]


class RecentTexts:
    """Remembers five texts each of the last 5,000 people for 15 minutes, under their pseudonyms."""

    def __init__(self) -> None:
        self._people: OrderedDict[str, deque[_Said]] = OrderedDict()
        self._lock = threading.Lock()

    def before(self, inbound: Inbound, *, now: datetime) -> tuple[str, ...]:
        """Return what this person said just before, oldest first, and remember this text too."""
        key = current().pseudonym(inbound.channel, inbound.address)
        with self._lock:
            said = self._people.setdefault(key, deque(maxlen=TEXTS))
            self._people.move_to_end(key)
            earlier = tuple(text for at, sid, text in said if now - at < KEPT and sid != inbound.provider_message_id)
            if all(sid != inbound.provider_message_id for _, sid, _ in said):
                said.append((now, inbound.provider_message_id, inbound.said))
            while len(self._people) > PEOPLE:
                self._people.popitem(last=False)
        return earlier
