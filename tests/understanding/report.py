"""`make evaluate`: how well the trained engine reads the unseen split, in a table and a picture of its calibration."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.safety.measure import Share
from tests.understanding.measure import Measured, Read, bars, read_with_engine, write
from tests.understanding.unseen import LANGUAGES, read_unseen

DOCS = Path(__file__).parents[2] / "docs"
CONFUSIONS_SHOWN = 15
OTHERS = frozenset(LANGUAGES) - {"en", "es"}
COLUMNS = (
    "", "texts", "answered directly", "of these right", "right or offered", "medical, wrong", "not ours, refused",
    "ours, refused", "calibration error",
)  # fmt: skip


INTRODUCTION = """\
Written by `make evaluate`. The texts (tests/understanding/unseen) are by authors who saw only the list of topics; none
is close to a training text (four-letter Jaccard over 0.5). All authors, here and of the training texts, are runs of one
language model: real people will be harder. 95% Wilson intervals.
"""


def main() -> int:
    """Print the table, write docs/understanding.md and its picture."""
    started = time.monotonic()
    reads = read_with_engine(read_unseen())
    page = "\n".join(document(reads)) + "\n"
    write(DOCS / "understanding.md", page)
    write(DOCS / "understanding" / "calibration.svg", picture(reads))
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
    yield "\n![Confidence and truth](understanding/calibration.svg)\n"
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


SIDE, MARGIN = 320, 40
PLOT = SIDE - 2 * MARGIN


def picture(reads: Sequence[Read]) -> str:
    """Draw mean confidence against the share that was right; on the diagonal both are the same."""
    dots = [_dot(bar.confidence, bar.right) for bar in bars([read for read in reads if not read.is_refused])]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" font-size="11">',
            f'<rect width="{SIDE}" height="{SIDE}" fill="white"/>',
            f'<text x="{MARGIN}" y="20">Of texts so sure, how many were right (95%)</text>',
            f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999" stroke-dasharray="4"/>',
            *dots,
            f'<text x="{SIDE / 2 - 30}" y="{SIDE - 10}">confidence</text>',
            "</svg>\n",
        ]
    )


def _dot(confidence: float, right: Share) -> str:
    x = _x(confidence)
    return (
        f'<line x1="{x:.1f}" y1="{_y(right.low):.1f}" x2="{x:.1f}" y2="{_y(right.high):.1f}" stroke="#0a6"/>'
        f'<circle cx="{x:.1f}" cy="{_y(right.value):.1f}" r="3" fill="#0a6"/>'
    )


def _x(value: float) -> float:
    return MARGIN + value * PLOT


def _y(value: float) -> float:
    return SIDE - MARGIN - value * PLOT


if __name__ == "__main__":
    sys.exit(main())
