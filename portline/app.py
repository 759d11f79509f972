"""The web process: every door on one Flask app."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask_wtf import CSRFProtect

import webhooks
from bot.copy_store import CopyStore
from bot.redaction import redact
from bot.safety import screen
from portline import withdrawn_words
from portline.road import alert_policy, build_road
from portline.settings import ROOT, Settings
from portline.storage_access import open_storage
from portline.withdrawn_words import WithdrawnWords
from webhooks.about import about
from webhooks.access import deny_undeclared
from webhooks.chat_api import chat_api
from webhooks.chat_page import chat_page
from webhooks.console import console
from webhooks.directory_pages import directory_pages
from webhooks.directory_wrong import directory_wrong
from webhooks.errors import register_errors
from webhooks.headers import set_headers
from webhooks.health import health
from webhooks.hsds_api import hsds_api
from webhooks.services import Services, TwilioAccount, install
from webhooks.twilio_sms import twilio

#: No text or form of ours is longer; anything larger is refused before it is read.
REQUEST_LIMIT_BYTES = 64 * 1024
_DOORS = (twilio, chat_api, chat_page, about, directory_pages, directory_wrong, hsds_api, console, health)


def create_app(settings: Settings) -> Flask:
    """Build the web app for `settings`; the database and the engine are reached on first use."""
    database, copy = open_storage(settings), CopyStore.load()
    withdrawn = WithdrawnWords(database, copy, settings.var / withdrawn_words.FILE)
    withdrawn.recall()
    withdrawn.watch(threading.Event())
    return build_app(
        Services(
            database=database,
            road=build_road(settings, database, copy),
            copy=copy,
            twilio=TwilioAccount(settings.twilio_auth_token, settings.twilio_account_sid),
            public_url=settings.public_url,
            session_secret=settings.session_secret,
            clock=lambda: datetime.now(UTC),
            stage=str(settings.stage),
            alert_policy=alert_policy(settings),
            refresh_words=withdrawn.refresh,
        )
    )


def build_app(services: Services) -> Flask:
    """Build the web app around given services (tests give their own)."""
    folder = ROOT / webhooks.__name__
    app = Flask(webhooks.__name__, root_path=str(folder))
    app.config.update(_flask_config(services))
    install(app, services)
    deny_undeclared(app)
    set_headers(app, is_https=services.public_url.startswith("https://"))
    register_errors(app)
    _guard_forms(app)
    for blueprint in _DOORS:
        app.register_blueprint(blueprint)
    redact("warm up")
    screen("warm up")  # the lists are read now, not when the first frightened text comes
    return app


def _guard_forms(app: Flask) -> None:
    """Check a CSRF token on every form; machine doors prove themselves by signature or bearer token instead."""
    guard = CSRFProtect(app)
    guard.exempt(twilio)
    guard.exempt(chat_api)
    guard.exempt(hsds_api)  # it reads only


def _flask_config(services: Services) -> dict[str, object]:
    return {
        "SECRET_KEY": hashlib.sha256(b"flask" + services.session_secret.encode()).hexdigest(),
        "SESSION_COOKIE_NAME": "portline",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": services.public_url.startswith("https://"),
        "PERMANENT_SESSION_LIFETIME": timedelta(days=7),
        "MAX_CONTENT_LENGTH": REQUEST_LIMIT_BYTES,
        "MAX_FORM_MEMORY_SIZE": REQUEST_LIMIT_BYTES,
        "WTF_CSRF_TIME_LIMIT": None,
    }
