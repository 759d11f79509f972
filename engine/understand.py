"""Read texts as the engine would, without a server.

JSON lines `{"text"}` in, JSON lines `{"intent", "topic", "confidence", "choices", "asks"}` out: how the text is read
(its first ask where it has several), and the topic of each ask.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from engine import wordless_log
from engine.asks import Parsed, read_asks
from engine.model_file import trained_model
from engine.prepare import prepare_rasa


def understand(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Read each line's text with the trained model; an empty text is nothing we know."""
    from rasa.core.agent import Agent  # noqa: PLC0415 -- two seconds that --help should not cost
    from rasa.core.channels.channel import UserMessage  # noqa: PLC0415

    processor = Agent.load(str(trained_model())).processor

    async def parse(text: str, before: str | None) -> Parsed:
        parsed: Parsed = await processor.parse_message(UserMessage(text, metadata={"before": before}))
        return parsed

    for line in lines:
        if line.strip():
            text = str(json.loads(line).get("text") or "").lstrip("/ ")
            yield asyncio.run(read_asks(text, None, parse)).understanding()


def main() -> None:
    """Turn standard input into standard output, line by line."""
    prepare_rasa()
    wordless_log.configure()
    for understood in understand(sys.stdin):
        print(json.dumps(understood), flush=True)  # noqa: T201 -- a command speaks on its standard output


if __name__ == "__main__":
    main()
