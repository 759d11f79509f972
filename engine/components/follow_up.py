"""A few words that only make sense after the last answer: "how much is it?", "and for kids?", "y dónde?".

The classifier reads each text alone, and such words stand in a dozen topics.  What was answered before decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.topics import NEED_OF_TOPIC, TOPICS
from engine.components.plain_text import plain_text

MOST_WORDS = 9
"""A longer text says itself what it is about."""
#: What stands for more than itself in the phrases below.
_KINDS = {
    "it": "(it|that|this|one|some|them|they)",
    "i": "(i|we|you|he|she|they)",
    "my": "(a|my|the|his|her|mi|mis|un|los|las|el|la)",
    "kids": "(kids?|child|children|baby|babies|toddlers?|ninos?|ninas?|bebes?|hijos?|hijas?)",
    "pregnant": r"(pregnan\w+|embaraz\w+)",
    "she": r"(im|i am|shes|she is|she|my \w+ is|estoy|esta|ella esta|mi \w+ esta)",
    "lo": "(lo|la|los|las|se)",
}
_LEAD = "(and|but|ok|okay|so|also|then|well|y|pero|entonces)"


def _asks(*phrases: str, ends: bool = False) -> re.Pattern[str]:
    """Compile phrases that a text begins with, or is in the whole (`ends`); words of `_KINDS` stand for their kind."""
    read = [" ".join(_KINDS.get(word, word) for word in phrase.split()) for phrase in phrases]
    end = r"\W*$" if ends else r"\b"
    return re.compile(rf"^({_LEAD} )*({'|'.join(read)}){end}")


#: What is asked, by how such a question begins.
ASPECTS: Mapping[str, re.Pattern[str]] = {
    "cost": _asks(
        "how much", "how much (is|for) it", "how much does it cost", "how much (do|would) i pay", "is it free",
        "are they free", "what does it cost", "does it cost( money| anything)?", "whats the cost", "do i pay",
        "do i have to pay", "(y )?cuanto (cuesta|es|vale|sale|cobran)", "es gratis", "(tengo|hay) que pagar", ends=True,
    ),
    "where": _asks(
        "where", "where (can|do|would) i (get|find|buy) it", "where (can|do|would) i go", "where is it", "donde",
        "donde lo (consigo|encuentro|compro)", "donde (hay|es|queda|voy|consigo|encuentro|compro)", ends=True,
    ),
    "kids": _asks(
        "(what|how) about kids", "(what|how) about my kids", "for kids", "for my kids", "if its my kids", "para kids",
        "para my kids", "con kids", "con my kids", ends=True,
    ),
    "pregnant": _asks(
        "pregnant", "she pregnant", "(what )?if she pregnant", "(what )?if pregnant", "(while|when|during) pregnant",
        "(que pasa )?si she pregnant", "durante my pregnant", ends=True,
    ),
    "how_long": _asks(
        "how long does it (last|work|stay)", "how long (until|before) it (wears off|stops|works)", "how long",
        "cuanto (dura|tarda|tiempo)", "cuanto tiempo (dura|tarda)", ends=True,
    ),
    "how": _asks(
        "how do i (use|give|do|take) it", "how does it work", "como lo (usa|uso|pongo|doy)", "como funciona", ends=True
    ),
}  # fmt: skip
#: The answer to each aspect, by the room of the topic before.
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "cost": {"naloxone": "naloxone_cost_otc", "treatment": "cost_insurance", "families": "cost_insurance"},
    "where": {
        "naloxone": "naloxone_free_boston",
        "harm-reduction": "syringe_services",
        "treatment": "start_today_bridge",
    },
    "kids": {"naloxone": "naloxone_kids", "treatment": "kids_family_programs", "families": "kinship_children"},
    "pregnant": {"naloxone": "naloxone_pregnancy", "treatment": "pregnancy_treatment"},
    "how_long": {"naloxone": "naloxone_how_long"},
    "how": {"naloxone": "naloxone_nasal_how_to"},
}


def meant_after(before: str | None, text: str) -> str | None:
    """Return the topic `text` means after an answer on `before`; None where it speaks for itself or nothing fits."""
    if before not in TOPICS:
        return None
    plain = plain_text(text)
    if len(plain.split()) > MOST_WORDS:
        return None
    aspect = next((aspect for aspect, begins in ASPECTS.items() if begins.search(plain)), None)
    if aspect == "where" and before in NEED_OF_TOPIC:
        return before
    return ANSWERS[aspect].get(TOPICS[before].file) if aspect else None
