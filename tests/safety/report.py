"""`make safety`: the danger screen measured on the case pack, in a table and a picture; a missed overdose fails."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.safety.screening import screen_by_model, screen_by_rules
from bot.safety.verdict import Verdict
from tests.safety.measure import CATEGORIES, Counted, Screen, confusion, missed, precision
from tests.safety.pack import ALL_CASES, FROZEN, LANGUAGES, OWN, Case
from tests.safety.picture import draw

PICTURE = Path(__file__).parents[2] / "docs" / "safety" / "screen.svg"
REVIEWED: frozenset[str] = frozenset()
"""Languages whose lists and words a native speaker has reviewed: none yet."""


def by_rules(case: Case) -> Verdict:
    return screen_by_rules(case.text, case.history)


def by_model(case: Case) -> Verdict:
    return screen_by_model(case.text, case.history)


SCREENS: dict[str, Screen] = {"rules": by_rules, "model": by_model, "both": Case.verdict}


def main() -> int:
    """Print the tables, draw the picture, and return 1 when an overdose was missed."""
    started = time.monotonic()
    lines = list(report(ALL_CASES))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(draw(ALL_CASES), encoding="utf-8")
    overdoses = list(missed(ALL_CASES, "overdose_now"))
    own = [case for case in overdoses if case.part == OWN]
    lines += [f"missed overdose, {case.part} ({case.language}, {case.reason}): {case.text}" for case in overdoses]
    lines += [f"picture: {PICTURE.name}; {time.monotonic() - started:.1f} s"]
    lines += ["RELEASE BLOCKED: an overdose of our own part was missed"] if own else []
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if own else 0


def report(cases: list[Case]) -> Iterator[str]:
    """Yield every table: by part and screen, by language and category, and who is mistaken for whom."""
    for part in (OWN, FROZEN):
        yield from _part(part, [case for case in cases if case.part == part])
    yield from _languages(cases)
    yield from _confusion(cases)


def _part(part: str, cases: list[Case]) -> Iterator[str]:
    yield f"\n== {part}: {len(cases)} texts, {sum(not case.is_danger for case in cases)} of them no danger"
    for name, screen in SCREENS.items():
        yield f"{name:<6}{'':<18}{'seen (concern or emergency)':<30}{'at emergency':<30}{'in its category':<30}"
        for category in CATEGORIES[:-1]:
            counted = Counted.of((case for case in cases if case.category == category), screen)
            yield f"{'':<6}{category:<18}{counted.seen!s:<30}{counted.emergency!s:<30}{counted.same_category!s:<30}"
        harmless = Counted.of((case for case in cases if not case.is_danger), screen)
        yield f"{'':<6}{'no danger: alarm':<18}{'concern ' + str(harmless.concern):<38}emergency {harmless.emergency}"
        yield f"{'':<6}{'precision':<18}{precision(cases, screen)}"


def _languages(cases: Iterable[Case]) -> Iterator[str]:
    yield "\n== by language and category: texts, seen, at emergency, in their category"
    for language in LANGUAGES:
        yield f"{language}{'' if language in REVIEWED else ' (not validated by a native reviewer)'}"
        for category in CATEGORIES:
            mine = [case for case in cases if (case.language, case.category) == (language, category)]
            counted = Counted.of(mine)
            numbers = f"{counted.texts:>6}{counted.as_danger:>6}{counted.as_emergency:>6}{counted.in_category:>6}"
            yield f"   {category:<18}{numbers}   seen {counted.seen}"


def _confusion(cases: Iterable[Case]) -> Iterator[str]:
    yield "\n== what was said (columns) of what it was (rows)"
    counts = confusion(cases)
    yield f"{'':<18}" + "".join(f"{category:>18}" for category in CATEGORIES)
    for true in CATEGORIES:
        yield f"{true:<18}" + "".join(f"{counts[true, said]:>18}" for said in CATEGORIES)


if __name__ == "__main__":
    sys.exit(main())
