"""Wanting to stop something the model cannot place: the answer that is right for any substance, and no question.

"help me quit booze" lies between two ways to get help; to ask which was meant would send a person away who asked for
one.  The helplines are right for all; alcohol and benzos kill who stops alone, so likely ones are answered for
themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

FOR_ALL = "helplines_overview"
DANGEROUS_TO_STOP = frozenset({"alcohol_withdrawal", "benzo_withdrawal"})
WAYS = frozenset({FOR_ALL, "start_today_bridge", "moud_compare", "stimulants_cm", "detox_ats", *DANGEROUS_TO_STOP})
LIKELY = 0.2
"""The probability from which alcohol or a benzo is answered for itself."""
_WANTS_TO_STOP = re.compile(r"\b(quit(ting)?|get(ting)? off|kick|dejar(lo|la)?|salir de)\b", re.IGNORECASE)


def way_to_stop(text: str, ranking: Sequence[Mapping[str, Any]], choices: Sequence[str]) -> str:
    """Return the topic to answer with where every choice is a way to stop, else ""; `ranking` is likeliest first."""
    if FOR_ALL not in choices or not WAYS.issuperset(choices) or not _WANTS_TO_STOP.search(text):
        return ""
    likely = (str(row["name"]) for row in ranking if row["confidence"] >= LIKELY)
    return next((name for name in likely if name in DANGEROUS_TO_STOP), FOR_ALL)
