"""Train the models when anything they are made from changed: `python -m engine.train [--force]`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from engine import danger_texts, tongues_training, wordless_log
from engine.inputs import say
from engine.model_file import model_path, newest_first
from engine.places import CONFIG, DATA, DOMAIN
from engine.prepare import prepare_rasa

KEPT_MODELS = 2


def main(arguments: list[str]) -> int:
    """Train what needs it: the two models that lie in git, of languages and of danger, then the dialogue's."""
    tongues_training.main([])
    if not danger_texts.is_current():
        from engine import danger_training  # noqa: PLC0415 -- a second of scikit-learn that "up to date" should not cost

        danger_training.main([])
    return train_dialogue(force="--force" in arguments)


def train_dialogue(*, force: bool) -> int:
    """Train Rasa if needed; print what happens and how long it took."""
    path = model_path()
    if path.exists() and not force:
        say(f"model is up to date: {path.name}")
        return 0
    started = time.monotonic()
    say("training the model; this takes two or three minutes")
    train(path)
    say(f"trained {path.name} in {time.monotonic() - started:.0f} s")
    forget_old_models(path)
    return 0


def train(path: Path) -> None:
    """Train the present files into `path`; it appears there whole or not at all."""
    prepare_rasa()
    wordless_log.configure()
    import rasa.model_training  # noqa: PLC0415 -- two seconds and 150 MB that "up to date" should not cost

    path.parent.mkdir(parents=True, exist_ok=True)
    result = rasa.model_training.train(
        str(DOMAIN), str(CONFIG), [str(DATA)], output=str(path.parent), fixed_model_name=f".new-{path.name}",
        force_training=True,
    )  # fmt: skip
    if result.code != 0 or result.model is None:
        raise SystemExit(f"training failed (code {result.code})")
    Path(result.model).replace(path)


def forget_old_models(newest: Path) -> None:
    """Delete all but the newest models."""
    for model in newest_first(newest.parent)[KEPT_MODELS:]:
        model.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
