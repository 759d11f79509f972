"""The words: check them all, give them to translators, take them back, keep signatures in the files."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.copy_store import COPY_DIRECTORY, CopyStore
from portline.checks import CheckError
from portline.progress import tell
from portline.settings import read_settings
from portline.storage_access import open_storage
from words.faults import faults
from words.importing import take_over
from words.keeping import keep
from words.models import SignOff
from words.po_files import PoRefusedError, from_po, to_po
from words.sign_offs import latest
from words.table import HEAD, lines
from words.translation_units import units_of
from words.translations import SOURCE, stale_translations


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do, and for translators a language and a file."""
    actions = parser.add_subparsers(dest="what", required=True, metavar="check|export|import|stale|keep")
    actions.add_parser("check", help="show every text with its figures, and every fault")
    export = actions.add_parser("export", help="write a language's PO file")
    export.add_argument("language")
    export.add_argument("-o", "--output", type=Path, help="where to; the terminal when left out")
    taking = actions.add_parser("import", help="take a PO file over into the copy files")
    taking.add_argument("language")
    taking.add_argument("file", type=Path)
    stale = actions.add_parser("stale", help="name translations whose English has changed since")
    stale.add_argument("language", nargs="?")
    actions.add_parser("keep", help="write the console's signatures into the copy files, for git")


def run(options: argparse.Namespace) -> int:
    """Do it; returns 1 where the words have faults or a text of a PO file was refused."""
    if options.what == "check":
        return _check()
    if options.what == "export":
        return _export(options.language, options.output)
    if options.what == "import":
        return _import(options.language, options.file)
    return _tell_stale(options.language) if options.what == "stale" else _keep()


def _check() -> int:
    copy = CopyStore.load()
    tell(HEAD)
    for line in lines(copy, _signed()):
        tell(line)
    found = list(faults(copy))
    for fault in found:
        tell(f"fault: {fault}")
    tell(f"{len(copy.entries)} texts, {len(list(stale_translations(copy)))} behind their English, {len(found)} faults")
    return 1 if found else 0


def _export(language: str, output: Path | None) -> int:
    _check_language(language)
    stale = frozenset(entry.id for entry in stale_translations(CopyStore.load()) if entry.language == language)
    po = to_po(units_of(language), language, stale)
    if output is None:
        sys.stdout.write(po)
    else:
        output.write_text(po, encoding="utf-8")
    return 0


def _import(language: str, file: Path) -> int:
    _check_language(language)
    try:
        entries = from_po(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, PoRefusedError) as error:
        raise CheckError(f"{file} cannot be read: {error}") from error
    taken = take_over(language, entries)
    for copy_id, why in sorted(taken.refused.items()):
        tell(f"refused: {copy_id}: {why}")
    counts = (len(taken.changed), len(taken.confirmed), len(taken.left), len(taken.refused))
    tell("{} changed, {} confirmed as they were, {} left (fuzzy or empty), {} refused".format(*counts))
    if language == SOURCE:
        _tell_stale(None)
    return 1 if taken.refused else 0


def _tell_stale(language: str | None) -> int:
    behind = [entry for entry in stale_translations(CopyStore.load()) if language in (None, entry.language)]
    for entry in behind:
        tell(f"behind its English: {entry.language}/{entry.id}")
    counts = Counter(entry.language for entry in behind)
    told = ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))
    tell(told or "no translation is behind its English")
    return 0


def _keep() -> int:
    tell(f"{keep(_signed())} signatures written into the copy files")
    return 0


def _signed() -> dict[tuple[str, str], SignOff]:
    try:
        with open_storage(read_settings()).read() as session:
            return latest(session)
    except SQLAlchemyError:  # no database yet: only what the files say
        return {}


def _check_language(language: str) -> None:
    if not (COPY_DIRECTORY / language).is_dir():
        known = ", ".join(sorted(path.name for path in COPY_DIRECTORY.iterdir() if path.is_dir()))
        raise CheckError(f"no words are kept in {language!r}; there are {known}")
