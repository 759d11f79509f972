import socket

import pytest

from portline import checks
from portline.checks import CheckError


def test_a_port_in_use_is_named_with_its_setting():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CheckError, match=f"Port {port} is in use.*PORTLINE_PORT"):
            checks.check_port("127.0.0.1", port, setting="PORTLINE_PORT")


def test_a_port_that_was_just_left_is_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    checks.check_port("127.0.0.1", port, setting="PORTLINE_PORT")


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(CheckError, match="PORTLINE_BIND"):
        checks.check_port("192.0.2.1", 8311, setting="PORTLINE_PORT")


def test_a_disk_with_too_little_room_is_told_in_gigabytes(tmp_path):
    with pytest.raises(CheckError, match="nearly full"):
        checks.check_disk(tmp_path / "not" / "yet", needed_gb=1e9)


def test_a_disk_with_room_is_fine(tmp_path):
    checks.check_disk(tmp_path, needed_gb=0)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(CheckError, match="PORTLINE_VAR"):
        checks.check_writable(tmp_path / "file" / "var")


def test_a_folder_is_made_and_left_clean(tmp_path):
    checks.check_writable(tmp_path / "var")

    assert list((tmp_path / "var").iterdir()) == []
