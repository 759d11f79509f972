"""Time the directory's search at three sizes on both databases, beside plain SQL and a loop; hold it to its bars."""

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from portline.bench.directory_search import BAR_GROWTH, BAR_MS, SIZES, Timed, measure
from portline.bench.report import about
from portline.progress import say, tell
from portline.settings import ROOT

PAGE: Final = ROOT / "docs" / "bench-directory.md"
HEAD: Final = ROOT / "portline" / "bench" / "bench_directory_head.md"
_SMALL, _LARGE = SIZES[1:]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how many questions are asked."""
    parser.add_argument("--questions", type=int, default=2000, help="questions to each database at each size")


def run(options: argparse.Namespace) -> int:
    """Measure, write docs/bench-directory.md; 1 when a bar is missed."""
    folder = Path(tempfile.mkdtemp(prefix="portline-bench-"))
    folder.chmod(0o755)
    try:
        found = measure(folder, SIZES, options.questions, lambda line: say("bench", line))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    missed = _missed(found)
    lines = [_table(found), "", *(missed or ["Every bar is held."])]
    where = [f"- {name}: {value}" for name, value in about(datetime.now().astimezone(), **vars(options)).items()]
    PAGE.write_text("\n".join([HEAD.read_text(encoding="utf-8"), *where, "", *lines, ""]), encoding="utf-8")
    tell("\n".join(lines))
    return 1 if missed else 0


def _table(found: Sequence[Timed]) -> str:
    rows = [
        f"| {each.database} | {each.locations:,} | {each.p50:.2f} ms | {each.p95:.2f} ms | {each.plain_p50:,.1f} ms "
        f"| {each.read_s:.2f} s |"
        for each in found
    ]
    head = "| database | locations | p50 | p95 | plain SQL and a loop, p50 | reading all, once |"
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])


def _missed(found: Sequence[Timed]) -> list[str]:
    """Say which bars are missed: p95 at 100,000, and how it grows from 10,000."""
    missed = []
    for name in dict.fromkeys(each.database for each in found):
        at = {each.locations: each.p95 for each in found if each.database == name}
        if at[_LARGE] >= BAR_MS:
            missed.append(f"MISSED: {name}, p95 {at[_LARGE]:.2f} ms at {_LARGE:,}; the bar is {BAR_MS:g} ms.")
        if at[_LARGE] > BAR_GROWTH * at[_SMALL]:
            missed.append(f"MISSED: {name} grows {at[_LARGE] / at[_SMALL]:.1f} times; the bar is {BAR_GROWTH:g}.")
    return missed
