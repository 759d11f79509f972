"""Every room's tables: a table is known to `storage` only once its room is imported, and one unknown is passed over."""

import conversations.episodes
import conversations.models
import conversations.unclear_texts
import port_queue.models
import resources_directory.models
import staff.models
import words.models
from storage.base import Base

__all__ = ["ROOMS", "all_tables"]

ROOMS = (
    conversations.episodes,
    conversations.models,
    conversations.unclear_texts,
    port_queue.models,
    resources_directory.models,
    staff.models,
    words.models,
)


def all_tables() -> frozenset[str]:
    """Return the names of all tables the rooms define."""
    return frozenset(Base.metadata.tables)
