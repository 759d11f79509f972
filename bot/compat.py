"""The one difference between the app's Python (3.11+) and the engine's (3.10)."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 11):  # noqa: UP036 - the engine runs this on Python 3.10
    from enum import StrEnum
else:
    from enum import Enum

    class StrEnum(str, Enum):  # noqa: UP042 - this is the stand-in for it
        """A str that is an Enum member, as in Python 3.11."""

        __str__ = str.__str__


__all__ = ["StrEnum"]
