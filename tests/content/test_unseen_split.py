"""The unseen split measures understanding, not memory: known topics, enough texts, none close to a training text."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pytest

from bot.topics import TOPICS
from tests.content.test_training_data import normalized, training_examples
from tests.understanding.unseen import LANGUAGES, read_unseen

FEWEST = {"en": 600, "es": 500, **dict.fromkeys(("ht", "kea", "pt", "vi", "zh"), 150)}
TOO_CLOSE = 0.5
RARER = 0.6
UNSEEN = read_unseen()


def four_letters(text: str) -> frozenset[str]:
    spaced = f" {normalized(text)} "
    return frozenset(spaced[at : at + 4] for at in range(max(1, len(spaced) - 3)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_enough_texts_and_enough_that_are_not_ours(language: str) -> None:
    texts = [text for text in UNSEEN if text.language == language]

    assert len(texts) >= FEWEST[language]
    assert sum(text.is_outside for text in texts) >= 15


def test_every_text_is_of_a_known_topic_and_stands_once() -> None:
    assert {topic for text in UNSEEN for topic in text.topics} <= TOPICS.keys()
    assert [words for words, count in Counter(text.words for text in UNSEEN).items() if count > 1] == []


def is_close(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) > TOO_CLOSE


def perhaps_close(own: frozenset[str], holding: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the texts that may be close: these share more than half of `own`, so a good part of its rarer grams."""
    by_rareness = sorted(own, key=lambda gram: len(holding.get(gram, ())))
    rare = by_rareness[: int(RARER * len(own)) + 1]
    least = TOO_CLOSE * len(own) - (len(own) - len(rare))
    shared = Counter(at for gram in rare for at in holding.get(gram, ()))
    return [at for at, count in shared.items() if count >= least]


def test_no_text_is_close_to_one_the_classifier_learned_from() -> None:
    learned = [four_letters(example.text) for example in training_examples()]
    holding: dict[str, list[int]] = defaultdict(list)
    for at, grams in enumerate(learned):
        for gram in grams:
            holding[gram].append(at)
    close = []
    for text in UNSEEN:
        own = four_letters(text.words)
        if any(is_close(own, learned[at]) for at in perhaps_close(own, holding)):
            close.append(text.words)
    assert close == []


def test_a_text_that_differs_in_a_word_would_be_found() -> None:
    assert is_close(four_letters("where can i get narcan for free"), four_letters("where can i get narcan for you"))
    assert perhaps_close(four_letters("free narcan"), {gram: [7] for gram in four_letters("free narcan now")}) == [7]
    assert not is_close(four_letters("where can i get narcan"), four_letters("where can i get some free food today"))
