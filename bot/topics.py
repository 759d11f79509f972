"""The one list of topics and acts, read from topics.csv; domain, rules, copy and tests are made from it or checked."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.compat import StrEnum

TOPICS_FILE = Path(__file__).with_name("topics.csv")


class TopicKind(StrEnum):
    """What follows when a text is understood as the topic."""

    ANSWER = "answer"
    DANGER_AND_ANSWER = "danger_and_answer"
    STAFF = "staff"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Topic:
    """One row: `file` is its room in the knowledge base, `neighbours` the topics that are right answers too."""

    id: str
    kind: TopicKind
    file: str
    meaning: str
    neighbours: tuple[str, ...] = ()

    @property
    def is_answer(self) -> bool:
        """Tell whether the topic is answered by its own copy."""
        return self.kind in {TopicKind.ANSWER, TopicKind.DANGER_AND_ANSWER}


def read_topics(path: Path = TOPICS_FILE) -> dict[str, Topic]:
    """Read every topic of the list, in its order; raises ValueError for a kind we do not know."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: _topic(row) for row in csv.DictReader(file)}


def _topic(row: Mapping[str, str]) -> Topic:
    neighbours = tuple(row["neighbours_that_also_count"].split())
    return Topic(row["id"], TopicKind(row["kind"]), row["file"], row["meaning"], neighbours)


TOPICS: Mapping[str, Topic] = read_topics()
ANSWER_TOPICS = tuple(topic.id for topic in TOPICS.values() if topic.is_answer)
DANGER_TOPICS = tuple(topic.id for topic in TOPICS.values() if topic.kind is TopicKind.DANGER_AND_ANSWER)

#: Topics whose best answer is a place, and the need the directory knows it by.
NEED_OF_TOPIC: Mapping[str, str] = {
    "naloxone_free_boston": "naloxone",
    "vending_machines": "naloxone",
    "start_today_bridge": "bridge_clinic",
    "detox_ats": "detox",
    "residential": "residential",
    "outpatient_iop": "outpatient",
    "syringe_services": "harm_reduction",
    "needle_disposal": "syringe_disposal",
    "recovery_coaches": "recovery_support",
}

#: Topics after which the team's visit or call is offered.
TEAM_TOPICS = frozenset({"port_visit", "after_overdose_24h", "overdose_hospital_refusal"})

#: Topics of the naloxone room that are about shops, prices and papers.
_WHERE_AND_HOW_MUCH = frozenset(
    {
        "naloxone_free_boston", "naloxone_cost_otc", "naloxone_standing_order", "naloxone_age_limit",
        "naloxone_work_school",
    }
)  # fmt: skip

#: Topics on which a wrong answer may hurt somebody: read as one only when nearly sure, else offered among the choices.
MEDICAL_TOPICS = frozenset(
    {
        *({topic.id for topic in TOPICS.values() if topic.file in {"crisis", "naloxone"}} - _WHERE_AND_HOW_MUCH),
        "alcohol_withdrawal", "benzo_withdrawal", "bup_precipitated_withdrawal", "drug_checking", "drug_supply_alerts",
        "hiv_hcv_testing", "methadone_takehome", "moud_compare", "opioid_withdrawal_comfort", "pregnancy_treatment",
        "prep_pep", "safer_use", "stimulants_cm", "wound_care",
    }
)  # fmt: skip

#: Every name an understanding may carry: topics, acts, and what the gate sets.
INTENTS = frozenset({*TOPICS, "inform", "unsure", "nlu_fallback", "resume_request"})

#: Acts that only steer the talk; nobody is ever asked "did you mean: thank you?".
STEERING_ACTS = frozenset(
    {
        "greeting", "thanks", "goodbye", "repeat", "more", "restart", "affirm", "deny", "chitchat", "abuse",
        "out_of_scope",
    }
)  # fmt: skip
OFFERED_TOPICS = frozenset(
    topic.id for topic in TOPICS.values() if topic.kind is not TopicKind.STAFF and topic.id not in STEERING_ACTS
)
