"""How well texts of ours are told apart, and told from what is not ours, over every threshold at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.understanding.candidates.linear import Ranking
from tests.understanding.candidates.sets import Asked

Flags = NDArray[np.bool_]
RESAMPLES, SEED, BINS = 1_000, 7, 10


@dataclass(frozen=True)
class Marks:
    """One row for each asked text: is it ours, is the first guess right, one of three, and how sure (0 to 1)."""

    ours: Flags
    right: Flags
    among_three: Flags
    sure: NDArray[np.float64]

    @classmethod
    def of(cls, rankings: Sequence[Ranking], asked: Sequence[Asked], outside: str) -> Marks:
        """Mark `rankings`; how sure is the chance of the likeliest label that is not `outside`."""
        inside = [[row for row in ranking if row[0] != outside] for ranking in rankings]
        pairs = list(zip(inside, asked, strict=True))
        return cls(
            np.array([outside not in text.labels for text in asked]),
            np.array([bool(ranking) and ranking[0][0] in text.labels for ranking, text in pairs]),
            np.array([any(label in text.labels for label, _ in ranking[:3]) for ranking, text in pairs]),
            np.array([ranking[0][1] if ranking else 0.0 for ranking in inside]),
        )

    def only(self, rows: NDArray[np.int_] | Flags) -> Marks:
        """Return some of the rows."""
        return Marks(self.ours[rows], self.right[rows], self.among_three[rows], self.sure[rows])


def area(marks: Marks) -> float:
    """Return the area under "ours answered rightly" against "not ours refused", 0 to 1 (1: both, at one threshold)."""
    refused, answered = _curve(marks)
    return float(np.trapz(answered, refused))  # noqa: NPY201 -- Rasa needs a NumPy before 2


def right_at(marks: Marks, refused_share: float) -> float:
    """Return the share of ours answered rightly where at least so much of what is not ours is refused."""
    refused, answered = _curve(marks)
    return float(answered[refused >= refused_share].max())


def refused_at(marks: Marks, lost: float) -> float:
    """Return the share of what is not ours that is refused while at most `lost` of ours is."""
    threshold = np.quantile(marks.sure[marks.ours], lost)
    return float((marks.sure[~marks.ours] < threshold).mean())


def _curve(marks: Marks) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return both shares at every threshold, from refusing nothing to refusing all."""
    order = np.argsort(marks.sure, kind="stable")
    outside, right = ~marks.ours[order], (marks.right & marks.ours)[order]
    refused = np.concatenate([[0], np.cumsum(outside)]) / outside.sum()
    answered = (right.sum() - np.concatenate([[0], np.cumsum(right)])) / marks.ours.sum()
    return refused, answered


def calibration_error(marks: Marks) -> float:
    """Return the expected calibration error over ours, 0 to 1, in ten bins."""
    ours = marks.only(marks.ours)
    tenth = np.minimum((ours.sure * BINS).astype(int), BINS - 1)
    held = [ours.only(tenth == number) for number in range(BINS)]
    return sum(abs(part.sure.mean() - part.right.mean()) * len(part.right) for part in held if len(part.right)) / len(
        ours.right
    )


def interval(first: Marks, second: Marks, difference: Callable[[Marks, Marks], float]) -> tuple[float, float]:
    """Return the 95% bootstrap interval of a difference between two candidates on the same texts."""
    random, rows = np.random.default_rng(SEED), len(first.ours)
    drawn = [random.integers(0, rows, rows) for _ in range(RESAMPLES)]
    found = [difference(first.only(some), second.only(some)) for some in drawn]
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)
