"""What the queue refuses, one type per thing a caller can do something about; none repeats anybody's words."""

from __future__ import annotations


class QueueError(Exception):
    """A rule of the queue was about to be broken; nothing was changed."""


class MoveRefusedError(QueueError):
    """The role may not move a referral from where it stands to there."""

    def __init__(self, start: str, to: str, role: str) -> None:
        super().__init__(f"{role} may not move a referral from {start} to {to}")
        self.start = start
        self.to = to
        self.role = role


class ReasonMissingError(QueueError):
    """The move needs a reason, or the place the person is sent on to."""


class OutcomeRefusedError(QueueError):
    """A close names no outcome and no reason, both of them, or an outcome without its details."""


class AttemptsMissingError(QueueError):
    """Closing as `no_answer_x3` needs at least 3 attempts, on 2 days, one in an evening or at a weekend."""


class NeverContactError(QueueError):
    """The person said no before; a partner's referral for them is not taken."""


class FollowUpRefusedError(QueueError):
    """A referral can only follow one that is closed, and closed within 30 days."""


class UnknownReferralError(QueueError):
    """There is no such referral."""
