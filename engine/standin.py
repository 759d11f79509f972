"""Stand in for the libraries Rasa names at import but this bot never calls (ADR 0002).

Rasa imports TensorFlow, every messaging channel and every store before it reads our config.yml.  The finder below
answers those imports with empty names, so that the modules load; the first use of one of them raises
LeftOutError, so that a config which needs TensorFlow fails at once and by name, and never half works.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

#: Top-level packages that engine/overrides.txt leaves out and Rasa names at import.
LEFT_OUT = frozenset(
    {
        "aiogram",
        "aio_pika",
        "aiormq",
        "boto3",
        "botocore",
        "cachecontrol",
        "confluent_kafka",
        "fbmessenger",
        "google",
        "keras",
        "mattermostwrapper",
        "matplotlib",
        "pymongo",
        "redis",
        "rocketchat_API",
        "sentry_sdk",
        "slack_sdk",
        "socketio",
        "structlog_sentry",
        "tensorflow",
        "tensorflow_addons",
        "tensorflow_hub",
        "tensorflow_text",
        "twilio",
        "webexteamssdk",
    }
)


class LeftOutError(RuntimeError):
    """Something tried to use a library that the engine leaves out."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not part of this engine (engine/overrides.txt leaves it out)")


class _Name(type):
    """A name taken from a library that is not there: has any attribute, fits any annotation, decorates, cannot run."""

    def __getattr__(cls, name: str) -> _Name:
        if name.startswith("__"):
            raise AttributeError(name)
        return named(f"{cls.__qualname__}.{name}")

    def __getitem__(cls, _item: object) -> _Name:
        return cls

    def __or__(cls, _other: object) -> _Name:
        return cls

    __ror__ = __or__

    def __call__(cls, *args: object, **kwargs: object) -> object:
        if "_left_out" in cls.__dict__ and _decorates(args, kwargs):
            return args[0] if args else cls
        raise LeftOutError(cls.__qualname__)


def _decorates(args: tuple[object, ...], kwargs: dict[str, object]) -> bool:
    return not args or (len(args) == 1 and not kwargs and callable(args[0]))


def named(name: str) -> _Name:
    """Make the name `name` of a library that is left out."""
    return _Name(name.rpartition(".")[2], (Exception,), {"__qualname__": name, "_left_out": True})


class _Module(ModuleType):
    """A module of a library that is left out; every name in it exists and none works."""

    __path__: Sequence[str] = ()

    def __getattr__(self, name: str) -> _Name:
        if name.startswith("__"):
            raise AttributeError(name)
        return named(f"{self.__name__}.{name}")


class StandInFinder(MetaPathFinder, Loader):
    """Answer the import of a library that is left out, last, when no real one was found."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002 -- the shape importlib asks for
        """Claim the libraries of LEFT_OUT and nothing else."""
        return ModuleSpec(fullname, self, is_package=True) if fullname.partition(".")[0] in LEFT_OUT else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make the empty module."""
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Leave the module as it is: there is nothing to run."""


def install() -> None:
    """Put the stand-in at the end of the import path, once; a library that is really installed always wins."""
    if not any(isinstance(finder, StandInFinder) for finder in sys.meta_path):
        sys.meta_path.append(StandInFinder())
