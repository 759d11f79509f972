"""Values as text in a cell, and back; pure.  A cell cannot tell empty text from nothing: both are an empty cell."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from resources_directory.exchange.forms import is_uuid
from resources_directory.exchange.standard import KINDS, Field

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_FLAGS = {"true": True, "false": False}
#: Longer runs of digits are no count of anything, and Python refuses some of them.
_LONGEST_NUMBER = 40


def read_cells(kind: str, cells: dict[str, str]) -> dict[str, Any]:
    """Return the values of a row of text; what cannot be read as its kind stays text, for the check to refuse."""
    fields = KINDS[kind].fields if kind in KINDS else {}
    return settled(kind, {name: read_cell(fields.get(name), text) for name, text in cells.items()})


def settled(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Write values the one way both forms can hold: numbers plain, ids in lower case, nothing for empty text."""
    fields = KINDS[kind].fields if kind in KINDS else {}
    return {
        name: _settled(fields.get(name), value)
        for name, value in values.items()
        if value != "" or ((field := fields.get(name)) and field.may_be_empty)
    }


def read_cell(field: Field | None, text: str) -> Any:  # noqa: ANN401 - a value of whatever kind the field is of
    """Return the value a cell holds; text that is not of the kind of its field stays text."""
    if field and field.kind == "number" and len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text.strip()):
        return plain_number(float(text) if set(text) & set(".eE") else int(text))
    if field and field.kind == "flag":
        return _FLAGS.get(text.strip().casefold(), text)
    return text


def write_cell(value: object) -> str:
    """Return the text of a value; what only JSON can say is written as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return repr(plain_number(value))
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain_number(number: float) -> float:
    """Return a whole number as an integer: databases and CSV do not keep apart 35 and 35.0."""
    whole = isinstance(number, float) and math.isfinite(number) and number.is_integer()
    return int(number) if whole else number


def plain(value: Any) -> Any:  # noqa: ANN401 - anything JSON can say
    """Return a JSON value with every number written one way."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return plain_number(value) if isinstance(value, float) else value


def _settled(field: Field | None, value: Any) -> Any:  # noqa: ANN401 - a value of whatever kind the field is of
    is_id = field is not None and field.kind in {"uuid", "reference"} and isinstance(value, str)
    return value.lower() if is_id and is_uuid(value) else plain(value)
