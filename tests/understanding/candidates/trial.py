"""One candidate on one problem: trained in one process, asked in another, and never twice on the same inputs."""

from __future__ import annotations

import hashlib
import json
import pickle
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from engine.components import sentence_network
from tests.understanding.candidates.linear import Ranking
from tests.understanding.candidates.registry import CANDIDATES
from tests.understanding.candidates.sets import OURS, Problem

CACHE = Path(__file__).parents[3] / "var" / "baselines" / "quality"
ROOM = Path(__file__).parent
RASAS_OWN = "diet"
KIB_IN_MB = 1024


@dataclass(frozen=True)
class Trial:
    """What a candidate made of the asked texts, in their order, and what it cost.

    `train_s` seconds of wall clock with whatever else the machine did; `ms` the median of single texts;
    `memory_mb` the most the asking process held; `threshold` how sure it must be, where it found that out itself.
    """

    rankings: Sequence[Ranking]
    train_s: float
    ms: float
    memory_mb: int
    threshold: float


def trial(name: str, problem: Problem) -> Trial:
    """Return the kept trial of these very inputs, or make it."""
    path = CACHE / f"{problem.name}-{name}-{_fingerprint(name, problem)}.json"
    if not path.exists():
        found = _make(name, problem, path.with_suffix(""))
        path.write_text(json.dumps(asdict(found)), "utf-8")
    return Trial(**json.loads(path.read_text("utf-8")))


def _fingerprint(name: str, problem: Problem) -> str:
    code = b"".join(path.read_bytes() for path in _code(name, problem))
    inputs = json.dumps([problem.texts, problem.labels, [asked.text for asked in problem.asked], problem.temperature])
    return hashlib.sha256(code + inputs.encode()).hexdigest()[:16]


def _code(name: str, problem: Problem) -> list[Path]:
    """Return the files that decide what a candidate is."""
    if name == RASAS_OWN:
        return [ROOM / "diet.py", *([ROOM / "baseline.py"] if problem.name == OURS else [])]
    return [
        ROOM / "linear.py",
        ROOM / "features.py",
        Path(sentence_network.__file__),
        *([ROOM / "layered.py"] if name == "ask_topic" else []),
    ]


def _make(name: str, problem: Problem, folder: Path) -> Trial:
    folder.mkdir(parents=True, exist_ok=True)
    train_s, threshold = _in_new_process(_train, name, problem, folder)
    rankings, ms, memory_mb = _in_new_process(_ask, [asked.text for asked in problem.asked], folder)
    return Trial(rankings, train_s, ms, memory_mb, threshold)


def _in_new_process(work: Callable[..., Any], *arguments: object) -> Any:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _train(name: str, problem: Problem, folder: Path) -> tuple[float, float]:
    started = time.monotonic()
    candidate = CANDIDATES[name](problem, folder)
    candidate.fit(problem.texts, problem.labels, problem.temperature)
    (folder / "candidate.pickle").write_bytes(pickle.dumps(candidate))
    train_s = getattr(candidate, "train_s", time.monotonic() - started)
    return train_s, getattr(candidate, "threshold", 0.0)


def _ask(texts: Sequence[str], folder: Path) -> tuple[list[Ranking], float, int]:
    candidate = pickle.loads((folder / "candidate.pickle").read_bytes())  # noqa: S301 -- written by _train a moment ago
    candidate.read(texts[0])
    rankings, took = [], []
    for text in texts:
        started = time.perf_counter()
        rankings.append(candidate.read(text))
        took.append(1000 * (time.perf_counter() - started))
    return rankings, statistics.median(took), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB_IN_MB
