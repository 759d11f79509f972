"""Hear a correction in the middle of the request: "change the phone", "no, it's for my brother", "cambia la hora"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping

#: The person wants something else than they said.
_CHANGES = re.compile(
    r"\b(change|correct|fix|wrong|mistake|edit|update|made a typo|cambi\w*|corr[ei]g\w*|equivo\w*|mal|incorrect[oa])\b"
)
#: ... or says so by beginning with no; that alone is not enough, a field must be named too.
_TAKES_BACK = re.compile(r"^(no|nope|wait|actually|sorry|oops|espera|perdon|mejor|en realidad)\b")

#: The person takes the whole request back.
_DROPS = re.compile(
    r"\b(cancel(a|ar|e|en)?|never ?mind|forget (it|this|about it)|drop (it|this)|olvid\w+|ya no quiero)\b"
)

_FIELDS: Mapping[str, str] = {
    "phone": r"phone|number|cell|telefono|numero|celular",
    "best_time": r"time|hour|when|hora|horario|cuando",
    "first_name": r"name|nombre",
    "meeting_place": r"place|address|where|meet|location|corner|lugar|direccion|donde|esquina",
    "police_ok": r"police|cops?|policias?",
    "safe_words": r"say who|say little|decir poco|quien son",
    "for_whom": (
        r"for me|for myself|for my \w+|for someone|for a friend|who it is for|not me|"
        r"para mi|para otra persona|para un amigo|para una amiga|para alguien|para quien"
    ),
}
_NAMED = {field: re.compile(rf"\b({words})\b") for field, words in _FIELDS.items()}

#: More words than these hold a place or a name beside what they correct.
LEAVING_WORDS = 9
#: The question that asks which answer to change.
WHICH = "change_what"


def read_correction(text: str, *, asked: str | None, answered: Container[str]) -> str | None:
    """Return the answered field that `text` corrects, WHICH when it does not say, None when it corrects nothing.

    `asked` is the open question: its own answer is no correction, and a free one may well hold the word "change".
    """
    plain = _plain(text)
    changes = bool(_CHANGES.search(plain))
    if not changes and not _TAKES_BACK.search(plain):
        return None
    named = next((field for field, words in _NAMED.items() if words.search(plain)), None)
    if named is None:
        return WHICH if changes and asked != "best_time" else None
    is_answered = named in answered or (named == "phone" and "same_phone" in answered)
    return named if named != asked and is_answered else None


def takes_back(text: str, *, asked: str | None) -> bool:
    """Tell whether `text` takes the request back; a time may say "I cancelled work, so any time"."""
    return asked != "best_time" and bool(_DROPS.search(_plain(text)))


def leaves_question(text: str, *, asked: str, answered: Container[str]) -> bool:
    """Tell whether short words without a digit correct another answer or take the request back.

    At a private question such words are no answer; in doubt a text is private and stays at the door.
    """
    if len(text.split()) > LEAVING_WORDS or any(map(str.isdigit, text)):
        return False
    return read_correction(text, asked=asked, answered=answered) is not None or takes_back(text, asked=asked)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip(" ¡¿.,!")
