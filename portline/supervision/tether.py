"""Become another program, tied to the supervisor's life. Run by path: `python -I -S tether.py PID PROGRAM [ARG …]`.

A supervisor that is killed with -9 can stop nobody; the kernel does it for us (prctl(2), PR_SET_PDEATHSIG; Linux only).
The signal is SIGKILL: a child that hung on to its port would keep the next start from coming up, and every process of
ours survives a kill.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def become(parent: int, argv: list[str]) -> None:
    """Replace this process by `argv`, to be killed when `parent` is gone."""
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
        sys.exit("the kernel refused PR_SET_PDEATHSIG")
    if os.getppid() != parent:  # It died before the tie was made.
        sys.exit(1)
    os.execvp(argv[0], argv)  # noqa: S606 - the supervisor's own table of commands, never input


if __name__ == "__main__":
    become(int(sys.argv[1]), sys.argv[2:])
