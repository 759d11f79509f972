"""Screen a text for danger: the one function everything else here serves."""

from __future__ import annotations

from collections.abc import Sequence

from bot.safety.compiled import load_lists
from bot.safety.judgement import LEVELS, judge
from bot.safety.phrases import Readings
from bot.safety.scoring import DangerModel, Scores
from bot.safety.sightings import Reading
from bot.safety.spelling import is_letter
from bot.safety.verdict import COPY_IDS, NO_DANGER, Level, Verdict
from bot.safety.words import words_of

HISTORY_TEXTS = 4
HISTORY_WORDS = 60
"""Of earlier texts only the last few and their last words are read again; more would join what does not belong."""

_LISTS = load_lists()
_LEXICON = _LISTS.lexicon
RULES = tuple(_LISTS.rules)
"""Every rule of every list, in the order of the files."""
GREETINGS = frozenset(_LISTS.fillers)
"""Words that may stand in front of a text without changing what it says."""
FIRST_LISTS = frozenset({"es", "ht", "kea", "pt", "vi", "zh"})
"""Languages whose lists are young and raise one emergency in twenty where there is none."""
SURE_OF_NONE = -0.4
"""Below every threshold by this much lie one true emergency in 130 and a third of the false ones (cross-validation)."""
MODEL_RULE = "model."
"""How the rule of a verdict begins that the trained model alone gave."""
_MODEL = DangerModel.load_if_there()


def screen(text: str, history: Sequence[str] = ()) -> Verdict:
    """Say whether `text` speaks of danger, alone or together with the texts of the last minutes (oldest first).

    The rules speak first; the trained model and history can make their verdict graver, and none of them makes a
    danger none.  Never raises, whatever the string holds; takes time linear in its length.
    """
    words = words_of(text)
    history = [past for past in history if past.strip() != text.strip()]  # said twice, a text says no more
    by_rules = _by_rules(words, history)
    if by_rules.level is Level.EMERGENCY:
        return _checked(by_rules, words)
    return max(by_rules, _by_model(words, history), key=_rank)


def _checked(emergency: Verdict, words: Sequence[str]) -> Verdict:
    """Turn an emergency of a first list into a check-in where the model is sure of no danger (docs/adr/0008)."""
    if _MODEL is None or emergency.rule.partition(".")[0] not in FIRST_LISTS:
        return emergency
    if _MODEL.score(words, GREETINGS).alarm > SURE_OF_NONE:
        return emergency
    copy_id = COPY_IDS[emergency.category, Level.CONCERN]
    return Verdict(emergency.category, Level.CONCERN, emergency.rule, emergency.matched, copy_id)


def screen_by_rules(text: str, history: Sequence[str] = ()) -> Verdict:
    """Say what the word lists alone see; the model is measured beside them, and trained without them."""
    return _by_rules(words_of(text), history)


def screen_by_model(text: str, history: Sequence[str] = ()) -> Verdict:
    """Say what the model sees in the text, or in it and the texts before it where those alone were no danger."""
    return _by_model(words_of(text), history)


def _by_rules(words: Sequence[str], history: Sequence[str]) -> Verdict:
    now = _read(words)
    alone = judge(now, _LISTS)
    if not history or alone.level is Level.EMERGENCY or not now.words:
        return alone
    earlier = [_read(words_of(past)) for past in history[-HISTORY_TEXTS:]]
    joined = _joined(earlier, now)
    together = judge(joined, _LISTS, across=len(joined.words) - len(now.words[:HISTORY_WORDS]))
    return max(alone, together, key=_rank)


def _by_model(words: Sequence[str], history: Sequence[str]) -> Verdict:
    model = _MODEL
    if model is None:
        return NO_DANGER
    alone = _verdict(model.score(words, GREETINGS), words)
    earlier = words_of(" ".join(history[-HISTORY_TEXTS:]))[-HISTORY_WORDS:]
    if not earlier or not words or alone.is_danger or model.score(earlier, GREETINGS).level is not Level.NONE:
        return alone
    joined = [*earlier, *words[:HISTORY_WORDS]]
    together = _verdict(model.score(joined, GREETINGS), joined)
    # A danger already answered would make every text after it one more.
    is_new = together.is_danger and not any(screen_by_rules(past).is_danger for past in history[-HISTORY_TEXTS:])
    return together if is_new else alone


def _verdict(scores: Scores, words: Sequence[str]) -> Verdict:
    if scores.level is Level.NONE:
        return NO_DANGER
    copy_id = COPY_IDS[scores.category, scores.level]
    return Verdict(scores.category, scores.level, f"{MODEL_RULE}{scores.category}", " ".join(words), copy_id)


def _rank(verdict: Verdict) -> int:
    return LEVELS.index(verdict.level)


def _read(typed: Sequence[str]) -> Reading:
    """Recognise each word, put together what was typed in two ("over dose") or spelled out ("n a r c a n")."""
    words: list[str] = []
    row: list[Readings] = []
    at = 0
    while at < len(typed):
        opens, parts, readings = _LEXICON.recognised(typed[at])
        size = _pieces(typed, at) if opens else 1
        if size > 1:
            _, parts, readings = _LEXICON.recognised("".join(typed[at : at + size]))
        words += parts
        row += readings
        at += size
    return Reading(words, row, _LISTS.tree.find(row))


def _joined(earlier: Sequence[Reading], now: Reading) -> Reading:
    words = [word for past in earlier for word in past.words][-HISTORY_WORDS:]
    row = [readings for past in earlier for readings in past.row][-HISTORY_WORDS:]
    row += now.row[:HISTORY_WORDS]
    return Reading([*words, *now.words[:HISTORY_WORDS]], row, _LISTS.tree.find(row))


def _pieces(words: Sequence[str], at: int) -> int:
    """Return how many pieces from `at` on make one listed word: 1 when the word stands whole."""
    if is_letter(words[at]):
        return _spelled_out(words, at)
    return 2 if at + 1 < len(words) and _LEXICON.mends(words[at], words[at + 1]) else 1


def _spelled_out(words: Sequence[str], at: int) -> int:
    """Return how many letters from `at` on make one listed word: 1 when the letter stands alone."""
    size = 0
    while at + size < len(words) and size < 20 and is_letter(words[at + size]):
        size += 1
    while size > 1 and not _LEXICON.knows("".join(words[at : at + size])):
        size -= 1
    return max(size, 1)
