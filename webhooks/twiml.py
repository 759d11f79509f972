"""A reply as TwiML: the same bytes for the same reply."""

from __future__ import annotations

from flask import Response
from twilio.twiml.messaging_response import MessagingResponse

from conversations.reply import Reply


def twiml(reply: Reply, *, public_url: str) -> Response:
    """Render one `<Message>`, or an empty `<Response/>` for silence; receipts come to `/twilio/status`."""
    response = MessagingResponse()
    if reply.text:
        action = {"action": f"{public_url}/twilio/status?reply={reply.id}", "method": "POST"} if reply.id else {}
        response.message(reply.text, **action)
    return Response(str(response), mimetype="text/xml")
