"""Read JSON lines {"text", "lang"?} and print for each what the engine understands, the language and what is named."""

import argparse
import json
import sys

from bot import language
from portline.engine_reader import EngineReader
from portline.named_things import NamedThings
from portline.request_lines import read_request
from portline.settings import read_settings


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: texts come from standard input."""


def run(_options: argparse.Namespace) -> int:
    """Print one line per line read; raises CheckError for the first that is not JSON with a text."""
    settings = read_settings()
    named = NamedThings.open(settings)
    with EngineReader(settings) as engine:
        for number, line in enumerate(sys.stdin, start=1):
            if line.strip():
                text, hint = read_request(line, number)
                found = {"language": language.detect(text, history=hint), "entities": named.read(text)}
                print(json.dumps(engine.read(text) | found, ensure_ascii=False), flush=True)  # noqa: T201 - the answer
    return 0
