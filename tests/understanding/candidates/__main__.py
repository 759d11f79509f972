"""`make evaluate`: every candidate on the same texts; writes docs/candidates.md and its learning curve.

`python -m tests.understanding.candidates [folder of testsets]` in the environment of `baselines`. Each trial is kept
under var/baselines, so a second run takes seconds; the first trains Rasa's DIET four times and takes hours.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import yaml

from engine.inputs import say
from engine.places import CONFIG
from tests.understanding.candidates.curves import (
    RESAMPLES,
    Marks,
    area,
    calibration_error,
    interval,
    refused_at,
    right_at,
)
from tests.understanding.candidates.registry import CANDIDATES
from tests.understanding.candidates.sets import GROUPS, Problem, few, hint3, ours, part
from tests.understanding.candidates.trial import Trial, trial
from tests.understanding.pictures import learning_curve

DOCS = Path(__file__).parents[3] / "docs"
RIVAL, CHOSEN = "diet", "mix"
LOST = 0.03
"""The share of ours that may be refused while we count what is refused of the rest (issue 4's bar)."""
SHARES = (16, 8, 4, 2, 1)
OURS = [name for name in CANDIDATES if name != RIVAL]
ELSEWHERE = [name for name in CANDIDATES if name != "ask_topic"]
"""Who can learn labels that are no topics of ours."""
Tried = Mapping[str, tuple[Trial, Marks]]

INTRODUCTION = """\
# Which model reads best

Written by `make evaluate`. The candidates of a table learn the same texts, then read the unseen split, {asked:,} texts
(neighbours of topics.csv count). The first table has the texts that `make bench` gives Rasa's projects, six of each
intent in English and in Spanish, and reads those two languages: all texts would take Rasa many hours. The second has
all. `ngrams` is the classifier of ADR 9; `logistic` the same n-grams under logistic
regression; `ask_topic` one intent for all questions with a classifier of topics behind it; `minilm` sentence vectors of
English texts alone; `mix` n-grams and vectors side by side, as ADR 11 has it; `diet` Rasa's default pipeline, 100
epochs. `area`: under "ours answered rightly" against "not ours refused", over all thresholds. `refused`: of what is not
ours, where 3% of ours is refused too. Times are of two cores with whatever else they did; `ms` is the median of one
text; `MB` the most the reading process held.
"""


HINT3_INTRODUCTION = f"""\
Learned from a set's training texts, read its test texts. Temperatures, and the threshold of `{CHOSEN}`, are from
five-fold cross-validation on the training texts. `in scope`: the share of ours answered rightly where each candidate
refuses as much of the rest as `{CHOSEN}` does at that threshold. `beyond`: points more than `{RIVAL}`, with 95%
bootstrap intervals ({RESAMPLES:,} draws).
"""


def main(arguments: Sequence[str]) -> int:
    """Try every candidate on every problem and write the page."""
    whole, sets = ours(_temperature()), list(hint3(Path(arguments[0]) / "hint3")) if arguments else []
    curve = {share: _marks(trial("ngrams", part(whole, share)), whole) for share in SHARES}
    lines = [
        INTRODUCTION.format(asked=len(whole.asked)),
        *_table(few(whole), list(CANDIDATES)),
        "",
        *_table(whole, OURS),
    ]
    lines += ["\n![Learning curve](understanding/learning.svg)\n", *_published(sets)]
    (DOCS / "candidates.md").write_text("\n".join(lines) + "\n", "utf-8")
    (DOCS / "understanding" / "learning.svg").write_text(_curve(curve, whole), "utf-8")
    say("\n".join(lines))
    return 0


def _temperature() -> float:
    """Return what config.yml gives the classifier; it was found on authors left out (engine/calibration.py)."""
    pipeline = yaml.safe_load(CONFIG.read_text("utf-8"))["pipeline"]
    return float(next(component["temperature"] for component in pipeline if "temperature" in component))


def _tried(problem: Problem, names: Sequence[str]) -> Tried:
    found = {}
    for name in names:
        say(f"{problem.name}, {len(problem.texts):,} texts: {name}")
        done = trial(name, problem)
        found[name] = (done, _marks(done, problem))
    return found


def _marks(done: Trial, problem: Problem) -> Marks:
    return Marks.of(done.rankings, problem.asked, problem.outside)


def _table(problem: Problem, names: Sequence[str]) -> Iterator[str]:
    yield f"## Learned from {len(problem.texts):,} texts\n"
    groups = [group for group in GROUPS if any(asked.group == group for asked in problem.asked)]
    heads = [f"{group}: first / three" for group in groups]
    yield _row("", *heads, "area", "refused", "calibration error", "training s", "ms", "MB")
    yield _row(*["---"] * (len(groups) + 7))
    for name, (done, marks) in _tried(problem, names).items():
        cells = [_guesses(_group(marks, problem, group)) for group in groups]
        known = f"{area(marks):.3f}", f"{refused_at(marks, LOST):.1%}", f"{calibration_error(marks):.1%}"
        yield _row(name, *cells, *known, f"{done.train_s:.0f}", f"{done.ms:.1f}", str(done.memory_mb))


def _guesses(marks: Marks) -> str:
    return f"{marks.right[marks.ours].mean():.1%} / {marks.among_three[marks.ours].mean():.1%}"


def _group(marks: Marks, problem: Problem, group: str) -> Marks:
    return marks.only(np.array([asked.group == group for asked in problem.asked]))


def _published(sets: Sequence[Problem]) -> Iterator[str]:
    yield "## HINT3: what real people typed to three bots\n"
    if not sets:
        yield "Not measured in this run: `make evaluate SETS=../shared/testsets` (its README says where they are from)."
        return
    yield HINT3_INTRODUCTION
    yield _row("set", "candidate", "right, all answered", "area", "area beyond", "in scope", "in scope beyond")
    yield _row(*["---"] * 7)
    for problem in sets:
        yield from _beside_rival(problem.name, _tried(problem, ELSEWHERE))


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
