"""The turns every system is measured with: of a hundred, 70 questions, 20 searches for places, 10 of a request form."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.safety import screen
from bot.topics import ANSWER_TOPICS, DANGER_TOPICS, NEED_OF_TOPIC, TEAM_TOPICS
from portline.settings import ROOT

Kind = Literal["answer", "listing", "form"]
#: Reads one text as the engine does: {"intent": ..., "topic": ..., "confidence": ..., "choices": ...}.
Read = Callable[[str], dict[str, Any]]

#: Ten turns to a talk: people text a few times, and our door asks whoever texts 30 times in a minute to slow down.
TALK_TURNS: Final = 10
#: Nine talks of questions and searches, and one request, make a hundred turns.
ASKING_TALKS: Final = 9
ANSWERS, LISTINGS = 70, 20
NEEDS: Final = ("narcan", "where can i get narcan", "detox", "needle exchange", "sharps drop off", "methadone clinic")
PLACES: Final = (
    "roxbury",
    "dudley",
    "east boston",
    "dorchester",
    "jamaica plain",
    "chinatown",
    "mattapan",
    "south end",
)
FORM: Final = (
    "can someone come visit me", "1", "2", "the bench by the library", "1", "sam", "mornings are best", "1", "1", "1",
)  # fmt: skip
_TEXTS: Final = ROOT / "tests" / "understanding" / "unseen"
LANGUAGES: Final = ("en", "es")


@dataclass(frozen=True, slots=True)
class Turn:
    """One text and what it asks for; a listing calls an action everywhere, an answer nowhere."""

    kind: Kind
    text: str


def talks(hundreds: int, answers: Sequence[str]) -> list[list[Turn]]:
    """Return ten talks for each hundred turns, the same ones every time."""
    draw = random.Random("portline bench")  # noqa: S311 - no secret
    return [talk for _ in range(hundreds) for talk in _ten_talks(answers, draw)]


def plain_answers(texts: Iterable[str], read: Read) -> list[str]:
    """Return those of `texts` that are answered at once, by words alone and without danger."""
    return [text for text in texts if not screen(text).is_danger and _is_plain_answer(read(text)["intent"])]


def unseen_texts() -> Iterator[str]:
    """Yield the English and Spanish texts that nobody learned from."""
    for language in LANGUAGES:
        for line in (_TEXTS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


def _is_plain_answer(intent: str) -> bool:
    return intent in ANSWER_TOPICS and intent not in {*NEED_OF_TOPIC, *TEAM_TOPICS, *DANGER_TOPICS}


def _ten_talks(answers: Sequence[str], draw: random.Random) -> Iterator[list[Turn]]:
    asked = [Turn("answer", draw.choice(answers)) for _ in range(ANSWERS)]
    asked += [Turn("listing", f"{draw.choice(NEEDS)} near {draw.choice(PLACES)}") for _ in range(LISTINGS)]
    draw.shuffle(asked)
    yield from (asked[talk::ASKING_TALKS] for talk in range(ASKING_TALKS))
    yield [Turn("form", text) for text in FORM]
