"""Rules about files: what may be committed, and documents that keep up with the code."""

import re

import pytest

from portline.setting_table import SETTINGS, settings_table
from tests.architecture.source import ROOT, project_files

MIGRATIONS = ROOT / "storage" / "migrations" / "versions"
HEAD = ROOT / "storage" / "migrations" / ".current-head"

# Spelled apart, so that this file does not name a host itself.
PACKAGE_HOSTS = re.compile(
    "|".join(
        [
            r"(?:files\.)?python" + r"hosted\.org", r"(?:test\.)?py" + r"pi\.org", r"registry\.npm" + r"js\.org",
            r"conda\." + r"anaconda\.org", r"--(?:extra-)?index" + r"-url\s*[= ]\s*\S*://", r"--find" + r"-links",
        ]
    )
)  # fmt: skip
TEXT_FILES = {".lock", ".txt", ".toml", ".cfg", ".ini", ".in", ".yml", ".yaml", ".json", ".py", ".md", ".sh", ""}


#: Public schemas of the standard, 9 MB of JSON that repeats itself.
HSDS_SCHEMAS = ROOT / "tests" / "integration" / "webhooks" / "hsds_schemas"


def test_no_file_names_a_package_host():
    naming = [
        str(path.relative_to(ROOT))
        for path in project_files()
        if path.suffix in TEXT_FILES and PACKAGE_HOSTS.search(path.read_text(encoding="utf-8", errors="replace"))
    ]

    assert naming == []


def test_no_database_secret_or_model_is_committed():
    unwanted = [
        str(path.relative_to(ROOT))
        for path in project_files()
        if (path.suffix in {".sqlite", ".db", ".gz", ".pem", ".key"} and HSDS_SCHEMAS not in path.parents)
        or path.relative_to(ROOT).parts[0] in {"var", "models"}
    ]

    assert unwanted == []


def test_migrations_are_numbered_without_a_gap():
    numbers = sorted(int(path.name[:4]) for path in MIGRATIONS.glob("[0-9]*.py"))

    assert numbers
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_head_file_names_the_newest_migration():
    """Two branches that both add a migration conflict here, in git, and not in production."""
    newest = max(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))

    assert newest.startswith(HEAD.read_text(encoding="ascii").strip())


def test_each_migration_follows_the_one_before():
    revisions = [
        (
            re.search(r'^revision\b[^=]*= "(.+)"', text, re.MULTILINE),
            re.search(r'^down_revision\b[^=]*= "(.+)"', text, re.MULTILINE),
        )
        for text in (path.read_text(encoding="utf-8") for path in sorted(MIGRATIONS.glob("[0-9]*.py")))
    ]
    own = [revision[1] for revision, _ in revisions if revision]
    before = [down[1] if down else None for _, down in revisions]

    assert before == [None, *own[:-1]]


def test_the_readme_holds_the_settings_table():
    assert settings_table() in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["help", "setup", "run", "test", "lint", "types", "bench", "clean"])
def test_the_makefile_has_the_promised_targets(target):
    assert re.search(rf"^{target}:.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_continuous_integration_runs_what_everybody_runs():
    assert "make --no-print-directory test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_no_setting_is_missing_from_the_table():
    named = set()
    for path in project_files():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] not in {"tests", "engine"}:
            named |= set(re.findall(r"\b(?:PORTLINE|TWILIO)_[A-Z_]+\b", path.read_text(encoding="utf-8")))

    assert named <= {setting.name for setting in SETTINGS}
