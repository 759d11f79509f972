"""A limit on how long danger waits for the database: whatever hangs, the words go out in time.

The database has limits of its own, but they are for every text, and seconds long; some waits (a name that does not
resolve, a disk that does not answer) have none.
"""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")
#: Together with the web process's 32 threads no more than the pool has connections (`storage.database`).
AT_ONCE = 8


class TooSlowError(Exception):
    """The work did not end in time; it goes on alone, and what it stores counts."""


class Hurry:
    """Does work in a thread of its own and waits `limit_s` seconds for it, at most `at_once` at the same time."""

    def __init__(self, limit_s: float = 5.0, at_once: int = AT_ONCE) -> None:
        self._limit_s = limit_s
        self._places = threading.BoundedSemaphore(at_once)

    def do(self, work: Callable[[], Result]) -> Result:
        """Return what `work` returns or raise what it raises; raises TooSlowError when that takes too long."""
        started = time.monotonic()
        if not self._places.acquire(timeout=self._limit_s):
            raise TooSlowError
        future: Future[Result] = Future()
        context = contextvars.copy_context()
        # A daemon: a process that is asked to stop does not wait for a database that hangs.
        threading.Thread(target=context.run, args=(self._finish, work, future), daemon=True).start()
        try:
            return future.result(timeout=max(0.0, started + self._limit_s - time.monotonic()))
        except TimeoutError:
            raise TooSlowError from None

    def _finish(self, work: Callable[[], Result], future: Future[Result]) -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to the one who waits
            future.set_exception(error)
        finally:
            self._places.release()
