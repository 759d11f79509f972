"""Ask the engine's model what a text means, without a server: one line out, one line back."""

import json
import subprocess
from types import TracebackType
from typing import Any, Self

from portline import programs
from portline.checks import CheckError
from portline.settings import Settings


class EngineReader:
    """A running `engine.understand`; start it with `with`, ask it with `read`."""

    def __init__(self, settings: Settings) -> None:
        if not programs.ENGINE_PYTHON.exists():
            raise CheckError("The engine's environment is missing: run `make setup`.")
        command = programs.engine_program("understand", settings)
        self._process = subprocess.Popen(  # noqa: S603 - our own table of commands, never input
            command.argv,
            cwd=command.directory,
            env=dict(command.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        """Hand out the reader."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _t: TracebackType | None
    ) -> None:
        """Let the engine go."""
        self._process.terminate()
        self._process.communicate()

    def read(self, text: str) -> dict[str, Any]:
        """Return `intent`, `topic`, `confidence`, `choices` for `text`; raises CheckError when the engine is gone."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the engine is always started with pipes")
        try:
            self._process.stdin.write(json.dumps({"text": text}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise CheckError("The engine ended; what it wrote above says why.")
        answer: dict[str, Any] = json.loads(line)
        return answer
