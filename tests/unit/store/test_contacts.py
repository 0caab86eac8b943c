"""An address stands in a table of its own, with the wording agreed to."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from kiosk.commands.contacts_ import command
from kiosk.model import ChoiceId, Chose, Contacted, Numbered, QuestionId, Wrote
from kiosk.store import list_waiting
from tests.unit.builders import NOON, answer, rated

CONTACT = QuestionId("contact")
ADDRESS = Contacted("kim@example.com", "You may write to me.", 3)


def leave(recorder, value, visit="v1", at=NOON):
    recorder.save(rated(1, visit, at))
    recorder.save(answer(value, CONTACT, visit, at=at))


def rows(store, sql):
    return store.database.execute(sql).fetchall()


def test_an_address_is_kept_with_its_consent_and_nowhere_else(store, recorder):
    leave(recorder, ADDRESS)
    assert rows(store, "SELECT kind, text FROM contacts") == [("contact", "kim@example.com")]
    assert rows(store, "SELECT wording, wording_version, language FROM consents") == [("You may write to me.", 3, "en")]
    assert rows(store, "SELECT * FROM answers WHERE question = 'contact'") == []
    assert rows(store, "SELECT * FROM comments") == []


def test_a_number_needs_no_consent(store, recorder):
    leave(recorder, Numbered("482 913"))
    assert rows(store, "SELECT kind, text FROM contacts") == [("number", "482 913")]
    assert rows(store, "SELECT * FROM consents") == []


def test_who_waits_is_listed_with_what_they_said(store, recorder):
    recorder.save(rated(1))
    recorder.save(answer(Chose((ChoiceId("queue"),)), QuestionId("reasons")))
    recorder.save(answer(Wrote("Too slow"), QuestionId("comment")))
    recorder.save(answer(Numbered("482 913"), CONTACT))
    leave(recorder, ADDRESS, "v2", NOON + timedelta(days=1))
    first, second = list_waiting(store, NOON.date(), NOON.date() + timedelta(days=1))
    assert (first.kind, first.text, first.level, first.reasons, first.comment) == (
        "number", "482 913", "bad", ("queue",), "Too slow"
    )  # fmt: skip
    assert (second.kind, second.text, second.reasons, second.comment) == ("contact", "kim@example.com", (), None)
    assert [each.visit for each in list_waiting(store, NOON.date(), NOON.date())] == ["v1"]


@pytest.mark.parametrize(("options", "told"), [
    (["--number", "482913"], "482 913"), (["--number", "482 913"], "482 913"),
    (["--number", "1"], "nobody waits for an answer"), ([], "kim@example.com"),
    (["--from", "2030-01-01"], "nobody waits for an answer"),
])  # fmt: skip
def test_the_command_finds_a_number_however_it_is_spaced(store, recorder, tmp_path, options, told):
    leave(recorder, Numbered("482 913"))
    leave(recorder, ADDRESS, "v2")
    shown = CliRunner().invoke(command, ["--data", str(tmp_path), *options])
    assert shown.exit_code == 0
    assert told in shown.output
    if options:
        assert "kim@example.com" not in shown.output


def test_the_command_speaks_json(store, recorder, tmp_path):
    leave(recorder, ADDRESS)
    shown = json.loads(CliRunner().invoke(command, ["--data", str(tmp_path), "--json"]).output)
    assert [(each["visit"], each["text"], each["level"]) for each in shown] == [("v1", "kim@example.com", "bad")]
