"""What staff marked teaches nothing: no reader of training data sees `data/candidates`, and it makes no model old."""

from __future__ import annotations

import subprocess
from pathlib import Path

from portline.candidate_files import FOLDER
from portline.programs import ENGINE_PYTHON
from portline.settings import ROOT

EXAMPLES = 'version: "3.1"\n\nnlu:\n- intent: grief\n  examples: |\n    - {}\n'
#: Every reader of training texts, and what a model is named by, over a house of files with one candidate in it.
READ_ALL = """
import sys
from pathlib import Path
from engine import danger_texts, model_file, tongues_training
from engine.importer import FolderImporter
from engine.places import CANDIDATES, DATA

house = Path(sys.argv[1])
learned = FolderImporter(None, None, [str(house / "data")]).get_nlu_data()
read = [message.get("text") for message in learned.training_examples]
read += [text.text for text in danger_texts.read_ordinary_texts(house / "data" / "nlu")]
assert danger_texts.NLU == tongues_training.NLU == DATA / "nlu" and CANDIDATES == DATA / "candidates"
before = model_file.inputs_hash(house)
(house / "data" / "candidates" / "2026-11-24.en.yml").write_text("nlu: []")
assert model_file.inputs_hash(house) == before
print("|".join(read))
"""


def test_no_training_reads_a_candidate_and_no_model_is_old_because_of_one(tmp_path: Path) -> None:
    for folder, words in (("nlu", "my mother died"), ("candidates", "zazaroo")):
        (tmp_path / "data" / folder).mkdir(parents=True)
        (tmp_path / "data" / folder / "2026-11-23.en.yml").write_text(EXAMPLES.format(words))
    for name in ("config.yml", "engine/importer.py", "engine/requirements.lock", "bot/questions.py", "bot/topics.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    command = [str(ENGINE_PYTHON), "-c", READ_ALL, str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr[-2000:]
    assert set(run.stdout.strip().split("\n")[-1].split("|")) == {"my mother died"}
    assert FOLDER == ROOT / "data" / "candidates"
