"""`python -m bot.safety.compile`: make ready what would otherwise be made at every start.  Safe to call at any time."""

from __future__ import annotations

import compileall
import sys

from bot.safety import compiled


def main() -> int:
    """Compile this room's modules and word lists where they changed; return 1 when they cannot be kept."""
    try:
        # The modules too: they are not kept by themselves where Python was told to write no bytecode.
        compileall.compile_dir(compiled.HERE.parent, quiet=2)
        if not compiled.is_current():
            compiled.write()
    except OSError as error:
        sys.stderr.write(f"{error.strerror}: {error.filename}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
