import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
import sqlalchemy
import structlog
from hypothesis import given
from hypothesis import strategies as st

from portline import log
from tests.fixtures.any_text import any_text

WORDS = "i used fentanyl alone near canary street"
NUMBER = "+16175550123"
CANARIES = (WORDS, "canary", NUMBER, NUMBER[2:], "617-555-0123", "(617) 555-0123")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Log as a process does, into memory, and give everything back afterwards."""
    output = io.StringIO()
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    before = (root.handlers[:], root.level)
    root.handlers.clear()  # else configure() would close the handlers of the test run
    log.configure("json", output)
    yield output
    root.handlers[:], root.level = before
    sys.excepthook, threading.excepthook = hooks
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def fail() -> None:
    raise ValueError(WORDS)


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def assert_tells_nothing(written: io.StringIO) -> None:
    assert written.getvalue()
    assert not [canary for canary in CANARIES if canary in written.getvalue()]


def test_ids_figures_and_states_are_written(written):
    structlog.get_logger().info("turn_answered", turn_id="0b5a3d1e-7a54-4f0d-9f17-617555012399", ms=12, channel="sms")

    [line] = lines(written)
    assert (line["event"], line["ms"], line["channel"], line["level"]) == ("turn_answered", 12, "sms", "info")
    assert line["turn_id"] == "0b5a3d1e-7a54-4f0d-9f17-617555012399"


@pytest.mark.parametrize("canary", CANARIES)
def test_a_field_that_is_not_listed_is_dropped(written, canary):
    structlog.get_logger().info("turn_answered", text=canary, phone=canary, body={"a": canary})

    assert_tells_nothing(written)


@pytest.mark.parametrize(
    "canary", [WORDS, NUMBER, "6175550123", "617-555-0123", 16175550123, "me@example.org", {"a": WORDS}]
)
@pytest.mark.parametrize("field", ["status", "channel", "turn_id", "count", "event"])
def test_words_and_numbers_are_hidden_even_in_a_listed_field(written, field, canary):
    structlog.get_logger().info(**{"event": "turn_answered", field: canary})

    assert lines(written)[0][field] == log.HIDDEN
    assert_tells_nothing(written)


WORD = any_text(max_size=20).map(lambda text: "".join(letter for letter in text if not letter.isspace()))


@given(st.lists(WORD, min_size=2, max_size=6).map(" ".join))
def test_no_sentence_ever_passes_the_gate(sentence):
    assert log.only_loggable(None, "info", {"event": sentence, "status": [sentence]}) == {
        "event": log.HIDDEN,
        "status": [log.HIDDEN],
    }


def test_an_error_is_logged_by_class_and_place_without_its_message(written):
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("turn_failed")

    [line] = lines(written)
    assert line["error"] == "ValueError"
    assert "tests/unit/portline/test_log.py" in str(line["frames"])
    assert_tells_nothing(written)


@pytest.mark.parametrize(
    "name", ["werkzeug", "waitress", "twilio.http_client", "sqlalchemy.engine", "flask.app", "any"]
)
def test_a_library_cannot_say_anything_but_where_it_is(written, name):
    logging.getLogger(name).error("POST /twilio/sms?From=%s %s", NUMBER, WORDS)

    [line] = lines(written)
    assert (line["event"], line["logger"]) == ("library_message", name)
    assert_tells_nothing(written)


def test_a_library_error_with_a_trace_keeps_only_class_and_place(written):
    engine = sqlalchemy.create_engine("sqlite://")
    try:
        # Closed here: left open, it is collected whenever it likes, in another test's thread, and complains there.
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text("SELECT :words FROM nowhere"), {"words": WORDS})
    except sqlalchemy.exc.OperationalError:
        logging.getLogger("flask.app").exception("Exception on /twilio/sms [POST] %s", WORDS)

    engine.dispose()
    assert lines(written)[0]["error"] == "OperationalError"
    assert_tells_nothing(written)


@pytest.mark.parametrize("name", ["werkzeug", "waitress.queue", "sqlalchemy.engine.Engine", "twilio.http_client"])
def test_request_lines_and_sql_are_not_even_counted(written, name):
    logging.getLogger(name).warning(WORDS)

    assert written.getvalue() == ""


def test_a_warning_does_not_quote_what_it_warns_of(written):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(WORDS, stacklevel=1)

    assert_tells_nothing(written)


def test_an_uncaught_error_does_not_print_its_message(written):
    log.log_uncaught(ValueError, ValueError(WORDS), None)

    assert lines(written)[0]["event"] == "uncaught_error"
    assert_tells_nothing(written)


def test_a_stop_is_not_logged_as_an_error(written):
    log.log_uncaught(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert written.getvalue() == ""


def test_a_thread_that_dies_does_not_print_its_message(written):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    assert lines(written)[0]["error"] == "ValueError"
    assert_tells_nothing(written)
