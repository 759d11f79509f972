"""Which model belongs to the files as they are now: named by the hash of everything training reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.places import CONFIG, DATA, DOMAIN, ROOT, models_directory

#: Files beside data, domain and config that change what training makes.
CODE = ("engine/components", "engine/requirements.lock", "bot/questions.py", "bot/topics.csv", "bot/topics.py")
ENDINGS = frozenset({".yml", ".py", ".csv", ".lock"})


class NoModelError(RuntimeError):
    """There is no model for the files as they are; train first."""


def model_path() -> Path:
    """Return where the model of the present files is, or would be."""
    return models_directory() / f"portline-{inputs_hash()}.tar.gz"


def trained_model() -> Path:
    """Return the model of the present files; raises NoModelError when it was not trained yet."""
    path = model_path()
    if not path.exists():
        raise NoModelError(f"no model at {path}; run: engine/.venv/bin/python -m engine.train")
    return path


def inputs_hash(root: Path = ROOT) -> str:
    """Return 16 hex digits over the names and bytes of all inputs."""
    digest = hashlib.sha256()
    for path in sorted(_inputs(root)):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _inputs(root: Path) -> Iterator[Path]:
    given: Iterable[Path] = (CONFIG, DATA, DOMAIN, *(ROOT / name for name in CODE))
    for place in (root / path.relative_to(ROOT) for path in given):
        files = place.rglob("*") if place.is_dir() else [place]
        yield from (file for file in files if file.is_file() and file.suffix in ENDINGS)
