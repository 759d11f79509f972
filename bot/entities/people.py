"""Read whom a text is about: oneself, a son, a partner, or an operator's caller (English and Spanish)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.safety.words import fold

SELF, CALLER = "self", "caller"
_RELATIONS: Mapping[str, str] = {
    "son": "son|boy|hijo|nene",
    "daughter": "daughter|girl|hija|nena",
    "child": "kid|kids|child|children|baby|teen|teenager|ninos?|ninas?|hijos|bebe",
    "mother": "mother|mom|mum|mama|mami|ma|madre",
    "father": "father|dad|daddy|papa|papi|padre",
    "brother": "brother|bro|hermano",
    "sister": "sister|sis|hermana",
    "partner": (
        "husband|wife|partner|boyfriend|girlfriend|bf|gf|spouse|fiancee?|esposo|esposa|marido|mujer|pareja|novio|novia"
    ),
    "friend": "friend|buddy|homie|best friend|amigo|amiga|pana",
    "relative": (
        "cousin|nephew|niece|uncle|aunt|grandson|granddaughter|grandma|grandpa|grandmother|grandfather|family|familia|"
        "familiar|primo|prima|sobrino|sobrina|tio|tia|nieto|nieta|abuelo|abuela"
    ),
    "other": "neighbor|roommate|coworker|client|tenant|vecino|vecina|companero|companera",
}
_POSSESSED = {
    who: re.compile(rf"\b(?:my|our|mi|mis|nuestr[oa])\s+(?:\w+\s+){{0,3}}?(?:{words})\b")
    for who, words in _RELATIONS.items()
}
#: The shorthand of people who text for a caller: "caller wants detox", "pt is 34", "llamante pregunta".
_CALLER = re.compile(r"\b(?:caller|clr|patient|pt|constituent|llamante|paciente)\b")
_SELF = re.compile(r"\b(?:i|im|ive|me|myself|my|yo|mi|me|estoy|soy|necesito|quiero|conmigo|mio)\b")
#: Who a visit or a call is for, only where it is said: "visit my son", "for me", "para mi hermana".  "Call me" says
#: only who answers the phone.
_KIN = "|".join(_RELATIONS.values())
_FOR_OTHER = re.compile(
    rf"\b(?:for|to|with|see|visit|call|check on|para|con|visiten? a|vean? a|llamen? a)\s+"
    rf"(?:(?:my|our|a|mi|un|una)\s+(?:\w+\s+)?(?:{_KIN})|someone else|otra persona)\b"
)
_FOR_SELF = re.compile(r"\bfor (?:me|myself)\b|\bpara mi(?=$|[.,!?]| y | mism[oa]\b)")


def read_people(text: str) -> tuple[str, ...]:
    """Return whom `text` is about: relations in the order of the table, `caller`, else `self`; empty when unsaid."""
    plain = _plain(text)
    named = tuple(who for who, words in _POSSESSED.items() if words.search(plain))
    if _CALLER.search(plain):
        return (CALLER, *named)
    return named or ((SELF,) if _SELF.search(plain) else ())


def read_for_whom(text: str) -> str | None:
    """Return "me" or "someone" where `text` plainly says who a visit or call is for; None where it does not."""
    plain = _plain(text)
    is_other, is_self = bool(_FOR_OTHER.search(plain)), bool(_FOR_SELF.search(plain))
    if is_other:
        return None if is_self else "someone"
    is_named = any(words.search(plain) for words in _POSSESSED.values())  # "call me about my son": either may be meant
    return "me" if is_self and not is_named else None


def _plain(text: str) -> str:
    return fold(text).replace("'", "").replace("\u2019", "")
