"""The pictures of docs/understanding.md and docs/candidates.md, as SVG text: calibration, confusion, learning curve."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

SIDE, MARGIN = 320, 40
PLOT = SIDE - 2 * MARGIN
CELL, LABELS = 44, 110
COLOURS = ("#0a6", "#06c", "#c60", "#909", "#666")
LOW, HIGH = 0.2, 1.0
"""A learning curve shows shares from a half to all."""


def calibration(dots: Sequence[tuple[float, float, float, float]]) -> str:
    """Draw confidence against the share that was right with its interval; on the diagonal both are the same."""
    drawn = [
        f'<line x1="{_x(sure):.1f}" y1="{_y(low):.1f}" x2="{_x(sure):.1f}" y2="{_y(high):.1f}" stroke="{COLOURS[0]}"/>'
        f'<circle cx="{_x(sure):.1f}" cy="{_y(right):.1f}" r="3" fill="{COLOURS[0]}"/>'
        for sure, right, low, high in dots
    ]
    diagonal = f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999" stroke-dasharray="4"/>'
    return _page(
        SIDE,
        SIDE,
        "Of texts so sure, how many were right (95%)",
        [diagonal, *drawn, *_scale(0, 1), _below("confidence")],
    )


def confusion(names: Sequence[str], counts: Mapping[tuple[str, str], int]) -> str:
    """Draw how many texts of each room were read as which; `counts` by (meant, read). Darker is more, by its row."""
    rows = {meant: sum(counts.get((meant, read), 0) for read in names) for meant in names}
    cells = [
        _cell(across, down, counts.get((meant, read), 0), rows[meant])
        for down, meant in enumerate(names)
        for across, read in enumerate(names)
    ]
    headings = [text for at, name in enumerate(names) for text in _headings(at, name)]
    size = LABELS + CELL * len(names) + 10
    return _page(size, size + 20, "Room meant (rows), room read (columns)", [*cells, *headings])


def learning_curve(curves: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """Draw the share of right first guesses over the number of training texts, one line for each group."""
    counts = [count for points in curves.values() for count, _ in points]
    few, many = math.log(min(counts)), math.log(max(counts))
    lines = [part for at, item in enumerate(curves.items()) for part in _curve(at, *item, few, many)]
    ticks = [_tick(count, few, many) for count in sorted(set(counts))]
    return _page(SIDE, SIDE, "First guess right, by training texts", [*lines, *ticks, *_scale(LOW, HIGH)])


def _curve(at: int, name: str, points: Sequence[tuple[int, float]], few: float, many: float) -> Iterator[str]:
    placed = [(_x((math.log(count) - few) / (many - few)), _y((right - LOW) / (HIGH - LOW))) for count, right in points]
    colour = COLOURS[at % len(COLOURS)]
    for (x1, y1), (x2, y2) in pairwise(placed):
        yield f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="2"/>'
    yield f'<text x="{_x(1) - 60}" y="{_y(0) - 12 - 14 * at}" fill="{colour}">{name}</text>'


def _tick(count: int, few: float, many: float) -> str:
    return f'<text x="{_x((math.log(count) - few) / (many - few)) - 14:.0f}" y="{SIDE - 22}">{count:,}</text>'


def _scale(low: float, high: float) -> Iterator[str]:
    for part in (0.0, 0.5, 1.0):
        yield f'<text x="4" y="{_y(part) + 4:.0f}" fill="#666">{low + part * (high - low):.0%}</text>'


def _cell(across: int, down: int, count: int, row: int) -> str:
    x, y = LABELS + CELL * across, LABELS + CELL * down
    share = count / row if row else 0.0
    colour = "white" if share > 0.5 else "black"
    box = f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" fill="#0a6" fill-opacity="{share:.3f}" stroke="#eee"/>'
    number = (
        f'<text x="{x + CELL / 2:.0f}" y="{y + CELL / 2 + 4:.0f}" text-anchor="middle" fill="{colour}">{count}</text>'
    )
    return box + (number if count else "")


def _headings(at: int, name: str) -> Iterator[str]:
    middle = LABELS + CELL * at + CELL / 2
    yield f'<text x="{LABELS - 6}" y="{middle + 4:.0f}" text-anchor="end">{name}</text>'
    yield f'<text transform="translate({middle + 4:.0f},{LABELS - 6}) rotate(-60)">{name}</text>'


def _below(text: str) -> str:
    return f'<text x="{SIDE / 2 - 30:.0f}" y="{SIDE - 10}">{text}</text>'


def _page(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    box, font = f'viewBox="0 0 {width} {height}"', 'font-family="sans-serif" font-size="11"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} {font}>'
    paper = f'<rect width="{width}" height="{height}" fill="white"/><text x="{MARGIN}" y="16">{title}</text>'
    return "\n".join([head, paper, *parts, "</svg>\n"])


def _x(value: float) -> float:
    return MARGIN + value * PLOT


def _y(value: float) -> float:
    return SIDE - MARGIN - value * PLOT
