"""The staff door: who holds the session cookie, what their role may open, and an audit row for each refusal."""

from __future__ import annotations

from typing import NoReturn, cast

from flask import Response, abort, current_app, g, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from staff import SignedIn, find_session
from storage import audit
from webhooks.access import Access, Door, access_of
from webhooks.services import services

#: On https the prefix makes browsers refuse a cookie set by a sister host (ASVS 5.0, 3.3.1).
_COOKIE, _COOKIE_ON_HTTPS = "portline_staff", "__Host-portline_staff"


def check_staff() -> AnyResponse | None:
    """Let a signed-in member of the declared roles through; others are sent to sign in, or refused."""
    access = access_of(current_app.view_functions[request.endpoint or ""])
    if access == Access(Door.PUBLIC):
        return None
    if access is None or access.door is not Door.STAFF:
        abort(403)
    found = _find_viewer()
    if found is None:
        return redirect(url_for("console.sign_in.show", ended="yes" if session_token() else None), code=303)
    g.viewer = found
    if access.roles and found.role not in access.roles:
        refuse("page", request.endpoint or "")
    return None


def is_own_look() -> bool:
    """Tell whether nobody asked for this page: the home looks again by itself, and only the home may."""
    return request.endpoint == "console.home.show" and request.args.get("look") == "again"


def keep_off_disk(response: Response) -> Response:
    """Forbid keeping any page of the console."""
    response.headers["Cache-Control"] = "no-store"
    return response


def viewer() -> SignedIn:
    """Return who is signed in; only for views behind the staff door."""
    return cast("SignedIn", g.viewer)


def worker() -> str:
    """Return the viewer as the queue and the audit name them."""
    return str(viewer().user_id)


def refuse(subject_kind: str, subject_id: str) -> NoReturn:
    """Audit that the viewer was denied, and answer 403; call it outside any open transaction."""
    with services().database.write() as session:
        record(session, "denied", subject_kind, subject_id)
    abort(403, "Your role does not open this. It was noted that you asked.")


def record(session: Session, action: str, subject_kind: str, subject_id: str, reason: str = "") -> None:
    """Add one audit row for what the viewer does, in the caller's transaction; record last."""
    audit.record(
        session,
        actor=worker(),
        role=viewer().role,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        reason=reason,
        now=services().clock(),
    )


def session_token() -> str:
    """Return the token in the cookie, "" without one."""
    return request.cookies.get(_cookie_name(), "")


def give_cookie(response: AnyResponse, token: str) -> None:
    """Keep the session token where no script and no other site can use it, until the browser is closed."""
    response.set_cookie(_cookie_name(), token, httponly=True, samesite="Strict", secure=_is_https(), path="/")


def take_cookie(response: AnyResponse) -> None:
    """Take the session token back from the browser."""
    response.delete_cookie(_cookie_name(), httponly=True, samesite="Strict", secure=_is_https(), path="/")


def _find_viewer() -> SignedIn | None:
    token = session_token()
    if not token:
        return None
    with services().database.write() as session:
        return find_session(session, token, now=services().clock(), is_use=not is_own_look())


def _cookie_name() -> str:
    return _COOKIE_ON_HTTPS if _is_https() else _COOKIE


def _is_https() -> bool:
    return services().public_url.startswith("https://")
