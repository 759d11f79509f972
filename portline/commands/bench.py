"""Time one mix of turns on ours and on two Rasa projects made from the same data; hold ours to its bars."""

import argparse
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Final

from baselines.places import PYTHON
from baselines.project import EPOCHS, Name, project
from baselines.texts import Texts, read_texts, sample
from baselines.training import BaselineError, Trained, train
from portline.bench.measure import Run, hold, middle
from portline.bench.mix import LANGUAGES, Turn, plain_answers, talks, unseen_texts
from portline.bench.report import OURS, UNSEEN, Figures, about, as_json, bar_lines, bars, doubts, page, table
from portline.bench.systems import MOST_TURNS, System, baseline, ours, own_settings, surroundings
from portline.bench.training import train_ours
from portline.checks import CheckError
from portline.engine_reader import EngineReader
from portline.progress import say, tell
from portline.settings import ROOT, Settings, read_settings

PAGE: Final = ROOT / "docs" / "bench.md"
NAMES: Final[dict[str, Name]] = {"A": "A", "B": "B"}
_DESCRIBED: Final = {"A": "A, Rasa with rules", "B": "B, Rasa with TED"}
Talks = Sequence[Sequence[Turn]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how much is measured, and what the baselines learn from."""
    parser.add_argument("--hundreds", type=int, default=3, help="hundreds of turns in a run")
    parser.add_argument("--runs", type=int, default=3, help="runs of each kind; the median counts")
    parser.add_argument("--clients", type=int, default=4, help="clients at once, beside the runs with one")
    parser.add_argument("--baselines", default="AB", help="which to measure beside ours: AB, A, or nothing")
    parser.add_argument("--texts", type=int, default=6, help="texts of each intent in each language, for A and B")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="epochs of A and B; Rasa's default is 100")


def run(options: argparse.Namespace) -> int:
    """Measure all, write docs/bench.md when all were; 1 when a bar is missed. Raises CheckError in stage live."""
    settings = read_settings()
    check(settings, options)
    folder = settings.var / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        figures = measure_all(options, folder, settings.var / "baselines")
    except BaselineError as error:
        raise CheckError(str(error)) from None
    found = bars(figures)
    where = about(datetime.now().astimezone(), **vars(options))
    (folder / "bench.json").write_text(json.dumps(as_json(figures, found, where), indent=1), encoding="utf-8")
    if len(figures) == 2 + len(NAMES):
        PAGE.write_text(page(figures, found, where), encoding="utf-8")
    tell("\n".join(["", table(figures), "", bar_lines(found), *doubts(figures)]))
    return 0 if all(bar.holds for bar in found) else 1


def check(settings: Settings, options: argparse.Namespace) -> None:
    """Raise CheckError for what would fail later, or text a live service."""
    if settings.stage == "live":
        raise CheckError("bench sends made-up texts: it runs in stage demo only.")
    if options.baselines and not PYTHON.exists():
        raise CheckError("The baselines' environment is missing: run `python3 -m portline.bootstrap baselines`.")
    turns = 100 * (1 + options.hundreds * options.runs * 2) * (2 + len(options.baselines))
    if turns >= MOST_TURNS:
        raise CheckError(f"That is {turns} turns; there are fictional numbers for {MOST_TURNS}: ask for fewer.")


def measure_all(options: argparse.Namespace, folder: Path, models: Path) -> list[Figures]:
    """Train what is not trained, then measure one system after another, each alone on the machine."""
    house = own_settings(folder / "house")
    own_training_s = train_ours(house)
    texts = sample(read_texts(), options.texts, LANGUAGES)
    learned = [text for _, found in sorted(texts.items()) for text in found]
    with EngineReader(house) as reader:
        held, held_unseen = (
            talks(options.hundreds, plain_answers(asked, reader.read)) for asked in (learned, unseen_texts())
        )
    trained = {name: _train(name, texts, options, models) for name in options.baselines}
    with ours(house):
        say("bench", "ours: the database is made")
    kinds = ((OURS, held), (UNSEEN, held_unseen))
    figures = [_measure(name, lambda: ours(house), own_training_s, asked, options) for name, asked in kinds]
    return figures + [_measure_baseline(name, each, house, held, options) for name, each in trained.items()]


def _train(name: str, texts: Texts, options: argparse.Namespace, models: Path) -> Trained:
    say("bench", f"{name}: training, unless it was trained before; this may take hours")
    return train(project(NAMES[name], texts, epochs=options.epochs), models, surroundings())


def _measure_baseline(
    name: str, trained: Trained, house: Settings, held: Talks, options: argparse.Namespace
) -> Figures:
    return _measure(_DESCRIBED[name], lambda: baseline(trained, house), trained.seconds, held, options)


def _measure(
    name: str,
    start: Callable[[], AbstractContextManager[System]],
    training_s: float,
    held: Talks,
    options: argparse.Namespace,
) -> Figures:
    with start() as system:
        hold(held[:10], system.ask, clients=1)  # warm
        alone = _runs(name, system, held, 1, options.runs)
        together = _runs(name, system, held, options.clients, options.runs)
        now, most = system.memory_mb()
    return Figures(name, alone, together, now, most, training_s, system.first_answer_s)


def _runs(name: str, system: System, held: Talks, clients: int, times: int) -> Run:
    runs = [hold(held, system.ask, clients=clients) for _ in range(times)]
    shown = ", ".join(f"{run.turns_per_s:.1f}" for run in runs)
    say("bench", f"{name}: {clients} client(s), turns/s: {shown}")
    return middle(runs)
