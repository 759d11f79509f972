"""Stage live starts only with words a named clinician has signed."""

from bot.copy_store import CopyStore
from portline.checks import CheckError
from portline.settings import Settings

_SHOWN = 5


def check_stage(settings: Settings) -> None:
    """Raise CheckError in stage live while a safety, consent or opt-out text lacks a reviewer."""
    if settings.stage != "live":
        return
    unsigned = CopyStore.load().unsigned_safety_texts()
    if unsigned:
        shown = ", ".join(unsigned[:_SHOWN])
        raise CheckError(f"Stage live needs a named reviewer for {len(unsigned)} safety texts, among them {shown}.")
