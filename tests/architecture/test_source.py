"""Rules about our own source that no linter of the shelf checks."""

import ast
import re

from portline.log import LOGGABLE
from tests.architecture.source import ROOMS, ROOT, calls, functions, lines_of, modules, public_functions

# The engine is another Python, without our settings: it reads the few variables the supervisor hands it.
MAY_READ_THE_ENVIRONMENT = {"portline/settings.py"}
ENGINE = "engine/"
# A table is one list of columns, however many it has.
MIGRATIONS = "storage/migrations/versions/"
OPENS_CONNECTIONS = re.compile(
    r"(httpx|requests)\.(get|post|put|patch|delete|head|request|stream|Client|AsyncClient)|"
    r"urllib\.request\.urlopen|urlopen|(http\.client\.)?HTTPS?Connection|aiohttp\.ClientSession|socket\.create_connection"
)
LONGEST_FUNCTION_LINES = 40
LONGEST_MODULE_LINES = 250


def imports_environment(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.ImportFrom)
        and node.module == "os"
        and bool({name.name for name in node.names} & {"environ", "getenv"})
    )


def test_the_rules_see_every_room():
    assert {name.split("/")[0] for name in modules()} == set(ROOMS)


def test_only_the_settings_read_the_environment():
    readers = {
        name
        for name, tree in modules().items()
        if not name.startswith(ENGINE)
        and any(imports_environment(node) or _is_os_environ(node) for node in ast.walk(tree))
    }

    assert readers == MAY_READ_THE_ENVIRONMENT


def _is_os_environ(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv", "os.environb"}


def test_the_engine_reads_only_the_variables_it_is_handed():
    handed = {"PORTLINE_ENGINE_TOKEN", "PORTLINE_ENGINE_PORT", "PORTLINE_ACTIONS_PORT", "PORTLINE_VAR"}
    named = {
        node.value
        for name, tree in modules().items()
        if name.startswith(ENGINE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"(PORTLINE|TWILIO)_\w+", node.value)
    }

    assert named <= handed


def test_every_outgoing_connection_has_a_time_limit():
    unlimited = [
        f"{name}:{call.lineno}"
        for name, tree in modules().items()
        for called, call in calls(tree)
        if OPENS_CONNECTIONS.fullmatch(called) and "timeout" not in {keyword.arg for keyword in call.keywords}
    ]

    assert unlimited == []


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{name}:{function.name} {lines_of(function)} lines"
        for name, tree in modules().items()
        if not name.startswith(MIGRATIONS)
        for function in functions(tree)
        if lines_of(function) > LONGEST_FUNCTION_LINES
    ]

    assert long == []


def test_no_module_is_longer_than_one_idea():
    long = [
        name for name in modules() if len((ROOT / name).read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE_LINES
    ]

    assert long == []


def test_every_public_function_says_what_it_does():
    silent = [
        f"{name}:{function.name}"
        for name, tree in modules().items()
        if not name.startswith(MIGRATIONS)
        for function in public_functions(tree)
        if ast.get_docstring(function) is None
    ]

    assert silent == []


def test_pure_rooms_never_ask_the_clock():
    """Time is passed in, so that every rule can be tested at any hour."""
    asked = re.compile(r"(datetime\.)?(datetime|date)\.(now|utcnow|today)|time\.time")
    clocks = [
        f"{name}:{call.lineno}"
        for name, tree in modules().items()
        if name.startswith(("bot/", "port_queue/", "resources_directory/"))
        for called, call in calls(tree)
        if asked.fullmatch(called)
    ]

    assert clocks == []


LOG_CALL = re.compile(
    r"(self\._)?(logger|log|_logger|_log|LOG|structlog\.get_logger\(.*\))\.(debug|info|warning|error|exception|critical)"
)
EVENT = re.compile(r"[a-z][a-z0-9_]*")


def test_every_log_line_has_a_constant_event_and_listed_fields_only():
    """The gate would drop the rest in silence; here the writer of the line learns of it."""
    wrong = [
        f"{name}:{call.lineno}"
        for name, tree in modules().items()
        if not name.startswith((ENGINE, "bot/"))
        for called, call in calls(tree)
        if LOG_CALL.fullmatch(called) and not (_is_event(call) and _has_listed_fields(call))
    ]

    assert wrong == []


def _is_event(call: ast.Call) -> bool:
    [event] = call.args[:1] or [None]
    is_constant = isinstance(event, ast.Constant) and bool(EVENT.fullmatch(str(event.value)))
    return is_constant and len(call.args) == 1


def _has_listed_fields(call: ast.Call) -> bool:
    return {keyword.arg for keyword in call.keywords if keyword.arg is not None} <= LOGGABLE | {"exc_info"}
