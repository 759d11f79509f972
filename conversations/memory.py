"""What a process remembers by itself, best effort, for when the database is away.

The last texts of each person, so that danger in two texts is seen; and what was answered, so that a text sent again
gets the same bytes again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from conversations.inbound import Inbound
from conversations.reply import Reply
from storage.keys import current

KEPT = timedelta(minutes=15)
TEXTS, PEOPLE, ANSWERS = 5, 5_000, 5_000

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


class Answers:
    """Remembers the last 5,000 replies given without the database, by the message they answer."""

    def __init__(self) -> None:
        self._replies: OrderedDict[tuple[str, str], Reply] = OrderedDict()
        self._lock = threading.Lock()

    def to(self, inbound: Inbound) -> Reply | None:
        """Return what this message was answered with, or None."""
        with self._lock:
            return self._replies.get((inbound.channel, inbound.provider_message_id))

    def keep(self, inbound: Inbound, reply: Reply) -> Reply:
        """Remember a reply and return it, or the one an earlier request gave to the same message."""
        with self._lock:
            kept = self._replies.setdefault((inbound.channel, inbound.provider_message_id), reply)
            while len(self._replies) > ANSWERS:
                self._replies.popitem(last=False)
        return kept
