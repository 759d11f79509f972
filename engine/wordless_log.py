"""Logs that cannot hold a person's words (trap T16).

Rasa, Sanic and structlog put texts, slots and local variables into messages, arguments and tracebacks.  Of a record
that is not our own only the level, the logger, the place in the code and the type of the error are written.
"""

from __future__ import annotations

import logging
import sys

import structlog

OWN = "portline"


class WordlessFormatter(logging.Formatter):
    """Write our own events as they are, and of all others nothing but where they happened."""

    def format(self, record: logging.LogRecord) -> str:
        """Render one line without any text that could come from a person."""
        event = record.getMessage() if record.name.partition(".")[0] == OWN else f"{record.module}:{record.lineno}"
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        parts = (self.formatTime(record), record.levelname.lower(), record.name, event, error)
        return " ".join(part for part in parts if part)


def configure() -> None:
    """Send every log of this process through the wordless formatter, at warning and above (our own from info)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WordlessFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(OWN).setLevel(logging.INFO)
    for name in ("sanic.root", "sanic.error", "sanic.access", "sanic.server", "rasa", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
        logger.setLevel(logging.WARNING)
    structlog.configure(
        processors=[_refuse_words],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    logging.captureWarnings(capture=True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)  # Rasa's libraries warn of their own age at each start


def _refuse_words(_logger: object, _method: str, event: dict[str, object]) -> str:
    """Keep of a structlog event its fixed name; the fields may hold texts."""
    return str(event.get("event", ""))
