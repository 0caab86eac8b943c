from __future__ import annotations

import tomllib
from datetime import date

from kiosk.assets import SURVEYS
from kiosk.demo import COMMENTS_FILE, Plan, simulate
from kiosk.model import Chose, Rated, Wrote
from kiosk.survey import load_survey


def test_simulated_shoppers_write_about_what_they_named() -> None:
    words = tomllib.loads(COMMENTS_FILE.read_text(encoding="utf-8"))
    survey = load_survey(SURVEYS / "checkout.toml")
    answers = [answer for day in simulate(Plan(2, 70, 1, date(2026, 11, 16)), survey) for answer in day]
    chosen = {answer.visit: answer.value.choices for answer in answers if isinstance(answer.value, Chose)}
    rated = {answer.visit: answer.value.level for answer in answers if isinstance(answer.value, Rated)}
    wrote = [answer for answer in answers if isinstance(answer.value, Wrote)]
    assert len(wrote) > 20
    for answer in wrote:
        kind = words[answer.language]["happy" if rated[answer.visit].happy else "unhappy"]
        assert isinstance(answer.value, Wrote)
        assert any(answer.value.text in kind.get(choice, ()) for choice in chosen[answer.visit])
