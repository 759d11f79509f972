"""Reading level of contracts.md section 11, after numbers and the listed glossary are taken out."""

import re
from collections.abc import Callable, Iterator

import pytest
import textstat
import yaml

from bot.copy_store import COPY_DIRECTORY, CopyStore
from tests.unit.copy.conftest import Writer

GLOSSARY = yaml.safe_load((COPY_DIRECTORY / "glossary.yml").read_text(encoding="utf-8"))
ENGLISH_GRADE_MAX, SPANISH_EASE_MIN = 6.0, 70
#: Below this the formulas measure chance; such texts are read together, room by room.
FEW_WORDS = 15
_FIGURE = re.compile(r"\{\w+\}|[\w/$%:-]*\d[\w/$%:-]*|\b[\w.]+\.(?:com|org)\b")


def plain_words(text: str, language: str) -> str:
    """Take out contacts, figures and glossary words, and close the gaps they leave."""
    glossary = "|".join(re.escape(word) for word in GLOSSARY[language])
    bare = re.sub(rf"\b(?:{glossary})\b", "", _FIGURE.sub("", text), flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", re.sub(r"\s+(?=[.,:;?!])", "", bare)).strip()


def passages(store: CopyStore, language: str) -> Iterator[tuple[str, str]]:
    """List (where, words): each text long enough to measure, and the short ones of a room as one."""
    short: dict[str, list[str]] = {}
    for entry in store.entries:
        if entry.language != language or entry.room == "language_names":
            continue
        for form in ("sms", "web"):
            said = plain_words(store.text(entry.id, language, form).text, language)
            if len(said.split()) >= FEW_WORDS:
                yield f"{entry.id} ({form})", said
            elif form == "sms" and said:
                short.setdefault(entry.room, []).append(said.rstrip(".?!:") + ".")
    yield from ((room, " ".join(texts)) for room, texts in short.items())


def hard(
    store: CopyStore, language: str, measure: Callable[[str], float], is_easy: Callable[[float], bool]
) -> list[tuple[str, float]]:
    textstat.set_lang(language)
    levels = [(where, round(measure(said), 1)) for where, said in passages(store, language)]
    return [(where, level) for where, level in levels if not is_easy(level)]


def test_english_reads_at_sixth_grade_or_below(store: CopyStore) -> None:
    assert hard(store, "en", textstat.flesch_kincaid_grade, lambda grade: grade <= ENGLISH_GRADE_MAX) == []


def test_spanish_is_fairly_easy_or_easier(store: CopyStore) -> None:
    assert hard(store, "es", textstat.fernandez_huerta, lambda ease: ease >= SPANISH_EASE_MIN) == []


def test_the_measure_does_catch_a_hard_text(written: Writer) -> None:
    hard_words = (
        "Individuals experiencing symptoms consistent with physiological deterioration necessitate evaluation " * 3
    )
    store = written(en=f"  hello: {{version: 1, sms: '{hard_words}.'}}\n")

    assert hard(store, "en", textstat.flesch_kincaid_grade, lambda grade: grade <= ENGLISH_GRADE_MAX) != []


@pytest.mark.parametrize("language", sorted(GLOSSARY))
def test_the_glossary_excuses_no_word_that_no_text_uses(store: CopyStore, language: str) -> None:
    words = " ".join(
        store.text(e.id, language, form).text
        for e in store.entries
        if e.language == language
        for form in ("sms", "web")
    ).casefold()

    assert [word for word in GLOSSARY[language] if not re.search(rf"\b{re.escape(word)}\b", words)] == []
