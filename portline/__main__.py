"""Let `python -m portline` do what `.venv/bin/portline` does."""

import sys

from portline.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
