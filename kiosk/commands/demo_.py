"""`kiosk demo`: simulated weeks, and simulated shoppers at the real screens."""

from __future__ import annotations

from datetime import datetime

import click

from kiosk.commands.common import Settings, with_settings
from kiosk.demo import SOURCE, Plan, simulate
from kiosk.model import Language, Origin, Site, Survey, Week


@click.command(name="demo", epilog="Example: kiosk demo --data /tmp/shop --weeks 12 --seed 7")
@with_settings
@click.option("--weeks", default=12, show_default=True, type=click.IntRange(1, 520), help="Weeks before this one.")
@click.option("--visits-per-day", default=70, show_default=True, type=click.IntRange(1, 5000), help="On average.")
@click.option("--seed", default=1, show_default=True, help="The same seed and end give the same answers.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Simulate the days before; today.")
@click.option("--shoppers", is_flag=True, help="Twelve shoppers at the real screens too, and the week's reports.")
def command(
    settings: Settings, *, weeks: int, visits_per_day: int, seed: int, until: datetime | None, shoppers: bool
) -> None:
    """Fills a data folder with simulated weeks of a shop."""
    from kiosk.survey import load_survey

    site = settings.site()
    survey = load_survey(site.survey)
    today = datetime.now().astimezone().date()
    plan = Plan(weeks, visits_per_day, seed, until.date() if until else today)
    click.echo(f"history    {fill(site, survey, plan):,} simulated visits, {plan.days[0]} to {plan.days[-1]}")
    if shoppers:
        from ui.shoppers import let_them_shop

        click.echo(f"shoppers   {let_them_shop(site, survey)}")
        show_report(site, Week.of(today))
    click.echo(f"data       {site.data}")


def show_report(site: Site, week: Week) -> None:
    """The week's verdict in a line, and its page in every language of ours."""
    from kiosk.report.sentences import Sentences
    from kiosk.report.weekly import read_weekly, write_weekly
    from kiosk.report.wording import Wording
    from kiosk.words import available, load_words

    data = read_weekly(site, week, week.monday)
    words = load_words(Language("en"))
    says = Sentences(data, words, Wording(words))
    happy = f"{says.share(data.happy)} of 100 who tapped were happy, n = {data.ratings}"
    click.echo(f"this week  {happy}. {says.headline()}")
    click.echo(f"reports    {', '.join(str(write_weekly(site, data, code, site.paper)) for code in available())}")


def fill(site: Site, survey: Survey, plan: Plan) -> int:
    """Writes the plan's days, a transaction each; the number of visits."""
    from kiosk.store import Recorder, open_store

    visits = 0
    with open_store(site.data) as store:
        recorder = Recorder(store, Origin(site.kiosk_id, site.place, SOURCE), survey)
        for answers in simulate(plan, survey):
            recorder.save_all(answers)
            visits += len({answer.visit for answer in answers})
    return visits
