"""The standard's rules about one row by itself: what must be there, and of which kind each value is; pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from resources_directory.exchange.flatten import MISSING
from resources_directory.exchange.forms import FORMS
from resources_directory.exchange.rows import Fault, Row
from resources_directory.exchange.standard import KINDS, Field

#: Objects we do not know are kept as they are; only their id must be one.
_ID_ONLY: Mapping[str, Field] = {"id": Field("id", "uuid", is_required=True)}
#: What PostgreSQL's text cannot hold: NUL, and halves of characters that JSON can write and UTF-8 cannot.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def value_faults(kind: str, row: Row) -> Iterator[Fault]:
    """Yield everything that is wrong with the values of a row."""
    fields = KINDS[kind].fields if kind in KINDS else _ID_ONLY
    for name, field in fields.items():
        if field.is_required and name not in row.values:
            yield row.fault(name, "is missing")
    for name, value in row.values.items():
        reason = _wrong(fields.get(name), value) or _unstorable(value) or ("" if name in fields else _unstorable(name))
        if reason:
            yield row.fault(name, reason)


def _wrong(field: Field | None, value: object) -> str:
    """Say why a value is not of the kind of its field; empty when it is."""
    if field is None or (isinstance(value, str) and value.startswith(MISSING)):
        return ""
    if value is None:
        return "is null; leave it out when it is not known"
    if field.kind == "number":
        return "" if isinstance(value, int | float) and not isinstance(value, bool) else "is not a number"
    if field.kind == "flag":
        return "" if isinstance(value, bool) else "is neither true nor false"
    return _wrong_text(field, value)


def _wrong_text(field: Field, value: object) -> str:
    if not isinstance(value, str):
        return "is not text"
    if field.kind == "choice":
        return "" if value in field.choices else f"is not one of: {', '.join(field.choices)}"
    if field.kind == "text":
        return "is empty" if field.is_required and not value and not field.may_be_empty else ""
    is_right, reason = FORMS[field.kind]
    return "" if is_right(value) else reason


def _unstorable(value: object) -> str:
    """Say why a database could not keep a value (RFC 8259 lets JSON write what Unicode and IEEE 754 do not have)."""
    if isinstance(value, dict):
        return next(filter(None, map(_unstorable, [*value, *value.values()])), "")
    if isinstance(value, list):
        return next(filter(None, map(_unstorable, value)), "")
    if isinstance(value, float):
        return "" if math.isfinite(value) else "is not a number"
    if not isinstance(value, str):
        return ""
    found = _NO_TEXT.search(value)
    if found is None:
        return ""
    return "holds a NUL character" if found[0] == "\0" else "holds half a character"
