"""YAML files read with the fast one of the two safe loaders, which is there wherever PyYAML came as a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:  # noqa: ANN401 - YAML is shaped only by what reads it
    """Read a file of UTF-8; raises OSError or yaml.YAMLError."""
    return parse_yaml(path.read_text(encoding="utf-8"))


def parse_yaml(written: str) -> Any:  # noqa: ANN401 - as read_yaml
    """Read what stands in a file; raises yaml.YAMLError."""
    return yaml.load(written, Loader=_LOADER)  # noqa: S506 - both loaders are the safe ones
