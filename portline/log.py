"""Logging that cannot tell on anyone: listed fields only, values that look like tokens only, library messages never.

What a library writes (a request line, SQL parameters, a provider's body) may hold a number or a person's words, so of
its records only the logger, the level, the place and the class of the error are kept (traps T16).
"""

import logging
import re
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, Processor

from portline.setting_values import LogFormat
from portline.settings import ROOT

LOGGABLE: Final = frozenset(
    """
    event level timestamp logger where error frames
    request_id turn_id conversation_id message_id referral_id outbox_id alert_id staff_id service_id channel_message_id
    copy_id version language channel stage kind role action outcome category rule topic intent field
    inbound_id code reason endpoint
    status from_status to_status http_status provider_status provider_code method route
    job process pid exit_code memory_mb port model schema
    ms waited_s seconds attempt attempts count remaining segments retry_in_s age_s
    """.split(),
)
"""The only fields a log line may hold; ids, enumerations and figures, never what a person said or is called."""

HIDDEN: Final = "hidden"
FRAMES_SHOWN: Final = 8

# Ids, codes, module paths and routes pass; text (spaces), E.164 (+), mail (@), and bare phone numbers do not.
_TOKEN: Final = re.compile(r"[A-Za-z0-9_.:<>/-]{1,120}")
_PHONE: Final = re.compile(r"(?<![0-9A-Fa-f-])\(?\d{3}\)?[-. /]?\d{3}[-. /]?\d{4}(?![0-9A-Fa-f-])|\d{10,}")
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}")
_MUTED: Final = {
    "werkzeug": logging.ERROR,
    "waitress": logging.ERROR,
    "sqlalchemy": logging.ERROR,
    "twilio": logging.ERROR,
}


def configure(log_format: LogFormat, output: TextIO | None = None) -> None:
    """Send every log line of this process, ours and the libraries', through the gate to `output` (standard output)."""
    structlog.configure(
        processors=[*_gate(), _renderer(log_format)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(output),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[GatedHandler()], level=logging.WARNING, force=True)
    for name, level in _MUTED.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=True)
    sys.excepthook = log_uncaught
    threading.excepthook = lambda args: log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def only_loggable(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Drop every field not listed and hide every value that is not a token or a figure."""
    return {key: _loggable_value(value) for key, value in event.items() if key in LOGGABLE}


def describe_error(error: BaseException) -> dict[str, object]:
    """Return the class and the places of `error`; its message may quote a person, so it is left out."""
    return {"error": type(error).__qualname__, "frames": list(_frames(error.__traceback__))[-FRAMES_SHOWN:]}


def log_uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Write the end of a process or thread without the error's message; a stop by signal is not an error."""
    if error is not None and not issubclass(kind, KeyboardInterrupt | SystemExit):
        structlog.get_logger().critical("uncaught_error", **describe_error(error.with_traceback(trace)))


class GatedHandler(logging.Handler):
    """Turns a library's record into an event that keeps where it came from and drops what it says."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write `record` without its message or arguments."""
        about = {"logger": record.name, "where": f"{record.module}:{record.lineno}"}
        error = record.exc_info[1] if record.exc_info else None
        details = describe_error(error) if error is not None else {}
        structlog.get_logger().log(record.levelno, "library_message", **about, **details)


def _gate() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        _without_message,
        only_loggable,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _without_message(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Replace `exc_info` by the class and places of the error."""
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event.update(describe_error(error))
    return event


def _renderer(log_format: LogFormat) -> Processor:
    if log_format == "json":
        return structlog.processors.JSONRenderer(sort_keys=True)
    return structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"], drop_missing=True)


def _loggable_value(value: object) -> object:
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, list | tuple):
        return [_loggable_value(item) for item in value]
    text = str(value) if isinstance(value, str | int) else ""
    fits = _TOKEN.fullmatch(text) and (_UUID.fullmatch(text) or not _PHONE.search(text))
    return value if fits else HIDDEN


def _frames(trace: TracebackType | None) -> list[str]:
    found = []
    while trace is not None:
        found.append(f"{_short(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
