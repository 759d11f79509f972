from __future__ import annotations

from pathlib import Path

import pytest

import resources_directory


@pytest.fixture(scope="session")
def seed_directory() -> Path:
    return Path(resources_directory.__file__).parent / "seed"
