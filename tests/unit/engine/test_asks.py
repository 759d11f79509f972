"""Several asks are answered one by one only when each is understood; else the text is read as a whole."""

from __future__ import annotations

import asyncio

import pytest

from engine.asks import Parsed, Reading, read_asks

TEXT = "what is narcan? where is detox? can i bring my dog?"
TWO = "what is narcan? where is detox"


def read(text: str, **parts: tuple[str, str, float]) -> Reading:
    """Read `text` with a model that knows `parts` by their first word; the whole is read as `whole`."""

    async def parse(words: str, before: str | None) -> Parsed:
        intent, topic, confidence = parts["whole" if words == text else words.split(maxsplit=1)[0]]
        understanding = {"intent": intent, "topic": topic, "confidence": confidence, "choices": []}
        return {"text": words, "before": before, "understanding": understanding}

    return asyncio.run(read_asks(text, None, parse))


def sure(topic: str) -> tuple[str, str, float]:
    return topic, topic, 0.9


def asked(reading: Reading) -> list[str]:
    return [ask["understanding"]["topic"] for ask in reading.asks]


def test_two_are_answered_in_the_order_asked_and_the_third_is_left() -> None:
    found = read(TEXT, whole=sure("grief"), what=sure("naloxone_what_is"), where=sure("detox_ats"), can=sure("pets"))

    assert asked(found) == found.understanding()["asks"] == ["naloxone_what_is", "detox_ats", "pets"]
    assert [ask["text"] for ask in found.answered] == ["what is narcan?", "where is detox?"]
    assert found.left == ["pets"]


def test_each_ask_is_read_after_the_topic_of_the_one_before() -> None:
    found = read(TEXT, whole=sure("grief"), what=sure("naloxone_what_is"), where=sure("detox_ats"), can=sure("pets"))

    assert [ask["before"] for ask in found.asks] == [None, "naloxone_what_is", "detox_ats"]


def test_a_visit_is_asked_for_first_so_that_its_question_comes_last() -> None:
    found = read(
        "what is narcan? can you visit me",
        whole=sure("grief"),
        what=sure("naloxone_what_is"),
        can=sure("visit_request"),
    )

    assert asked(found) == ["visit_request", "naloxone_what_is"]


def test_one_unsure_part_is_asked_back_beside_an_answer() -> None:
    unsure = ("unsure", "detox_ats", 0.5)
    found = read(TWO, whole=sure("grief"), what=sure("naloxone_what_is"), where=unsure)

    assert asked(found) == ["naloxone_what_is", "detox_ats"]


@pytest.mark.parametrize(
    ("what", "where"),
    [
        (sure("naloxone_what_is"), sure("naloxone_what_is")),
        (sure("find_service"), sure("naloxone_free_boston")),
        (sure("naloxone_what_is"), ("nlu_fallback", "out_of_scope", 0.3)),
        (sure("naloxone_what_is"), ("unsure", "detox_ats", 0.2)),
        (("unsure", "naloxone_what_is", 0.5), ("unsure", "detox_ats", 0.5)),
        (sure("naloxone_what_is"), sure("thanks")),
        (sure("naloxone_what_is"), sure("stop_optout")),
        (sure("naloxone_what_is"), ("unsure", "cancel_request", 0.5)),
        (sure("naloxone_what_is"), sure("overdose_now")),
        (sure("visit_request"), ("unsure", "detox_ats", 0.5)),
    ],
    ids=["same", "same place", "not ours", "no sense alone", "two unsure", "small talk", "opt-out", "perhaps cancels",
         "danger", "form and question"],
)  # fmt: skip
def test_a_part_that_cannot_stand_alone_keeps_the_text_whole(
    what: tuple[str, str, float], where: tuple[str, str, float]
) -> None:
    assert asked(read(TWO, whole=sure("grief"), what=what, where=where)) == ["grief"]


def test_what_makes_no_sense_alone_is_read_with_what_stands_before_it() -> None:
    lost = ("nlu_fallback", "out_of_scope", 0.3)
    found = read(TEXT, whole=sure("grief"), what=sure("naloxone_what_is"), where=lost, can=sure("pets"))

    assert [ask["text"] for ask in found.asks] == ["what is narcan? where is detox?", "can i bring my dog?"]


def test_danger_is_never_taken_apart() -> None:
    parts = {"what": sure("naloxone_what_is"), "where": sure("detox_ats")}

    assert asked(read(TWO, whole=sure("overdose_now"), **parts)) == ["overdose_now"]
