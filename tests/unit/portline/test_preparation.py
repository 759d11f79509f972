import pytest

from portline import preparation
from portline.settings import Settings
from portline.supervision.supervisor import StepFailedError


class StepsOnly:
    """A supervisor that runs nothing and remembers what it was asked to finish."""

    def __init__(self, failing: str = "") -> None:
        self.finished: list[str] = []
        self._failing = failing

    def finish(self, command) -> None:
        self.finished.append(command.name)
        if command.name == self._failing:
            raise StepFailedError(command.name, "exit 1")


@pytest.fixture
def settings(tmp_path):
    return Settings.from_environ({"PORTLINE_VAR": str(tmp_path)})


def prepare(settings) -> list[str]:
    steps = StepsOnly()
    preparation.prepare_database(steps, settings)
    return steps.finished


def test_a_new_database_is_migrated_then_seeded(settings):
    assert prepare(settings) == ["migrate", "seed"]


def test_a_database_that_is_as_it_should_be_is_left_alone(settings):
    prepare(settings)
    (settings.var / "portline.sqlite").touch()

    assert prepare(settings) == []


def test_a_database_that_was_deleted_is_made_again(settings):
    prepare(settings)

    assert prepare(settings) == ["migrate", "seed"]


def test_another_database_is_prepared_too(settings, tmp_path):
    prepare(settings)
    (settings.var / "portline.sqlite").touch()
    other = Settings.from_environ(
        {"PORTLINE_VAR": str(tmp_path), "PORTLINE_DATABASE_URL": f"sqlite:///{tmp_path}/b.sqlite"}
    )

    assert prepare(other) == ["migrate", "seed"]


def test_a_failed_migration_stops_the_start_and_is_tried_again(settings):
    with pytest.raises(StepFailedError):
        preparation.prepare_database(StepsOnly(failing="migrate"), settings)

    assert prepare(settings) == ["migrate", "seed"]


def test_without_a_model_the_rest_goes_on(settings):
    assert preparation.make_model(StepsOnly(failing="train"), settings) is False
    assert preparation.make_model(StepsOnly(), settings) is True
