"""What our words never say: blame, jargon, a word that cuts people off, a word that tells a stranger too much.

Person-first list: knowledge/language-and-slang.md, `tone_person_first` (NIDA, "Words Matter"), and the same in Spanish
and Portuguese.  Carriers: knowledge/messaging-rules.md, and the CTIA principles on content that is filtered (SHAFT).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

UNKIND = re.compile(
    r"\b(addicts?|addicted|junkies?|(?:drug|opioid) users?|abusers?|substance abuse|drug abuse|alcoholics?|drunks?|"
    r"clean (?:needles?|syringes?|tests?|urine|time)|(?:get|stay|been) clean|dirty|ex-addict|substitution|"
    r"opioid replacement|habit|methadone mile|committed suicide|relapsed|non-?compliant|"
    r"adict[oa]s?|drogadict[oa]s?|drogad[oa]s?|tecat[oa]s?|yonquis?|vicio|borrach[oa]s?|alc[oó]hólic[oa]s?|"
    r"suci[oa]s?|limpi[oa]s? de drogas|viciad[oa]s?|bêbad[oa]s?|noiad[oa]s?)\b",
    re.IGNORECASE,
)
BLAME = re.compile(
    r"\b((?:it is|it's|this is|partly|all) your fault|you should have|should know better|you failed|"
    r"you need to want|enabl(?:e|ing) (?:him|her|them)|hit rock bottom|"
    r"tough love|(?<!no )(?:es|fue) su culpa|debió haber|debería saber|tocar fondo)\b",
    re.IGNORECASE,
)
#: Words of the trade nobody texts; each with the plain one.
JARGON: Mapping[str, str] = {
    "MOUD": "medicine for opioid use",
    "MAT": "medicine for opioid use",
    "OUD": "opioid use",
    "SUD": "drug or alcohol use",
    "polysubstance": "more than one drug",
    "comorbid": "other illness",
    "utilize": "use",
    "modality": "kind of care",
    "titrate": "cut down slowly",
    "psychosocial": "support",
    "presenting": "shows",
    "individuals": "people",
    "cessation": "stopping",
    "ideation": "thoughts",
    "intranasal": "nose",
    "respiratory": "breathing",
    "contraindicated": "not safe",
}
_JARGON = re.compile(rf"\b({'|'.join(JARGON)})\b")
#: Steering words a carrier acts on itself; only these copies may name STOP.
CARRIER = re.compile(r"\b(QUIT|END|CANCEL|STOPALL|UNSUBSCRIBE|REVOKE|OPT ?OUT|TERMINAR|CANCELAR|ALTO|PARAR|PARE)\b")
#: Words for which carriers may drop a text unread (SHAFT: sex, hate, alcohol, firearms, tobacco; drugs; free offers).
FILTERED = re.compile(
    r"\b(cannabis|marijuana|weed|cbd|cocaine|heroin|meth|fentanyl|xanax|vape|vaping|gun|guns|casino|"
    r"free (?:money|gift|prize)|click here|act now|"
    r"cocaína|heroína|metanfetamina|fentanilo|marihuana)\b",
    re.IGNORECASE,
)
#: News we start says no drug, treatment or agency word (contracts.md section 8): others may read the screen.
TELLING = re.compile(
    r"naloxon|narcan|drug|drog|treatment|tratamiento|tratamento|tretman|overdos|sobredosis|recover|recuper|detox|"
    r"methadone|metadon|suboxone|clinic|clínica|klinik|port\b|police|policía|polícia|lapolis|\b311\b|\b911\b|\b988\b|"
    r"health|salud|saúde|sante|boston|ma túy|cai nghiện|cảnh sát|戒毒|毒品|药物滥用|警察|诊所|診所|治疗|治療",
    re.IGNORECASE,
)
#: What a locked screen shows of a message.
SCREEN_LETTERS = 40


def tone_faults(words: str) -> Iterator[str]:
    """Yield what is wrong with the tone of a text."""
    yield from (f"{name}: {found[0]!r}" for name, rule in _RULES.items() if (found := rule.search(words)))
    if found := _JARGON.search(words):
        yield f"jargon: {found[0]!r}; say {JARGON[found[0]]!r}"


def carrier_risks(words: str) -> list[str]:
    """Return the words of a text that a carrier may filter, each once; such a text needs a plan B."""
    return list(dict.fromkeys(word.casefold() for word in FILTERED.findall(words)))


def tells_too_much(words: str) -> str:
    """Return the first word of a message we start that tells a stranger something, "" when none does."""
    found = TELLING.search(words)
    return found[0] if found else ""


_RULES: Mapping[str, re.Pattern[str]] = {
    "not person-first": UNKIND,
    "blames": BLAME,
    "a word that cuts people off": CARRIER,
}
