"""Where the baselines' files lie, and the Python they run in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
#: Whole Rasa 3.6 with TensorFlow, made by `python3 -m portline.bootstrap baselines`.
PYTHON: Final = ROOT / "baselines" / ".venv" / "bin" / "python"
LOCK: Final = ROOT / "baselines" / "requirements.lock"
NLU: Final = ROOT / "data" / "nlu"
RULES: Final = ROOT / "data" / "rules"
DOMAIN: Final = ROOT / "bot" / "domain"
