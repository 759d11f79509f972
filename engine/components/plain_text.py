"""What the classifier sees of a text: the same letters however a tired thumb typed them."""

from __future__ import annotations

import re
import unicodedata

_STRETCHED = re.compile(r"(\w)\1{2,}")
_APOSTROPHES = re.compile(r"['`´’‘]")  # noqa: RUF001 -- phones type all of these
_NOT_WORDS = re.compile(r"[^\w?]+")
#: Chinese writes no spaces: each character stands as a word of its own.
_CHINESE = re.compile("([\u3400-\u9fff\uf900-\ufaff])")
#: A letter of its own, which no decomposition takes its stroke from.
_BARRED = str.maketrans("đ", "d")


def plain_text(text: str) -> str:
    """Return `text` in lower case without accents, apostrophes or stretched letters.

    "Pleeease, ¿dónde?" becomes "please donde?"; the characters of Chinese stand apart.
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    unaccented = "".join(letter for letter in letters if not unicodedata.combining(letter))
    joined = _APOSTROPHES.sub("", unaccented)
    apart = _CHINESE.sub(r" \1 ", joined.translate(_BARRED))
    return _NOT_WORDS.sub(" ", _STRETCHED.sub(r"\1", apart)).strip()
