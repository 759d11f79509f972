"""Cut a text that asks several things into its asks: "how do i use narcan? also do i need insurance for detox".

Pure, and shy: a cut is only proposed, where both sides ask something by themselves.  The engine reads every part and
keeps the text whole unless each part is understood (`engine.asks`).  What asks nothing (a greeting, "my son is 19")
stays with the ask it leads to; every word of the text is in exactly one part, in its order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_SUBJECT = (
    "(i|im|u|you|it|its|he|she|we|they|there|this|that|these|those|my|your|our|his|her|the|a|an|any|anyone|anybody|"
    "someone|somebody|narcan|naloxone|detox|rehab|methadone|suboxone|insurance|masshealth)"
)
_CLAUSE = "(i|we|he|she|they|(my|our|his|her) \\w+)"
#: How an ask begins, each as words of a folded text.
_ENGLISH = (
    "where('?s| is| are| can| could| do| does| would| should| will| to| else| near| i)?",
    "how('?s| do| does| can| could| would| should| is| are| much| many| long| old| often| far| soon| about| to| i)",
    "what('?s| is| are| do| does| can| could| should| would| will| if| happens| kind| time| about| number| hours)",
    "who('?s| is| are| do| does| can| could| should| will| sees| reads| gets)",
    "when (is|are|do|does|can|will)",
    "which \\w+ (is|are|do|does|can|will|take|takes|have|has)",
    "why (is|are|do|does|did|can'?t|won'?t)",
    f"{_CLAUSE} ((really|also|still|just|would|am|is|are) )*(needs?|wants?|wanna|like|looking for|trying to)",
    "i'?m (also )?(trying to|looking for)",
    "i'?d like",
    "looking for",
    "need (a|an|some|to)",
    "(help|tell|send|give) me",
)
#: Only as the first words: "i have a", "she can" ask nothing.
_INVERTED = (
    f"(is|are|am|can|could|do|does|did|will|would|should|may) (\\w+ )?{_SUBJECT}",
    "(has|have) (i|you|u|he|she|it|they|we|anyone|anybody|someone|somebody)",  # "... and has a bed" asks nothing
)
_SPANISH = (
    "a?donde",
    "como (se|le|lo|la|les|es|usar|doy|dar|funciona|\\w\\w+o)",
    "cuant[oa]s? (cuesta|es|vale|sale|cobran|dura|tarda|tiempo|dosis|dias)",
    "cuando (abre|abren|puedo|es)",
    "quien(es)? (puede|pueden|ve|ven|lee|leen|me|le|sabe|va)",
    "que (es|son|hago|pasa|hay|necesito|puedo|tengo|debo)",
    "cual(es)? (es|son)",
    "por que",
    "(me|se|lo|la|le) (puedo|puede|pueden)",
    "(puedo|puede|pueden|podria|hay|es|aceptan|tienen|necesito|necesita|necesitamos|necesitan|quiero|quiere|queremos)",
    "(quisiera|busco|buscamos|debo|ayudame|tengo que|hace falta|cubre|sirve)",
    "(mi|su|el|la) (\\w+ )?(tambien )?(necesita|quiere|busca)",
    "(yo|ella) (tambien )?(necesit|quier)\\w+",
)
#: What leads up to an ask and is no part of the question.
_LEADS = (
    "and|n|nd|&|but|ok|okay|so|also|then|plus|besides|well|please|pls|plz|hi|hey|hello|oh|um|thanks|thank you|btw",
    "quick question|(another|one more|last) (thing|question)|first|second|secondly|do (you|u) know|can (you|u) tell me",
    "i (also )?(wanted|want|need) to (know|ask)|i was wondering|wondering",
    "y|e|pero|entonces|tambien|ademas|por favor|hola|gracias|otra (cosa|pregunta)|una pregunta|sabe|saben",
    "quiero saber|quisiera saber|queria (saber|preguntar)|necesito saber|me pueden? decir",
)


def _any(phrases: Iterable[str]) -> str:
    return "(?:" + "|".join(phrases) + ")"


_LEAD = rf"[\W_]*(?:{_any(_LEADS)}\b[\W_]*)*"
_LEADS_UP = re.compile(_LEAD)
_BEGINS_ASK = re.compile(rf"{_LEAD}{_any((*_ENGLISH, *_INVERTED, *_SPANISH))}\b")
_HOLDS_ASK = re.compile(rf"\b{_any((*_ENGLISH, *_SPANISH))}\b|[?\uff1f]")
#: Sentence ends and line breaks; not the full stop of a short form ("St.", "p.m.") or inside a number.
_SHORT_FORMS = "".join(rf"(?<!\b{short})" for short in ("st", "dr", "mt", "no", "ave", "sr", "sra", "a\\.m", "p\\.m"))
_ENDS = re.compile(rf"{_SHORT_FORMS}\.+\s+|[?!;\u2026\u3002\uff1f\uff01]+\s*|\s*[\r\n]+\s*")
#: Where a clause may begin without a sentence end; a cut is made only before what begins like an ask.
_JOINING = "and|n|nd|&|but|plus|also|besides|another thing|one more thing|y|e|pero|tambien|ademas|otra cosa"
_JOINTS = re.compile(rf"\s*,\s*|\s+(?=(?:{_JOINING})\s)")
_WORD = re.compile(r"\w")


def split_asks(text: str) -> tuple[str, ...]:
    """Return the asks of `text` in order, the whole for a text that asks one thing; joined they are `text`."""
    asks: list[str] = []
    lead = ""
    for piece in _pieces(text):
        if _is_ask(_folded(piece)):
            asks.append(lead + piece)
            lead = ""
        else:
            lead += piece
    return (*asks[:-1], asks[-1] + lead) if asks else (text,)


def without_lead(part: str) -> str:
    """Return a part without what only joins it to the one before ("and also"); never without a word."""
    lead = _LEADS_UP.match(_folded(part))
    rest = part[lead.end() :] if lead else part
    return (rest if _WORD.search(rest) else part).strip()


def _is_ask(folded: str) -> bool:
    return bool(_BEGINS_ASK.match(folded) or _HOLDS_ASK.search(folded))


def _pieces(text: str) -> Iterator[str]:
    folded = _folded(text)
    start = 0
    for cut in sorted({*_ends(folded), *_joints(folded)}):
        yield text[start:cut]
        start = cut
    yield text[start:]


def _ends(folded: str) -> Iterator[int]:
    return (match.end() for match in _ENDS.finditer(folded))


def _joints(folded: str) -> Iterator[int]:
    return (match.end() for match in _JOINTS.finditer(folded) if _BEGINS_ASK.match(folded, match.end()))


def _folded(text: str) -> str:
    """Fold case, accents and apostrophes letter by letter, so that every place stays where it was."""
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    if letter in "\u2019\u2018\u00b4`":
        return "'"
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return plain if len(plain) == 1 else letter
