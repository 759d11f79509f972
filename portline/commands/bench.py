"""Text the running assistant from many numbers at once; say turns per second and how long a person waits."""

import argparse
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import product

from portline.checks import CheckError
from portline.progress import tell
from portline.settings import Settings, read_settings
from portline.sms import Phone

# Numbers set aside for fiction; no person is behind them.
NUMBERS = tuple(f"+161755501{number:02}" for number in range(20, 40))
TEXTS = ("where can i get narcan near dudley", "what is naloxone", "MORE", "how do i start treatment today")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take how often each number texts each text."""
    parser.add_argument("--rounds", type=int, default=3)


def run(options: argparse.Namespace) -> int:
    """Text in rounds; raises CheckError in stage live, where these texts would be real turns."""
    settings = read_settings()
    if settings.stage == "live":
        raise CheckError("bench sends made-up texts: it runs in stage demo only.")
    started = time.perf_counter()
    with ThreadPoolExecutor(len(NUMBERS)) as phones:
        waits = [
            wait
            for waits in phones.map(lambda number: _talk(settings, number, options.rounds), NUMBERS)
            for wait in waits
        ]
    tell(summary(waits, time.perf_counter() - started))
    return 0


def summary(waits_s: list[float], took_s: float) -> str:
    """Return one line of figures from the seconds each text waited and the seconds all took."""
    cuts_ms = [cut * 1000 for cut in statistics.quantiles(waits_s, n=100)]
    shown = ", ".join(f"p{percent} {cuts_ms[percent - 1]:.0f} ms" for percent in (50, 95, 99))
    return f"{len(waits_s)} turns, {len(waits_s) / took_s:.1f} per s, {shown}"


def _talk(settings: Settings, number: str, rounds: int) -> list[float]:
    with closing(Phone(settings, number)) as phone:
        return [_wait_s(phone, text) for _, text in product(range(rounds), TEXTS)]


def _wait_s(phone: Phone, text: str) -> float:
    started = time.perf_counter()
    phone.text(text)
    return time.perf_counter() - started
