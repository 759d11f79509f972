"""The lists are read by clinicians and by this code; a slip in one must be found at once, with its line."""

from __future__ import annotations

import pytest

from bot.safety.list_reader import DIRECTORY, load
from bot.safety.verdict import COPY_IDS


@pytest.fixture(scope="module")
def rules():
    return load().rules


def lists_of(tmp_path, text: str):
    (tmp_path / "xx.txt").write_text(text, "utf-8")
    return load(tmp_path)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a phrase", "xx.txt, line 1: a phrase before the first heading"),
        ("[x] safe\n{he} fell", "xx.txt, line 2: no class {he} above this line"),
        ("[x] nothing", "xx.txt, line 1: heading not understood"),
        ("[x] overdose_now soon now", "xx.txt, line 1: 'soon' is not a valid Level"),
        ("[x] safe\na & b", "xx.txt, line 2: only a danger may have two halves, and no more"),
        ("[nonsense] mark", "xx.txt, line 1: 'nonsense' is not a valid Mark"),
    ],
)
def test_a_slip_in_a_list_names_its_file_and_line(tmp_path, text, complaint):
    with pytest.raises(ValueError, match=r"xx\.txt") as slip:
        lists_of(tmp_path, text)

    assert str(slip.value).startswith(complaint)


def test_a_comment_and_an_empty_line_are_passed_over(tmp_path):
    assert lists_of(tmp_path, "; a remark\n\n").phrases == []


def test_every_rule_answers_with_copy_the_architecture_names(rules):
    named = {*COPY_IDS.values(), "danger_poisoning", "danger_suicide_pills"}

    assert {rule.copy_id for rule in rules} <= named


def test_every_rule_id_is_used_once(rules):
    ids = [rule.id for rule in rules]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", sorted(DIRECTORY.glob("*.txt")), ids=lambda path: path.stem)
def test_no_list_has_the_same_phrase_twice_under_one_heading(path):
    heading, seen, twice = "", set(), []
    for line in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
        heading = line if line.startswith("[") else heading
        twice += [line] if (heading, line) in seen else []
        seen.add((heading, line))

    assert twice == []
