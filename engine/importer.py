"""Read the training data by folder: `data/nlu` teaches, `data/rules` and `data/stories` steer.

Rasa's own importer parses every file several times, to find out what it is and whether its shape is right; with
30,000 examples that takes longer than learning from them.  tests/content checks the shape of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Example(Message):
    """An example that never changes; Rasa copies and hashes each one a dozen times, so both are made cheap."""

    def __deepcopy__(self, memo: object) -> Example:
        """Return another one with the same words."""
        return Example(dict(self.data))

    def __hash__(self) -> int:
        """Tell two examples apart by their words and their intent."""
        return hash((self.data[TEXT], self.data[INTENT]))

    def fingerprint(self) -> str:
        """Return what Rasa compares in place of the hash it would take of every part."""
        return f"{self.data[INTENT]}\n{self.data[TEXT]}"


class FolderImporter(RasaFileImporter):
    """Takes what a file is from the folder it lies in."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        folders = [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths or []
        self.config_file = config_file
        self._domain_path = domain_path
        self._nlu_files = _files(folders, "nlu")
        self._story_files = [*_files(folders, "rules"), *_files(folders, "stories")]
        self._conversation_test_files: list[str] = []

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:  # noqa: ARG002 -- one model for all languages
        """Return every example of `data/nlu`."""
        return TrainingData([message for path in self._nlu_files for message in _examples(Path(path))])


def _files(folders: list[str], room: str) -> list[str]:
    return [str(path) for folder in folders for path in sorted(Path(folder, room).glob("*.yml"))]


def _examples(path: Path) -> Iterator[Message]:
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 -- it is a safe loader
    for entry in content["nlu"]:
        for line in entry["examples"].splitlines():
            yield Example({TEXT: line.removeprefix("- ").strip(), INTENT: entry["intent"]})
