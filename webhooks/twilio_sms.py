"""Twilio's door: inbound texts and delivery receipts (contracts.md section 8).

Wire shape of `POST /twilio/sms` (form): MessageSid, AccountSid, From, To, Body, NumMedia, and OptOutType when Twilio
answered a STOP, START or HELP itself.  The guard stands on the whole blueprint.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from typing import Any

import structlog
from flask import Blueprint, Response, abort, request
from sqlalchemy.exc import SQLAlchemyError
from twilio.request_validator import RequestValidator

from conversations.inbound import Inbound
from conversations.plan_b import follow_up
from conversations.receipts import Receipt, record_receipt
from conversations.turn import take_turn
from conversations.unsaid import sayable
from webhooks.access import Door, open_to
from webhooks.services import services
from webhooks.twiml import twiml

logger: Any = structlog.get_logger(__name__)

twilio = Blueprint("twilio", __name__, url_prefix="/twilio")

_SID = re.compile(r"^[A-Za-z0-9_-]{1,64}$")
_NUMBER = re.compile(r"^\+?[0-9]{3,15}$")
_OPT_OUT_TYPES = frozenset({"STOP", "START", "HELP"})
_MEDIA_MOST = 10


@twilio.before_request
def check_signature() -> None:
    """Refuse any request Twilio did not sign for our public URL (trap T3c: never the Host header)."""
    url = services().public_url + request.full_path.rstrip("?")
    validator = RequestValidator(services().twilio.auth_token)
    if not validator.validate(url, request.form, request.headers.get("X-Twilio-Signature", "")):
        abort(403)
    account = services().twilio.account_sid
    if account and request.form.get("AccountSid", account) != account:
        abort(403)


@twilio.post("/sms")
@open_to(Door.TWILIO)
def receive_sms() -> Response:
    """Answer one inbound text."""
    reply = take_turn(_parse_sms(), road=services().road, now=services().clock())
    blocks, refs = sayable(reply.blocks, reply.copy_refs, services().copy, form="sms")
    return twiml(replace(reply, blocks=blocks, copy_refs=refs), public_url=services().public_url)


@twilio.post("/status")
@open_to(Door.TWILIO)
def receive_status() -> Response:
    """Record one delivery receipt; an unknown id is ours to wonder about, not Twilio's to retry."""
    receipt = _parse_receipt()
    try:
        with services().database.write() as session:
            known = record_receipt(session, receipt, now=services().clock())
            follow_up(session, receipt, copy=services().copy, now=services().clock())
    except SQLAlchemyError as error:  # the reply stays at "replied", which is true as well
        logger.warning("receipt_not_kept", error=type(error).__name__)
        return Response(status=503)
    if not known:
        logger.warning("receipt_for_unknown_message")
    return Response(status=200)


def _parse_sms() -> Inbound:
    """Read the fields we use; anything that is not what Twilio sends is a 400."""
    form = request.form
    sid, number = form.get("MessageSid", ""), form.get("From", "")
    if not _SID.fullmatch(sid) or not _NUMBER.fullmatch(number):
        abort(400)
    media, opt_out = form.get("NumMedia", "0"), form.get("OptOutType", "")
    return Inbound(
        channel="sms",
        provider_message_id=sid,
        address=number,
        text=form.get("Body", ""),
        media_count=min(int(media), _MEDIA_MOST) if media.isascii() and media.isdigit() else 0,
        opt_out_type=opt_out if opt_out in _OPT_OUT_TYPES else "",
    )


def _parse_receipt() -> Receipt:
    sid = request.form.get("MessageSid", "") or request.form.get("SmsSid", "")
    if not _SID.fullmatch(sid):
        abort(400)
    return Receipt(
        provider_sid=sid,
        status=request.form.get("MessageStatus", "") or request.form.get("SmsStatus", ""),
        error_code=request.form.get("ErrorCode", ""),
        reply_id=_reply_id(request.args.get("reply")),
    )


def _reply_id(raw: str | None) -> uuid.UUID | None:
    if raw is None:
        return None
    try:
        return uuid.UUID(raw)
    except ValueError:
        abort(400)
