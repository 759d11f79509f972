"""`make evaluate` compares the candidates: writes docs/candidates.md and its learning curve.

`python -m baselines.quality.report [folder of testsets] [--only NAMES]`; each trial is kept under var/baselines, so a
second run takes seconds.  The first trains Rasa's DIET four times and takes long.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import yaml

from baselines.quality.candidates import CANDIDATES
from baselines.quality.curves import RESAMPLES, Marks, area, calibration_error, interval, refused_at, right_at
from baselines.quality.sets import GROUPS, Problem, hint3, ours
from baselines.quality.trial import Trial, trial
from engine.inputs import say
from engine.places import CONFIG
from tests.understanding.pictures import learning_curve

DOCS = Path(__file__).parents[2] / "docs"
RIVAL, CHOSEN = "diet", "mix"
LOST = 0.03
"""The share of ours that may be refused while we count what is refused of the rest (issue 4's bar)."""
SHARES = (16, 8, 4, 2, 1)
Tried = Mapping[str, tuple[Trial, Marks]]

INTRODUCTION = """\
# Which model reads best

Written by `make evaluate`: every candidate learns the same {texts:,} texts in seven languages and reads the same {asked:,}
texts of the unseen split (neighbours of topics.csv count). `ngrams` is the classifier of ADR 9; `logistic` the same n-grams under
logistic regression; `ask_topic` one intent for all questions with a classifier of topics behind it; `minilm` sentence
vectors alone; `mix` both side by side; `diet` Rasa's default pipeline, 100 epochs. `area`: under "ours answered rightly"
against "not ours refused", over all thresholds. `refused`: of what is not ours, where 3% of ours is refused too. Times are of
two cores with whatever else they did; `ms` is the median of one text, `MB` the most the reading process held.
"""


def main(arguments: Sequence[str]) -> int:
    """Try every candidate on every problem and write the page."""
    problem, sets = ours(_temperature()), list(hint3(Path(arguments[0]))) if arguments else []
    tried = {each.name: _tried(each) for each in (*sets, problem)}
    curve = {share: _marks(trial("ngrams", _part(problem, share)), _part(problem, share)) for share in SHARES}
    lines = [
        INTRODUCTION.format(texts=len(problem.texts), asked=len(problem.asked)),
        *_table(tried[problem.name], problem),
    ]
    lines += ["\n![Learning curve](understanding/learning.svg)\n", *_published(sets, tried)]
    (DOCS / "candidates.md").write_text("\n".join(lines) + "\n", "utf-8")
    (DOCS / "understanding" / "learning.svg").write_text(_curve(curve, problem), "utf-8")
    say("\n".join(lines))
    return 0


def _temperature() -> float:
    """Return what config.yml gives the classifier; it was found on authors left out (engine/calibration.py)."""
    pipeline = yaml.safe_load(CONFIG.read_text("utf-8"))["pipeline"]
    return float(next(component["temperature"] for component in pipeline if "temperature" in component))


def _tried(problem: Problem) -> Tried:
    found = {}
    for name in CANDIDATES:
        say(f"{problem.name}: {name}")
        done = trial(name, problem)
        found[name] = (done, _marks(done, problem))
    return found


def _marks(done: Trial, problem: Problem) -> Marks:
    return Marks.of(done.rankings, problem.asked, problem.outside)


def _part(problem: Problem, share: int) -> Problem:
    """Return the problem with one of `share` training texts."""
    kept = range(0, len(problem.texts), share)
    texts, labels = [problem.texts[at] for at in kept], [problem.labels[at] for at in kept]
    return replace(problem, texts=texts, labels=labels)


def _table(tried: Tried, problem: Problem) -> Iterator[str]:
    heads = [f"{group}: first / three" for group in GROUPS]
    yield _row("", *heads, "area", "refused", "calibration error", "training s", "ms", "MB")
    yield _row(*["---"] * (len(GROUPS) + 7))
    for name, (done, marks) in tried.items():
        cells = [_guesses(_group(marks, problem, group)) for group in GROUPS]
        known = f"{area(marks):.3f}", f"{refused_at(marks, LOST):.1%}", f"{calibration_error(marks):.1%}"
        yield _row(name, *cells, *known, f"{done.train_s:.0f}", f"{done.ms:.1f}", str(done.memory_mb))


def _guesses(marks: Marks) -> str:
    return f"{marks.right[marks.ours].mean():.1%} / {marks.among_three[marks.ours].mean():.1%}"


def _group(marks: Marks, problem: Problem, group: str) -> Marks:
    return marks.only(np.array([asked.group == group for asked in problem.asked]))


def _published(sets: Sequence[Problem], tried: Mapping[str, Tried]) -> Iterator[str]:
    yield "## HINT3: what real people typed to three bots\n"
    if not sets:
        yield "Not measured in this run: `make evaluate SETS=../shared/testsets` (its README says where the sets are from)."
        return
    yield (
        "Learned from its training texts only, read its test texts. Temperatures, and the threshold of the chosen candidate, are\n"
        f"from five-fold cross-validation on the training texts. `in scope`: the share of ours answered rightly where every candidate\n"
        f"refuses as much of the rest as {CHOSEN} does at that threshold. Differences to {RIVAL} in points, 95% bootstrap intervals\n"
        f"({RESAMPLES:,} draws).\n"
    )
    yield _row("set", "candidate", "right, all answered", "area", "area beyond", "in scope", "in scope beyond")
    yield _row(*["---"] * 7)
    for problem in sets:
        yield from _beside_rival(problem.name, tried[problem.name])


def _beside_rival(name: str, tried: Tried) -> Iterator[str]:
    rival, (done, chosen) = tried[RIVAL][1], tried[CHOSEN]
    refused = float((chosen.sure[~chosen.ours] < done.threshold).mean())
    for candidate, (_, marks) in tried.items():
        measures: Sequence[Callable[[Marks], float]] = (area, partial(_right_at, refused))
        cells = [cell for measure in measures for cell in (f"{measure(marks):.3f}", _beyond(marks, rival, measure))]
        yield _row(name, candidate, f"{marks.right[marks.ours].mean():.1%}", *cells)


def _right_at(refused: float, marks: Marks) -> float:
    return right_at(marks, refused)


def _beyond(marks: Marks, rival: Marks, measure: Callable[[Marks], float]) -> str:
    if marks is rival:
        return "-"
    low, high = interval(marks, rival, lambda one, other: measure(one) - measure(other))
    return f"{100 * (measure(marks) - measure(rival)):+.1f} [{100 * low:+.1f}, {100 * high:+.1f}]"


def _curve(curve: Mapping[int, Marks], problem: Problem) -> str:
    def right(marks: Marks, group: str) -> float:
        held = _group(marks, problem, group)
        return float(held.right[held.ours].mean())

    return learning_curve(
        {
            group: [(len(problem.texts) // share, right(marks, group)) for share, marks in curve.items()]
            for group in GROUPS
        }
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
