"""Cut what a person typed into plain words, the same way for the text and for the names it is compared with."""

from __future__ import annotations

import re
import unicodedata

Words = tuple[str, ...]

#: A text can be ten segments long; the place is in its last words.
_LONGEST = 400
#: Chinese is written without spaces: each character is a word.
_WORD = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]")
_MARKS = str.maketrans({"'": "", "\N{RIGHT SINGLE QUOTATION MARK}": "", "&": " and ", "@": " at "})
#: One spelling for words people shorten, so that "Mass Ave" and "Massachusetts Avenue" are the same words.
_SHORT = {
    "avenue": "ave",
    "av": "ave",
    "street": "st",
    "saint": "st",
    "square": "sq",
    "center": "ctr",
    "centre": "ctr",
    "station": "stn",
    "estacion": "stn",
    "sta": "stn",
    "boulevard": "blvd",
    "road": "rd",
    "massachusetts": "mass",
    "mount": "mt",
    "crossing": "xing",
}


def plain_words(text: str) -> Words:
    """Return the words of `text` as typed but in lower case, without accents or marks; at most the last 400."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return tuple(_WORD.findall(bare.lower().translate(_MARKS))[-_LONGEST:])


def words(text: str) -> Words:
    """Return the plain words of `text`, with the usual short form of each."""
    return tuple(_SHORT.get(word, word) for word in plain_words(text))
