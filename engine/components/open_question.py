"""Whether words that come while a free question is open are its answer, or something else the person wants.

The classifier alone cannot tell: "el viernes por la tarde" looks to it like a hundred other texts.  So words about time
answer the question about time, and only something that asks, or clearly orders, may interrupt a free answer.
"""

from __future__ import annotations

import re

from engine.components.plain_text import plain_text

_TIME = re.compile(
    r"\d|\b(mon|tues|wednes|thurs|fri|satur|sun)day|\b(today|tonight|tomorrow|morning|afternoon|evening|night|noon|midday"
    r"|midnight|week|weekend|weekday|any ?time|whenever|after|before|now|later|asap|soon)s?\b"
    r"|\b(lunes|martes|miercoles|jueves|viernes|sabado|domingo|hoy|manana|tarde|noche|mediodia|semana|hora|ahora|luego"
    r"|pronto|cuando sea|cuando quiera|despues|antes)s?\b"
)
_ASKS = re.compile(
    r"\?|^(and |but |wait |y |pero |espera )*"
    r"(what|whats|how|hows|who|whos|why|where|when|which|is|are|am|can|could|do|does|did|will|would|should|may"
    r"|que|como|quien|quienes|por que|donde|cuando|cual|puedo|puede|pueden|hay|es|son|tengo que|debo)\b"
)
#: Acts that say what to do; they interrupt a free answer although they ask nothing.
ORDERS = frozenset(
    {"callback_request", "cancel_request", "repeat", "restart", "stop_optout", "talk_to_human", "visit_request"}
)


def may_interrupt(text: str, intent: str, question: str) -> bool:
    """Tell whether `text`, read as `intent`, may be anything but the answer to the free `question`."""
    plain = plain_text(text)
    if _ASKS.search(plain):
        return not (question == "best_time" and plain.startswith(("when ", "cuando ")) and "?" not in plain)
    return intent in ORDERS and not (question == "best_time" and _TIME.search(plain))
