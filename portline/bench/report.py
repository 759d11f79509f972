"""What a bench found: the figures of each system, the bars they are held to, and the page that shows both."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from portline.bench.measure import How, Run
from portline.settings import ROOT

OURS: Final = "ours"
#: Ours asked what nobody learned from; the baselines would call their fallback for most of it.
UNSEEN: Final = "ours, unseen texts"
#: Issue 4: milliseconds, megabytes and seconds that our engine may take.
WORDS_P95_MS, ACTION_P95_MS, MEMORY_MB, TRAINING_S = 60, 100, 400, 180
_ANSWERED: Final[tuple[How, How]] = ("words", "action")
#: How much larger a baseline's share of turns with an action may be for a fair comparison.
FAIR_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Figures:
    """One system: its middle run with one client and with several, its memory in MB, its times in seconds."""

    name: str
    alone: Run
    together: Run
    memory_mb: int
    memory_most_mb: int
    training_s: float
    first_answer_s: float

    @property
    def shown(self) -> dict[str, str]:
        """Return the row of the table."""
        alone, together = self.alone, self.together
        return {
            "system": self.name,
            "turns/s, 1 client": f"{alone.turns_per_s:.1f}",
            f"turns/s, {together.clients} clients": f"{together.turns_per_s:.1f}",
            "words p50": f"{alone.percentile_ms(50, 'words'):.0f} ms",
            "words p95": f"{alone.percentile_ms(95, 'words'):.0f} ms",
            "action p50": f"{alone.percentile_ms(50, 'action'):.0f} ms",
            "action p95": f"{alone.percentile_ms(95, 'action'):.0f} ms",
            "turns with action": f"{alone.share('action'):.0%}",
            "no answer": f"{alone.share('nothing'):.0%}",
            "engine, most": f"{self.memory_most_mb} MB",
            "training": f"{self.training_s:.0f} s",
            "first answer": f"{self.first_answer_s:.1f} s",
        }


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it asks, what was measured, and whether it holds."""

    asks: str
    found: str
    holds: bool


def bars(figures: Sequence[Figures]) -> list[Bar]:
    """Hold ours to its bars, and to those of the others that were measured."""
    by_name = {each.name[:1]: each for each in figures}
    us = next(each for each in figures if each.name == OURS)
    measured = [(by_name[name], times) for name, times in (("A", 1), ("B", 2)) if name in by_name]
    own = [each for each in figures if each.name in (OURS, UNSEEN)]
    return [*(bar for them, times in measured for bar in _faster(us, them, times)), *_own_bars(own)]


def _own_bars(own: Sequence[Figures]) -> list[Bar]:
    """Hold the worse of our rows to each bar."""
    words, action = (max(each.alone.percentile_ms(95, how) for each in own) for how in _ANSWERED)
    memory_mb, training_s = max(each.memory_most_mb for each in own), max(each.training_s for each in own)
    silent = max(each.alone.share("nothing") for each in own)
    return [
        Bar(f"p95 without action at most {WORDS_P95_MS} ms", f"{words:.0f} ms", words <= WORDS_P95_MS),
        Bar(f"p95 with action at most {ACTION_P95_MS} ms", f"{action:.0f} ms", action <= ACTION_P95_MS),
        Bar(f"engine at most {MEMORY_MB} MB", f"{memory_mb} MB", memory_mb <= MEMORY_MB),
        Bar(f"training under {TRAINING_S} s", f"{training_s:.0f} s", training_s < TRAINING_S),
        Bar("every turn answered", f"{silent:.0%} not", silent == 0),
    ]


def _faster(us: Figures, them: Figures, times: int) -> list[Bar]:
    pairs = ((us.alone, them.alone), (us.together, them.together))
    factor = "" if times == 1 else f"{times} x "
    return [
        Bar(
            f"turns/s at least {factor}{them.name}, {ours.clients} client(s)",
            f"{ours.turns_per_s:.1f} against {factor}{theirs.turns_per_s:.1f}",
            ours.turns_per_s >= times * theirs.turns_per_s,
        )
        for ours, theirs in pairs
    ]


def doubts(figures: Sequence[Figures]) -> list[str]:
    """Name the baselines that understood too little for a fair race: a fallback is an action, slower than an answer."""
    usual = next(each for each in figures if each.name == OURS).alone.share("action")
    return [
        f"- DOUBTFUL: {each.name} called an action in {each.alone.share('action'):.0%} of its turns, "
        f"ours in {usual:.0%}; train it longer (--epochs, --texts) before comparing."
        for each in figures
        if each.alone.share("action") > usual + FAIR_SHARE
    ]


def table(figures: Sequence[Figures]) -> str:
    """Write a row for each figure and a column for each system, as Markdown."""
    rows = [each.shown for each in figures]
    heads = list(rows[0])
    lines = [[head, *(row[head] for row in rows)] for head in heads]
    written = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([written[0], f"|{'---|' * len(lines[0])}", *written[1:]])


def bar_lines(found: Sequence[Bar]) -> str:
    """Write the bars, one to a line."""
    return "\n".join(f"- {'met' if bar.holds else 'MISSED'}: {bar.asks} ({bar.found})" for bar in found)


def as_json(figures: Sequence[Figures], found: Sequence[Bar], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything for machines; times of single turns are left out."""
    return {"about": dict(about), "systems": [each.shown for each in figures], "bars": [asdict(bar) for bar in found]}


def about(now: datetime, **more: object) -> dict[str, Any]:
    """Say when, where and on what this was measured."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    return {
        "date": f"{now:%Y-%m-%d %H:%M}",
        "commit": commit.stdout.strip() or "no repository",
        "machine": f"{_processor()}, {_cores()} cores, {platform.system()}, Python {platform.python_version()}",
        **more,
    }


def page(figures: Sequence[Figures], found: Sequence[Bar], about: Mapping[str, Any]) -> str:
    """Write docs/bench.md."""
    where = "\n".join(f"- {name}: {value}" for name, value in about.items())
    head = (ROOT / "portline" / "bench" / "bench_head.md").read_text(encoding="utf-8")
    judged = "\n".join([bar_lines(found), *doubts(figures)])
    return f"{head}\n## Last run\n\n{where}\n\n{table(figures)}\n\n{judged}\n"


def _processor() -> str:
    names = [line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _cores() -> int:
    return sum(line.startswith("processor") for line in _cpuinfo())


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
