from tests.fixtures.notices import joe, maria, pager, tick
from tests.fixtures.pocket import pocket
from tests.fixtures.road import engine, road, text

__all__ = ["engine", "joe", "maria", "pager", "pocket", "road", "text", "tick"]
