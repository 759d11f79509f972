"""Check every promise the database must keep, by row id; warn of what needs a hand (roster, words at Twilio)."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from bot.copy_store import CopyStore
from portline import fallback_files
from portline.invariants import violations
from portline.progress import tell
from portline.settings import read_settings
from portline.storage_access import open_storage
from portline.withdrawn_words import remembered
from staff.duty import on_duty
from webhooks.fallback_twiml import render_fallbacks

#: A house may run without a roster, so this is no broken promise.
NOBODY_ON_DUTY = "warning: nobody is on duty, so nobody is told of danger; add a shift with `portline duty add`"


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Return 0 when every promise holds; a warning changes nothing."""
    settings, now = read_settings(), datetime.now(UTC)
    with open_storage(settings).read() as session:
        broken = list(violations(session, now=now))
        unattended = [] if on_duty(session, now) else [NOBODY_ON_DUTY]
    warnings = (*unattended, *warnings_of(settings.var, is_live=settings.stage == "live"))
    for line in (*warnings, *map(str, broken)):
        tell(line)
    tell(f"{len(broken)} broken promises")
    return 1 if broken else 0


def warnings_of(var: Path, *, is_live: bool) -> list[str]:
    """List what is no broken promise but needs a hand: fallback words that are old, or in stage live not there."""
    folder = var / fallback_files.FOLDER
    if not folder.is_dir():
        missing = f"warning: {folder} was never written: nobody answers when this host is dead (docs/running.md)"
        return [missing] if is_live else []
    copy = CopyStore.load()
    copy.withdraw(remembered(var))
    old = fallback_files.outdated(folder, render_fallbacks(copy))
    again = "write them with `portline fallback-twiml` and paste them at Twilio again"
    return [f"warning: the words have changed since {', '.join(old)} in {folder}: {again}"] if old else []
