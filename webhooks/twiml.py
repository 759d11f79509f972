"""A reply as TwiML: the same bytes for the same reply."""

from __future__ import annotations

import re

from flask import Response
from twilio.twiml.messaging_response import MessagingResponse

from conversations.reply import Reply

#: What XML 1.0 cannot carry; a name read back may hold one, and Twilio drops a reply it cannot parse.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def twiml(reply: Reply, *, public_url: str) -> Response:
    """Render a `<Message>` for each block, an empty `<Response/>` for silence; receipts come to `/twilio/status`."""
    response = MessagingResponse()
    action = {"action": f"{public_url}/twilio/status?reply={reply.id}", "method": "POST"} if reply.id else {}
    for text in (str(block["text"]) for block in reply.blocks if block.get("text")):
        response.message(_NOT_XML.sub("", text), **action)
    return Response(str(response), mimetype="text/xml")
