"""Our training texts as Rasa's training data, all of them or a fixed sample of each intent in each language."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from baselines.places import NLU
from bot.plain_yaml import read_yaml

#: Texts by intent and language.
Texts = Mapping[tuple[str, str], list[str]]
LANGUAGES = ("en", "es", "ht", "kea", "pt", "vi", "zh")


def read_texts(folder: Path = NLU) -> Texts:
    """Read every training text of `<room>.<language>.yml`; a file without a language holds the bot's own intents."""
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.yml")):
        language = path.stem.rpartition(".")[2]
        for entry in read_yaml(path)["nlu"]:
            lines = (line.removeprefix("- ").strip() for line in entry["examples"].splitlines())
            texts[entry["intent"], language] += [line for line in lines if line]
    return texts


def sample(texts: Texts, most: int, languages: Container[str] = LANGUAGES) -> Texts:
    """Keep at most `most` texts of each intent in each of `languages`, the same ones every time.

    The bot's own intents, which stand in a file of no language, are kept.
    """
    wanted = {key: found for key, found in sorted(texts.items()) if key[1] in languages or key[1] not in LANGUAGES}
    return {key: _pick(found, most, seed=f"{key}") for key, found in wanted.items()}


def count(texts: Texts) -> int:
    """Count the texts."""
    return sum(map(len, texts.values()))


def as_rasa(texts: Texts) -> dict[str, object]:
    """Write texts in Rasa's shape; languages are mixed, as its one pipeline reads them."""
    by_intent: dict[str, list[str]] = defaultdict(list)
    for (intent, _), found in sorted(texts.items()):
        by_intent[intent] += found
    return {"nlu": [{"intent": intent, "examples": _lines(found)} for intent, found in by_intent.items()]}


def _pick(found: list[str], most: int, *, seed: str) -> list[str]:
    return found if len(found) <= most else random.Random(seed).sample(found, most)  # noqa: S311 - no secret


def _lines(found: Iterable[str]) -> str:
    return "".join(f"- {_plain(text)}\n" for text in dict.fromkeys(found))


def _plain(text: str) -> str:
    """Take out the brackets that Rasa reads as marks of an entity."""
    return text.translate(str.maketrans("", "", "[](){}"))
