import io
import json
import re
import sys

import pytest

from portline import cli
from portline.bootstrap.__main__ import _THEN as GOES_ON_WITH
from portline.secret_values import make_fernet_key
from portline.settings import ROOT

LIVE_KEYS = ("PORTLINE_ENCRYPTION_KEYS", "PORTLINE_INDEX_KEY", "PORTLINE_SESSION_SECRET", "PORTLINE_ENGINE_TOKEN")


@pytest.fixture
def type_in(monkeypatch):
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.fixture
def live_environment(monkeypatch, tmp_path):
    given = {
        "PORTLINE_STAGE": "live",
        "PORTLINE_VAR": str(tmp_path),
        "TWILIO_AUTH_TOKEN": "t",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_FROM": "+16175550100",
    }
    for name, value in (given | {key: make_fernet_key() for key in LIVE_KEYS}).items():
        monkeypatch.setenv(name, value)


def test_every_command_has_its_module_and_every_module_its_command():
    modules = {path.stem.replace("_", "-") for path in (ROOT / "portline/commands").glob("[!_]*.py")}

    assert modules == set(cli.COMMANDS)


def test_the_makefile_goes_on_only_with_commands_that_exist():
    tasks = set(re.findall(r"\$\(BOOTSTRAP\) (\w+)", (ROOT / "Makefile").read_text()))
    called = {words[1] for task, words in GOES_ON_WITH.items() if words[0] == "portline" and task in tasks}

    assert called == {"run", "bench", "words"}
    assert called <= set(cli.COMMANDS)


def test_the_bench_never_texts_a_live_service(monkeypatch, capsys, live_environment):
    assert cli.main(["bench"]) == 1
    assert "stage demo only" in capsys.readouterr().err


def test_help_lists_every_command(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])

    shown = capsys.readouterr().out
    assert [name for name in cli.COMMANDS if f"  {name} " not in shown] == []


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit):
        cli.main(["dance"])

    assert "dance" in capsys.readouterr().err


def test_screen_prints_one_verdict_per_line(type_in, capsys):
    type_in('{"text": "my friend overdosed and is not breathing"}\n\n{"text": "where can i get narcan"}\n')

    code = cli.main(["screen"])

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert code == 0
    assert (first["category"], first["level"]) == ("overdose_now", "emergency")
    assert (second["category"], second["level"]) == ("none", "none")


def test_a_line_that_is_not_json_is_told_by_number_without_its_words(type_in, capsys):
    type_in('{"text": "hello"}\ncanary words\n')

    code = cli.main(["screen"])

    told = capsys.readouterr().err
    assert code == 1
    assert "line 2" in told
    assert "canary" not in told


def test_a_setting_that_does_not_parse_is_one_sentence(monkeypatch, capsys):
    monkeypatch.setenv("PORTLINE_PORT", "abc")

    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err == "portline: PORTLINE_PORT should be a whole number from 1 to 65535, not 'abc'.\n"


def test_check_says_line_by_line_what_is_good_and_what_is_not(monkeypatch, capsys, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("PORTLINE_VAR", str(tmp_path))
    monkeypatch.setenv("PORTLINE_BIND", "192.0.2.1")

    assert cli.main(["check"]) == 1
    shown = capsys.readouterr().out
    assert "folder    good" in shown
    assert "PORTLINE_BIND" in shown
