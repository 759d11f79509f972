"""Every setting in one table: the README's table and the reader of the environment are both made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portline import secret_values
from portline import setting_values as values


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: the variable that sets a field, its default, how it reads, and what it is for.

    `default` may name earlier fields in braces. A `secret` is never shown. Where `made` is given, stage demo makes a
    missing value once and keeps it under `var/secrets/`, and stage live refuses to start without one of its own.
    """

    field: str
    name: str
    default: str
    help: str
    read: Callable[[str], object] = values.read_text
    secret: bool = False
    made: Callable[[], str] | None = None

    def default_text(self, known: Mapping[str, Any]) -> str:
        """Return the default with the earlier fields it names filled in; `{port+1}` counts on from the web port."""
        ports = {f"port+{step}": known.get("port", 0) + step for step in (1, 2)}
        return self.default.format_map({**known, **ports})

    @property
    def shown_default(self) -> str:
        """Return the default as a reader should see it."""
        names = {setting.field: setting.name for setting in SETTINGS}
        if self.made is not None:
            return "made once in `demo`, demanded in `live`"
        return f"`{self.default.format_map(_Shown(names))}`" if self.default else "none"


class _Shown(dict[str, str]):
    """Shows `{port}` as the setting it stands for, and `{port+1}` as that plus one."""

    def __missing__(self, key: str) -> str:
        return f"{self['port']}+{key.removeprefix('port+')}"


_PORT = values.whole_number(1, 65535)
_HOUR = values.whole_number(0, 23)

SETTINGS: Final = (
    Setting(
        "stage",
        "PORTLINE_STAGE",
        "demo",
        "`demo` shows a banner; `live` wants reviewed words and its own keys",
        values.read_stage,
    ),
    Setting("bind", "PORTLINE_BIND", "127.0.0.1", "Address the web process listens on; all others stay on loopback"),
    Setting("port", "PORTLINE_PORT", "8311", "Port of the web process", _PORT),
    Setting(
        "public_url",
        "PORTLINE_PUBLIC_URL",
        "http://127.0.0.1:{port}",
        "The address Twilio and browsers use; Twilio's signature is checked against it",
        values.read_public_url,
    ),
    Setting(
        "var", "PORTLINE_VAR", "var", "Folder of the database, the trained model and demo secrets", values.read_path
    ),
    Setting(
        "database_url",
        "PORTLINE_DATABASE_URL",
        "sqlite:///{var}/portline.sqlite",
        "SQLite or PostgreSQL",
        values.read_database_url,
        secret=True,
    ),
    Setting(
        "twilio_auth_token",
        "TWILIO_AUTH_TOKEN",
        "",
        "Checks that a text came from Twilio; signs what we send",
        secret=True,
        made=secret_values.make_twilio_token,
    ),
    Setting(
        "twilio_account_sid",
        "TWILIO_ACCOUNT_SID",
        "",
        "The Twilio account we text from; when set, webhooks of any other account are refused",
    ),
    Setting(
        "twilio_messaging_service_sid",
        "TWILIO_MESSAGING_SERVICE_SID",
        "",
        "The Messaging Service we send through (with its opt-out handling)",
    ),
    Setting(
        "twilio_from",
        "TWILIO_FROM",
        "",
        "The number we send from when there is no Messaging Service",
        values.read_sender_number,
    ),
    Setting(
        "encryption_keys",
        "PORTLINE_ENCRYPTION_KEYS",
        "",
        "Fernet keys of the encrypted columns, newest first, separated by commas",
        values.read_fernet_keys,
        secret=True,
        made=secret_values.make_fernet_key,
    ),
    Setting(
        "index_key",
        "PORTLINE_INDEX_KEY",
        "",
        "Key of the index that finds a phone number",
        values.read_key,
        secret=True,
        made=secret_values.make_fernet_key,
    ),
    Setting(
        "session_secret",
        "PORTLINE_SESSION_SECRET",
        "",
        "Signs the console's cookies",
        values.read_secret,
        secret=True,
        made=secret_values.make_secret,
    ),
    Setting(
        "engine_token",
        "PORTLINE_ENGINE_TOKEN",
        "",
        "What web shows the engine to be answered",
        values.read_secret,
        secret=True,
        made=secret_values.make_secret,
    ),
    Setting(
        "engine_port",
        "PORTLINE_ENGINE_PORT",
        "{port+1}",
        "Loopback port of the engine",
        _PORT,
    ),
    Setting(
        "actions_port",
        "PORTLINE_ACTIONS_PORT",
        "{port+2}",
        "Loopback port of the actions",
        _PORT,
    ),
    Setting(
        "engine_url",
        "PORTLINE_ENGINE_URL",
        "http://127.0.0.1:{engine_port}",
        "Where web finds the engine",
        values.read_public_url,
    ),
    Setting(
        "engine_timeout_s",
        "PORTLINE_ENGINE_TIMEOUT_S",
        "5",
        "Seconds web waits for the engine",
        values.seconds(0.1, 10),
    ),
    Setting(
        "engine_concurrency",
        "PORTLINE_ENGINE_CONCURRENCY",
        "8",
        "Turns at the engine at once; beyond it the fixed words go out",
        values.whole_number(1, 256),
    ),
    Setting("web_threads", "PORTLINE_WEB_THREADS", "32", "Threads of the web process", values.whole_number(2, 256)),
    Setting(
        "lease_s",
        "PORTLINE_LEASE_S",
        "10",
        "Seconds one person's turn may hold the order of their texts",
        values.seconds(1, 60),
    ),
    Setting("quiet_from_hour", "PORTLINE_QUIET_FROM", "21", "Hour (Boston) from which we text nobody first", _HOUR),
    Setting("quiet_until_hour", "PORTLINE_QUIET_UNTIL", "8", "Hour (Boston) from which we may again", _HOUR),
    Setting(
        "conversation_silence_hours",
        "PORTLINE_CONVERSATION_SILENCE_HOURS",
        "12",
        "Hours of silence after which a conversation is over",
        values.whole_number(1, 168),
    ),
    Setting("draft_days", "PORTLINE_DRAFT_DAYS", "7", "Days an unfinished request is kept", values.whole_number(1, 30)),
    Setting(
        "team_hours",
        "PORTLINE_TEAM_HOURS",
        "",
        "When the team answers, as in `Mo-Fr 09:00-17:00`; empty: not known, and nothing is promised",
    ),
    Setting(
        "alert_second_after_min",
        "PORTLINE_ALERT_SECOND_AFTER_MIN",
        "5",
        "Minutes an emergency may wait for a signature before the second contact is told; a concern: 3 times that",
        values.whole_number(1, 60),
    ),
    Setting(
        "census_geocoder",
        "PORTLINE_CENSUS_GEOCODER",
        "off",
        "`on`: an address on a street our files do not know is asked of the US Census Bureau, by its block only",
        values.read_switch,
    ),
    Setting(
        "ask_providers",
        "PORTLINE_ASK_PROVIDERS",
        "off",
        "`on`: once a month each service that lists a number for texts is asked by text whether its listing is right",
        values.read_switch,
    ),
    Setting("log_format", "PORTLINE_LOG_FORMAT", "console", "`console` or `json`", values.read_log_format),
)


def settings_table() -> str:
    """Return the table of settings as the README shows it, in Markdown."""
    rows = [f"| `{setting.name}` | {setting.shown_default} | {setting.help} |" for setting in SETTINGS]
    return "\n".join(["| Setting | Default | What it decides |", "|---|---|---|", *rows])
