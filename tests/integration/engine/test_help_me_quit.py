"""Who asks for help to quit gets, at the first reply, an answer that fits the substance and a number to call.

After Nobles et al., "Responses to addiction help-seeking from Alexa, Siri, Google Assistant, Cortana, and Bixby",
npj Digital Medicine 3:11 (2020): "help me quit" with "drugs" and substances of the kinds alcohol, tobacco, marijuana
and opioids; of 70 queries 4 got a usable reply.  What we could read (abstract, press release, news) names only drugs,
alcohol, drinking, smoking, tobacco, vaping, marijuana, pot and opioids, and "70 queries presented to the five
assistants" may well mean 14 queries to each of 5.  The 70 below are therefore a reconstruction of ours: those nine,
filled up with common names of the same kinds, of stimulants and of benzos.  About half of these sentences, word for
word or nearly, are also among the training texts (`data/nlu/substances.en.yml`): this is a bar, not a measure of
what unseen sentences would get.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answer import read_message
from bot.copy_store import CopyStore
from bot.render import render_sms
from tests.fixtures.engine_processes import Engine, Talk

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
#: The substances of a kind, and the answers that are right for it.
KINDS: dict[str, tuple[str, frozenset[str]]] = {
    "any": (
        "drugs, using, getting high, substances, pills, street drugs, hard drugs, party drugs",
        frozenset({"helplines_overview"}),
    ),
    "alcohol": (
        "alcohol, drinking, beer, wine, liquor, vodka, booze, binge drinking",
        frozenset({"alcohol_withdrawal"}),
    ),
    "tobacco": (
        "smoking, tobacco, cigarettes, cigars, nicotine, chewing tobacco, dip, snus, vaping, vape, e-cigarettes, juul",
        frozenset({"helplines_overview"}),
    ),
    "cannabis": (
        "marijuana, pot, weed, cannabis, hash, edibles, dabs, spice",
        frozenset({"helplines_overview"}),
    ),
    "opioid": (
        (
            "opioids, opiates, painkillers, heroin, fentanyl, oxycodone, oxycontin, percocet, vicodin, hydrocodone, "
            "codeine, morphine, dilaudid, tramadol, methadone, suboxone, kratom, lean"
        ),
        frozenset({"start_today_bridge", "helplines_overview"}),
    ),
    "stimulant": (
        "cocaine, coke, crack, meth, methamphetamine, crystal meth, amphetamines, speed, adderall, ritalin",
        frozenset({"stimulants_cm", "helplines_overview"}),
    ),
    "benzo": (
        "xanax, valium, klonopin, ativan, benzos, sleeping pills",
        frozenset({"benzo_withdrawal", "helplines_overview"}),
    ),
}
SEVENTY = [(substance, kind) for kind, (names, _) in KINDS.items() for substance in names.split(", ")]
HELPLINES = ("bh_line", "helpline", "city_long", "quit_tobacco")


def test_there_are_seventy() -> None:
    assert len({substance for substance, _ in SEVENTY}) == 70


@pytest.mark.parametrize(("substance", "kind"), SEVENTY)
def test_help_me_quit_is_answered_at_once_with_a_number_to_call(
    engine: Engine, copy: CopyStore, substance: str, kind: str
) -> None:
    messages = [read_message(message) for message in Talk([engine]).say(f"help me quit {substance}")]
    said = render_sms(messages, language="en", copy=copy, now=NOW)

    assert said.copy_refs[0][0] in KINDS[kind][1]
    assert any(copy.contacts[token].value in said.text for token in HELPLINES)
    assert kind != "tobacco" or copy.contacts["quit_tobacco"].value in said.text


SPANISH = ("alcohol", "fumar", "tabaco", "vapear", "marihuana", "opioides", "heroína", "cocaína", "Xanax", "drogas")


@pytest.mark.parametrize("substance", SPANISH)
def test_so_it_is_in_spanish(engine: Engine, copy: CopyStore, substance: str) -> None:
    messages = [read_message(message) for message in Talk([engine]).say(f"ayúdame a dejar {substance}")]
    said = render_sms(messages, language="es", copy=copy, now=NOW)

    assert said.copy_refs[0][0] in frozenset().union(*(right for _, right in KINDS.values()))
    assert any(copy.contacts[token].value in said.text for token in HELPLINES)
