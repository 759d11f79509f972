"""The unseen split measures understanding, not memory: known topics, enough texts, none close to a training text."""

from collections import Counter, defaultdict

import pytest

from bot.topics import TOPICS
from tests.content.test_training_data import normalized, training_examples
from tests.understanding.unseen import LANGUAGES, read_unseen

FEWEST = {"en": 600, "es": 500, **dict.fromkeys(("ht", "kea", "pt", "vi", "zh"), 150)}
TOO_CLOSE = 0.5
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


def test_no_text_is_close_to_one_the_classifier_learned_from() -> None:
    learned = [four_letters(example.text) for example in training_examples()]
    holding: dict[str, list[int]] = defaultdict(list)
    for at, grams in enumerate(learned):
        for gram in grams:
            holding[gram].append(at)
    close = []
    for text in UNSEEN:
        own = four_letters(text.words)
        shared = Counter(at for gram in own for at in holding.get(gram, ()))
        if any(count / (len(own) + len(learned[at]) - count) > TOO_CLOSE for at, count in shared.items()):
            close.append(text.words)
    assert close == []
