"""Keep the word lists, once parsed, in one file beside the `.pyc` files: reading it takes a tenth of the time.

`python -m bot.safety.compile` writes the file.  It is read when it was made from these very lists by this very code;
where it is missing, stale or broken the lists are parsed, and nothing but the start takes longer.
"""

from __future__ import annotations

import marshal
import os
import sys
from pathlib import Path
from typing import Any
from zlib import crc32

from bot.collection import collection_paused
from bot.safety.lists import Lists, Mark, Meaning, Phrase, Rule, Safe, Tense
from bot.safety.phrases import PhraseTree
from bot.safety.spelling import Lexicon, Tables
from bot.safety.verdict import Category, Level

HERE = Path(__file__).parent
# `marshal` differs between Pythons, as what is in a `.pyc` does; the tag keeps them apart.
FILE = HERE / "__pycache__" / f"lists.{sys.implementation.cache_tag}.marshal"

HEAD_BYTES = 12
"""In front of the lists: 8 bytes that tell what they were made from, 4 that tell whether they are whole."""


def load_lists(file: Path = FILE) -> Lists:
    """Return the lists, parsed only where `file` does not fit; raises ValueError when one of them cannot be read."""
    with collection_paused():
        return _read(file) or _parse()


def is_current(file: Path = FILE) -> bool:
    """Tell whether `file` is whole and made from the lists as they are."""
    return _read(file) is not None


def write(file: Path = FILE) -> None:
    """Parse the lists and keep them in `file`, whole or not at all; raises OSError when it cannot be written."""
    sources = _sources()  # before the lists are read: one edited meanwhile makes the file stale, never wrong
    body = marshal.dumps(_packed(_parse()))
    file.parent.mkdir(exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}.draft")
    try:
        draft.write_bytes(_head(sources, body) + body)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _parse() -> Lists:
    from bot.safety.list_reader import load  # noqa: PLC0415 - rarely needed, and a start should not wait for it

    return load()


def _read(file: Path) -> Lists | None:
    try:
        kept = file.read_bytes()
        head, body = kept[:HEAD_BYTES], kept[HEAD_BYTES:]
        # Only what we wrote is given to `marshal`, which does not bear damaged bytes.
        return _unpacked(marshal.loads(body)) if head == _head(_sources(), body) else None  # noqa: S302 - our own file
    except (OSError, ValueError, EOFError, TypeError):
        return None


def _head(sources: bytes, body: bytes) -> bytes:
    return sources + crc32(body).to_bytes(4, "big")


def _sources() -> bytes:
    """Return 8 bytes that change with any list and any module here, whichever of them the parsing needs."""
    total = length = 0
    for path in sorted([*HERE.glob("lists/*.txt"), *HERE.glob("*.py")]):
        content = path.name.encode() + path.read_bytes()
        total, length = crc32(content, total), length + len(content)
    return total.to_bytes(4, "big") + length.to_bytes(4, "big")


def _packed(lists: Lists) -> tuple[Any, ...]:
    """Return the lists in plain values; a meaning that many phrases share is kept once."""
    meanings = {id(phrase.meaning): phrase.meaning for phrase in lists.phrases}
    numbers = {key: number for number, key in enumerate(meanings)}
    phrases = [(numbers[id(meaning)], *others) for meaning, *others in lists.phrases]
    plain = [_packed_meaning(meaning) for meaning in meanings.values()]
    return plain, phrases, lists.needs, lists.tree.steps(), tuple(lists.lexicon.tables), lists.fillers, lists.classes


def _unpacked(packed: tuple[Any, ...]) -> Lists:
    plain, numbered, needs, steps, tables, fillers, classes = packed
    meanings = [_meaning(*values) for values in plain]
    phrases = [Phrase(meanings[number], *others) for number, *others in numbered]
    return Lists(PhraseTree(steps), Lexicon(Tables(*tables)), phrases, needs, fillers, classes)


def _packed_meaning(meaning: Meaning) -> tuple[Any, ...]:
    if isinstance(meaning, Mark):
        return (meaning.value,)
    return tuple(value.value if isinstance(value, Category | Level | Tense) else value for value in meaning)


def _meaning(name: str, *others: Any) -> Meaning:  # noqa: ANN401 - values of three kinds of tuple
    """Undo `_packed_meaning`: a mark has a name alone, a look-alike its language too, a danger much more."""
    if not others:
        return Mark(name)
    if len(others) == 1:
        return Safe(name, *others)
    language, category, level, tense, *rest = others
    return Rule(name, language, Category(category), Level(level), Tense(tense), *rest)
