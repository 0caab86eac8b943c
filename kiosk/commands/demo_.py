"""`kiosk demo`: simulated weeks, and simulated shoppers at the real screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

import click

from kiosk.commands.common import Settings, day_option, with_settings
from kiosk.demo import SOURCE, Plan, simulate
from kiosk.errors import KnownError
from kiosk.model import Language, Origin, Rotation, Site, Week
from kiosk.questions import Survey

if TYPE_CHECKING:
    from kiosk.store import Store
    from kiosk.survey.sampler import Sampler

SHARE_IN_TURN = 0.25
"""In which share of visits an item takes the place of the reasons, where the site asks none."""


@click.command(name="demo", epilog="Example: kiosk demo --data /tmp/shop --weeks 12 --seed 7")
@with_settings
@click.option("--weeks", default=12, show_default=True, type=click.IntRange(1, 520), help="Weeks before this one.")
@click.option("--visits-per-day", default=70, show_default=True, type=click.IntRange(1, 5000), help="On average.")
@click.option("--seed", default=1, show_default=True, help="The same seed and end give the same answers.")
@day_option("--until", said="The day after the last simulated one [default: today].")
@click.option("--shoppers", is_flag=True, help="Twelve shoppers at the real screens too, and the week's reports.")
def command(
    settings: Settings, *, weeks: int, visits_per_day: int, seed: int, until: date | None, shoppers: bool
) -> None:
    """Fills a data folder of its own with simulated weeks of a shop; never one that holds a shop's answers."""
    from kiosk.survey import load_survey

    site = settings.site()
    survey = load_survey(site.survey)
    refuse_real_answers(site)
    today = datetime.now().astimezone().date()
    plan = Plan(weeks, visits_per_day, seed, until or today)
    history = fill(_asking_in_turn(site), survey, plan)
    click.echo(f"history    {history:,} simulated visits, {plan.days[0]} to {plan.days[-1]}")
    if shoppers:
        from ui.shoppers import let_them_shop

        click.echo(f"shoppers   {let_them_shop(replace(site, rotation=Rotation()), survey)}")
        show_report(site, today)
    click.echo(f"data       {site.data}")


def refuse_real_answers(site: Site) -> None:
    """Raises KnownError where a data folder holds anything but simulated answers."""
    from kiosk.store import Reading, has_database, open_reader

    if not has_database(site.data):
        return
    with open_reader(site.data, site.key) as reader:
        real = sorted(Reading(reader).sources() - {SOURCE})
    if real:
        raise KnownError(
            f"{site.data}: holds answers of {', '.join(real)}; expected a folder for simulated ones alone, "
            "such as --data /tmp/shop"
        )


def show_report(site: Site, today: date) -> None:
    """This week's verdict in a line, and its page in every language of ours."""
    from kiosk.report.sentences import Sentences
    from kiosk.report.weekly import read_weekly, write_weekly
    from kiosk.report.wording import Wording
    from kiosk.words import load_words, reporting

    data = read_weekly(site, Week.of(today), today)
    words = load_words(Language("en"))
    says = Sentences(data, words, Wording(words))
    happy = f"{says.share(data.happy)} of 100 who tapped were happy, n = {data.ratings}"
    click.echo(f"this week  {happy}. {says.headline()}")
    click.echo(f"reports    {', '.join(str(write_weekly(site, data, code, site.paper)) for code in reporting())}")


def _asking_in_turn(site: Site) -> Site:
    """The site with items switched on: a demonstration shows what they give."""
    return site if site.rotation.share else replace(site, rotation=replace(site.rotation, share=SHARE_IN_TURN))


def _samplers(store: Store, site: Site, survey: Survey, seed: int) -> Callable[[Week], Sampler]:
    """Each week's drawing, from what the weeks before it have told."""
    from kiosk.store.evidence import freeze
    from kiosk.survey.items import load_bank
    from kiosk.survey.sampler import Sampler

    bank = load_bank(site.rotation.own, site.languages or survey.languages)
    draws_by = f"{site.kiosk_id} {seed}"
    return cache(lambda week: Sampler(bank, freeze(store, bank, site.rotation, week), site.rotation, draws_by))


def fill(site: Site, survey: Survey, plan: Plan) -> int:
    """Writes the plan's days, a transaction each; the number of visits. Items are asked where the site asks them."""
    from kiosk.store import Recorder, open_store

    visits = 0
    with open_store(site.data, site.key) as store:
        recorder = Recorder(store, Origin(site.kiosk_id, site.place, SOURCE), survey)
        samplers = _samplers(store, site, survey, plan.seed) if site.rotation.share else None
        for answers in simulate(plan, survey, samplers):
            recorder.save_all(answers)
            visits += len({answer.visit for answer in answers})
    return visits
