"""The one tabular form everything is read into and written from: object name -> rows, each knowing where it stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: Text, number, flag; under a name the standard does not know, anything JSON can say.
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its values, and the file, row (from 1; a spreadsheet's row for CSV) and path it was read at.

    `path` leads into a nested record (`phones/0/`); it is empty in the tabular form.
    """

    values: Values
    file: str = ""
    number: int = 0
    path: str = ""

    @property
    def id(self) -> str:
        """Return the id, or empty text where there is none that is text."""
        value = self.values.get("id")
        return value if isinstance(value, str) else ""

    def fault(self, field: str, reason: str) -> Fault:
        """Return what is wrong with `field` of this row."""
        return Fault(self.file, self.number, f"{self.path}{field}", reason)


Tables = dict[str, list[Row]]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: in which file and row, in which field, and why; row 0 means the whole file."""

    file: str
    row: int
    field: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file} row {self.row}" if self.row else self.file
        return f"{where}: {self.field}: {self.reason}" if self.field else f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: rows by object, and what could not be read as a row."""

    tables: Tables
    faults: tuple[Fault, ...] = ()


class UnreadableSourceError(ValueError):
    """A file cannot be read at all; the message names it and says why in plain words."""
