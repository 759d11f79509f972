"""Where the engine's files lie."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONFIG, DOMAIN, DATA = ROOT / "config.yml", ROOT / "bot" / "domain", ROOT / "data"


def var_directory() -> Path:
    """Return $PORTLINE_VAR (default: var)."""
    return Path(os.environ.get("PORTLINE_VAR") or ROOT / "var").resolve()


def models_directory() -> Path:
    """Return the directory of trained models."""
    return var_directory() / "models"
