import re
import stat

import pytest

from portline.secret_values import make_fernet_key
from portline.setting_table import SETTINGS
from portline.settings import ROOT, Settings, SettingsError

LIVE = {
    "PORTLINE_STAGE": "live",
    "TWILIO_AUTH_TOKEN": "t" * 32,
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_MESSAGING_SERVICE_SID": "MG" + "0" * 32,
    "PORTLINE_ENCRYPTION_KEYS": make_fernet_key(),
    "PORTLINE_INDEX_KEY": make_fernet_key(),
    "PORTLINE_SESSION_SECRET": "s" * 32,
    "PORTLINE_ENGINE_TOKEN": "e" * 32,
}


@pytest.fixture
def demo(tmp_path):
    return {"PORTLINE_VAR": str(tmp_path / "var")}


@pytest.fixture
def live(demo):
    return demo | LIVE


def test_with_no_settings_at_all_the_demo_starts(demo):
    settings = Settings.from_environ(demo)

    assert (settings.stage, settings.bind, settings.port) == ("demo", "127.0.0.1", 8311)
    assert settings.public_url == "http://127.0.0.1:8311"
    assert settings.database_url == f"sqlite:///{settings.var}/portline.sqlite"


def test_the_loopback_ports_follow_the_web_port(demo):
    settings = Settings.from_environ(demo | {"PORTLINE_PORT": "9000"})

    assert (settings.engine_port, settings.actions_port) == (9001, 9002)
    assert settings.engine_url == "http://127.0.0.1:9001"


def test_an_empty_setting_counts_as_not_set(demo):
    assert Settings.from_environ(demo | {"PORTLINE_PORT": "  "}).port == 8311


def test_a_relative_folder_is_taken_from_the_project_and_not_from_where_one_stands(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    assert Settings.from_environ(LIVE | {"PORTLINE_VAR": "var"}).var == ROOT / "var"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PORTLINE_STAGE", "prod", "demo or live"),
        ("PORTLINE_PORT", "http", "a whole number from 1 to 65535"),
        ("PORTLINE_PORT", "70000", "a whole number from 1 to 65535"),
        ("PORTLINE_PORT", "65535", "a whole number from 1 to 65535"),
        ("PORTLINE_PUBLIC_URL", "example.org", "a URL"),
        ("PORTLINE_PUBLIC_URL", "http://[", "a URL"),
        ("PORTLINE_PUBLIC_URL", "https://example.org/?a=1", "a URL"),
        ("PORTLINE_DATABASE_URL", "mysql://x", "sqlite:// or postgresql://"),
        ("PORTLINE_ENGINE_TIMEOUT_S", "soon", "seconds from 0.1 to 10"),
        ("PORTLINE_ENGINE_TIMEOUT_S", "60", "seconds from 0.1 to 10"),
        ("PORTLINE_QUIET_FROM", "24", "a whole number from 0 to 23"),
        ("PORTLINE_ALERT_SECOND_AFTER_MIN", "0", "a whole number from 1 to 60"),
        ("PORTLINE_CENSUS_GEOCODER", "yes", "on or off"),
        ("PORTLINE_LOG_FORMAT", "xml", "console or json"),
        ("TWILIO_FROM", "617-555-0100", "a number such as +16175550100"),
        ("PORTLINE_INDEX_KEY", "short", "32 bytes in URL-safe base64"),
        ("PORTLINE_SESSION_SECRET", "short", "at least 32 characters"),
        ("PORTLINE_ENCRYPTION_KEYS", "abc,def", "Fernet keys"),
    ],
)
def test_a_value_that_does_not_parse_names_the_setting_and_what_is_expected(demo, name, value, expected):
    with pytest.raises(SettingsError, match=re.escape(expected)) as refusal:
        Settings.from_environ(demo | {name: value})

    assert str(refusal.value).startswith(("PORTLINE_", "TWILIO_"))


def test_a_bad_secret_is_never_shown(demo):
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environ(demo | {"PORTLINE_ENCRYPTION_KEYS": "canary-key"})

    assert "canary" not in str(refusal.value)


def test_the_settings_never_print_a_secret(demo):
    settings = Settings.from_environ(demo)

    assert settings.twilio_auth_token not in repr(settings)
    assert settings.encryption_keys[0] not in str(settings)


def test_demo_secrets_are_made_once_and_only_their_owner_reads_them(demo):
    first, second = Settings.from_environ(demo), Settings.from_environ(demo)
    kept = list((first.var / "secrets").iterdir())

    assert first == second
    assert {file.name for file in kept} == {setting.name for setting in SETTINGS if setting.made}
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}


def test_a_secret_from_the_environment_wins_over_the_one_kept(demo):
    Settings.from_environ(demo)

    assert Settings.from_environ(demo | {"TWILIO_AUTH_TOKEN": "given"}).twilio_auth_token == "given"


def test_several_encryption_keys_are_read_newest_first(demo):
    new, old = make_fernet_key(), make_fernet_key()

    assert Settings.from_environ(demo | {"PORTLINE_ENCRYPTION_KEYS": f"{new}, {old}"}).encryption_keys == (new, old)


def test_live_starts_with_its_own_secrets(live):
    assert Settings.from_environ(live).stage == "live"


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS if setting.made])
def test_live_refuses_to_start_without_a_secret_and_makes_none(live, name, tmp_path):
    with pytest.raises(SettingsError, match=f"{name} is missing"):
        Settings.from_environ(live | {name: ""})

    assert not (tmp_path / "var").exists()


def test_live_refuses_the_secrets_that_lie_under_var(demo, live):
    kept = Settings.from_environ(demo).index_key

    with pytest.raises(SettingsError, match="PORTLINE_INDEX_KEY is the demo secret"):
        Settings.from_environ(live | {"PORTLINE_INDEX_KEY": kept})


def test_live_needs_something_to_send_from(live):
    with pytest.raises(SettingsError, match="TWILIO_FROM"):
        Settings.from_environ(live | {"TWILIO_MESSAGING_SERVICE_SID": ""})


def test_a_folder_that_cannot_be_written_is_told_by_its_setting(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(SettingsError, match="PORTLINE_VAR is a folder we cannot write to"):
        Settings.from_environ({"PORTLINE_VAR": str(tmp_path / "file" / "var")})
