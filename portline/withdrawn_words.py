"""What staff withdrew reaches every process within seconds: each asks the database, and a file remembers for the next.

The file is for a process that starts while the database is away: what was withdrawn before is not said then either.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.copy_store import CopyStore
from bot.withdrawal import Withdrawn
from storage.database import Database
from words.withdrawals import standing, withdrawn_of

logger: Any = structlog.get_logger(__name__)

FILE: Final = "withdrawn.json"
"""Where it is remembered, under `PORTLINE_VAR`: ids, versions and public numbers only."""
EVERY_S: Final = 5.0
"""How often a process asks; the promise is a minute."""


class WithdrawnWords:
    """Keeps the words of one process as the database says they stand."""

    def __init__(self, database: Database, copy: CopyStore, file: Path) -> None:
        self._database, self._copy, self._file = database, copy, file

    def recall(self) -> None:
        """Begin with what the file remembers, then ask the database; neither need be there."""
        self._copy.withdraw(_read(self._file))
        self.refresh()

    def refresh(self) -> None:
        """Take over what the database says; while it is away what was known stays."""
        try:
            with self._database.read() as session:
                withdrawn = withdrawn_of(standing(session))
        except SQLAlchemyError as error:
            logger.warning("withdrawals_not_read", error=type(error).__name__)
            return
        if withdrawn != self._copy.withdrawn:
            self._copy.withdraw(withdrawn)
            logger.info("withdrawals_changed", count=len(withdrawn.texts) + len(withdrawn.numbers))
        _keep(self._file, withdrawn)

    def watch(self, stop: threading.Event, *, every_s: float = EVERY_S) -> threading.Thread:
        """Ask again and again beside whatever this process does, until `stop`."""

        def ask() -> None:
            while not stop.wait(every_s):
                try:
                    self.refresh()
                except Exception as error:  # noqa: BLE001 - one failure must not end the watch
                    logger.error("withdrawals_not_read", error=type(error).__name__)  # noqa: TRY400 - a trace holds words

        watching = threading.Thread(target=ask, name="withdrawn-words", daemon=True)
        watching.start()
        return watching


def remembered(var: Path) -> Withdrawn:
    """Return what the running house last knew to be withdrawn, for what is written without asking the database."""
    return _read(var / FILE)


def _read(file: Path) -> Withdrawn:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        texts = {(str(copy_id), str(language)): int(version) for copy_id, language, version in kept["texts"]}
        return Withdrawn(texts, frozenset(map(str, kept["numbers"])))
    except FileNotFoundError:
        return Withdrawn()
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("withdrawals_not_read", error=type(error).__name__)
        return Withdrawn()


def _keep(file: Path, withdrawn: Withdrawn) -> None:
    """Write the file whole or not at all; a full disk costs only the memory of the next process."""
    texts = [[copy_id, language, version] for (copy_id, language), version in sorted(withdrawn.texts.items())]
    content = json.dumps({"texts": texts, "numbers": sorted(withdrawn.numbers)})
    try:
        if file.is_file() and file.read_text(encoding="utf-8") == content:
            return
        draft = file.with_name(f"{file.name}.{threading.get_ident()}.draft")
        draft.write_text(content, encoding="utf-8")
        draft.replace(file)
    except OSError as error:
        logger.warning("withdrawals_not_kept", error=type(error).__name__)
