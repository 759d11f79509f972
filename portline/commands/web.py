"""Serve the doors: SMS, web chat, staff console, health."""

import argparse
import threading

import structlog
import waitress

from bot.language import warm_up
from portline import log
from portline.app import REQUEST_LIMIT_BYTES, create_app
from portline.settings import read_settings
from portline.stage_gate import check_stage


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments: settings come from the environment."""


def run(_options: argparse.Namespace) -> int:
    """Serve until stopped; every accepted text is stored before it is answered, so any end is a safe end."""
    settings = read_settings()
    log.configure(settings.log_format)
    check_stage(settings)
    app = create_app(settings)
    threading.Thread(target=warm_up, daemon=True).start()  # beside the first texts, not before them
    structlog.get_logger().info("web_listening", port=settings.port, stage=settings.stage)
    waitress.serve(
        app,
        host=settings.bind,
        port=settings.port,
        threads=settings.web_threads,
        max_request_body_size=REQUEST_LIMIT_BYTES,  # else up to 1 GB is kept on disk before the app may refuse it
        ident=None,
    )
    return 0
