"""The steps before the processes, each only when needed: a database as the migrations say, a model of today's data."""

from pathlib import Path
from typing import Final

from portline import programs, stamps
from portline.progress import say
from portline.settings import Settings
from portline.supervision.supervisor import StepFailedError, Supervisor

DATABASE_STAMP: Final = Path("stamps") / "database"


def prepare_database(supervisor: Supervisor, settings: Settings) -> None:
    """Migrate and seed when the migrations, the directory or the database are new."""
    stamp, inputs = settings.var / DATABASE_STAMP, programs.database_inputs(settings)
    is_file = settings.database_url.startswith("sqlite") and (settings.var / "portline.sqlite").exists()
    if is_file and stamps.is_current(stamp, inputs):
        say("portline", "1/4 database: as it should be")
        return
    say("portline", "1/4 database: migrate and seed the directory")
    supervisor.finish(programs.own_program("migrate"))
    supervisor.finish(programs.own_program("seed"))
    stamps.put(stamp, inputs)


def make_model(supervisor: Supervisor, settings: Settings) -> bool:
    """Train when the model is not of today's data (the engine knows); return whether there is a model to serve.

    Without one we go on with danger, keywords and fixed words only: better than nobody answering.
    """
    say("portline", "3/4 model")
    try:
        supervisor.finish(programs.engine_program("train", settings))
    except StepFailedError as error:
        say("portline", f"{error}: only danger and the fixed words are answered. Mend the cause and start again.")
        return False
    return True
