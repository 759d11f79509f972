"""Stage live starts only with words somebody has signed, each as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from bot.copy_store import CopyStore
from portline.checks import CheckError
from portline.settings import Settings
from portline.storage_access import open_storage
from words.sign_offs import latest, unsigned
from words.translations import stale_translations


def check_stage(settings: Settings) -> None:
    """Raise CheckError in stage live, naming every text that lacks a sign-off or whose English has changed since."""
    if settings.stage != "live":
        return
    missing = lacking(settings, CopyStore.load())
    if missing:
        named = "".join(f"\n  {language}: {', '.join(ids)}" for language, ids in _by_language(missing).items())
        raise CheckError(
            f"Stage live needs every text signed by name as it stands, and {len(missing)} are not "
            f"(/console/words, docs/words.md):{named}"
        )


def _by_language(missing: Sequence[str]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for language, _, copy_id in (where.partition("/") for where in missing):
        named.setdefault(language, []).append(copy_id)
    return named


def lacking(settings: Settings, copy: CopyStore) -> list[str]:
    """Name, as `language/id`, the texts that may not go live; sign-offs are read from the files and the database."""
    try:
        with open_storage(settings).read() as session:
            signed = latest(session)
    except SQLAlchemyError:  # no database, no sign-off but those in the files
        signed = {}
    stale = {(entry.id, entry.language) for entry in stale_translations(copy)}
    entries = {(entry.id, entry.language) for entry in unsigned(copy.entries, signed)}
    return sorted(f"{language}/{copy_id}" for copy_id, language in entries | stale)
