"""What a person says about themselves or about what would help, read as wishes for the search; English and Spanish.

A wish is a trait of `resources_directory.traits`, `walk_in`, or `speaks_` and a language code.  Being wrong costs
little: wishes change the order, they leave nothing out.
"""

from __future__ import annotations

from collections.abc import Mapping

from resources_directory.words import Words, words

WALK_IN = "walk_in"
_SPEAKS = "speaks_"
#: Wish -> phrases, as `resources_directory.words` writes them; edit here, the code only looks them up.
WISH_WORDS: Mapping[str, str] = {
    "women": (
        "for women, for a woman, women only, womens, im a woman, i am a woman, im female, for girls, para mujeres, "
        "para una mujer, soy mujer, solo mujeres"
    ),
    "men": (
        "for men, for a man, men only, mens, im a man, i am a man, im male, para hombres, para un hombre, soy hombre, "
        "solo hombres"
    ),
    "young_people": (
        "for teens, for a teen, for teenagers, for young people, for youth, para jovenes, para adolescentes"
    ),
    "pregnancy": (
        "pregnant, im expecting, having a baby, baby on the way, just had a baby, postpartum, embarazada, "
        "espero un bebe, embarazo"
    ),
    "families": (
        "with my kids, with kids, with my children, with children, with my baby, with my son, with my daughter, "
        "con mis hijos, con ninos, con mi hijo, con mi hija, con mi bebe"
    ),
    "veterans": "veteran, veterans, im a vet, served in the army, served in the military, veterano, veteranos",
    "lgbtq": "lgbtq, lgbt, gay, lesbian, queer, trans, transgender, nonbinary, lesbiana, transgenero",
    "masshealth": "masshealth, mass health, medicaid",
    "uninsured": (
        "no insurance, without insurance, uninsured, dont have insurance, have no insurance, not insured, sin seguro, "
        "no tengo seguro, no tengo aseguranza, sin aseguranza"
    ),
    "free": (
        "for free, free of charge, no money, cant pay, cant afford, free detox, free rehab, free treatment, "
        "free clinic, gratis, gratuito, gratuita, no tengo dinero, sin dinero"
    ),
    "no_id": (
        "no id, without id, without an id, dont have id, dont have an id, lost my id, no identification, "
        "sin identificacion, no tengo identificacion, sin id, sin papeles, no papers, undocumented, indocumentado"
    ),
    "wheelchair": "wheelchair, wheel chair, cant do stairs, cant climb stairs, handicap accessible, silla de ruedas",
    WALK_IN: "walk in, walkin, no appointment, without an appointment, without appointment, sin cita",
    "speaks_es": "in spanish, spanish speaking, speaks spanish, en espanol, habla espanol, hablen espanol",
    "speaks_ht": "in creole, haitian creole, speaks creole, kreyol, criollo haitiano",
    "speaks_pt": "in portuguese, portuguese speaking, speaks portuguese, em portugues, en portugues",
    "speaks_vi": "in vietnamese, vietnamese speaking, speaks vietnamese, en vietnamita",
    "speaks_zh": "in chinese, in mandarin, in cantonese, chinese speaking, speaks chinese, speaks mandarin, en chino",
    "speaks_kea": "in kriolu, cape verdean, cape verdean creole, kriolu",
}
_BY_PHRASE: Mapping[Words, str] = {
    words(phrase): wish for wish, phrases in WISH_WORDS.items() for phrase in phrases.split(", ")
}
_LONGEST = max(map(len, _BY_PHRASE))


def read_wishes(text: str) -> frozenset[str]:
    """Return every wish that `text` names."""
    typed = words(text)
    pieces = (typed[at:end] for at in range(len(typed)) for end in range(at + 1, min(len(typed), at + _LONGEST) + 1))
    return frozenset(_BY_PHRASE[piece] for piece in pieces if piece in _BY_PHRASE)


def language_wished(wishes: frozenset[str], otherwise: str) -> str:
    """Return the language (ISO 639) staff should speak: the one asked for, else that of the conversation."""
    named = sorted(wish.removeprefix(_SPEAKS) for wish in wishes if wish.startswith(_SPEAKS))
    return named[0] if named else otherwise.split("-", maxsplit=1)[0]
