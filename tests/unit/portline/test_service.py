import os
import sys
from pathlib import Path

from portline.supervision.child import Command, Exit
from portline.supervision.service import Service, restart_delay_s

NOTHING = Command("web", (sys.executable, "-c", ""), dict(os.environ), Path("/"))


def test_pauses_double_up_to_five_seconds():
    assert [restart_delay_s(failures) for failures in (1, 2, 3, 7, 100)] == [0.5, 1, 2, 5, 5]


def test_a_service_that_ran_well_for_a_minute_starts_again_soon():
    service = Service(NOTHING)
    quick = [service.note_end(now=second) for second in (1, 2, 3)]
    after_a_good_minute = service.note_end(now=200)

    assert quick == [0.5, 1, 2]
    assert after_a_good_minute == 0.5


def test_a_service_is_due_only_after_its_pause():
    service = Service(NOTHING)
    service.note_end(now=10)

    assert (service.is_due(now=10.4), service.is_due(now=10.5)) == (False, True)


def test_an_end_is_told_in_words():
    assert str(Exit(-9, 120)) == "killed by SIGKILL, 120 MB at most"
    assert str(Exit(3, 8)) == "exit 3, 8 MB at most"
