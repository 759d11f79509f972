"""What the environment decides, read once; the only module that looks at the environment."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from portline.secret_values import keep_secret, kept_secret
from portline.setting_table import SETTINGS, Setting
from portline.setting_values import ROOT, LogFormat, Stage

__all__ = ["ROOT", "Settings", "SettingsError", "child_environment", "read_settings"]


class SettingsError(Exception):
    """A setting is missing or does not parse; says which one and what is expected, never the value of a secret."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}.")
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the environment decides; built once by `Settings.from_environ`. See `setting_table` for each."""

    stage: Stage
    bind: str
    port: int
    public_url: str
    var: Path
    database_url: str
    twilio_auth_token: str
    twilio_account_sid: str
    twilio_messaging_service_sid: str
    twilio_from: str
    encryption_keys: tuple[str, ...]
    index_key: str
    session_secret: str
    engine_token: str
    engine_port: int
    actions_port: int
    engine_url: str
    engine_timeout_s: float
    engine_concurrency: int
    web_threads: int
    lease_s: float
    quiet_from_hour: int
    quiet_until_hour: int
    conversation_silence_hours: int
    draft_days: int
    team_hours: str
    alert_second_after_min: int
    census_geocoder: bool
    ask_providers: bool
    log_format: LogFormat

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read every setting from `environ`; raises SettingsError for the first that is missing or does not parse."""
        known: dict[str, Any] = {}
        for setting in SETTINGS:
            known[setting.field] = _read(setting, environ, known)
        settings = cls(**known)
        _check_sender(settings)
        return settings

    def __repr__(self) -> str:
        """Name the stage and the port only: a settings object must never print its secrets."""
        return f"Settings(stage={self.stage!r}, port={self.port})"


def read_settings() -> Settings:
    """Read the settings from this process's environment."""
    return Settings.from_environ(os.environ)


def child_environment(*names: str) -> dict[str, str]:
    """Return this process's environment, or only the variables in `names` where some are given."""
    return {name: value for name, value in os.environ.items() if not names or name in names}


def _read(setting: Setting, environ: Mapping[str, str], known: Mapping[str, Any]) -> object:
    text = environ.get(setting.name, "").strip()
    if setting.made is not None:
        text = _own_secret(setting, text, known)
    text = text or setting.default_text(known)
    try:
        return setting.read(text)
    except ValueError as error:
        shown = "" if setting.secret else f", not {text[:80]!r}"
        raise SettingsError(setting.name, f"should be {error}{shown}") from None


def _own_secret(setting: Setting, text: str, known: Mapping[str, Any]) -> str:
    """Return the secret to use: in demo one is made where none is given, in live none may come from `var`."""
    folder: Path = known["var"] / "secrets"
    if known["stage"] == "demo" and setting.made is not None:
        return text or _kept(folder, setting.name, setting.made)
    if not text:
        raise SettingsError(setting.name, "is missing: stage live takes it from the environment only")
    if text == kept_secret(folder, setting.name):
        raise SettingsError(setting.name, f"is the demo secret under {folder}: stage live needs one of its own")
    return text


def _kept(folder: Path, name: str, make: Callable[[], str]) -> str:
    try:
        return keep_secret(folder, name, make)
    except OSError as error:
        raise SettingsError("PORTLINE_VAR", f"is a folder we cannot write to ({error.strerror})") from None


def _check_sender(settings: Settings) -> None:
    if settings.stage == "live" and not settings.twilio_account_sid:
        raise SettingsError("TWILIO_ACCOUNT_SID", "is needed in stage live")
    if settings.stage == "live" and not (settings.twilio_messaging_service_sid or settings.twilio_from):
        raise SettingsError("TWILIO_MESSAGING_SERVICE_SID", "or TWILIO_FROM is needed in stage live")
