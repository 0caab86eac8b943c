from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from kiosk.cli import kiosk
from kiosk.model import ChoiceId, Chose, Wrote
from kiosk.store import Recorder, open_store
from tests.unit.builders import COMMENT, NOON, REASONS, SURVEY, answer, rated
from tests.unit.store.shop import ORIGIN


@pytest.fixture
def shop(tmp_path):
    with open_store(tmp_path) as store:
        Recorder(store, ORIGIN, SURVEY).save_all([
            rated(1), answer(Chose((ChoiceId("queue"),)), REASONS), answer(Wrote("The queue\n排队 \x1b[2J"), COMMENT),
            answer(Wrote("Fine queue"), COMMENT, visit="v2", at=NOON + timedelta(days=1)),
        ])  # fmt: skip
    return tmp_path


def comments(folder, *arguments):
    done = CliRunner().invoke(kiosk, ["comments", *arguments, "--data", str(folder)])
    assert done.exit_code == 0, done.output
    return done.output


def test_each_stands_with_time_face_touchpoints_and_place_newest_first(shop):
    assert comments(shop, "QUEUE") == (
        "2026-11-17 12:00  no face; checkout\n    Fine queue\n"
        "2026-11-16 12:00  bad; queue; checkout\n    The queue\n    排队 \N{REPLACEMENT CHARACTER}[2J\n"
        "2 comments\n"
    )


def test_the_words_and_the_days_narrow_it_down(shop):
    assert comments(shop, "排队").endswith("1 comment\n")
    assert comments(shop, "排队", "fine") == "0 comments\n"
    assert comments(shop, "--from", "2026-11-17").endswith("1 comment\n")
    assert comments(shop).endswith("2 comments\n")


def test_as_json_nothing_is_replaced(shop):
    (one,) = json.loads(comments(shop, "排队", "--json"))["comments"]
    assert one == {
        "visit": "v1", "at": NOON.isoformat(timespec="milliseconds"), "day": "2026-11-16", "kiosk_id": "kiosk-1",
        "place": "checkout", "language": "en", "text": "The queue\n排队 \x1b[2J", "level": "bad", "reasons": ["queue"],
        "flag": None, "suspect": None,
    }  # fmt: skip
