from collections import Counter
from dataclasses import replace

from portline.bench.measure import Run, Waited, hold, middle
from portline.bench.mix import TALK_TURNS, plain_answers, talks, unseen_texts
from portline.bench.report import Figures, bar_lines, bars, doubts, table
from portline.bench.systems import MOST_TURNS


def run(turns_per_s: float, words_ms: float = 20, action_ms: float = 40) -> Run:
    turns = (Waited("words", words_ms / 1000), Waited("action", action_ms / 1000)) * 50
    return Run(1, turns, len(turns) / turns_per_s)


OURS = Figures("ours", run(30), run(40), 250, 260, 100.0, 8.0)
A = Figures("A, Rasa with rules", run(20), run(20), 700, 800, 500.0, 20.0)
B = Figures("B, Rasa with TED", run(10), run(10), 900, 900, 900.0, 30.0)


def test_a_hundred_turns_are_seventy_questions_twenty_searches_and_a_form():
    held = talks(2, ["what is naloxone", "que es narcan"])

    assert Counter(turn.kind for talk in held for turn in talk) == {"answer": 140, "listing": 40, "form": 20}
    assert {len(talk) for talk in held} == {TALK_TURNS}
    assert held == talks(2, ["what is naloxone", "que es narcan"])


def test_the_questions_are_those_read_at_once_without_danger_or_an_action():
    asked = plain_answers(unseen_texts(), lambda text: {"intent": "naloxone_what_is" if len(text) % 2 else "detox_ats"})

    assert asked
    assert all(len(text) % 2 for text in asked)
    assert "hes blue and making a snoring sound i cant wake him up" not in asked


def test_every_turn_is_asked_in_order_and_no_sender_comes_twice():
    asked = []

    def ask(sender, turn):
        asked.append((sender, turn))
        return "words"

    held = talks(1, ["what is naloxone"])
    measured = [hold(held, ask, clients=1), hold(held, ask, clients=3)]

    assert [turn for _, turn in asked[:100]] == [turn for talk in held for turn in talk]
    assert Counter(sender for sender, _ in asked).most_common(1)[0][1] == TALK_TURNS
    assert [len(each.turns) for each in measured] == [100, 100]
    assert len({sender for sender, _ in asked}) == 20 < MOST_TURNS


def test_the_median_run_counts():
    assert middle([run(9), run(30), run(10)]).turns_per_s == run(10).turns_per_s
    assert middle([run(9), run(30)]).turns_per_s == run(9).turns_per_s


def test_ours_meets_its_bars_beside_slower_ones():
    found = bars([OURS, A, B])

    assert [bar.asks for bar in found if not bar.holds] == []
    assert len(found) == 9


def test_each_bar_can_be_missed():
    slow = replace(OURS, alone=run(19, 61, 101), together=run(19), memory_most_mb=401, training_s=180.0)
    silent = replace(OURS, alone=Run(1, (Waited("nothing", 0.01),) * 3, 1.0))

    assert [bar.holds for bar in bars([slow, A, B])] == [False] * 8 + [True]
    assert "MISSED: every turn answered (100% not)" in bar_lines(bars([silent]))


def test_the_worse_of_our_two_rows_is_held_to_our_own_bars():
    unseen = replace(OURS, name="ours, unseen texts", alone=run(20, 61, 40))

    assert [bar.asks for bar in bars([OURS, unseen]) if not bar.holds] == ["p95 without action at most 60 ms"]
    assert bars([OURS, unseen, A])[0].found.startswith("30.0 against")


def test_the_table_has_a_column_for_each_system():
    shown = table([OURS, A, B]).splitlines()

    assert shown[0] == "| system | ours | A, Rasa with rules | B, Rasa with TED |"
    assert "| words p95 | 20 ms | 20 ms | 20 ms |" in shown


def test_a_baseline_that_only_falls_back_is_no_fair_comparison():
    falls_back = replace(A, alone=Run(1, (Waited("action", 0.3),) * 9 + (Waited("words", 0.1),), 3.0))

    assert doubts([OURS, A, B]) == []
    assert [line.split(" called")[0] for line in doubts([OURS, falls_back])] == ["- DOUBTFUL: A, Rasa with rules"]
