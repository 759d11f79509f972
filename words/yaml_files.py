"""Change words in a copy file and nothing else: comments, order and the lines of every other text stay as they are."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

from bot.plain_yaml import read_yaml

#: A folded text is wrapped here; ruamel's own width would break the long addresses of sources.
_FOLD_AT, _NEVER = 114, 100_000
#: Scripts written without spaces are not folded: a fold would read as a space.
_UNSPACED = ("zh",)


def read(path: Path) -> Any:  # noqa: ANN401 - a YAML document is shaped by who reads it
    """Read a copy file so that it can be written back as it was."""
    return _yaml().load(path.read_text(encoding="utf-8"))


def read_plain(path: Path) -> Any:  # noqa: ANN401 - as read
    """Read a copy file only to look at it, twenty times faster."""
    return read_yaml(path)


def write(path: Path, document: Any) -> None:  # noqa: ANN401 - as read
    """Write a copy file back, whole or not at all."""
    written = io.StringIO()
    _yaml().dump(document, written)
    draft = path.with_suffix(".draft")
    draft.write_text(written.getvalue(), encoding="utf-8")
    draft.replace(path)


def set_words(text: Any, words: Mapping[str, str], language: str) -> None:  # noqa: ANN401 - one text of a document
    """Put new words (title, sms, web) into one text; a form given as "" is left out."""
    for form, said in words.items():
        if said:
            text[form] = _folded(said, language)
        elif form in text:
            del text[form]


def set_of(text: Any, fingerprint: str) -> None:  # noqa: ANN401 - one text of a document
    """Say which English a translation was made from, beside its version."""
    if "of" in text:
        text["of"] = fingerprint
    elif hasattr(text, "insert"):
        text.insert(1, "of", fingerprint)
    else:
        words = dict(text)
        text.clear()
        text.update({"version": words.pop("version"), "of": fingerprint, **words})


def _folded(words: str, language: str) -> str:
    if "\n" in words:  # steps, one a line
        return LiteralScalarString(words)  # type: ignore[no-any-return]  # ruamel names no types for it
    if language.startswith(_UNSPACED) or len(words) < _FOLD_AT:
        return words
    lines = textwrap.wrap(words, _FOLD_AT, break_long_words=False, break_on_hyphens=False)
    if " ".join(lines) != words:  # two spaces, or one at an end: folding would lose it
        return words
    folded = FoldedScalarString(" ".join(lines))
    folded.fold_pos = [len(" ".join(lines[: n + 1])) for n in range(len(lines) - 1)]
    return folded  # type: ignore[no-any-return]  # ruamel names no types for it


def _yaml() -> YAML:
    keeping = YAML()
    keeping.preserve_quotes = True
    keeping.width = _NEVER
    keeping.allow_unicode = True
    keeping.indent(mapping=2, sequence=4, offset=2)
    return keeping
