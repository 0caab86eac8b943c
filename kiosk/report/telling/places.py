"""Where something stands: a zone, a band, one place among others."""

from __future__ import annotations

from kiosk.measure import FEWEST_SHOWN, BetweenPlaces, ChartPoint
from kiosk.measure.tolerance import Zone
from kiosk.report.telling.saying import Saying


def zone(saying: Saying, result: Zone) -> str:
    """Below, within or above what is accepted and wished for; where these two change places, that comes first."""
    if result.width.estimate is None:
        return saying.unknown(result.width.n)
    place = "inverted" if result.surely_inverted else result.place.value
    return saying.say(f"zone_{place}", n=result.width.n)


def band(saying: Saying, result: ChartPoint) -> str:
    """A period against what chance alone gives."""
    if result.share is None or result.n < FEWEST_SHOWN:
        return saying.unknown(result.n)
    side = "up" if result.share > result.high else "down" if result.share < result.low else "open"
    band = saying.range(100 * result.low, 100 * result.high)
    return saying.say(f"band_{side}", n=result.n, value=saying.of_hundred(100 * result.share), band=band)


def between(saying: Saying, result: BetweenPlaces) -> str:
    """Whether the places of a chain differ, and how far they may; n is the places."""
    spread = result.spread
    if spread.estimate is None or spread.high is None:
        return saying.say("places_few", n=spread.n)
    places = saying.words.count("tell_places", spread.n, number=saying.wording.number(spread.n))
    if result.differ:
        return saying.say("places_differ", n=places, amount=saying.points(100 * spread.estimate))
    return saying.say("places_open", n=places, amount=saying.points(100 * spread.high, up=True))
