"""The day's backup, made by a process of its own when nobody is at the screen."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.flow import Now
from kiosk.model import Site
from kiosk.store.backup.inspecting import inspect
from tests.ui.conftest import PATIENT, Shop
from ui.hand import wait_until
from ui.keeper import QUIET_SECONDS, RETRY_SECONDS, START_SECONDS, Keeper, backup_command

EVENING = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)


@dataclass
class Clocks:
    """Both clocks of a machine, moved by hand."""

    steady: float = 1000.0
    wall: datetime = EVENING

    def __call__(self) -> Now:
        return Now(self.steady, self.wall)

    def go_on(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += timedelta(seconds=seconds)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def tapped(open_shop: Callable[..., Shop], clocks: Clocks, site: Site, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """A shop where somebody has just rated and left."""
    monkeypatch.setenv("KIOSK_SITE", "")
    shop = open_shop(PATIENT, now=clocks)
    shop.hand.tap("face4")
    shop.hand.tap("finish")
    shop.hand.wait_for("thanks")
    shop.settle()
    shop.session.next()
    wait_until(lambda: not shop.session.begun and shop.session.screen_name == "scale", "the first screen")
    return shop


@pytest.fixture
def keep(tapped: Shop) -> Iterator[Callable[[list[str]], Keeper]]:
    """Makes keepers that are closed after the test."""
    made: list[Keeper] = []

    def maker(command: list[str]) -> Keeper:
        made.append(Keeper(tapped.session, command))
        return made[-1]

    yield maker
    for keeper in made:
        keeper.close()


@pytest.fixture
def counting(keep: Callable[[list[str]], Keeper], tmp_path: Path) -> tuple[Keeper, Callable[[], int]]:
    """A keeper with a real command that leaves a mark each time, and how many there are."""
    marks = tmp_path / "marks"
    keeper = keep([sys.executable, "-c", f"open({str(marks)!r}, 'a').write('x')"])

    def count() -> int:
        wait_until(lambda: not keeper.busy, "the command to end")
        return len(marks.read_text()) if marks.exists() else 0

    return keeper, count


def test_a_real_backup_is_made_some_minutes_after_the_start(
    keep: Callable[[list[str]], Keeper], clocks: Clocks, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    keeper = keep(backup_command(site, None))
    keeper.look()
    assert not keeper.busy
    clocks.go_on(START_SECONDS)
    keeper.look()
    assert keeper.busy
    wait_until(lambda: not keeper.busy, "the backup")
    backups = sorted((site.data / "backups").iterdir())
    assert [path.name.split("-")[0] for path in backups] == ["daily", "weekly"]
    assert inspect(backups[0]).answers == 1
    assert "a backup is made" in caplog.text
    assert "not complete" not in caplog.text


def test_taps_go_on_while_a_backup_is_made(
    keep: Callable[[list[str]], Keeper], clocks: Clocks, site: Site, tapped: Shop
) -> None:
    keeper = keep(backup_command(site, None))
    clocks.go_on(START_SECONDS)
    keeper.look()
    tapped.hand.tap("face1")
    tapped.settle()
    wait_until(lambda: not keeper.busy, "the backup")
    assert tapped.rows("SELECT count(*) FROM answers") == [(2,)]


def test_once_a_day_at_a_quiet_moment(
    counting: tuple[Keeper, Callable[[], int]], clocks: Clocks, tapped: Shop
) -> None:
    keeper, count = counting
    clocks.go_on(START_SECONDS)
    tapped.session.touch()
    keeper.look()
    assert count() == 0, "somebody is there"
    clocks.go_on(QUIET_SECONDS)
    keeper.look()
    assert count() == 1
    clocks.go_on(RETRY_SECONDS)
    keeper.look()
    assert count() == 1, "this day has its backup"
    clocks.go_on(3600)
    keeper.look()
    assert count() == 2, "a new day"


def test_not_in_the_middle_of_a_visit(
    counting: tuple[Keeper, Callable[[], int]], clocks: Clocks, tapped: Shop
) -> None:
    keeper, count = counting
    tapped.hand.tap("face2")
    tapped.settle()
    clocks.go_on(START_SECONDS)
    keeper.look()
    assert count() == 0


def test_a_clock_set_back_a_year_brings_one_more_backup_and_no_storm(
    counting: tuple[Keeper, Callable[[], int]], clocks: Clocks
) -> None:
    keeper, count = counting
    clocks.go_on(START_SECONDS)
    keeper.look()
    assert count() == 1
    clocks.wall -= timedelta(days=365)
    for _ in range(5):
        keeper.look()
        assert count() == 2


def test_what_does_not_work_is_logged_once_and_tried_again_in_an_hour(
    keep: Callable[[list[str]], Keeper], clocks: Clocks, site: Site, caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:  # fmt: skip
    settings = tmp_path / "site.toml"
    settings.write_text(f'[backup]\nsecond = "{tmp_path / "stick"}"\n')
    keeper = keep(backup_command(site, settings))
    for _ in range(2):
        clocks.go_on(START_SECONDS + RETRY_SECONDS)
        keeper.look()
        wait_until(lambda: not keeper.busy, "the backup")
        keeper.look()
        assert not keeper.busy, "not again at once"
    assert caplog.text.count("the second place for backups is not there") == 1
    (tmp_path / "stick").mkdir()
    clocks.go_on(RETRY_SECONDS)
    keeper.look()
    wait_until(lambda: not keeper.busy, "the backup")
    assert len(list((tmp_path / "stick" / site.kiosk_id).iterdir())) == 2


def test_a_program_that_cannot_be_started_is_logged(
    keep: Callable[[list[str]], Keeper], clocks: Clocks, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = keep(["/nowhere/kiosk"])
    clocks.go_on(START_SECONDS)
    keeper.look()
    wait_until(lambda: not keeper.busy, "the command to end")
    assert "not complete" in caplog.text


def test_a_process_that_hangs_is_ended(keep: Callable[[list[str]], Keeper], clocks: Clocks) -> None:
    keeper = keep([sys.executable, "-c", "import time; time.sleep(600)"])
    clocks.go_on(START_SECONDS)
    keeper.look()
    clocks.go_on(4 * 3600)
    keeper.look()
    wait_until(lambda: not keeper.busy, "the process to be ended")
