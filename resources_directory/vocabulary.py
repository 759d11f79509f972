"""The words services are found by, as HSDS taxonomies: our needs and traits, with their Open Eligibility terms.

Open Eligibility (human services, CC BY-SA 3.0): ids as in codeforamerica/ohana-api, data/sample-csv/taxonomy.csv at
c7a1d364; `medications_for_addiction` is a later term, by its name in hasadna/openeligibility, formats/services.csv at
2365ca96.  It has none for naloxone, needles, outreach or a bridge clinic: those are why we keep words of our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from resources_directory.identity import stable_id
from resources_directory.need_words import NEED_NAMES
from resources_directory.traits import TRAIT_NAMES

#: Taxonomy id in our tables -> its name and description in HSDS.
TAXONOMIES: Mapping[str, tuple[str, str]] = {
    "need": ("Boston recovery support needs", "What people ask us for, from naloxone to a bed for a family."),
    "trait": ("Boston recovery support traits", "For whom a service is, and on what terms."),
}
#: Term -> its name, by taxonomy.
TERMS: Mapping[str, Mapping[str, str]] = {"need": NEED_NAMES, "trait": TRAIT_NAMES}
_OPEN_ELIGIBILITY: Mapping[str, str] = {
    "crisis_line": "108-07-02",
    "detox": "106-01-02",
    "methadone": "medications_for_addiction",
    "buprenorphine": "medications_for_addiction",
    "outpatient": "106-01-04",
    "residential": "106-01-05",
    "recovery_support": "108-07-09",
    "family_support": "108-07-09",
    "shelter": "101-04",
    "drop_in_health": "106-06-09",
    "access_to_care": "108-05",
    "food": "102-05",
    "legal": "111-01",
}


def open_eligibility_uri(code: str) -> str:
    """Return the Open Eligibility term that means the same as ours, as a URI; empty where it has none."""
    term = _OPEN_ELIGIBILITY.get(code, "")
    return f"urn:open-eligibility:{term}" if term else ""


def taxonomy_id(name: str) -> UUID:
    """Return the id of the taxonomy our tables call `name` (that of an import is its own name)."""
    return stable_id("taxonomy", TAXONOMIES[name][0] if name in TAXONOMIES else name)


def term_rows() -> list[dict[str, object]]:
    """Return a row for every word of ours."""
    return [_term_row(taxonomy, code, name) for taxonomy, terms in TERMS.items() for code, name in terms.items()]


def _term_row(taxonomy: str, code: str, name: str) -> dict[str, object]:
    return {
        "id": stable_id("taxonomy_term", code),
        "code": code,
        "name": name,
        "description": "",
        "taxonomy": taxonomy,
        "term_uri": open_eligibility_uri(code),
    }
