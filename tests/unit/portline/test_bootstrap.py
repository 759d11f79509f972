import re

import pytest

from portline.bootstrap import environments
from portline.bootstrap.environments import explain_failure
from portline.bootstrap.pythons import APP_VERSIONS, find_python, python_version
from portline.settings import ROOT


def lies_at(**paths: str):
    return lambda version: iter([f"/broken/{version}", f"/good/{version}"] if version in paths.values() else [])


def good(path: str) -> str:
    return path.removeprefix("/good/") if path.startswith("/good/") else ""


def test_the_first_version_that_works_is_taken():
    assert find_python(APP_VERSIONS, lies_at(a="3.12", b="3.13"), good) == "/good/3.12"


def test_no_python_is_none():
    assert find_python(("3.10",), lies_at(a="3.12"), good) is None


def test_a_program_that_is_no_python_is_passed_over():
    assert python_version("/bin/false") == ""
    assert python_version("/nowhere/python3.10") == ""


@pytest.mark.parametrize(
    "output",
    [
        "error sending request for url",
        "Temporary failure in name resolution: failed to resolve",
        "Connection refused",
        "Read timed out.",
    ],
)
def test_a_missing_network_is_told_as_such_without_naming_a_host(output):
    assert explain_failure("installing uv", output).startswith("No network: installing uv needs the package index")


def test_any_other_failure_shows_its_last_line():
    assert explain_failure("installing uv", "one\nHASH MISMATCH\n\n") == "Installing uv failed: HASH MISMATCH"


def test_the_tool_that_installs_is_the_version_the_tests_use():
    version = re.compile(r"^uv==(\S+)", re.MULTILINE)
    locks = (ROOT / "portline/bootstrap/bootstrap.lock", ROOT / "requirements-dev.lock")

    assert len({version.findall(lock.read_text())[0] for lock in locks}) == 1


@pytest.mark.parametrize(
    "lock",
    [*environments.APP_WITH_TESTS.locks, *environments.ENGINE.locks, *environments.BASELINES.locks],
    ids=lambda lock: lock.name,
)
def test_every_locked_package_has_a_hash(lock):
    entries = re.split(r"^(?=\S)(?!#)", lock.read_text(), flags=re.MULTILINE)
    packages = [entry for entry in entries if "==" in entry.partition("#")[0]]

    assert packages
    assert [entry.split()[0] for entry in packages if "--hash=sha256:" not in entry] == []
