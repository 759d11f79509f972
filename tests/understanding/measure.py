"""Count what the trained engine makes of texts: answered directly, offered, refused; each with its Wilson interval."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portline.settings import ROOT
from tests.safety.measure import Share
from tests.understanding.unseen import OUTSIDE, Text

ENGINE = ROOT / "engine" / ".venv" / "bin" / "python"
NOT_OURS = frozenset({"nlu_fallback", OUTSIDE})
BINS = 10


@dataclass(frozen=True)
class Read:
    """A text as the engine read it: what it did, its best guess with its probability, and what it would offer."""

    text: Text
    intent: str
    topic: str
    confidence: float
    choices: tuple[str, ...]
    asks: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        return self.intent in NOT_OURS

    @property
    def is_direct(self) -> bool:
        return not self.is_refused and self.intent != "unsure"

    @property
    def is_best_right(self) -> bool:
        return self.text.is_answered_by(self.topic)

    @property
    def is_offered(self) -> bool:
        return self.intent == "unsure" and any(map(self.text.is_answered_by, self.choices))

    @property
    def is_right_or_offered(self) -> bool:
        if self.text.is_outside and self.is_refused:
            return True
        return self.is_offered or (self.is_direct and self.is_best_right)


def read_with_engine(texts: Sequence[Text], timeout_s: float = 300) -> list[Read]:
    """Let the trained engine read `texts`; raises CalledProcessError where it is not trained."""
    return as_reads(texts, understand([text.words for text in texts], timeout_s))


def as_reads(texts: Sequence[Text], rows: Sequence[Mapping[str, Any]]) -> list[Read]:
    """Put what the engine printed beside each text."""
    return [
        Read(text, row["intent"], row["topic"], row["confidence"], tuple(row["choices"]), tuple(row["asks"]))
        for text, row in zip(texts, rows, strict=True)
    ]


def understand(texts: Sequence[str], timeout_s: float = 300) -> list[dict[str, Any]]:
    """Return what the trained engine prints for each text; raises CalledProcessError where it is not trained."""
    asked = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    answered = subprocess.run(
        [str(ENGINE), "-m", "engine.understand"],
        cwd=ROOT, input=asked, capture_output=True, text=True, timeout=timeout_s, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in answered.stdout.splitlines()]


@dataclass(frozen=True)
class Measured:
    """What a group of texts came to."""

    direct: Share
    right_of_direct: Share
    right_or_offered: Share
    medical_wrong: Share
    outside_refused: Share
    ours_refused: Share
    calibration_error: float

    @classmethod
    def of(cls, reads: Sequence[Read]) -> Measured:
        """Count `reads`."""
        ours = [read for read in reads if not read.text.is_outside]
        medical = [read for read in ours if read.text.is_medical]
        return cls(
            share(ours, lambda read: read.is_direct),
            share([read for read in reads if read.is_direct], lambda read: read.is_best_right),
            share(reads, lambda read: read.is_right_or_offered),
            share(medical, lambda read: read.is_direct and not read.is_best_right),
            share([read for read in reads if read.text.is_outside], lambda read: read.is_refused),
            share(ours, lambda read: read.is_refused),
            calibration_error(reads),
        )


def share(reads: Sequence[Read], holds: Callable[[Read], bool]) -> Share:
    """Return of how many reads something holds."""
    return Share(sum(map(holds, reads)), len(reads))


def calibration_error(reads: Sequence[Read]) -> float:
    """Return the expected calibration error, 0 to 1: how far confidence and truth lie apart."""
    guessed = [read for read in reads if not read.is_refused]
    return sum(abs(bar.confidence - bar.right.value) * bar.right.of for bar in bars(guessed)) / max(len(guessed), 1)


@dataclass(frozen=True)
class Bar:
    """The guesses of one tenth of confidence: their mean confidence, and how many were right."""

    confidence: float
    right: Share


def bars(reads: Sequence[Read]) -> Iterator[Bar]:
    """Yield a bar for each tenth of confidence that has guesses."""
    for tenth in range(BINS):
        held = [read for read in reads if min(int(read.confidence * BINS), BINS - 1) == tenth]
        if held:
            yield Bar(sum(read.confidence for read in held) / len(held), share(held, lambda read: read.is_best_right))


def write(path: Path, text: str) -> None:
    """Write a text where documents lie."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
