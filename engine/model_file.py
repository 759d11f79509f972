"""Which model belongs to the files as they are now: named by the hash of everything training reads."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.places import CANDIDATES, CONFIG, DATA, DOMAIN, ROOT, models_directory

logger = logging.getLogger("portline.engine")
#: Files beside data, domain and config that change what training makes.
CODE = (
    "engine/components",
    "engine/importer.py",
    "engine/requirements.lock",
    "bot/questions.py",
    "bot/topics.csv",
    "bot/topics.py",
)
ENDINGS = frozenset({".yml", ".py", ".csv", ".lock"})


class NoModelError(RuntimeError):
    """There is no trained model; train first."""


def model_path() -> Path:
    """Return where the model of the present files is, or would be."""
    return models_directory() / f"portline-{inputs_hash()}.tar.gz"


def trained_model() -> Path:
    """Return the model of the present files, else the newest there is; raises NoModelError when there is none.

    An engine that is started again after someone edited a file must still come up: an older model answers, no model
    does not.  `portline run` trains before it starts anything.
    """
    path = model_path()
    if path.exists():
        return path
    newest = newest_first(path.parent)
    if not newest:
        raise NoModelError(f"no model in {path.parent}; run: engine/.venv/bin/python -m engine.train")
    logger.warning("model_is_older_than_its_files %s", newest[0].name)
    return newest[0]


def newest_first(directory: Path) -> list[Path]:
    """List the trained models of `directory`."""
    return sorted(directory.glob("portline-*.tar.gz"), key=lambda model: model.stat().st_mtime, reverse=True)


def inputs_hash(root: Path = ROOT) -> str:
    """Return 16 hex digits over the names and bytes of all inputs."""
    digest = hashlib.sha256()
    for path in sorted(_inputs(root)):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _inputs(root: Path) -> Iterator[Path]:
    unread = root / CANDIDATES.relative_to(ROOT)
    given: Iterable[Path] = (CONFIG, DATA, DOMAIN, *(ROOT / name for name in CODE))
    for place in (root / path.relative_to(ROOT) for path in given):
        files = place.rglob("*") if place.is_dir() else [place]
        yield from (file for file in files if file.is_file() and file.suffix in ENDINGS and unread not in file.parents)
