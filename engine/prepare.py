"""What every command of the engine does before it imports Rasa."""

from __future__ import annotations

import os

from engine import standin
from engine.places import var_directory


def prepare_rasa() -> None:
    """Put the stand-ins in place, and set what Rasa reads from the environment when it is imported.

    No telemetry, no progress bars (they follow the log level), and its cache out of the source tree.
    """
    standin.install()
    os.environ.update(
        RASA_TELEMETRY_ENABLED="false",
        LOG_LEVEL="ERROR",
        RASA_CACHE_DIRECTORY=str(var_directory() / "rasa-cache"),
        RASA_MAX_CACHE_SIZE="0",
    )
