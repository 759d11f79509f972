"""Recognise the languages we have no words in: by their script, else by their small words.

Greek, Arabic or Hangul letters tell a language at once; some scripts are shared, and a few letters of one language
only tell it there.  In Latin letters a text is strange only when several of its words stand in none of our texts
(`tongues/others.yml`): our own seven languages must not be lost to "ma" or "kara".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from bot.detector import detected
from bot.plain_yaml import read_yaml
from bot.tongues import DIRECTORY, plain_words, without_accents

#: Languages of one script, each with letters or words that only it has; the last one, without any, is the rest.
_SCRIPTS: Mapping[str, Sequence[tuple[str, str]]] = {
    "ARABIC": (("ur", "ٹڈڑںےہھ"), ("ps", "ټډړښځڅېۍګ"), ("fa", "پچژگکی"), ("ar", "")),
    "CYRILLIC": (("uk", "іїєґ"), ("ru", "")),
    "ETHIOPIC": (("ti", "ኣቐኸዀኺኹኻኼኽኾ"), ("am", "")),
    "DEVANAGARI": (("hi", ""),),
    "BENGALI": (("bn", ""),),
    "HIRAGANA": (("ja", ""),),
    "KATAKANA": (("ja", ""),),
    "HANGUL": (("ko", ""),),
    "GREEK": (("el", ""),),
    "KHMER": (("km", ""),),
    "THAI": (("th", ""),),
    "LAO": (("lo", ""),),
    "MYANMAR": (("my", ""),),
    "HEBREW": (("he", ""),),
    "ARMENIAN": (("hy", ""),),
    "GEORGIAN": (("ka", ""),),
    "GUJARATI": (("gu", ""),),
    "GURMUKHI": (("pa", ""),),
    "TAMIL": (("ta", ""),),
    "TELUGU": (("te", ""),),
}
LEAST_SHARE_OF_LETTERS = 0.4
"""A name or "Narcan" in Latin letters may stand in an Arabic text; a Greek word in an English one changes nothing."""
LEAST_WORDS, LEAST_SHARE_OF_WORDS = 2, 0.34
SURE_OF_ONE_WORD = 0.6
"""One such word is enough in a longer text where the detector, as sure as this, names the same language."""
LETTERS_OF_ONE_WORD = 4
"""A text of one word is strange when it is a known one of so many letters ("bonjour")."""
_SOMALI = re.compile(r"(?<![aiu])(?:aa|ii|uu)(?![aiu])")
"""Somali writes its long vowels twice, which none of ours does; the detector hardly knows it."""


def another_tongue(text: str) -> str | None:
    """Return the ISO 639-1 code of a language that is none of ours, or None."""
    return _by_script(text) or _by_words(text)


def _by_script(text: str) -> str | None:
    letters = [letter for letter in text if letter.isalpha()]
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
    if any(scripts[kana] for kana in ("HIRAGANA", "KATAKANA")):
        scripts["HIRAGANA"] += scripts["KATAKANA"] + scripts["CJK"]  # Japanese is written in Chinese characters too
    script, count = max(((name, scripts[name]) for name in _SCRIPTS), key=lambda row: row[1])
    if not count or count < LEAST_SHARE_OF_LETTERS * len(letters):
        return None
    if script == "DEVANAGARI" and not _words()["ne"].isdisjoint(text.split()):
        return "ne"
    return next(code for code, only in _SCRIPTS[script] if not only or any(letter in text for letter in only))


def _by_words(text: str) -> str | None:
    """Return the language whose small words stand in a text, when these are enough of it."""
    words = frozenset(plain_words(without_accents(text).replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")))
    counts = sorted(((_known(words, code), code) for code in _words()), reverse=True)
    (most, code), (second, _) = counts[:2]
    if not most:
        return None
    if len(words) == 1:
        return code if most > second and len(next(iter(words))) >= LETTERS_OF_ONE_WORD else None
    if most > second and most >= max(LEAST_WORDS, LEAST_SHARE_OF_WORDS * len(words)):
        return code
    named, sure = detected(text)
    return named if sure >= SURE_OF_ONE_WORD and (most, named) in counts else None


def _known(words: frozenset[str], code: str) -> int:
    """Count the words of a text that tell one language."""
    known = words & _words()[code]
    long_vowels = {word for word in words if _SOMALI.search(word)} if code == "so" else set()
    return len(known | long_vowels)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """Read the small words of each language once."""
    listed = read_yaml(DIRECTORY / "others.yml")
    return {code: frozenset(str(words).split()) for code, words in listed.items()}
