"""What stands between the words and a person: missing, unsourced, too long, too hard, unkind, a stray number."""

from __future__ import annotations

from collections.abc import Iterator

from bot.contacts import LiteralNumberError, refuse_literal_numbers
from bot.copy_files import CopyEntry
from bot.copy_store import CopyStore
from bot.facts import broken_links, read_sheets
from bot.gsm7 import is_gsm7, sms_segments, units
from bot.render import GSM7_LIMIT, UCS2_LIMIT
from bot.tone import SCREEN_LETTERS, tells_too_much, tone_faults
from words.coverage import missing_words
from words.reading_level import SCALES, hard_texts
from words.translations import english_of

#: contracts.md section 11.
WEB_LIMIT, TITLE_LIMIT, DANGER_SEGMENTS = 700, 40, 2
#: Rooms of news we send first.
NEWS = frozenset({"queue"})


def faults(copy: CopyStore) -> Iterator[str]:
    """Yield every fault, one line each; none means the words may be reviewed."""
    yield from (f"{where}: missing" for where in missing_words(copy))
    for entry in copy.entries:
        where = f"{entry.language}/{entry.id}"
        yield from (f"{where}: {fault}" for fault in _faults_of(entry, copy))
    for language, scale in SCALES.items():
        hard = hard_texts(copy, language)
        yield from (f"{language}/{where}: reads at {level}, wanted {scale.wanted}" for where, level in hard)
    english = {copy_id: entry.web for copy_id, entry in english_of(copy).items()}
    yield from (f"facts of {fault}" for fault in broken_links(read_sheets(), english))


def sms_limit(words: str) -> int:
    """Return how many units a text may take in its own alphabet."""
    return GSM7_LIMIT if is_gsm7(words) else UCS2_LIMIT


def _faults_of(entry: CopyEntry, copy: CopyStore) -> Iterator[str]:
    sms, web = (copy.written(entry.id, entry.language, form).text for form in ("sms", "web"))
    if not entry.sources:
        yield "has no source"
    yield from _length_faults(entry, sms, web)
    yield from _number_faults(entry, copy)
    for words in {sms, web, entry.title}:
        yield from tone_faults(words)
    if entry.room in NEWS and (told := tells_too_much(sms)):
        yield f"tells a stranger {told!r}" + (" on a locked screen" if told in sms[:SCREEN_LETTERS] else "")


def _length_faults(entry: CopyEntry, sms: str, web: str) -> Iterator[str]:
    if units(sms) > sms_limit(sms):
        yield f"SMS of {units(sms)} units, at most {sms_limit(sms)}"
    if entry.room == "danger" and sms_segments(sms) > DANGER_SEGMENTS:
        yield f"danger in {sms_segments(sms)} segments, at most {DANGER_SEGMENTS}"
    if len(web) > WEB_LIMIT:
        yield f"web words of {len(web)} letters, at most {WEB_LIMIT}"
    if len(entry.title) > TITLE_LIMIT:
        yield f"title of {len(entry.title)} letters, at most {TITLE_LIMIT}"


def _number_faults(entry: CopyEntry, copy: CopyStore) -> Iterator[str]:
    for words in (entry.title, entry.sms, entry.web):
        try:
            refuse_literal_numbers(entry.id, words, copy.contacts)
        except LiteralNumberError as error:
            yield str(error)
        spelled_out = (
            each for each in copy.contacts.values() if each.kind == "address" and _street(each.value) in words
        )
        yield from (f"writes {_street(each.value)!r} out: use {{{each.token}}}" for each in spelled_out)


def _street(address: str) -> str:
    return address.partition(",")[0]
