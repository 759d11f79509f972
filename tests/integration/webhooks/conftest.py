from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from conversations.turn import Road
from portline.app import build_app
from staff import passwords
from tests.fixtures.console import at, opened, sit_down
from tests.fixtures.road import MONDAY_10_AM, NUMBER, engine, road, text
from webhooks.services import Services, TwilioAccount, install

__all__ = ["at", "engine", "opened", "road", "sit_down", "text"]

PUBLIC_URL, AUTH_TOKEN, ACCOUNT = "https://portline.example.org", "a-test-token", f"AC{'0' * 32}"

Signed = Callable[..., TestResponse]


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Hash passwords with little work: what it costs is for `staff` to test; every sign-in here would pay it twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


@pytest.fixture
def services(road: Road) -> Services:
    return Services(
        database=road.desk.database,
        road=road,
        copy=road.desk.copy,
        twilio=TwilioAccount(AUTH_TOKEN, ACCOUNT),
        public_url=PUBLIC_URL,
        session_secret="a-test-secret",
        clock=lambda: MONDAY_10_AM,
    )


@pytest.fixture(scope="session")
def built() -> list[Flask]:
    """Hold the one app of all tests here: compiling its addresses and pages took each of them a tenth of a second."""
    return []


@pytest.fixture
def app(services: Services, built: list[Flask]) -> Flask:
    if not built:
        built.append(build_app(services))
    install(built[0], services)
    return built[0]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def signed(client: FlaskClient) -> Signed:
    """Post to a Twilio door as Twilio would: a signature over the public URL and every field."""

    def post(path: str = "/twilio/sms", *, altered: dict[str, str] | None = None, **fields: str) -> TestResponse:
        form = {
            "MessageSid": f"SM{'1' * 32}",
            "AccountSid": ACCOUNT,
            "From": NUMBER,
            "Body": "what is narcan",
            **fields,
        }
        signature = RequestValidator(AUTH_TOKEN).compute_signature(PUBLIC_URL + path, form)
        return client.post(path, data={**form, **(altered or {})}, headers={"X-Twilio-Signature": signature})

    return post
