"""The directory of places that help: import, check, export, duplicates, stats, freshness (docs/directory-*.md)."""

import argparse
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from portline.checks import CheckError
from portline.directory_freshness import lines
from portline.progress import tell
from portline.settings import read_settings
from portline.storage_access import open_storage
from resources_directory.exchange.check import Checked
from resources_directory.exchange.duplicates import duplicates
from resources_directory.exchange.exporting import FORMATS, write_export
from resources_directory.exchange.importing import Imported, import_checked, read_and_check
from resources_directory.exchange.placing import Source
from resources_directory.exchange.rows import UnreadableSourceError
from resources_directory.exchange.shown_tables import shown_only
from resources_directory.exchange.stored import stored_tables
from resources_directory.freshness import freshness
from resources_directory.freshness_picture import picture
from resources_directory.hours import BOSTON
from resources_directory.shown import listings
from resources_directory.stats import stats
from resources_directory.trust import earliest_day
from storage.database import Database

_CONFIDENCE: Final = ("high", "medium", "low")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, and with which file."""
    what = parser.add_subparsers(dest="what", required=True)
    checks = what.add_parser("check", help="say what is wrong with a source, row by row; writes nothing")
    imports = what.add_parser("import", help="take the good rows of a source; what staff corrected stays")
    for each in (checks, imports):
        each.add_argument("path", type=Path, help="HSDS JSON, a folder or zip of HSDS tables, or our own list")
    imports.add_argument("--source-url", default="", help="the page the source is published at")
    imports.add_argument("--source-date", default="", help="when it was published: 2026, 2026-11 or 2026-11-23")
    imports.add_argument("--confidence", choices=_CONFIDENCE, default="medium", help="how sure we are of it (medium)")
    exports = what.add_parser("export", help="write what may be shown")
    exports.add_argument("path", type=Path, help="a file; for tables a folder, or a zip when it ends in .zip")
    exports.add_argument("--format", choices=FORMATS, required=True)
    exports.add_argument("--all", action="store_true", help="also what is held back")
    what.add_parser("duplicates", help="list services that may be one; nothing is joined")
    what.add_parser("stats", help="count what the directory holds")
    report = what.add_parser("freshness", help="count the listings by age and need")
    report.add_argument("--picture", type=Path, help="write the picture (SVG) there too")


def run(options: argparse.Namespace) -> int:
    """Do it; raises CheckError for a file that cannot be read or written."""
    try:
        return _COMMANDS[options.what](open_storage(read_settings()), options)
    except UnreadableSourceError as error:
        raise CheckError(str(error)) from None


def _check(database: Database, options: argparse.Namespace) -> int:
    checked, _ = read_and_check(database, options.path)
    _tell_faults(checked)
    return 1 if checked.faults else 0


def _import(database: Database, options: argparse.Namespace) -> int:
    """Return 1 when rows were left out: the report says which."""
    if options.source_date and earliest_day(options.source_date) is None:
        raise CheckError("A source date is written as 2026, 2026-11 or 2026-11-23.")
    checked, known = read_and_check(database, options.path)
    source = Source(options.source_url, options.source_date, options.confidence)
    _tell_faults(checked)
    _tell_import(import_checked(database, checked, known, source, datetime.now(UTC)))
    _tell_duplicates(database, {row.id for row in checked.tables.get("service", ())})
    return 1 if checked.faults else 0


def _export(database: Database, options: argparse.Namespace) -> int:
    with database.read() as session:
        tables = stored_tables(session)
    try:
        write_export(tables if options.all else shown_only(tables), options.format, options.path)
    except OSError as error:
        raise CheckError(f"Cannot write {options.path} ({error.strerror}).") from None
    return 0


def _duplicates(database: Database, _options: argparse.Namespace) -> int:
    _tell_duplicates(database, None)
    return 0


def _stats(database: Database, _options: argparse.Namespace) -> int:
    with database.read() as session:
        counted = stats(session)
    tell(f"shown {counted.shown}, held back {counted.held_back}, in doubt {counted.doubted}")
    tell(f"of the shown: hours {counted.with_hours}, phone {counted.with_phone}, point {counted.with_point}")
    for name, counts in (("need", counted.by_need), ("confidence", counted.by_confidence), ("places", counted.places)):
        tell(f"{name}: " + ", ".join(f"{key} {count}" for key, count in counts.items()))
    return 0


def _freshness(database: Database, options: argparse.Namespace) -> int:
    with database.read() as session:
        report = freshness(listings(session), datetime.now(UTC).astimezone(BOSTON).date())
    for line in lines(report):
        tell(line)
    if options.picture is not None:
        options.picture.write_text(picture(report), encoding="utf-8")
    return 0


_COMMANDS: Final[dict[str, Callable[[Database, argparse.Namespace], int]]] = {
    "check": _check,
    "import": _import,
    "export": _export,
    "duplicates": _duplicates,
    "stats": _stats,
    "freshness": _freshness,
}


def _tell_faults(checked: Checked) -> None:
    _tell_each("fault", checked.faults)
    _tell_each("note", checked.notes)
    rows = sum(map(len, checked.tables.values()))
    broken = len({(fault.file, fault.row) for fault in checked.faults})
    tell(f"{rows} records can be taken; {len(checked.faults)} faults in {broken} rows, {len(checked.notes)} notes")


def _tell_import(done: Imported) -> None:
    _tell_each("note", done.notes)
    for each in done.conflicts:
        tell(f"conflict  {each}")
    written = done.changes
    tell(f"{done.services} services, {done.held_back} held back (no phone, no address, no web page)")
    tell(f"{written.added} rows added, {written.changed} changed, {written.removed} removed")
    tell(f"{len(done.conflicts)} differ from what staff corrected, {done.proposed} of them new proposals")


def _tell_duplicates(database: Database, of: set[str] | None) -> None:
    """List pairs of services that may be one; with `of`, those with at least one service of it."""
    with database.read() as session:
        pairs = duplicates(stored_tables(session))
    mine = [pair for pair in pairs if of is None or of & {pair.one_id, pair.other_id}]
    _tell_each("perhaps one", mine)
    tell(f"{len(mine)} pairs of services may be one")


def _tell_each(what: str, rows: Iterable[object]) -> None:
    for row in rows:
        tell(f"{what}  {row}")
