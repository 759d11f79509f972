"""The stand-in for what the engine leaves out: it imports, and it never half works."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator

import pytest

from engine import standin
from engine.standin import LEFT_OUT, LeftOutError


@pytest.fixture(autouse=True)
def _installed() -> Iterator[None]:
    standin.install()
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        del sys.modules[name]
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, standin.StandInFinder)]


def test_a_library_left_out_can_be_imported_and_subclassed_and_annotated() -> None:
    keras = importlib.import_module("tensorflow.keras.models")

    class Model(keras.Model):
        weights: keras.Tensor | None = None

    assert Model.__mro__[1].__name__ == "Model"


def test_the_first_use_of_it_says_what_is_missing() -> None:
    tensorflow = importlib.import_module("tensorflow")

    with pytest.raises(LeftOutError, match=r"tensorflow\.constant is not part of this engine"):
        tensorflow.constant([1, 2])


def test_other_libraries_are_not_stood_in_for() -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("no_such_library")


def test_a_library_that_is_installed_wins() -> None:
    assert importlib.import_module("twilio").__file__ is not None
    assert "twilio" in LEFT_OUT
