"""The texts the danger model is trained on: those written for it, and ordinary talk from the engine's own data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.safety import grams, words
from bot.safety.scoring import DIRECTORY
from bot.safety.screening import screen_by_rules
from engine.inputs import fingerprint, made_from
from engine.places import DATA

DANGER_TEXTS, NLU = DATA / "danger", DATA / "nlu"
ABOUT = DIRECTORY / "model.json"
#: Topics whose own examples may be a person in danger ("he had a seizure coming off beer"): no ordinary talk.
NEAR_DANGER = frozenset(
    """alcohol_seizure alcohol_withdrawal benzo_withdrawal child_exposure domestic_violence family_self_care grief
    helplines_overview mobile_crisis naloxone_second_dose naloxone_xylazine_medetomidine overdose_do_not_do
    overdose_hospital_refusal overdose_now poisoning rescue_breathing suicidal_988 veterans_crisis who_to_call
    youth_crisis""".split()
)
WITH_EARLIER = 5
"""Columns of a row whose last one is the text before it."""
_EXAMPLE = re.compile(r"\s+- (.+)")
_INTENT = re.compile(r"- intent: (\S+)")
_ENTITY = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


class DangerText(NamedTuple):
    """One text with its label; `earlier` is what the same person wrote just before, "" when it stands alone.

    `author` is the file it stands in: nobody's texts are used to judge a model trained on others of the same hand.
    """

    category: str
    level: str
    text: str
    earlier: str = ""
    author: str = ""

    @property
    def is_danger(self) -> bool:
        """Tell whether a screen should say anything."""
        return self.category != "none"


def read_danger_texts(directory: Path = DANGER_TEXTS) -> list[DangerText]:
    """Read `<language>/<author>.tsv`: category, level, reason, text, and where needed the text before it.

    Raises ValueError naming file and line when one has other columns.
    """
    return [text for path in sorted(directory.glob("*/*.tsv")) for text in texts_of(path)]


def texts_of(path: Path) -> Iterator[DangerText]:
    """Yield the texts of one file; raises ValueError naming the line that has other columns."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        columns = line.split("\t")
        if len(columns) not in {WITH_EARLIER - 1, WITH_EARLIER}:
            raise ValueError(f"{path.name}, line {number}: {len(columns)} columns, not 4 or 5")
        earlier = columns[4] if len(columns) == WITH_EARLIER else ""
        yield DangerText(columns[0], columns[1], columns[3], earlier, f"{path.parent.name}/{path.stem}")


def read_ordinary_texts(directory: Path = NLU) -> list[DangerText]:
    """Read the engine's training examples of topics that are not near danger, less those the rules take for danger."""
    texts = [
        (text, path.stem)
        for path in sorted(directory.glob("*.yml"))
        for intent, text in examples_of(path)
        if intent not in NEAR_DANGER
    ]
    return [
        DangerText("none", "none", text, author=author) for text, author in texts if not screen_by_rules(text).is_danger
    ]


def examples_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield intent and text of each example of one file."""
    intent = ""
    for line in path.read_text("utf-8").splitlines():
        heading, example = _INTENT.match(line), _EXAMPLE.match(line)
        if heading:
            intent = heading[1]
        elif example:
            yield intent, _ENTITY.sub(r"\1", example[1])


def is_current() -> bool:
    """Tell whether the danger model was trained from what lies here."""
    return made_from(ABOUT) == inputs_hash()


def inputs_hash() -> str:
    """Return 16 hex digits over all that decides the model: its texts, how they are cut, how it is trained."""
    here = Path(__file__).parent
    code = [here / "danger_texts.py", here / "danger_training.py", Path(grams.__file__), Path(words.__file__)]
    # The lists too: their greetings are cut off, and what they call danger is no ordinary talk.
    lists = Path(words.__file__).parent / "lists"
    texts = [*sorted(DANGER_TEXTS.glob("*/*.tsv")), *sorted(NLU.glob("*.yml")), *sorted(lists.glob("*.txt"))]
    return fingerprint([*texts, *code])
