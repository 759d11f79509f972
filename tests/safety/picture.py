"""One picture of the screen: by language and category, the share seen and its interval, own and frozen apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.safety.measure import CATEGORIES, Counted, Share
from tests.safety.pack import FROZEN, LANGUAGES, OWN, Case

WIDTH, LEFT, ROW, GROUP, TOP = 860, 210, 16, 26, 70
COLOURS = {OWN: "#1b5e8c", FROZEN: "#c2571a"}
TITLE = "Danger screen: share of texts called danger (bar: 95% interval)"
NOTE = "For 'none' every mark is a false alarm. No language is validated by a native reviewer yet."


def draw(cases: Iterable[Case]) -> str:
    """Return the picture as SVG."""
    cases = list(cases)
    marks, height = [], TOP
    for language in LANGUAGES:
        marks.append(_text(12, height + 12, language, size=14, weight="bold"))
        for category in CATEGORIES:
            marks.append(_text(40, height + 12, category))
            marks += _row(cases, language, category, height)
            height += ROW
        height += GROUP - ROW
    body = "\n".join([*_frame(height), *marks])
    box = f'viewBox="0 0 {WIDTH} {height + 20}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif">\n{body}\n</svg>\n'


def _row(cases: list[Case], language: str, category: str, top: int) -> Iterator[str]:
    for at, part in enumerate((OWN, FROZEN)):
        mine = [case for case in cases if (case.language, case.category, case.part) == (language, category, part)]
        if mine:
            yield from _bar(Counted.of(mine).seen, top + 4 + 6 * at, COLOURS[part])


def _bar(share: Share, y: int, colour: str) -> Iterator[str]:
    low, value, high = (_x(number) for number in (share.low, share.value, share.high))
    yield f'<line x1="{low}" x2="{high}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="2" opacity="0.45"/>'
    yield f'<circle cx="{value}" cy="{y}" r="3.5" fill="{colour}"><title>{share}</title></circle>'


def _frame(height: int) -> Iterator[str]:
    yield f'<rect width="{WIDTH}" height="{height + 20}" fill="white"/>'
    yield _text(12, 22, TITLE, size=16, weight="bold")
    yield _text(12, 42, NOTE)
    for at, (part, colour) in enumerate(COLOURS.items()):
        yield f'<circle cx="{LEFT + 130 * at}" cy="54" r="4" fill="{colour}"/>'
        yield _text(LEFT + 10 + 130 * at, 58, f"{part} texts")
    for tenth in range(0, 11, 2):
        x = _x(tenth / 10)
        yield f'<line x1="{x}" x2="{x}" y1="{TOP}" y2="{height}" stroke="#ddd"/>'
        yield _text(x - 10, height + 12, f"{tenth * 10}%")


def _x(share: float) -> float:
    return round(LEFT + share * (WIDTH - LEFT - 30), 1)


def _text(x: float, y: float, words: str, *, size: int = 11, weight: str = "normal") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}">{words}</text>'
