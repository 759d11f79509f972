"""Start the engine: loopback only, our channel only, one process, no HTTP API, no telemetry: `python -m engine.run`."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from engine import wordless_log
from engine.model_file import NoModelError, trained_model
from engine.prepare import prepare_rasa

HOST = "127.0.0.1"
#: A dialogue of 16 KB and a text fit well below this.
REQUEST_LIMIT_BYTES = 128 * 1024
ACTIONS_TIMEOUT_S = 2.0


def main() -> int:
    """Serve turns until told to stop; returns 2 with one clear line when the environment is not fit."""
    prepare_rasa()
    wordless_log.configure()
    try:
        serve(trained_model(), Serving.from_environ())
    except (KeyError, ValueError, NoModelError) as error:
        print(f"engine: {error.args[0]}", file=sys.stderr)  # noqa: T201 -- before logging stands
        return 2
    return 0


@dataclass(frozen=True)
class Serving:
    """Where the engine listens and whom it asks; all on this machine."""

    token: str
    port: int
    actions_port: int

    @classmethod
    def from_environ(cls) -> Serving:
        """Read it from the environment; raises KeyError or ValueError with the name of what is missing or wrong."""
        return cls(
            token=_required("PORTLINE_ENGINE_TOKEN"),
            port=int(_required("PORTLINE_ENGINE_PORT")),
            actions_port=int(_required("PORTLINE_ACTIONS_PORT")),
        )


def serve(model: Path, serving: Serving) -> None:
    """Load `model` and serve the channel on loopback; returns when stopped."""
    from rasa.core.run import configure_app, load_agent_on_start  # noqa: PLC0415 -- after the environment is checked
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415

    from engine.action_endpoint import ActionEndpoint, check_answers_fast  # noqa: PLC0415
    from engine.channel import PortlineChannel  # noqa: PLC0415
    from engine.held_tracker_store import HeldTrackerStore  # noqa: PLC0415

    check_answers_fast()
    store = HeldTrackerStore()
    app = configure_app([PortlineChannel(serving.token, store)], enable_api=False, port=serving.port)
    wordless_log.configure()  # again: Rasa set up its own on the way
    app.config.REQUEST_MAX_SIZE = REQUEST_LIMIT_BYTES
    actions_url = f"http://{HOST}:{serving.actions_port}/webhook"
    actions = ActionEndpoint(actions_url, deadline_s=ACTIONS_TIMEOUT_S)
    endpoints = AvailableEndpoints(tracker_store=store, action=actions)
    app.register_listener(partial(load_agent_on_start, str(model), endpoints, None), "before_server_start")
    app.register_listener(_never_look_for_garbage_in_the_model, "after_server_start")
    app.run(host=HOST, port=serving.port, workers=1, access_log=False, debug=False)


def _never_look_for_garbage_in_the_model(*_: object) -> None:
    """Leave the model out of garbage collection: walking it holds a turn up for 100 ms, every few hundred turns."""
    gc.collect()
    gc.freeze()


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise KeyError(f"{name} is not set")
    return value


if __name__ == "__main__":
    sys.exit(main())
