from portline import stamps
from portline.settings import ROOT

FILE = ROOT / "Makefile"
OTHER = ROOT / "pyproject.toml"


def test_the_order_of_files_does_not_matter():
    assert stamps.hash_of(files=[FILE, OTHER]) == stamps.hash_of(files=[OTHER, FILE])


def test_another_file_another_hash():
    assert stamps.hash_of(files=[FILE]) != stamps.hash_of(files=[OTHER])


def test_texts_are_not_run_together():
    assert stamps.hash_of("ab", "c") != stamps.hash_of("a", "bc")


def test_a_stamp_is_current_only_for_its_own_value(tmp_path):
    stamp = tmp_path / "stamps" / "database"
    before = stamps.is_current(stamp, "one")
    stamps.put(stamp, "one")

    assert (before, stamps.is_current(stamp, "one"), stamps.is_current(stamp, "two")) == (False, True, False)
