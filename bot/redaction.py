"""Take out of a text what may tell who wrote it, before staff who never met the person read it.

Numbers, addresses, emails, links and names become tags; in doubt a word is a name.  No rule sees every name written in
small letters, so `unknown_words` names what a reader should look at before the text goes any further.
Pure, and never raises: it runs in the commit that answers a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from bot.known_words import WORD, is_known, may_be_name, straight

NAME, ADDRESS, NUMBER, PLACE, EMAIL, LINK = "[name]", "[address]", "[number]", "[place]", "[email]", "[link]"
#: Three digits that are nobody's: said in words, so that no run of three digits is left at all.
LINES = {"911": "[emergency line]", "988": "[crisis line]", "311": "[city line]"}
TAGS = (NAME, ADDRESS, NUMBER, PLACE, EMAIL, LINK, *LINES.values())
_TAG = re.compile("(" + "|".join(map(re.escape, TAGS)) + ")")

_DIGIT_WORD = (
    "zero|one|two|three|four|five|six|seven|eight|nine|oh|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|"
    "um|dois|duas|quatro|sete|oito|nove|meia"
)
_STREET = "street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|alley|terrace|ter|parkway|pkwy|highway|hwy"
_STREET_OR_WORD = f"{_STREET}|drive|dr|way|place|pl|court|ct|square|sq|circle|cir|row|wharf"
_NOT_OF_A_STREET = r"(?!(?:the|on|in|at|of|a|an|my|this|that|to|and|or|for|mg|pills?|times?|days?|weeks?)\s)"
Replace = Callable[[re.Match[str]], str]


def _tag_street(match: re.Match[str]) -> str:
    """Take a street for an address unless its name is a plain word: "the street" is no address, "Zeigler St" is."""
    return match[0] if _is_plain(match["name"]) else ADDRESS


def _tag_street_ahead(match: re.Match[str]) -> str:
    """Do the same where the name follows, as in "calle Peña"; a plain word after it stays."""
    rest = match["rest"] or ""
    return match[0] if _is_plain(match["name"]) else ADDRESS + (rest if _is_plain(rest.strip()) else "")


def _is_plain(word: str) -> bool:
    return word.islower() and not may_be_name(word)


def _pattern(pattern: str, replace: str | Replace) -> tuple[re.Pattern[str], str | Replace]:
    return re.compile(pattern, re.IGNORECASE), replace


#: In this order: an email holds a link, an address a number.  Each begins where a word does: none is slow.
_PATTERNS: tuple[tuple[re.Pattern[str], str | Replace], ...] = (
    _pattern(r"(?<!\S)@\w[\w.]*", NAME),
    _pattern(r"(?<!\S)\S*@\S+|(?<!\S)\S+\s+(?:at|arroba)\s+\w+\s+(?:dot|punto|ponto)\s+\w+", EMAIL),
    _pattern(r"https?:\S*|www\.\S*|(?<!\S)\S*?\.(?:com|org|net|gov|edu|io|me|us|co|info|ly|gl|app)\b\S*", LINK),
    _pattern(
        rf"\b\d+[a-z]?,?\s+(?:{_NOT_OF_A_STREET}[\w.'-]+\s+){{0,3}}?(?:{_STREET_OR_WORD})\b\.?"
        r"(?:,?\s*(?:#|apt|unit|floor|fl)\.?\s*\w+)?",
        ADDRESS,
    ),
    _pattern(rf"(?<![\w'])(?P<name>{WORD.pattern})\s+(?:{_STREET})\b\.?", _tag_street),
    _pattern(
        rf"\b(?:calle|avenida|avda|rua|ave|avenue)\.?\s+(?P<name>{WORD.pattern})(?P<rest>\s+{WORD.pattern})?(?:\s+\d+)?",
        _tag_street_ahead,
    ),
    _pattern(r"\b(?:apt|apartment|apartamento|apto|unit|room|rm|suite)\.?\s*#?\s*\w*\d\w*|#\s*\d+\w*", ADDRESS),
    _pattern(r"[一-鿿]{1,6}[街路道]\s*\d+\s*[号號]?", ADDRESS),
    _pattern(r"(?<!\d)0[12]\d{3}(?:-\d{4})?(?!\d)", PLACE),
    _pattern(r"(?<!\d)(?:911|988|311)(?!\d)", lambda match: LINES.get(match[0], NUMBER)),
    _pattern(r"[+(]*\d(?:[\W_]{0,3}\d){2,}", NUMBER),
    _pattern(r"[〇零一二三四五六七八九]{3,}", NUMBER),
    _pattern(rf"\b(?:{_DIGIT_WORD})(?:[\W_]+(?:{_DIGIT_WORD})\b){{3,}}", NUMBER),
    _pattern(
        r"(?<=[我他她名子]叫)(?![不你我他她人救了])[一-鿿]{2,3}|[一-鿿]{1,2}(?=先生|女士|小姐|太太)|(?<=名字是)[一-鿿]{2,4}",
        NAME,
    ),
)

#: After these the next word is a name, whatever it is.
_NAME_FOLLOWS = re.compile(
    r"(?:\bname(?:'?s| is)|\bcall me|\b(?:am|is|im|i'm) called|\b(?:me|se) llam[ao]|\bnombre es|\bme dicen|"
    r"\b(?:me|se) cham[oa]|\bnome [ée]|\b(?:mwen|m|li) rele|\bnon (?:mwen|m|li) se|\bn[oó]mi [ée]|"
    r"\btên(?: (?:tôi|em|mình|anh|chị|con|nó))? là)[\s:,\"']*$",
    re.IGNORECASE,
)
#: How far before a word its introduction may begin, in characters.
_LOOKS_BACK = 40
#: After these a word we do not know is taken for a name, or for a place.
_PERHAPS_BEFORE = frozenset(
    """i'm im soy sou named called ask tell for with near at hi hello hey hola oi ola olá bonjou alo dear thanks gracias
    mr mrs ms miss dr dra sr sra señor señora don doña doctor doctora nurse officer brother sister son daughter mom
    mother dad father wife husband boyfriend girlfriend bf gf friend cousin uncle aunt roommate neighbor grandson
    granddaughter nephew niece baby kid partner ex fiance hermano hermana hijo hija mamá mama papá papa esposo esposa
    marido mujer novio novia amigo amiga primo prima tío tía vecino sobrino sobrina nieto nieta irmão irmã filho filha
    mãe pai namorado namorada frè sè pitit manman zanmi mari madanm kouzen fidju irmon""".split()
)
#: So too after this; but "what is tranq" asks about a thing.
_PERHAPS_PHRASE = re.compile(r"\bthis is\s+$", re.IGNORECASE)
#: Before these a word we do not know, at the beginning, is taken for a name.
_PERHAPS_AFTER = frozenset(
    """is was needs has wants here says said isn't es está esta necesita tiene precisa tem bezwen gen""".split()
)


