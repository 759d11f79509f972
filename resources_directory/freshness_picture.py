"""The picture of the freshness report, as SVG text: by need, how many listings are of each age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from resources_directory.freshness import Freshness, Tiers
from resources_directory.trust import Tier

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 250, 60, 24, 76
COLOURS: Mapping[Tier, str] = {
    Tier.FRESH: "#17602f",
    Tier.STALE: "#e0a100",
    Tier.OLD: "#a31526",
    Tier.UNDATED: "#6b7780",
}
WORDS: Mapping[Tier, str] = {
    Tier.FRESH: "up to 90 days",
    Tier.STALE: "91 to 365 days",
    Tier.OLD: "over a year",
    Tier.UNDATED: "no date",
}


def picture(report: Freshness) -> str:
    """Draw one bar for each need, most listings first."""
    height = TOP + ROW * len(report.by_need) + 10
    widest = max((sum(tiers.values()) for tiers in report.by_need.values()), default=1)
    bars = [part for at, item in enumerate(report.by_need.items()) for part in _bar(at, *item, widest)]
    box = f'viewBox="0 0 {WIDTH} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="13" role="img">'
    title = f"Listings by need and age of their source, {report.today.isoformat()}"
    paper = f'<title>{title}</title><rect width="{WIDTH}" height="{height}" fill="white"/>{_text(12, 24, title, 16)}'
    return "\n".join([head, paper, *_legend(), *bars, "</svg>\n"])


def _legend() -> Iterator[str]:
    for at, each in enumerate(Tier):
        x = 12 + 150 * at
        yield f'<rect x="{x}" y="42" width="14" height="14" fill="{COLOURS[each]}"/>{_text(x + 20, 54, WORDS[each])}'


def _bar(at: int, need: str, tiers: Tiers, widest: int) -> Iterator[str]:
    y, x, total = TOP + ROW * at, float(LEFT), sum(tiers.values())
    yield f'<text x="{LEFT - 10}" y="{y + 14}" text-anchor="end">{escape(need)}</text>'
    for each, count in tiers.items():
        width = (WIDTH - LEFT - RIGHT) * count / widest
        told = f"<title>{escape(need)}, {WORDS[each]}: {count}</title>"
        if count:
            yield f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="18" fill="{COLOURS[each]}">{told}</rect>'
        x += width
    yield _text(x + 6, y + 14, str(total))


def _text(x: float, y: float, words: str, size: int = 13) -> str:
    return f'<text x="{x:.1f}" y="{y}" font-size="{size}">{words}</text>'
