"""Ask the geocoder of the US Census Bureau where a block is; an option, off unless a setting turns it on.

Form of the answer: https://geocoding.geo.census.gov/geocoder/Geocoding_Services_API.html, "locations". The address goes
out in the request's URL and nowhere else: not into our log, not into the cache, whose keys are keyed hashes.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from threading import Lock
from typing import Any

import httpx

from resources_directory.geocoding import Block

_URL = "https://geocoding.geo.census.gov/geocoder/locations/onelineaddress"
_BENCHMARK = "Public_AR_Current"
_TIMEOUT_S = 2.0
_MOST_KEPT = 1_000
#: httpx writes the URL of each request at level INFO, and the address is in the URL.
_WRITES_URLS = ("httpx", "httpcore")


class CensusGeocoder:
    """Finds blocks by HTTP; keeps the newest 1,000 answers in memory until the process ends. Safe between threads."""

    def __init__(self, client: httpx.Client | None = None) -> None:
        for name in _WRITES_URLS:
            logging.getLogger(name).setLevel(logging.WARNING)
        self._client = client or httpx.Client(timeout=_TIMEOUT_S)
        self._key = secrets.token_bytes(32)
        self._kept: OrderedDict[bytes, tuple[Block, ...]] = OrderedDict()
        self._lock = Lock()

    def blocks(self, line: str, area: str) -> Sequence[Block]:
        """Return the blocks of `line` in `area`, a town of Massachusetts or a ZIP code; none when it cannot be asked.

        A failure is not kept, so the next question asks again. What is found is also kept under its ZIP code, the way
        a remembered name asks for it.
        """
        known = self._recall(line, area)
        if known is None:
            known = self._ask(_one_line(line, area))
            self._keep(line, area, known)
        return known or ()

    def _ask(self, address: str) -> tuple[Block, ...] | None:
        query = {"address": address, "benchmark": _BENCHMARK, "format": "json"}
        try:
            response = self._client.get(_URL, params=query)
            response.raise_for_status()
            return tuple(_blocks(response.json()))
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _recall(self, line: str, area: str) -> tuple[Block, ...] | None:
        with self._lock:
            return self._kept.get(self._hash(line, area))

    def _keep(self, line: str, area: str, found: tuple[Block, ...] | None) -> None:
        if found is None:
            return
        with self._lock:
            self._kept[self._hash(line, area)] = found
            for block in found:
                same_zip = tuple(other for other in found if other.zip_code == block.zip_code)
                self._kept[self._hash(line, block.zip_code)] = same_zip
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)

    def _hash(self, line: str, area: str) -> bytes:
        return hmac.new(self._key, f"{line}\n{area}".casefold().encode(), sha256).digest()


def _one_line(line: str, area: str) -> str:
    return f"{line}, MA {area}" if area.isdigit() else f"{line}, {area}, MA"


def _blocks(answer: Mapping[str, Any]) -> Iterator[Block]:
    """Read the matches; KeyError, TypeError, AttributeError or ValueError when the answer has another form."""
    for match in answer["result"]["addressMatches"]:
        parts, point = match["addressComponents"], match["coordinates"]
        yield Block(str(parts["city"]), str(parts["zip"]), (float(point["y"]), float(point["x"])))
