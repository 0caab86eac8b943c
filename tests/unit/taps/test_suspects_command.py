from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.commands.suspects_ import command
from kiosk.errors import BadInputError, StorageError
from kiosk.model import Answer, Language, Level, Origin, QuestionId, Rated, VisitId, Wrote
from kiosk.store import Reading, Recorder, open_reader, open_store
from kiosk.survey import load_survey
from kiosk.taps import always_open
from tests.unit.builders import DATA

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


def answer(visit: str, question: str, value: Rated | Wrote, seconds: float) -> Answer:
    return Answer(VisitId(visit), QuestionId(question), 0, Language("en"), NOON + timedelta(seconds=seconds), value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One honest visit, and three taps too many on the same face, of which one wrote."""
    with open_store(tmp_path) as store:
        recorder = Recorder(store, Origin("kiosk-1", "checkout"), load_survey(DATA / "four_languages.toml"))
        recorder.save_all(answer(f"v{n}", "experience", Rated(Level.BAD), 2 * n) for n in range(4))
        recorder.save(answer("v2", "comment", Wrote("private words"), 5))
        recorder.screen(NOON + timedelta(hours=1), always_open)
    return tmp_path


def run(folder: Path, *arguments: str) -> str:
    done = CliRunner().invoke(command, ["--data", str(folder), *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def counted(folder: Path) -> int:
    with open_reader(folder) as reader:
        return sum(count.n for count in Reading(reader).hours(date.min, date.max))


def test_it_lists_the_taps_and_rules_and_no_words(folder: Path) -> None:
    told = run(folder)
    assert told.splitlines()[0] == "2026-11-16 12:00:02  repeat       bad        kiosk-1  v1"
    assert told.splitlines()[-1] == "3 visits left out of the figures, 0 cleared"
    assert "private" not in told + run(folder, "--json")


def test_json_and_a_period(folder: Path) -> None:
    found = json.loads(run(folder, "--json", "--from", "2026-11-16", "--to", "2026-11-16"))["suspects"]
    assert [(each["visit"], each["rule"], each["level"], each["cleared"]) for each in found] == [
        ("v1", "repeat", "bad", None), ("v2", "repeat", "bad", None), ("v3", "repeat", "bad", None),
    ]  # fmt: skip
    assert json.loads(run(folder, "--json", "--to", "2026-11-15")) == {"suspects": []}


def test_a_visit_that_is_cleared_counts_again_and_stays_listed(folder: Path) -> None:
    assert counted(folder) == 1
    assert run(folder, "--clear", "v2", "v1").startswith("2 flags taken back")
    assert counted(folder) == 3
    told = run(folder).splitlines()
    assert [line.endswith("(cleared)") for line in told[:-1]] == [True, True, False]
    assert told[-1] == "1 visits left out of the figures, 2 cleared"


def test_a_rule_is_cleared_as_a_whole(folder: Path) -> None:
    assert run(folder, "--clear-rule", "rhythm").startswith("0 flags")
    assert run(folder, "--clear-rule", "repeat").startswith("3 flags")
    assert counted(folder) == 4


@pytest.mark.parametrize("arguments", [
    ["v1"], ["--clear"], ["--clear", "v1", "--clear-rule", "repeat"], ["--clear-rule", "repeat", "--json"],
    ["--clear", "v1", "--from", "2026-11-16"], ["--clear", "v1", "nobody"], ["--clear", "v0"],
    ["--from", "2026-11-17", "--to", "2026-11-16"],
])  # fmt: skip
def test_what_cannot_be_meant_changes_nothing(folder: Path, arguments: list[str]) -> None:
    with pytest.raises(BadInputError, match="expected"):
        run(folder, *arguments)
    assert counted(folder) == 1


def test_a_folder_without_a_database_is_told_and_left_empty(tmp_path: Path) -> None:
    for arguments in ([], ["--clear", "v1"]):
        with pytest.raises(StorageError, match="no such database"):
            run(tmp_path / "none", *arguments)
    assert not (tmp_path / "none").exists()
