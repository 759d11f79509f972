"""The tests of the pages need a browser: use the one that is there, or the system's package."""

import os
import shutil
import subprocess
from typing import Final

from portline.checks import CheckError
from portline.progress import say

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_STEPS: Final = (
    ("apt-get", "-qq", "update"),
    ("apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"),
)


def ensure_chromium() -> None:
    """Install Chromium when there is none and we may; raises CheckError otherwise."""
    if any(shutil.which(name) for name in _NAMES):
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise CheckError("The tests need Chromium: install it with your system's package manager, then start again.")
    say("setup", "browser: installing the system's Chromium for the page tests, a minute or two")
    for step in _STEPS:
        done = subprocess.run(step, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
        if done.returncode != 0:
            raise CheckError("Chromium could not be installed (no network, or no such package): install it by hand.")
