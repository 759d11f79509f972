"""What follows danger, row by row: cards by what was done, again-texts, the questions and their answers."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.answer import Ask, Effect, Say
from bot.safety import Category, Level, Verdict
from bot.safety.signs import Sign, read_signs
from bot.safety.verdict import COPY_IDS
from conversations.aftermath import AGAIN, ASKED_BY, answer_danger, follow_up
from conversations.bystander import CALL, KEEP_ON, SECOND_DOSE
from conversations.episode import LAW, After, Episode
from tests.fixtures.tables import for_each

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
OVERDOSE, SUICIDE, MEDICAL, VIOLENCE = (
    Category.OVERDOSE_NOW,
    Category.SUICIDE_RISK,
    Category.MEDICAL_EMERGENCY,
    Category.VIOLENCE,
)
EMERGENCY, CONCERN = Level.EMERGENCY, Level.CONCERN


def verdict(category: Category, level: Level = EMERGENCY, copy_id: str = "") -> Verdict:
    return Verdict(category, level, "test.rule", "", copy_id or COPY_IDS[category, level])


def danger(
    category: Category, *signs: Sign, level: Level = EMERGENCY, copy_id: str = "", after: Episode | None = None
) -> After:
    return answer_danger(verdict(category, level, copy_id), frozenset(signs), after, now=NOW)


def said(after: After | None) -> list[str]:
    assert after is not None
    return [m.copy_id if isinstance(m, Say) else m.question for m in after.messages if isinstance(m, Say | Ask)]


def effects(after: After) -> list[str]:
    return [message.name for message in after.messages if isinstance(message, Effect)]


def reply(text: str, episode: Episode, *, now: datetime = NOW) -> After | None:
    return follow_up(text, read_signs(text), episode, now=now)


def stored(episode: Episode) -> Episode:
    return replace(episode, id=uuid.UUID(int=1), last_at=NOW)


@pytest.mark.parametrize(
    ("signs", "card"),
    [
        ((), "danger_overdose"),
        ((Sign.NOT_BACK, Sign.SOMEONE), "danger_overdose"),
        ((Sign.GAVE,), "danger_overdose_given"),
        ((Sign.GAVE, Sign.AWAKE), "danger_overdose_awake"),
        ((Sign.GAVE, Sign.BREATHING), "danger_overdose_awake"),
        ((Sign.GAVE, Sign.BREATHING, Sign.NOT_BACK), "danger_overdose_given"),
        ((Sign.BREATHING,), "danger_overdose"),
        ((Sign.ONESELF,), "danger_overdose_self"),
    ],
)
def test_the_first_card_of_an_overdose_fits_what_was_done(signs: tuple[Sign, ...], card: str) -> None:
    assert said(danger(OVERDOSE, *signs)) == [card]


def test_an_overdose_that_is_only_feared_gets_its_own_card_and_the_emergency_card_when_it_comes_true() -> None:
    feared = danger(OVERDOSE, Sign.GAVE, level=CONCERN)
    true = danger(OVERDOSE, after=stored(feared.episode))

    assert (said(feared), said(true)) == (["danger_overdose_concern"], ["danger_overdose"])


def test_naloxone_told_of_in_the_first_text_starts_the_clock() -> None:
    after = danger(OVERDOSE, Sign.GAVE)

    assert (after.episode.gave_at, effects(after)) == (NOW, ["await_second_dose"])


def test_the_same_overdose_again_goes_one_step_on() -> None:
    first = danger(OVERDOSE)
    second = danger(OVERDOSE, after=stored(first.episode))

    assert (said(second), second.episode.turns) == ([CALL], 2)


@pytest.mark.parametrize("card", sorted(AGAIN))
def test_the_same_danger_is_answered_in_turn_by_card_and_again_text(card: str) -> None:
    category, level = next(
        (key for key, copy_id in COPY_IDS.items() if copy_id == card),
        (SUICIDE if "suicide" in card else MEDICAL, EMERGENCY),
    )
    episode, heard = None, []
    for _ in range(5):
        after = danger(category, level=level, copy_id=card, after=episode)
        episode = stored(after.episode)
        heard.append(said(after)[0])

    assert heard == [card, AGAIN[card], card, AGAIN[card], card]


@pytest.mark.parametrize(("card", "question"), ASKED_BY.items())
def test_a_card_ends_with_its_question_and_the_again_text_leaves_it_open(card: str, question: str) -> None:
    category, level = next(key for key, copy_id in COPY_IDS.items() if copy_id == card)
    first = danger(category, level=level)
    again = danger(category, level=level, after=stored(first.episode))

    assert (said(first), first.episode.asked) == ([card, question], question)
    assert (said(again), again.episode.asked) == ([AGAIN[card]], question)


def test_a_graver_card_is_said_at_once() -> None:
    concern = danger(SUICIDE, level=CONCERN)
    emergency = danger(SUICIDE, after=stored(concern.episode))
    taken = danger(SUICIDE, copy_id="danger_suicide_pills", after=stored(emergency.episode))

    assert [said(after)[0] for after in (concern, emergency, taken)] == [
        "danger_suicide_concern",
        "danger_suicide",
        "danger_suicide_pills",
    ]


def test_another_danger_in_the_same_hour_keeps_the_gravest_and_asks_the_newest() -> None:
    overdose = danger(OVERDOSE)
    violence = danger(VIOLENCE, level=CONCERN, after=stored(overdose.episode))

    assert said(violence) == ["danger_violence_concern", "violence_text"]
    assert (violence.episode.category, violence.episode.level) == (OVERDOSE, EMERGENCY)
    assert said(reply("2", violence.episode)) == ["violence_safe_no"]
    assert said(reply("ok", violence.episode)) == [CALL]


ANSWERS = [
    ("suicide_safe", "1", ["suicide_safe_yes", "after_danger"]),
    ("suicide_safe", "yes", ["suicide_safe_yes", "after_danger"]),
    ("suicide_safe", "sí", ["suicide_safe_yes", "after_danger"]),
    ("suicide_safe", "2", ["danger_suicide_again"]),
    ("suicide_thinking", "1", ["danger_suicide", "suicide_safe"]),
    ("suicide_thinking", "wi", ["danger_suicide", "suicide_safe"]),
    ("suicide_thinking", "2", ["suicide_thinking_no"]),
    ("suicide_thinking", "không", ["suicide_thinking_no"]),
    ("medical_signs", "1", ["danger_medical"]),
    ("medical_signs", "no", ["medical_signs_no"]),
    ("violence_text", "1", ["violence_safe_yes"]),
    ("violence_text", "是", ["violence_safe_yes"]),
    ("violence_text", "2", ["violence_safe_no"]),
    ("after_danger", "3", ["check_in_declined"]),
    ("after_overdose", "no thanks", ["check_in_declined"]),
    ("suicide_safe", "7", ["digit_out_of_range", "suicide_safe"]),
]


@for_each(("asked", "text", "copy_ids"), ANSWERS)
def test_each_answer_has_its_words(asked: str, text: str, copy_ids: list[str]) -> None:
    assert said(reply(text, Episode(SUICIDE, EMERGENCY, asked=asked, said="danger_suicide_concern"))) == copy_ids


@pytest.mark.parametrize(("asked", "text"), [("suicide_safe", "2"), ("suicide_thinking", "1"), ("medical_signs", "1")])
def test_an_answer_that_is_danger_is_an_emergency(asked: str, text: str) -> None:
    after = reply(text, Episode(MEDICAL, CONCERN, asked=asked))

    assert after is not None
    assert after.raises is not None
    assert (after.raises.level, after.raises.rule) == (EMERGENCY, f"answer.{asked}")
    assert after.episode.level is EMERGENCY


@pytest.mark.parametrize(
    ("asked", "digit", "intent"),
    [("after_overdose", "1", "visit_request"), ("after_danger", "1", "callback_request")],
)
def test_a_visit_or_a_call_is_asked_of_the_engine(asked: str, digit: str, intent: str) -> None:
    after = reply(digit, Episode(OVERDOSE, EMERGENCY, asked=asked))

    assert after is not None
    assert after.choice is not None
    assert after.choice.intent == intent


@pytest.mark.parametrize("text", ["yes", "ok", "check-in please"])
def test_a_check_in_is_agreed_to_by_digit_only(text: str) -> None:
    episode = Episode(SUICIDE, EMERGENCY, asked="after_danger")
    agreed = reply("2", episode)

    assert reply(text, episode) is None
    assert agreed is not None
    assert agreed.messages == (Effect("check_in", {"asked": "ask_after_danger"}),)


def test_what_is_no_emergency_after_all_is_answered_by_the_engine() -> None:
    after = reply("2", Episode(SUICIDE, CONCERN, asked="suicide_thinking"))

    assert after is not None
    assert after.answers_opening


def test_the_whole_overdose_from_the_card_to_the_end() -> None:
    episode, heard = danger(OVERDOSE).episode, []
    for minute, text in enumerate(["ok", "i have narcan nasal", "ok", "still nothing", "nothing", "hes awake", "ok"]):
        after = reply(text, episode, now=NOW + timedelta(minutes=minute))
        assert after is not None
        heard.append(said(after))
        episode = after.episode

    assert heard == [
        ["bystander_call"],
        ["bystander_naloxone"],
        ["bystander_breaths"],
        ["bystander_keep_on"],
        ["bystander_second_dose"],
        ["danger_overdose_awake"],
        ["after_overdose_law", "after_overdose"],
    ]
    assert (episode.step, episode.asked, episode.gave_at) == (LAW, "after_overdose", NOW + timedelta(minutes=2))


def test_once_we_told_of_the_second_dose_ourselves_it_is_not_said_again_at_once() -> None:
    told = Episode(OVERDOSE, EMERGENCY, step="bystander_breaths", said=SECOND_DOSE, gave_at=NOW, second_dose_told=True)

    assert said(reply("still not back", told)) == [KEEP_ON]


@pytest.mark.parametrize("text", ["he died", "hes gone"])
def test_a_death_is_met_with_sorrow_and_no_offer(text: str) -> None:
    after = reply(text, Episode(OVERDOSE, EMERGENCY, step="bystander_breaths"))

    assert after is not None
    assert (said(after), effects(after), after.episode.ending) == (["after_overdose_died"], ["no_second_dose"], "died")


@pytest.mark.parametrize("category", [SUICIDE, MEDICAL, VIOLENCE])
def test_outside_an_overdose_nothing_is_taken_for_a_step(category: Category) -> None:
    for text in ("ok", "he woke up", "what do i do", "false alarm", "?"):
        assert reply(text, Episode(category, EMERGENCY)) is None


@pytest.mark.parametrize("text", ["where can i get more narcan", "thank you", "how long does it last"])
def test_an_ordinary_question_beside_an_overdose_goes_its_ordinary_way(text: str) -> None:
    assert reply(text, Episode(OVERDOSE, EMERGENCY, step="bystander_breaths")) is None


def test_an_overdose_after_one_that_is_over_begins_anew() -> None:
    over = stored(Episode(OVERDOSE, EMERGENCY, step=LAW, said=LAW, asked="after_overdose", gave_at=NOW))
    after = danger(OVERDOSE, after=over)

    assert (said(after), after.episode.id, after.episode.gave_at) == (["danger_overdose"], None, None)
