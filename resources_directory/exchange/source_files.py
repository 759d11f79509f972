"""The files of a source by name: one file, the files of a folder, or those in a zip; nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from resources_directory.exchange.rows import UnreadableSourceError

_SUFFIXES = frozenset({".csv", ".json"})
#: Bytes, of one file and of all in a zip: a directory of a state is under 100 MB; a zip bomb is not.
LARGEST = 200_000_000


def read_files(path: Path) -> dict[str, bytes]:
    """Return the CSV and JSON files at `path` by their plain names; raises UnreadableSourceError."""
    try:
        files = _files_at(path)
    except OSError as error:
        raise UnreadableSourceError(f"{path.name} cannot be read: {error.strerror}.") from None
    if not files:
        raise UnreadableSourceError(f"{path.name} holds no CSV or JSON file.")
    return files


def _files_at(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        found = sorted(each for each in path.iterdir() if each.suffix in _SUFFIXES and each.is_file())
        return {each.name: _whole(each) for each in found}
    return _unzipped(path) if path.suffix == ".zip" else {path.name: _whole(path)}


def _whole(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise UnreadableSourceError(f"{path.name} is larger than {LARGEST // 1_000_000} MB.")
    return path.read_bytes()


def _unzipped(path: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                _take(path.name, archive, entry, files)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise UnreadableSourceError(f"{path.name} is not a zip file we can read (broken, or locked).") from None
    return files


def _take(zip_name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, files: dict[str, bytes]) -> None:
    inside = PurePosixPath(entry.filename.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in entry.filename:
        raise UnreadableSourceError(f"{zip_name} holds a file whose name leads out of it: {entry.filename!r}.")
    if entry.is_dir() or inside.suffix not in _SUFFIXES or "__MACOSX" in inside.parts:
        return
    if inside.name in files:
        raise UnreadableSourceError(f"{zip_name} holds two files named {inside.name!r}.")
    left = LARGEST - sum(map(len, files.values()))
    with archive.open(entry) as file:
        files[inside.name] = file.read(left + 1)
    if len(files[inside.name]) > left:
        raise UnreadableSourceError(f"{zip_name} holds more than {LARGEST // 1_000_000} MB.")
