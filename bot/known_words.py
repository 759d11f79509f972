"""Words that are nobody's name: those of our own copy and lists, and public places, programs and months.

A word that is not here may be a name (`bot.redaction`).  Nothing a person wrote is ever added.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.keywords import WORDS
from bot.topics import TOPICS

_BOT = Path(__file__).parent
#: Letters of one word, Chinese and other scripts without spaces left out.
WORD = re.compile(r"[^\W\d_぀-ヿ㐀-鿿가-힯]+(?:'[^\W\d_぀-ヿ㐀-鿿가-힯]+)*")
#: Lines of a copy file that people never read: they may name a reviewer or a host.
_ABOUT_THE_WORDS = re.compile(r"^\s*(?:- )?\W*(?:source|review|url|topic|by|note)\b.*$|https?://\S+", re.MULTILINE)

#: Neighborhoods, towns nearby, shops, programs, peoples: capitals that tell of nobody.
_PUBLIC = """
    allston andrew ashmont back bay beacon boston bowdoin brighton brockton brookline cambridge cass charlestown chelsea
    chinatown codman copley dedham dorchester dudley east eastie end everett fenway fields franklin haitian harbor
    haymarket
    hill hyde islands jamaica jp kenmore longwood lynn malden mattapan maverick medford mission nubian park plain quincy
    randolph revere roslindale rozzie roxbury savin seaport shattuck somerville south southie upham uphams waltham west
    winthrop worcester massachusetts mass florida england
    ruggles jackson forest hills square downtown crossing broadway arlington boylston tufts orchard depot home
    cvs walgreens walmart costco dunkin mbta charlie uber lyft medicaid medicare masshealth
    bmc mgh va er icu emt ems cpr ats css tss iop php sud oud mat moud otp dcf dta ebt snap wic ssi ssdi tps asl lgbt
    lgbtq
    hiv hcv prep pep aa na id od ods dui dea fda cdc usa us ma ny nh ri tv fb
    narcan naloxone kloxxado zimhi suboxone subutex sublocade vivitrol methadone fentanyl xylazine heroin adderall xanax
    klonopin gabapentin percocet oxycontin vicodin tylenol advil benadryl seroquel trazodone ritalin ativan
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december christmas thanksgiving easter ramadan
    english spanish portuguese creole vietnamese chinese cantonese mandarin russian arabic somali french verdean
    español inglés português inglês kreyòl kriolu american puerto rico dominican brazil brasil cabo verde haiti ayiti
    god dios bondye deus lord dear kindly explain resident caller patient paciente llamante residente
    i've i'd i'll he's she's what's there's we're they're who's it'd he'd she'd they'd
"""
#: Known words that are first names too: written with a capital inside a sentence they are taken for the name.
_NAMES_TOO = frozenset(
    """will mark grace hope rose angel jack bill chase dawn joy faith may art rich frank grant pat sandy ray rob sue
    drew nick chuck buddy crystal molly christian jesus mercedes dolores pilar luz sol paz rosa blanca mar lee dean
    miles max
    hunter carter mason cooper skip gene earl duke major cash destiny harmony melody misty star sky ivy daisy lily
    franklin andrew charlie maverick francis john maria jose""".split()
)


@functools.cache
def known_words() -> frozenset[str]:
    """Return every known word in small letters; read once, in about 50 ms."""
    return frozenset(word for text in _texts() for word in _small(text))


def is_known(word: str) -> bool:
    """Tell whether a word, or the word before its 's, is one of ours."""
    small = word.casefold()
    return small in known_words() or small.partition("'")[0] in known_words()


def straight(text: str) -> str:
    """Write every apostrophe as the typewriter does."""
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def may_be_name(word: str) -> bool:
    """Tell whether a word written with a capital may be somebody's name."""
    return not is_known(word) or word.casefold().partition("'")[0] in _NAMES_TOO


def _texts() -> Iterator[str]:
    yield _PUBLIC
    yield from (topic.meaning for topic in TOPICS.values())
    yield from (" ".join(words) for words in WORDS.values())
    for pattern in ("safety/lists/*.txt", "safety/signs/*.txt"):
        yield from (path.read_text("utf-8").replace("_", " ") for path in sorted(_BOT.glob(pattern)))
    yield from (_ABOUT_THE_WORDS.sub("", path.read_text("utf-8")) for path in sorted(_BOT.glob("copy/*/*.yml")))


def _small(text: str) -> Iterable[str]:
    return (word.casefold() for word in WORD.findall(straight(text)))
