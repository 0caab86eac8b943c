"""Ratings of somebody else, with days and without hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from kiosk.model import Language, Level, Origin, QuestionId, Scored, VisitId, Week
from kiosk.store import ImportedFile, Recorder, Row, open_store
from tests.unit.report.conftest import Shop


def save_imported(
    shop: Shop, weeks: Mapping[Week, tuple[str, int]], source: str = "elsewhere", rule: str = "means so",
    hour: int | None = None,
) -> None:
    """So many ratings a week on one scale, levels evenly, with a score of an aspect each: 1, 2, 3, 4 in turn.

    rule: how every scale became levels, in words; hour: that of all ratings where they have one.
    """
    rows = [
        Row(
            VisitId(f"{source}-{week}-{number}"), week.monday + timedelta(days=number % 7), Language("en"),
            (
                (QuestionId("experience"), Scored(1 + number % 4, scale, Level(1 + number % 4))),
                (QuestionId("wifi"), Scored(1 + number % 4, "1_5")),
            ),
            at=None if hour is None else datetime.combine(
                week.monday + timedelta(days=number % 7), time(hour), UTC
            ),
        )
        for week, (scale, count) in weeks.items()
        for number in range(count)
    ]  # fmt: skip
    file = ImportedFile("digest", "file.csv", 0, {scale: f"{scale} {rule}" for scale, _ in weeks.values()})
    with open_store(shop.folder) as store:
        recorder = Recorder(store, Origin("k1", "checkout", f"import:{source}"), shop.survey)
        recorder.save_import(rows, file, datetime(2026, 11, 16, tzinfo=UTC))
