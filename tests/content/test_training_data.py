"""The training data keeps its promises: known topics, enough voices, no text that means two things."""

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

import pytest

from bot.plain_yaml import read_yaml

REPOSITORY = Path(__file__).parents[2]
DATA_FILES = sorted((REPOSITORY / "data" / "nlu").glob("*.yml"))
# A file that names its language, `<room>.<language>.yml`, teaches; the others only satisfy Rasa.
TRAINING_FILES = [path for path in DATA_FILES if len(path.suffixes) == 2]
DEV_FILES = sorted((REPOSITORY / "tests" / "understanding").glob("dev_*.jsonl"))

LANGUAGES = ("en", "es", "ht", "kea", "pt", "vi", "zh")
ANSWERED_KINDS = ("answer", "danger_and_answer")
# Below these a topic was not learned from so many different voices that an unseen text finds it.
FEWEST_EXAMPLES = {"en": 70, "es": 40, "ht": 10, "kea": 8, "pt": 7, "vi": 10, "zh": 10}
# Share of words in common at which a dev text is a training text in disguise, and measures memory instead.
NEAR_DUPLICATE = 0.85
BARE_NUMBER = re.compile(r"\W*\d[\W\d]*")
RASA_MARKUP = re.compile(r"^/|\[[^\]]*\]\s*[({]")


@dataclass(frozen=True)
class Example:
    """One training or dev text, with what it means and where it stands."""

    text: str
    topic: str
    language: str
    file: str


def normalized(text: str) -> str:
    """Fold case, accents and punctuation away: what the classifier cannot tell apart either."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))


@cache
def words(text: str) -> frozenset[str]:
    return frozenset(normalized(text).split())


def overlap(some: frozenset[str], others: frozenset[str]) -> float:
    """Return the share of all words of two texts that both use (Jaccard)."""
    return len(some & others) / len(some | others)


def not_learned() -> set[str]:
    """Read the intents no words carry; config.yml keeps them from the classifier."""
    pipeline = read_yaml(REPOSITORY / "config.yml")["pipeline"]
    return {intent for component in pipeline for intent in component.get("not_learned", [])}


@cache
def kind_by_topic() -> dict[str, str]:
    with (REPOSITORY / "bot" / "topics.csv").open(encoding="utf-8", newline="") as rows:
        return {row["id"]: row["kind"] for row in csv.DictReader(rows)}


def examples_of(path: Path) -> Iterator[Example]:
    language = path.name.split(".")[1]
    for entry in read_yaml(path)["nlu"]:
        for line in entry["examples"].splitlines():
            yield Example(line.removeprefix("- "), entry["intent"], language, path.name)


@cache
def training_examples() -> tuple[Example, ...]:
    return tuple(example for path in TRAINING_FILES for example in examples_of(path))


@cache
def dev_examples() -> tuple[Example, ...]:
    rows = [(path.name, json.loads(line)) for path in DEV_FILES for line in path.read_text("utf-8").splitlines()]
    return tuple(Example(row["text"], row["topic"], row["lang"], name) for name, row in rows)


def test_there_is_training_data_and_a_dev_set_to_check() -> None:
    assert TRAINING_FILES
    assert DEV_FILES


@pytest.mark.parametrize("path", TRAINING_FILES, ids=lambda path: path.name)
def test_a_training_file_is_named_by_room_and_language_and_reads_as_rasa_3(path: Path) -> None:
    room, language, suffix = path.name.split(".")
    content = read_yaml(path)
    assert room
    assert language in LANGUAGES
    assert suffix == "yml"
    assert content["version"] == "3.1"
    assert all(line.startswith("- ") for entry in content["nlu"] for line in entry["examples"].splitlines())


def test_every_intent_taught_is_a_topic_people_can_mean() -> None:
    taught = {example.topic for example in training_examples()}
    assert taught - kind_by_topic().keys() == set()


def test_a_file_without_a_language_holds_only_intents_kept_from_the_classifier() -> None:
    others = [path for path in DATA_FILES if path not in TRAINING_FILES]
    named = {e["intent"] for path in others for e in read_yaml(path)["nlu"]}
    assert named - not_learned() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answered_topic_is_taught_by_enough_voices(language: str) -> None:
    taught = Counter(example.topic for example in training_examples() if example.language == language)
    answered = [topic for topic, kind in kind_by_topic().items() if kind in ANSWERED_KINDS]
    too_few = {topic: taught[topic] for topic in answered if taught[topic] < FEWEST_EXAMPLES[language]}
    assert too_few == {}


def test_no_text_is_taught_twice_or_with_two_meanings() -> None:
    meanings: dict[str, list[str]] = defaultdict(list)
    for example in training_examples():
        meanings[normalized(example.text)].append(f"{example.topic} ({example.file})")
    assert {text: found for text, found in meanings.items() if len(found) > 1} == {}


def test_no_example_is_a_bare_number_because_digits_never_reach_the_classifier() -> None:
    assert [example for example in training_examples() if BARE_NUMBER.fullmatch(example.text)] == []


def test_no_example_is_a_command_or_an_entity_mark_to_rasa() -> None:
    assert [example for example in training_examples() if RASA_MARKUP.search(example.text)] == []


def test_every_dev_text_is_labelled_with_a_known_topic_and_language() -> None:
    unknown = [e for e in dev_examples() if e.topic not in kind_by_topic() or e.language not in LANGUAGES]
    assert unknown == []


def near_duplicates(text: str, taught_with: dict[str, list[Example]]) -> list[Example]:
    """Find the examples that share most of their words with `text`: each must hold one of its few rarest words."""
    own = words(text)
    enough = len(own) - ceil(len(own) * NEAR_DUPLICATE) + 1
    rarest = sorted(own, key=lambda word: len(taught_with[word]))[:enough]
    alike = {example for word in rarest for example in taught_with[word]}
    return [example for example in alike if overlap(own, words(example.text)) >= NEAR_DUPLICATE]


def test_no_dev_text_is_a_training_text_in_disguise() -> None:
    taught_with: dict[str, list[Example]] = defaultdict(list)
    for example in training_examples():
        for word in words(example.text):
            taught_with[word].append(example)
    copies = {dev.text: near_duplicates(dev.text, taught_with) for dev in dev_examples()}
    assert {text: found for text, found in copies.items() if found} == {}
