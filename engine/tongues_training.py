"""Train the model that tells our languages apart: `python -m engine.tongues_training [--force]`.

Reads every text whose language we know: `data/danger/<language>/` and `data/nlu/*.<language>.yml`.
Writes `bot/tongues/`.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from bot import tongues
from bot.tongues import DIRECTORY, all_grams, without_accents
from engine.danger_texts import DANGER_TEXTS, NLU, examples_of, texts_of
from engine.inputs import fingerprint, made_from, say

ABOUT = DIRECTORY / "about.json"
LANGUAGES = ("en", "es", "ht", "kea", "pt", "vi", "zh")
LEAST_TEXTS = 6
"""A gram must stand in so many texts to be kept."""
SMOOTHING = 0.05
"""What is added to each count: a gram no text of a language has is unlikely there, not impossible."""


#: How many nats a language is ahead before a word is read: most people here write English, then Spanish.
AHEAD = {"en": 3.0, "es": 2.0}


def main(arguments: list[str]) -> int:
    """Train if a text changed; say what happens."""
    if is_current() and "--force" not in arguments:
        say("the language model is up to date")
        return 0
    counts = {language: _counted(language) for language in LANGUAGES}
    grams = _kept(counts)
    rows, step = _rows(counts, grams)
    DIRECTORY.mkdir(exist_ok=True)
    (DIRECTORY / "grams.txt").write_text("\n".join(grams), encoding="utf-8")
    (DIRECTORY / "likely.bin").write_bytes(bytes(chain.from_iterable(rows)))
    about = {
        "made_from": inputs_hash(),
        "languages": LANGUAGES,
        "step": step,
        "ahead": [AHEAD.get(tongue, 0.0) for tongue in LANGUAGES],
    }
    ABOUT.write_text(json.dumps(about) + "\n", encoding="utf-8")
    say(f"the language model knows {len(grams):,} grams")
    return 0


def texts_in(language: str) -> Iterator[str]:
    """Yield every text of a language, and again without its accents where it has some."""
    written = (text.text for path in sorted(DANGER_TEXTS.glob(f"{language}/*.tsv")) for text in texts_of(path))
    asked = (text for path in sorted(NLU.glob(f"*.{language}.yml")) for _, text in examples_of(path))
    for text in chain(written, asked):
        yield text
        if (bare := without_accents(text)) != text:
            yield bare


def is_current() -> bool:
    """Tell whether the model was trained from what lies here."""
    return made_from(ABOUT) == inputs_hash()


def inputs_hash() -> str:
    """Return 16 hex digits over the texts, how they are cut and how they are counted."""
    texts = [*sorted(DANGER_TEXTS.glob("*/*.tsv")), *sorted(NLU.glob("*.*.yml"))]
    return fingerprint([*texts, Path(__file__), Path(tongues.__file__)])


def _counted(language: str) -> tuple[Counter[str], Counter[str]]:
    """Return how often each gram stands in the texts of a language, and in how many of them."""
    grams = [list(all_grams(text)) for text in texts_in(language)]
    return Counter(chain.from_iterable(grams)), Counter(chain.from_iterable(map(set, grams)))


def _kept(counts: Mapping[str, tuple[Counter[str], Counter[str]]]) -> list[str]:
    texts: Counter[str] = sum((in_texts for _, in_texts in counts.values()), Counter())
    return sorted(gram for gram, count in texts.items() if count >= LEAST_TEXTS or len(gram) == 1)


def _rows(counts: Mapping[str, tuple[Counter[str], Counter[str]]], grams: list[str]) -> tuple[list[list[int]], float]:
    """Return for each gram how unlikely it is in each language, in steps from 0 to 255, and a step's worth in nats."""
    totals = {language: sum(counts[language][0][gram] + SMOOTHING for gram in grams) for language in LANGUAGES}
    unlikely = [
        [-math.log((counts[language][0][gram] + SMOOTHING) / totals[language]) for language in LANGUAGES]
        for gram in grams
    ]
    step = max(map(max, unlikely)) / 255
    return [[round(value / step) for value in row] for row in unlikely], step


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
