"""The two projects: A, Rasa's default pipeline with rules only; B, the same with stories, memory and TED."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from baselines import stories
from baselines.domain import domain
from baselines.places import LOCK
from baselines.texts import Texts, as_rasa

Name = Literal["A", "B"]
#: What `rasa init` trains with where its config.yml is left empty (rasa 3.6.21, default_config.yml).
EPOCHS = 100
#: The packages that decide what is learned; others in the lock change nothing of it.
_LEARN = ("keras", "numpy", "rasa", "scikit-learn", "tensorflow")
_STRING = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Project:
    """A Rasa project: its files by name, and the hash of them and of the environment that trains them."""

    name: Name
    files: dict[str, str]

    @property
    def fingerprint(self) -> str:
        """Return 16 hex digits over everything training reads, and what learns from it."""
        digest = hashlib.sha256("".join(_learning_packages()).encode())
        for name, text in sorted(self.files.items()):
            digest.update(f"\0{name}\0{text}".encode())
        return digest.hexdigest()[:16]

    def write(self, folder: Path) -> None:
        """Write the files under `folder`."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def _learning_packages() -> list[str]:
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.partition("==")[0] in _LEARN]


def project(name: Name, texts: Texts, *, epochs: int = EPOCHS) -> Project:
    """Make project A or B from our own files, with `texts` to learn from."""
    answers: dict[str, Any] = {"rules": stories.rules()}
    if name == "B":
        answers = {"rules": stories.form_rules(), "stories": stories.stories()}
    parts = {"domain.yml": domain(), "data/nlu.yml": as_rasa(texts), "data/answers.yml": answers}
    config: dict[str, Any] = {"recipe": "default.v1", "assistant_id": f"baseline_{name.lower()}", "language": "en"}
    config |= {"pipeline": pipeline(epochs), "policies": policies(name, epochs)}
    versioned = {path: _yaml({"version": "3.1", **part}) for path, part in parts.items()}
    return Project(name, {"config.yml": _yaml(config), **versioned})


def pipeline(epochs: int) -> list[dict[str, Any]]:
    """Return Rasa's default pipeline."""
    learns = {"epochs": epochs, "constrain_similarities": True}
    return [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", **learns},
        {"name": "EntitySynonymMapper"},
        {"name": "ResponseSelector", **learns},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ]


def policies(name: Name, epochs: int) -> list[dict[str, Any]]:
    """Return Rasa's default policies; for A only the one that needs no stories."""
    if name == "A":
        return [{"name": "RulePolicy"}]
    learns = {"max_history": 5, "epochs": epochs}
    return [
        {"name": "MemoizationPolicy"},
        {"name": "RulePolicy"},
        {"name": "UnexpecTEDIntentPolicy", **learns},
        {"name": "TEDPolicy", **learns, "constrain_similarities": True},
    ]


def _yaml(content: dict[str, Any]) -> str:
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc] # chosen when it is there
    """Writes lists out in full: Rasa reads no anchors."""

    def ignore_aliases(self, _data: object) -> bool:
        """Use no anchors."""
        return True


_Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar(_STRING, text, "|" if "\n" in text else None))
