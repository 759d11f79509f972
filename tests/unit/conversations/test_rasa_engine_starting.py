from __future__ import annotations

import pytest

from conversations import rasa_engine
from conversations.engine import EngineTurn, EngineUnavailableError
from conversations.rasa_engine import EngineAddress, RasaEngine

NOBODY = EngineAddress("http://127.0.0.1:9", "token", timeout_s=0.2)


@pytest.mark.parametrize(("grace_s", "starting"), [(180.0, True), (0.0, False)])
def test_an_engine_that_never_comes_up_is_not_starting_for_ever(
    monkeypatch: pytest.MonkeyPatch, grace_s: float, *, starting: bool
) -> None:
    monkeypatch.setattr(rasa_engine, "STARTING_S", grace_s)

    with pytest.raises(EngineUnavailableError) as unavailable:
        RasaEngine(NOBODY).respond(None, EngineTurn("sms", "en", text="hello"))

    assert unavailable.value.starting is starting
