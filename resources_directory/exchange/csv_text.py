"""CSV as bytes, in and out: UTF-8, with or without a byte order mark; pure.  The unreadable is refused in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from resources_directory.exchange.rows import UnreadableSourceError

_QUOTED = set(',"\r\n')
_FIRST_ROW = 2
#: Characters in one cell; no field of a directory is longer, and a file with a quote left open is one huge cell.
LONGEST_CELL = 100_000


def read_csv(name: str, data: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return each row as (row number of a spreadsheet, cells by column); raises UnreadableSourceError."""
    reader = csv.reader(io.StringIO(decoded(name, data), newline=""), strict=True)
    try:
        columns = next(reader, [])
        _check_columns(name, columns)
        rows = enumerate(reader, _FIRST_ROW)
        return [(number, _cells(name, number, columns, row)) for number, row in rows if row]
    except csv.Error as error:
        raise UnreadableSourceError(f"{name} line {reader.line_num}: {_in_words(error)}.") from None


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the text of a table: LF, UTF-8, quotes only where they are needed."""
    return "".join(f"{','.join(map(_quoted, row))}\n" for row in (columns, *rows)).encode()


def decoded(name: str, data: bytes) -> str:
    """Return the text of a file; raises UnreadableSourceError when it is empty or not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSourceError(f"{name} is not UTF-8 text (byte {error.start + 1}); save it as UTF-8.") from None
    if not text.strip():
        raise UnreadableSourceError(f"{name} is empty.")
    return text


def _check_columns(name: str, columns: Sequence[str]) -> None:
    twice = next((column for column in columns if columns.count(column) > 1), None)
    if twice is not None:
        raise UnreadableSourceError(f"{name}: the column {twice!r} is there twice.")
    if "" in columns:
        raise UnreadableSourceError(f"{name}: a column has no name.")


def _cells(name: str, number: int, columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    if len(row) != len(columns):
        raise UnreadableSourceError(f"{name} row {number} has {len(row)} cells, the first row names {len(columns)}.")
    long = next((column for column, cell in zip(columns, row, strict=True) if len(cell) > LONGEST_CELL), None)
    if long is not None:
        raise UnreadableSourceError(f"{name} row {number}: {long} is longer than {LONGEST_CELL:,} characters.")
    return dict(zip(columns, row, strict=True))


def _in_words(error: csv.Error) -> str:
    if "field limit" in str(error):
        return f"a cell is longer than {LONGEST_CELL:,} characters; perhaps a quote is not closed"
    if "unexpected end of data" in str(error):
        return "a quote is not closed"
    return "a quote stands where none may be" if "expected after" in str(error) else str(error)


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if _QUOTED & set(cell) or cell.strip() != cell else cell


def columns_of(rows: Iterable[Iterable[str]], first: Sequence[str]) -> list[str]:
    """Return the columns that occur in `rows`: those of `first` in its order, then others by name."""
    there: set[str] = set().union(*rows)
    return [*(column for column in first if column in there), *sorted(there - set(first))]
