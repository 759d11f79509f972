"""`make understanding`: how well the trained engine reads the unseen split, in a table and two pictures."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.topics import TOPICS
from tests.safety.measure import Share
from tests.understanding.measure import Measured, Read, bars, read_with_engine, write
from tests.understanding.pictures import calibration, confusion
from tests.understanding.unseen import LANGUAGES, OUTSIDE, read_unseen

DOCS = Path(__file__).parents[2] / "docs"
CONFUSIONS_SHOWN = 15
ACTS, NOT_OURS = "acts", "not ours"
ROOMS = (*dict.fromkeys(topic.file for topic in TOPICS.values() if topic.file), ACTS, NOT_OURS)
OTHERS = frozenset(LANGUAGES) - {"en", "es"}
COLUMNS = (
    "", "texts", "answered directly", "of these right", "right or offered", "medical, wrong", "not ours, refused",
    "ours, refused", "calibration error",
)  # fmt: skip


INTRODUCTION = """\
Written by `make understanding`. The texts (tests/understanding/unseen) are by authors who saw only the list of topics;
none is close to a training text (four-letter Jaccard over 0.5). All authors, here and of the training texts, are runs
of one language model: real people will be harder. 95% Wilson intervals.
"""


def main() -> int:
    """Print the table, write docs/understanding.md and its picture."""
    started = time.monotonic()
    reads = read_with_engine(read_unseen())
    page = "\n".join(document(reads)) + "\n"
    write(DOCS / "understanding.md", page)
    write(DOCS / "understanding" / "calibration.svg", _calibration(reads))
    write(DOCS / "understanding" / "confusion.svg", _confusion(reads))
    print(page)
    print(f"read {len(reads):,} texts in {time.monotonic() - started:.0f} s")
    return 0


def document(reads: Sequence[Read]) -> Iterator[str]:
    """Yield the lines of docs/understanding.md."""
    yield "# How well it understands\n"
    yield INTRODUCTION
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---" * len(COLUMNS) + "|"
    for language in LANGUAGES:
        yield row(language, [read for read in reads if read.text.language == language])
    yield row("others than en, es", [read for read in reads if read.text.language in OTHERS])
    yield row("**all**", reads)
    yield "\n![Confidence and truth](understanding/calibration.svg)"
    yield "![Rooms meant and read](understanding/confusion.svg)\n"
    yield "Answered directly and wrong, most often (meant → answered): " + ", ".join(confusions(reads)) + "."


def row(name: str, reads: Sequence[Read]) -> str:
    """Return one row of the table."""
    found = Measured.of(reads)
    answered = (found.direct, found.right_of_direct, found.right_or_offered, found.medical_wrong)
    shares = (*answered, found.outside_refused, found.ours_refused)
    cells = [name, str(len(reads)), *map(_cell, shares), f"{found.calibration_error:.1%}"]
    return f"| {' | '.join(cells)} |"


def _cell(share: Share) -> str:
    return f"{share.value:.1%} [{share.low:.1%}-{share.high:.1%}]"


def confusions(reads: Sequence[Read]) -> list[str]:
    """Return the commonest wrong answers."""
    wrong = Counter(
        (read.text.topics[0], read.topic) for read in reads if read.is_direct and not read.is_best_right
    ).most_common(CONFUSIONS_SHOWN)
    return [f"{meant} → {answered} ({count})" for (meant, answered), count in wrong]


def _calibration(reads: Sequence[Read]) -> str:
    guessed = [read for read in reads if not read.is_refused]
    return calibration([(bar.confidence, bar.right.value, bar.right.low, bar.right.high) for bar in bars(guessed)])


def _confusion(reads: Sequence[Read]) -> str:
    counts = Counter((_room(read.text.topics[0]), _room(read.topic)) for read in reads if not read.is_best_right)
    counts.update((_room(read.text.topics[0]), _room(read.text.topics[0])) for read in reads if read.is_best_right)
    return confusion(ROOMS, counts)


def _room(topic: str) -> str:
    if topic == OUTSIDE:
        return NOT_OURS
    return (TOPICS[topic].file if topic in TOPICS else "") or ACTS


if __name__ == "__main__":
    sys.exit(main())
