"""Three steps where a text got nowhere: other words, other choices, a person."""

from __future__ import annotations

import pytest

from bot.answer import Ask, Effect, Message, Say, Understanding
from bot.questions import MENU_INTENTS
from bot.safety import NO_DANGER
from conversations.dialogue import Dialogue
from conversations.ladder import climb
from conversations.outcome import Outcome, after_messages
from conversations.steps import Seen

FORM = {"active_loop": {"name": "request_form"}}


def after(messages: tuple[Message, ...], seen: Seen, *guesses: str) -> Outcome:
    """Let a turn say `messages`, and climb."""
    understood = Understanding("unsure", 0.4, choices=guesses) if guesses else None
    dialogue = after_messages(seen.dialogue, messages, asked=None)
    return climb(Outcome(messages, NO_DANGER, dialogue, understood), seen)


def climbed(messages: tuple[Message, ...], seen: Seen, times: int) -> list[tuple[Message, ...]]:
    said = []
    for _ in range(times):
        outcome = after(messages, seen)
        said.append(outcome.messages)
        seen = Seen(outcome.dialogue or Dialogue())
    return said


@pytest.mark.parametrize("refusal", [(), (Say("phone_unreadable"),)])
def test_a_question_not_answered_is_reworded_then_left_then_handed_to_a_person(refusal: tuple[Say, ...]) -> None:
    first, second, third = climbed((*refusal, Ask("phone")), Seen(Dialogue(FORM, Ask("phone"))), 3)

    assert first == (*refusal, Ask("phone", wording="ask_phone_again"))
    assert second == (Say("stuck_skip"), Ask("phone"))
    assert third == (Effect("pause_form"), Say("form_need_person"))


def test_a_question_answered_on_the_way_does_not_count() -> None:
    seen = Seen(Dialogue(FORM, Ask("phone"), misses=2))
    outcome = after((Say("naloxone_what_is"), Ask("phone")), seen)

    assert outcome.messages == (Say("naloxone_what_is"), Ask("phone"))
    assert outcome.dialogue is not None
    assert outcome.dialogue.misses == 0


def test_words_nobody_understands_get_the_menu_then_other_choices_then_a_person() -> None:
    first, second, third, fourth = climbed((Say("fallback"),), Seen(), 4)
    others = next(message for message in second if isinstance(message, Ask))

    assert first == fourth == (Say("fallback"), Ask("menu"))
    assert set(others.options).isdisjoint(MENU_INTENTS.values())
    assert third == (Say("fallback_person"), Ask("request_offer"))


def test_the_second_guess_offers_nothing_of_the_first() -> None:
    first = ("grief", "relapse", "pets")
    offered = after((Ask("did_you_mean", first),), Seen(), *first)
    again = after(
        (Ask("did_you_mean", ("grief", "veterans")),), Seen(offered.dialogue or Dialogue()), "grief", "veterans"
    )
    asked = again.messages[-1]

    assert offered.messages == (Ask("did_you_mean", first),)
    assert isinstance(asked, Ask)
    assert asked.options[0] == "veterans"
    assert set(asked.options).isdisjoint(first)


def test_something_else_picked_from_a_list_is_the_second_step() -> None:
    seen = Seen(Dialogue(asked=Ask("did_you_mean", ("talk_to_human", "find_service"))))
    asked = after((Say("fallback_again"),), seen).messages[-1]

    assert isinstance(asked, Ask)
    assert asked.options == ("helplines_overview", "talk_to_loved_one", "naloxone_free_boston")
