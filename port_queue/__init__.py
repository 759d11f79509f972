"""People waiting for the Post-Overdose Response Team: referrals, their states and clocks, who may know what."""

from port_queue.attempts import Means, attempts_of, record_attempt, tried_enough
from port_queue.claims import assign, claim_next
from port_queue.clocks import Clocks, Light, Promise, promise
from port_queue.codes import Agency, Kind, Outcome, OutcomeCode, Reason, Requester, SafeWords
from port_queue.consents import GivenConsent, agencies_of, consents_of, give_consent, withdraw_consent
from port_queue.errors import QueueError
from port_queue.hours import DEFAULT_HOURS, TeamHours
from port_queue.journal import Act, locked
from port_queue.models import Referral
from port_queue.moves import close, decline, hold, move, reject, resume_due, withdraw
from port_queue.referrals import NewReferral, correct, get, latest_of, open_of, open_referral
from port_queue.states import FINAL, HELD, MOVES, OPEN, Status, may_move, next_moves
from port_queue.urgency import Risk, severity
from port_queue.visibility import Field, Scope, visible_fields
from port_queue.waiting import QueueRow, waiting
from storage.roles import Role

__all__ = [
    "DEFAULT_HOURS",
    "FINAL",
    "HELD",
    "MOVES",
    "OPEN",
    "Act",
    "Agency",
    "Clocks",
    "Field",
    "GivenConsent",
    "Kind",
    "Light",
    "Means",
    "NewReferral",
    "Outcome",
    "OutcomeCode",
    "Promise",
    "QueueError",
    "QueueRow",
    "Reason",
    "Referral",
    "Requester",
    "Risk",
    "Role",
    "SafeWords",
    "Scope",
    "Status",
    "TeamHours",
    "agencies_of",
    "assign",
    "attempts_of",
    "claim_next",
    "close",
    "consents_of",
    "correct",
    "decline",
    "get",
    "give_consent",
    "hold",
    "latest_of",
    "locked",
    "may_move",
    "move",
    "next_moves",
    "open_of",
    "open_referral",
    "promise",
    "record_attempt",
    "reject",
    "resume_due",
    "severity",
    "tried_enough",
    "visible_fields",
    "waiting",
    "withdraw",
    "withdraw_consent",
]
