"""A small folder of copy files, in two languages, to change."""

from pathlib import Path

import pytest

from bot.copy_store import CopyStore

CONTACTS = """\
contacts:
  city: {value: "311", kind: service, source: s, checked_on: 2026-11, grade: A, hours: 24/7, fallback: city}
  line: {value: 800-555-0100, kind: phone, source: s, checked_on: 2026-11, grade: A, hours: 24/7, fallback: city}
"""
ENGLISH = """\
# What is said first.
topic: talk
source:
  - {url: "own wording", seen: 2026-11, grade: own}
texts:
  hello:
    version: 3
    title: Hello
    sms: >-
      Hello there. This is a longer text that is folded over two lines because the file is kept at a hundred and twenty
      letters a line. Call {line} any time.
    review: {state: draft, by: null, on: null, hash: null}
  bye:  # short
    version: 1
    sms: Bye, {name}.
    web: "Goodbye, {name}."
    review: {state: draft, by: null, on: null, hash: null}
"""
SPANISH = """\
topic: talk
source:
  - {url: "own wording", seen: 2026-11, grade: own}
texts:
  hello:
    version: 2
    title: Hola
    sms: Hola. Llame al {line}.  # as agreed
    review: {state: draft, by: null, on: null, hash: null}
  bye:
    version: 1
    sms: Adiós, {name}.
    review: {state: draft, by: null, on: null, hash: null}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy files whose Spanish names the English it was made from."""
    (tmp_path / "contacts.yml").write_text(CONTACTS)
    (tmp_path / "spelling.yml").write_text("sms: {es: {á: a, ó: o}}")
    for language, texts in {"en": ENGLISH, "es": SPANISH}.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "talk.yml").write_text(texts, encoding="utf-8")
    made_from = {e.id: e.fingerprint for e in CopyStore.load(tmp_path).entries if e.language == "en"}
    spanish = SPANISH.replace("version: 2\n", f"version: 2\n    of: {made_from['hello']}\n")
    spanish = spanish.replace("version: 1\n", f"version: 1\n    of: {made_from['bye']}\n")
    (tmp_path / "es" / "talk.yml").write_text(spanish, encoding="utf-8")
    return tmp_path
