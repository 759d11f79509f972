"""One text in figures: how long it is in each form, what it costs, how hard it reads, where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.copy_files import CopyEntry
from bot.copy_review import ReviewState
from bot.copy_store import CopyStore
from bot.gsm7 import is_gsm7, sms_segments, units
from bot.render import GSM7_LIMIT, UCS2_LIMIT
from bot.tone import carrier_risks
from words.models import SignOff
from words.reading_level import level_of
from words.sign_offs import state_of


@dataclass(frozen=True, slots=True)
class Measured:
    """`units` are septets in GSM-7, else UTF-16 units; `level` is a grade (en), an ease (es) or None."""

    entry: CopyEntry
    sms: str
    web: str
    units: int
    limit: int
    segments: int
    level: float | None
    state: ReviewState
    is_stale: bool
    is_withdrawn: bool
    risks: tuple[str, ...]

    @property
    def seen(self) -> str:
        """Return when its oldest source was read."""
        return min(source.seen for source in self.entry.sources)


def measure(
    entry: CopyEntry, copy: CopyStore, signed: Mapping[tuple[str, str], SignOff], stale: frozenset[tuple[str, str]]
) -> Measured:
    """Measure one text, contacts filled; `stale` holds the (id, language) of translations behind their English."""
    sms, web = (copy.written(entry.id, entry.language, form).text for form in ("sms", "web"))
    return Measured(
        entry=entry,
        sms=sms,
        web=web,
        units=units(sms),
        limit=GSM7_LIMIT if is_gsm7(sms) else UCS2_LIMIT,
        segments=sms_segments(sms),
        level=level_of(web, entry.language),
        state=state_of(entry, signed),
        is_stale=(entry.id, entry.language) in stale,
        is_withdrawn=copy.withdrawn.holds((entry.id, entry.version, entry.language)),
        risks=tuple(carrier_risks(sms)),
    )
