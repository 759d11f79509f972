"""Write what Twilio is to say by itself when nothing of ours answers, and say where each file goes."""

import argparse
from pathlib import Path
from typing import Final

from bot.copy_store import CopyStore
from portline import fallback_files
from portline.checks import CheckError
from portline.progress import tell
from portline.settings import read_settings
from portline.withdrawn_words import remembered
from webhooks.fallback_twiml import render_fallbacks, stamp_of

_PLACES: Final = {
    "sms.xml": "Messaging: the Messaging Service's or the number's fallback (*Primary handler fails*)",
    "voice.xml": "Voice: the number's fallback (*Primary handler fails*), and *A call comes in*, as we answer no calls",
    "sms.en.xml": "instead of sms.xml, for a number that serves English only",
    "sms.es.xml": "instead of sms.xml, for a number that serves Spanish only",
    "voice.en.xml": "instead of voice.xml, for a number that serves English only",
    "voice.es.xml": "instead of voice.xml, for a number that serves Spanish only",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder to write to."""
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder to write to (PORTLINE_VAR/fallback-twiml)")


def run(options: argparse.Namespace) -> int:
    """Write the files and print where each goes; raises CheckError where the folder cannot be written."""
    folder: Path = options.out or read_settings().var / fallback_files.FOLDER
    copy = CopyStore.load()
    copy.withdraw(remembered(read_settings().var))
    documents = render_fallbacks(copy)
    try:
        fallback_files.write(folder, documents)
    except OSError as error:
        raise CheckError(f"Cannot write to {folder} ({error.strerror}); name another folder with --out.") from None
    for name, place in _PLACES.items():
        tell(f"{folder / name}  ({len(documents[name])} characters, {stamp_of(documents[name])})\n    -> {place}")
    tell(
        "Each goes into a TwiML Bin of its own (Twilio console); docs/running.md says how. Again when the words change."
    )
    return 0
