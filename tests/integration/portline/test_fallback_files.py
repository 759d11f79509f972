"""Writing the fallback TwiML, and being told when what stands at Twilio is of yesterday."""

import pytest

from portline import cli, fallback_files
from portline.commands.doctor import warnings_of
from webhooks.fallback_twiml import render_fallbacks


@pytest.fixture(scope="session")
def documents(copy):
    return render_fallbacks(copy)


def test_the_command_writes_every_file_and_says_where_each_goes(tmp_path, capsys, documents):
    assert cli.main(["fallback-twiml", "--out", str(tmp_path / "a" / "b")]) == 0

    told = capsys.readouterr().out
    written = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "a" / "b").iterdir()}
    assert written == documents
    assert [name for name in documents if f"{name}  (" not in told] == []
    assert "Primary handler fails" in told


def test_without_a_folder_they_go_under_var_where_doctor_looks(tmp_path, monkeypatch, documents):
    monkeypatch.setenv("PORTLINE_VAR", str(tmp_path))

    assert cli.main(["fallback-twiml"]) == 0
    assert {file.name for file in (tmp_path / fallback_files.FOLDER).iterdir()} == set(documents)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path, capsys):
    (tmp_path / "file").touch()

    assert cli.main(["fallback-twiml", "--out", str(tmp_path / "file" / "x")]) == 1
    assert "--out" in capsys.readouterr().err


def test_files_of_todays_words_are_not_outdated(tmp_path, documents):
    fallback_files.write(tmp_path, documents)

    assert fallback_files.outdated(tmp_path, documents) == []


def test_a_file_of_other_words_or_without_a_stamp_or_missing_is_outdated(tmp_path, documents):
    fallback_files.write(tmp_path, documents)
    old = tmp_path / "sms.xml"
    old.write_text(old.read_text(encoding="utf-8").replace("portline fallback ", "portline fallback 0"), "utf-8")
    (tmp_path / "voice.xml").unlink()

    assert sorted(fallback_files.outdated(tmp_path, documents)) == ["sms.xml", "voice.xml"]


def test_doctor_warns_of_old_words_and_is_silent_about_todays(tmp_path, documents):
    folder = tmp_path / fallback_files.FOLDER
    fallback_files.write(folder, documents)
    before = warnings_of(tmp_path, is_live=True)
    (folder / "sms.es.xml").unlink()
    [warning] = warnings_of(tmp_path, is_live=False)

    assert before == []
    assert "sms.es.xml" in warning
    assert "portline fallback-twiml" in warning


def test_doctor_misses_files_that_were_never_written_only_where_people_rely_on_them(tmp_path):
    assert warnings_of(tmp_path, is_live=False) == []
    assert "never written" in warnings_of(tmp_path, is_live=True)[0]
