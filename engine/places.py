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


def keep_rasa_quiet() -> None:
    """Set what Rasa reads from the environment: no telemetry, no progress bars, its cache out of the source tree."""
    os.environ.update(
        RASA_TELEMETRY_ENABLED="false",
        TQDM_DISABLE="1",
        RASA_CACHE_DIRECTORY=str(var_directory() / "rasa-cache"),
        RASA_MAX_CACHE_SIZE="0",
    )
