"""Where the engine's files lie."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONFIG, DOMAIN, DATA = ROOT / "config.yml", ROOT / "bot" / "domain", ROOT / "data"
#: Lines that staff marked and nobody has reviewed yet: no training reads them, and they make no model old.
CANDIDATES = DATA / "candidates"


def var_directory() -> Path:
    """Return $PORTLINE_VAR (default: var)."""
    return Path(os.environ.get("PORTLINE_VAR") or ROOT / "var").resolve()


def models_directory() -> Path:
    """Return the directory of trained models."""
    return var_directory() / "models"
