"""Staff: who they are, how they sign in, and how long that lasts."""

from staff.accounts import AccountRefusedError, add_user, deactivate, find_user, set_password, set_role, users
from staff.lockout import forget_failures
from staff.passwords import WeakPasswordError
from staff.sessions import SessionRules, SignedIn, end_all_sessions, end_session, find_session
from staff.signing_in import Refused, sign_in
from storage.roles import STAFF_ROLES, Role

__all__ = [
    "STAFF_ROLES",
    "AccountRefusedError",
    "Refused",
    "Role",
    "SessionRules",
    "SignedIn",
    "WeakPasswordError",
    "add_user",
    "deactivate",
    "end_all_sessions",
    "end_session",
    "find_session",
    "find_user",
    "forget_failures",
    "set_password",
    "set_role",
    "sign_in",
    "users",
]
