"""Lists compiled ahead are the lists as parsed, or they are not used at all."""

from __future__ import annotations

import marshal
import subprocess
import sys

import pytest

from bot.safety import compiled
from bot.safety.list_reader import load


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    file = tmp_path_factory.mktemp("compiled") / "made" / "lists.marshal"
    compiled.write(file)
    return file


@pytest.fixture
def file(whole, tmp_path):
    copy = tmp_path / "lists.marshal"
    copy.write_bytes(whole.read_bytes())
    return copy


@pytest.fixture
def parsed(monkeypatch):
    """What is returned in place of the parsed lists, so that one can tell where lists came from."""
    marker = object()
    monkeypatch.setattr(compiled, "_parse", lambda: marker)
    return marker


def test_compiled_lists_are_the_lists_as_parsed(whole, monkeypatch):
    expected = load()
    monkeypatch.setattr(compiled, "_parse", lambda: pytest.fail("parsed again"))
    lists = compiled.load_lists(whole)

    assert (lists.phrases, lists.needs, lists.rules) == (expected.phrases, expected.needs, expected.rules)
    assert (lists.fillers, lists.classes) == (expected.fillers, expected.classes)
    assert lists.lexicon.tables == expected.lexicon.tables


def test_a_compiled_tree_leads_where_the_parsed_one_leads(whole):
    words = [(word,) for word in "if he is not breathing and wont wake up i want to die not breathing".split()]

    assert compiled.load_lists(whole).tree.find(words) == load().tree.find(words) != []


def test_phrases_of_one_rule_still_share_it(whole):
    phrases = compiled.load_lists(whole).phrases

    assert phrases[0].meaning is phrases[1].meaning


def test_a_whole_file_is_used(file, parsed):
    assert compiled.is_current(file)
    assert compiled.load_lists(file) is not parsed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: kept[:0],
        lambda kept: kept[:1000],
        lambda kept: kept + b"\0",
        lambda kept: kept[:5000] + bytes([kept[5000] ^ 1]) + kept[5001:],
        lambda kept: bytes([kept[0] ^ 1]) + kept[1:],
        lambda kept: marshal.dumps(len(kept)),
    ],
    ids=["empty", "cut short", "too long", "one bit wrong", "made from other lists", "another thing"],
)
def test_a_file_that_does_not_fit_is_passed_over(file, parsed, spoil):
    file.write_bytes(spoil(file.read_bytes()))

    assert not compiled.is_current(file)
    assert compiled.load_lists(file) is parsed


def test_a_missing_file_is_no_error_and_is_not_written(tmp_path, parsed):
    assert compiled.load_lists(tmp_path / "none.marshal") is parsed
    assert list(tmp_path.iterdir()) == []


def test_a_list_edited_since_makes_the_file_stale(file, tmp_path, monkeypatch):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "en.txt").write_text("; other words\n", "utf-8")
    monkeypatch.setattr(compiled, "HERE", tmp_path)

    assert not compiled.is_current(file)


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "lists.marshal").mkdir()

    with pytest.raises(OSError, match="directory"):
        compiled.write(tmp_path / "lists.marshal")
    assert [path.name for path in tmp_path.iterdir()] == ["lists.marshal"]


def test_the_command_makes_the_file_ready():
    done = subprocess.run([sys.executable, "-m", "bot.safety.compile"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert compiled.is_current()
