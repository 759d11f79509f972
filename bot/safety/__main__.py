"""Read JSON lines `{"text"}` from standard input, print a verdict for each."""

from __future__ import annotations

import sys

from bot.safety.cli import screen_lines


def main() -> int:
    """Screen standard input line by line; return 1 when a line cannot be read."""
    try:
        for verdict in screen_lines(sys.stdin):
            sys.stdout.write(verdict + "\n")
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
