"""Rasa's own command line inside this engine: `python -m engine.cli data validate`, `... shell`, `... test`."""

from __future__ import annotations

import sys

from engine.places import ROOT
from engine.prepare import prepare_rasa


def main() -> None:
    """Run Rasa with the stand-ins in place and our components on the path."""
    prepare_rasa()
    sys.path.insert(0, str(ROOT))
    from rasa.__main__ import main as rasa  # noqa: PLC0415 -- after the stand-ins

    rasa()


if __name__ == "__main__":
    main()
