"""The last look before words leave by any door: what was withdrawn since they were rendered gives way to a stand-in.

A reply is stored as it was rendered, and may leave later: by the worker, on a page loaded again, to a repeated webhook.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog

from bot.copy_store import CopyStore
from bot.withdrawal import STAND_IN_DANGER, stand_in_for, still_sayable
from conversations.log import stored_reply
from conversations.models import OutgoingMessage
from conversations.reply import Blocks, Refs

logger: Any = structlog.get_logger(__name__)


def sayable(blocks: Blocks, refs: Refs, copy: CopyStore, *, form: str) -> tuple[Blocks, Refs]:
    """Return blocks and refs as they are, or the stand-in for the whole reply; danger keeps sending to 911."""
    if still_sayable(blocks, refs, copy.withdrawn):
        return blocks, refs
    copy_id = _stand_in(refs)
    text = copy.written(copy_id, refs[0][2] if refs else "en", form)
    logger.info("withdrawn_reply_replaced", copy_id=copy_id)
    return ({"text": text.text, "lang": text.language},), ((text.id, text.version, text.language),)


def say_only_what_stands(row: OutgoingMessage, copy: CopyStore) -> None:
    """Keep in a row of the outbox what may really be said, in the commit that claims it."""
    said, refs = stored_reply(row).blocks, stored_reply(row).copy_refs
    blocks, new_refs = sayable(said, refs, copy, form="sms")
    if new_refs != refs:
        row.blocks, row.copy_refs = [dict(block) for block in blocks], [list(ref) for ref in new_refs]


def _stand_in(refs: Sequence[tuple[str, int, str]]) -> str:
    stand_ins = [stand_in_for(copy_id) for copy_id, *_ in refs]
    return STAND_IN_DANGER if STAND_IN_DANGER in stand_ins or not refs else stand_ins[0]