def redact(text: str) -> str:
    """Return `text` on one line with tags for what may tell who wrote it; no run of three digits is left."""
    clean = _one_line(text)
    for pattern, replace in _PATTERNS:
        clean = pattern.sub(replace, clean)
    clean = "".join(part if _TAG.fullmatch(part) else _without_names(part) for part in _TAG.split(clean))
    return re.sub(r"(?:\[name\][\s,.]*){2,}", f"{NAME} ", clean).strip()


def unknown_words(redacted: str) -> tuple[str, ...]:
    """Name the words left in a redacted text that we do not know: slang, slips, or a name in small letters."""
    words = (word for part in _TAG.split(redacted) if not _TAG.fullmatch(part) for word in WORD.findall(part))
    return tuple(dict.fromkeys(word for word in words if len(word) > 1 and not is_known(word)))


def says_something(redacted: str) -> bool:
    """Tell whether anything but tags is left to learn from."""
    return any(char.isalpha() for char in _TAG.sub("", redacted))


def _one_line(text: str) -> str:
    """Fold look-alike letters and digits (NFKC), drop what is not printed, join the lines."""
    folded = straight(unicodedata.normalize("NFKC", text))
    shown = (" " if char.isspace() else char for char in folded if char.isspace() or char.isprintable())
    return " ".join("".join(shown).split())


def _without_names(part: str) -> str:
    pieces, end = [], 0
    for start, stop, is_name in _judged(part):
        pieces += [part[end:start], NAME if is_name else part[start:stop]]
        end = stop
    return "".join([*pieces, part[end:]])


def _judged(part: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where each word stands and whether it is taken for a name."""
    words = list(WORD.finditer(part))
    before, was_name = "", False
    for number, match in enumerate(words):
        after = words[number + 1][0] if number + 1 < len(words) else ""
        was_name = _is_name(match, part, before=before, after=after, after_name=was_name)
        before = match[0]
        yield match.start(), match.end(), was_name


def _is_name(match: re.Match[str], part: str, *, before: str, after: str, after_name: bool) -> bool:
    word, said = match[0], part[max(0, match.start() - _LOOKS_BACK) : match.start()]
    if _NAME_FOLLOWS.search(said) or not _is_latin(word):
        return True
    if not word.islower() and len(word) > 1 and (after_name or _stands_out(word, said)):
        return True
    if is_known(word) or len(word) == 1:
        return False
    is_first = not before and after.casefold() in _PERHAPS_AFTER
    follows = before.casefold() in _PERHAPS_BEFORE or _PERHAPS_PHRASE.search(said) is not None
    return after_name or is_first or follows


def _stands_out(word: str, said: str) -> bool:
    """Tell whether a word with a capital may be a name; a known word that begins a sentence or shouts is only that."""
    begins = not said.strip() or said.rstrip()[-1] in '.!?"¿¡…:'
    return not is_known(word) if begins or word.isupper() else may_be_name(word)


def _is_latin(word: str) -> bool:
    """Tell whether we can read this script at all; a word in one that we cannot is taken for a name."""
    return all(
        unicodedata.name(char, "").startswith(("LATIN", "COMBINING", "APOSTROPHE", "RIGHT SINGLE")) for char in word
    )
