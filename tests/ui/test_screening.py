from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.hours import OpeningHours, Span
from kiosk.site import load_site
from kiosk.store import Reading, open_reader
from tests.unit.builders import NOON, SURVEY, rated
from ui.writer import Writer


def write(site, *answers, source="kiosk"):
    """Through the thread that writes; everything is saved and screened when this returns."""
    writer = Writer(site, SURVEY, source)
    for answer in answers:
        writer.save(answer)
    writer.close()


def left_out(folder):
    with open_reader(folder) as reader:
        return Reading(reader).excluded(NOON.date(), NOON.date())


def test_the_writer_flags_play_after_it_has_saved(qapp, tmp_path):
    write(load_site(None, tmp_path), rated(1, "a"), rated(1, "b", NOON + timedelta(seconds=2)))
    assert left_out(tmp_path) == {"repeat": 1}


def test_the_opening_hours_are_the_sites(qapp, tmp_path):
    mornings = OpeningHours(((Span(8 * 60, 11 * 60),),) * 7, zone=NOON.tzinfo)
    write(replace(load_site(None, tmp_path), hours=mornings), rated(1, "a"))
    assert left_out(tmp_path) == {"closed": 1}


def test_a_demonstration_is_not_screened(qapp, tmp_path):
    write(load_site(None, tmp_path), rated(1, "a"), rated(1, "b", NOON + timedelta(seconds=2)), source="demo")
    assert left_out(tmp_path) == {}
