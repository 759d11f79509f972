"""Every text on one line: where it stands, how long, how hard, from when its sources are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.copy_store import CopyStore
from words.measures import Measured, measure
from words.models import SignOff
from words.translations import stale_translations

_ROW = "{:<8} {:<34} {:>3} {:>8} {:>4} {:>8} {:>6} {:<9} {:<7} {:<9} {}"
HEAD = _ROW.format("lang", "id", "ver", "sms", "seg", "web", "level", "signed", "behind", "seen", "source")


def lines(copy: CopyStore, signed: Mapping[tuple[str, str], SignOff]) -> Iterator[str]:
    """Yield one line for each text, by language and id."""
    stale = frozenset((entry.id, entry.language) for entry in stale_translations(copy))
    for entry in sorted(copy.entries, key=lambda each: (each.language, each.id)):
        yield _line(measure(entry, copy, signed, stale))


def _line(text: Measured) -> str:
    entry = text.entry
    return _ROW.format(
        entry.language,
        entry.id,
        entry.version,
        f"{text.units}/{text.limit}",
        text.segments,
        f"{len(text.web)}/700",
        "-" if text.level is None else f"{text.level:.1f}",
        text.state,
        "behind" if text.is_stale else "-",
        text.seen,
        entry.sources[0].url + (f" +{len(entry.sources) - 1}" if len(entry.sources) > 1 else ""),
    )
