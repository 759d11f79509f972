"""What the classifier sees of a text: the same letters however a tired thumb typed them."""

from __future__ import annotations

import re
import unicodedata

_STRETCHED = re.compile(r"(\w)\1{2,}")
_APOSTROPHES = re.compile(r"['`´’‘]")  # noqa: RUF001 -- phones type all of these
_NOT_WORDS = re.compile(r"[^\w?]+")


def plain_text(text: str) -> str:
    """Return `text` in lower case without accents, apostrophes or stretched letters.

    "Pleeease, ¿dónde?" becomes "please donde?".
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    unaccented = "".join(letter for letter in letters if not unicodedata.combining(letter))
    joined = _APOSTROPHES.sub("", unaccented)
    return _NOT_WORDS.sub(" ", _STRETCHED.sub(r"\1", joined)).strip()
