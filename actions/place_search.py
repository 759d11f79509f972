"""Put one text of the tracker to the search for places, and turn the result into what Rasa keeps."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import Spoken
from actions.directory import Directory
from actions.heard import in_form, intent_of, language_of, row_of, text_of
from actions.service_search import Query, search


def find_places(tracker: Tracker, directory: Directory, *, read_as: str = "") -> Spoken:
    """Say what was found (the text read as `read_as` where given), and remember the search for MORE."""
    query = _query(tracker)
    result = search(replace(query, intent=read_as or query.intent), directory)
    return Spoken(result.messages, [SlotSet(name, value) for name, value in result.remember.items()])


def _query(tracker: Tracker) -> Query:
    return Query(
        text=text_of(tracker),
        intent=intent_of(tracker),
        need=tracker.get_slot("need") or "",
        place=tracker.get_slot("place") or "",
        here=tracker.get_slot("here") or "",
        in_form=in_form(tracker),
        tries=row_of(tracker, {"inform"}),
        wishes=tracker.get_slot("wishes") or "",
        language=language_of(tracker),
    )
