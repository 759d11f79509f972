"""Files that cannot be read are refused in words that say which and why; those that are only odd are read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.exchange import source_files
from resources_directory.exchange.reading import read_named, read_source
from resources_directory.exchange.rows import UnreadableSourceError

HEAD = b"id,name,description\n"
ROW = b"11111111-1111-4111-8111-111111111111,x,y\n"
LISTED = "id,organization,service_name,category"


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("organizations.csv", b"", "is empty"),
        ("organizations.csv", b"\xef\xbb\xbf \n", "is empty"),
        ("organizations.csv", HEAD + "Café".encode("latin-1"), "is not UTF-8 text \\(byte 24\\)"),
        ("organizations.csv", "id".encode("utf-16"), "is not UTF-8"),
        ("organizations.csv", HEAD + b'"open', "line 2: a quote is not closed"),
        ("organizations.csv", HEAD + b'"a"b,c,d\n', "a quote stands where none may be"),
        ("organizations.csv", HEAD + b"a,b\n", "row 2 has 2 cells, the first row names 3"),
        ("organizations.csv", HEAD + b"a,b," + b"x" * 1_000_000, "a cell is longer than 100,000 characters"),
        ("organizations.csv", HEAD + b"a,b," + b"x" * 100_001, "row 2: description is longer than 100,000 characters"),
        ("organizations.csv", b"id,id\n", "the column 'id' is there twice"),
        ("organizations.csv", b"id,,name\n", "a column has no name"),
        ("services.csv", LISTED.encode() + b"\na,b,c,d\n", "has no column description, phone"),
        ("services.json", b"", "is empty"),
        ("services.json", b'{"id": ', "is not JSON \\(line 1"),
        ("services.json", b"[" * 100_000, "is nested too deeply"),
        ("services.json", b'[{"latitude": NaN}]', "NaN is not a number"),
        ("services.json", b'[{"latitude": ' + b"9" * 5000 + b"}]", "is not JSON"),
        ("all.zip", b"no zip", "is not a zip file we can read"),
        ("all.zip", zipped(**{"../services.csv": ROW}), "leads out of it: '../services.csv'"),
        ("all.zip", zipped(**{"/etc/services.csv": ROW}), "leads out of it"),
        ("all.zip", zipped(**{"..\\services.csv": ROW}), "leads out of it"),
        ("all.zip", zipped(**{"c:services.csv": ROW}), "leads out of it"),
        ("all.zip", zipped(**{"a/services.csv": ROW, "b/services.csv": ROW}), "two files named 'services.csv'"),
        ("all.zip", zipped(**{"readme.txt": ROW}), "holds no CSV or JSON file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(UnreadableSourceError, match=f"^{name.replace('.', '[.]')}.*{why}"):
        read_source(tmp_path / name)


def test_a_broken_zip_is_refused_and_nothing_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(zipped(**{"services.csv": ROW})[:-30])

    with pytest.raises(UnreadableSourceError, match="zip"):
        read_source(tmp_path / "all.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_a_zip_that_grows_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_files, "LARGEST", 1000)
    (tmp_path / "all.zip").write_bytes(zipped(**{"services.csv": b"x" * 5000}))

    with pytest.raises(UnreadableSourceError, match="more than"):
        read_source(tmp_path / "all.zip")


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match=r"nothing\.csv cannot be read: No such file"):
        read_source(tmp_path / "nothing.csv")
    with pytest.raises(UnreadableSourceError, match="holds no CSV or JSON file"):
        read_source(tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        HEAD + ROW,
        b"\xef\xbb\xbf" + HEAD + ROW,
        (HEAD + ROW).replace(b"\n", b"\r\n"),
        HEAD + b"\n" + ROW + b"\n\n",
        HEAD + ROW.replace(b"x", b'"x"'),
    ],
)
def test_marks_line_ends_blank_lines_and_quotes_make_no_difference(data: bytes) -> None:
    [row] = read_named({"organizations.csv": data}).tables["organization"]

    assert (row.values["name"], row.values["description"]) == ("x", "y")


def test_a_folder_in_a_zip_is_read(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(
        zipped(**{"export/organizations.csv": HEAD + ROW, "__MACOSX/organizations.csv": b"x"})
    )

    assert list(read_source(tmp_path / "all.zip").tables) == ["organization"]


@given(st.binary(max_size=200), st.sampled_from(["services.csv", "services.json", "phones.csv"]))
def test_any_bytes_are_read_or_refused_in_words(data: bytes, name: str) -> None:
    refused = ""
    try:
        read_named({name: data})
    except UnreadableSourceError as error:
        refused = str(error)

    assert not refused or refused.startswith(name)
