"""The standard's own schemas: those of the test sets where they are, else the ones kept here, zipped."""

from __future__ import annotations

import copy
import functools
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from portline.settings import ROOT

ZIPPED = ROOT / "tests" / "integration" / "webhooks" / "hsds_schemas"
#: Where the test sets lie beside a checkout; `make conformance SETS=...` names another place.
BESIDE = ROOT.parent / "shared" / "testsets"
OURS = "x_"


class Schemas:
    """Compiled schemas of HSDS 3.1 by the name of their object; `folder` holds them as JSON, or as JSON zipped."""

    def __init__(self, folder: Path = ZIPPED) -> None:
        self._folder = folder

    @functools.cache  # noqa: B019 - one of these lives as long as the run
    def validator(self, name: str, *, strict: bool = False) -> Draft202012Validator:
        """Return the judge of one object; a strict one forbids every field but the standard's and our own."""
        schema = self.schema(name)
        return Draft202012Validator(forbidding(schema) if strict else schema, format_checker=FormatChecker())

    def schema(self, name: str) -> dict[str, Any]:
        """Return a schema as it is kept."""
        plain = self._folder / f"{name}.json"
        if plain.exists():
            return dict(json.loads(plain.read_bytes()))
        return dict(json.loads(gzip.decompress((ZIPPED / f"{name}.json.gz").read_bytes())))

    def faults(self, name: str, value: object, *, strict: bool = False) -> list[str]:
        """Return what a schema has against a value: where, and what."""
        errors = self.validator(name, strict=strict).iter_errors(value)
        return [f"{'/'.join(map(str, error.path))}: {error.message[:100]}" for error in errors]


def forbidding(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that allows, in every object, its own properties and fields that begin with `x_` only."""
    strict = copy.deepcopy(schema)
    for each in objects(strict):
        each["additionalProperties"] = False
        each["patternProperties"] = {f"^{OURS}": {}}
    return strict


def objects(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every object a schema describes, itself first."""
    if "properties" in schema:
        yield schema
        for each in schema["properties"].values():
            yield from objects(each)
    if "items" in schema:
        yield from objects(schema["items"])
