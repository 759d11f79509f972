"""The language of a message: ours told apart by our own model, others by a detector, history where a text is too short.

A greeting in Spanish and a street name are both two words; only the first says what its writer speaks.
"""

from __future__ import annotations

from bot.detector import detected
from bot.keywords import keyword_language, plain, read_keyword
from bot.other_tongues import another_tongue
from bot.tongues import Guess, tongues

#: Languages with words of ours; a text in another language is answered in English with the interpreters' line.
OURS = ("en", "es")
CLEAR_NATS, LIKELY_NATS = 8.0, 1.5
"""By how much a language must lead to be believed against what was spoken before, or with nothing spoken before."""
LEAST_KNOWN = 0.5
"""The share of letter groups ever seen under which a lead means nothing ("xxxxxx" looks Haitian)."""
STRANGE = ((0.95, 0.6), (0.99, 0.9))
"""A text is in none of our languages when fewer of its letter groups are known to us than the first number, and the
detector is as sure as the second: none of 1,958 texts of ours was lost to it (tests/understanding/unseen)."""
WORDS_TO_DETECT = 3
#: Languages whose danger rules are believed when the words are too few to tell ("no respira").  English is not among
#: them: its words ("overdose") stand in every language.
_TOLD_BY_RULES = frozenset({"es", "ht", "kea", "pt", "vi", "zh"})
_KNOWN = frozenset({"en", *_TOLD_BY_RULES})
#: What the detector calls Chinese in its other spellings; and Cape Verdean Creole ("n sta dretu") and "im not carl":
#: Italian and German are told by their own words, or not at all.
_MISNAMED = frozenset({"yue", "wuu", "it", "de"})
#: Words of every language, which tell none.
_EVERYWHERE = frozenset(
    {"overdose", "od", "narcan", "naloxone", "fentanyl", "sos", "help", "911", "988", "ok", "no", "roxbury", "boston"}
)


def detect(text: str, *, history: str | None = None, rule: str = "") -> str:
    """Return the code of `text`: ISO 639-1, or `kea`; when the words do not tell, `history` (else English).

    `rule` is the id of the danger rule that saw it (`Verdict.rule`, as `kea.ka_respira`), heard where all is unsure.
    """
    by_keyword = keyword_language(text, history)
    if by_keyword:
        return by_keyword
    if read_keyword(text):  # "menu" is a word of many languages
        return history or "en"
    words = plain(text).split()
    guess = None if _EVERYWHERE.issuperset(words) else tongues().guess(text)
    told = _of_rule(rule, words, history)
    other = None if told or _EVERYWHERE.issuperset(words) else another_tongue(text) or _by_detector(text, words, guess)
    if other:
        return other
    lead = guess.lead if guess and guess.known >= LEAST_KNOWN else 0.0
    if guess and lead >= CLEAR_NATS:
        return guess.language
    likely = guess.language if guess and lead >= LIKELY_NATS else "en"
    return told or history or likely


def _of_rule(rule: str, words: list[str], history: str | None) -> str | None:
    """Return the language of the danger rule that saw the text, unless another has been spoken before."""
    language = rule.partition(".")[0]
    is_telling = history in {None, "en", language} and not _EVERYWHERE.issuperset(words)
    return language if language in _TOLD_BY_RULES and is_telling else None


def _by_detector(text: str, words: list[str], guess: Guess | None) -> str | None:
    """Return a language no list of ours knows, where the letters are strange to us and the detector is sure."""
    known = guess.known if guess else 0.0
    if len(words) < WORDS_TO_DETECT or known >= max(STRANGE)[0] or not any(map(str.isalpha, text)):
        return None
    code, score = detected(text)
    is_sure = any(known < share and score >= sure for share, sure in STRANGE)
    return code if is_sure and code not in _KNOWN | _MISNAMED else None


def warm_up() -> None:
    """Load the detector and our models now: that takes half a second, which no frightened text should wait for."""
    detected("one two three four five")
    another_tongue("one two three four five")
    tongues()
