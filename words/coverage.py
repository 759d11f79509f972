"""Which words each language must have, so that what is missing can be named.

English and Spanish hold every topic.  The others hold what keeps a person safe and a request going, and the twenty
topics asked most; no counts of our own exist yet, so the twenty are a choice (docs/words.md), to be set anew from the
measures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.copy_store import CopyStore
from bot.questions import QUESTIONS
from bot.safety.verdict import COPY_IDS
from bot.topics import TOPICS

WHOLE = ("en", "es")
TWENTY = (
    "naloxone_what_is", "naloxone_nasal_how_to", "naloxone_free_boston", "overdose_signs", "overdose_steps",
    "rescue_breathing", "naloxone_second_dose", "good_samaritan_ma", "overdose_now", "suicidal_988",
    "detox_ats", "moud_compare", "start_today_bridge", "cost_insurance", "helplines_overview",
    "alcohol_withdrawal", "benzo_withdrawal", "using_alone_hotline", "needle_found_311", "port_visit",
)  # fmt: skip
_SAFETY = ("danger", "danger_steps", "stand_in", "other_language")
_TALK = ("consent", "keywords", "queue", "listings", "directory_page", "form", "talk", "acts", "again")
#: Said only where a language has no line of its own.
_NOT_THEIRS = frozenset({"other_language_named"})
#: Rooms whose every English text must exist in a language.
ROOMS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("ht", "pt", "vi", "zh-Hans", "zh-Hant"), (*_SAFETY, *_TALK, *TWENTY)),
    "kea": ("danger", "danger_steps", "consent", "keywords"),
}


def missing_words(copy: CopyStore) -> Iterator[str]:
    """Name, as `language/id`, each text a language must have and has not."""
    have = {(entry.language, entry.id) for entry in copy.entries}
    needed = {"en": _named_in_code(), "es": {e.id for e in copy.entries if e.language == "en"} | _named_in_code()}
    for language, rooms in ROOMS.items():
        needed[language] = {e.id for e in copy.entries if e.language == "en" and e.room in rooms} - _NOT_THEIRS
    yield from (f"{language}/{i}" for language, ids in needed.items() for i in sorted(ids) if (language, i) not in have)


def _named_in_code() -> set[str]:
    """Return the ids that topics, questions and the danger screen name."""
    labels = {option.label for question in QUESTIONS.values() for option in question.options}
    return {*TOPICS, *COPY_IDS.values(), *labels, *(question.copy_id for question in QUESTIONS.values())}
