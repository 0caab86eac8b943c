"""Results that stand for themselves: a share, a mean, a count, each with its interval."""

from __future__ import annotations

from math import ceil, floor

from kiosk.measure import FEWEST_SHOWN, Estimate, HappinessIndex, NetPromoterScore, Share
from kiosk.report.telling.saying import Saying
from kiosk.report.wording import ROUNDING

Ends = tuple[float, float]


def share(saying: Saying, result: Share | Estimate, key: str = "share") -> str:
    """Of 100, how many; n below five is told and nothing else."""
    if result.estimate is None or result.n < FEWEST_SHOWN:
        return saying.unknown(result.n)
    low, high = result.low, result.high
    interval = saying.interval(None if low is None else low * 100, None if high is None else high * 100)
    return saying.say(key, n=result.n, value=saying.of_hundred(result.estimate * 100), interval=interval)


def hundred(saying: Saying, result: HappinessIndex | Estimate, key: str = "share") -> str:
    """A value from 0 to 100."""
    if result.estimate is None or result.n < FEWEST_SHOWN:
        return saying.unknown(result.n)
    interval = saying.interval(result.low, result.high)
    return saying.say(key, n=result.n, value=saying.of_hundred(result.estimate), interval=interval)


def mean(saying: Saying, result: Estimate, ends: Ends) -> str:
    """To two decimals on its scale."""
    if result.estimate is None or result.n < FEWEST_SHOWN:
        return saying.unknown(result.n)
    first, last = (saying.number(end) for end in ends)
    interval = saying.interval(result.low, result.high, 2)
    return saying.say(
        "mean", n=result.n, value=saying.number(result.estimate, 2), first=first, last=last, interval=interval
    )


def nps(saying: Saying, result: NetPromoterScore | Estimate) -> str:
    """From -100 to 100, with its sign."""
    if result.estimate is None or result.low is None or result.high is None or result.n < FEWEST_SHOWN:
        return saying.unknown(result.n)
    whole = floor(abs(result.estimate) * 100 + 0.5 + ROUNDING)
    value = _signed(whole if result.estimate > 0 else -whole)
    if whole == 0 and result.estimate:
        value = saying.phrase("near_zero")
    low, high = floor(result.low * 100 + ROUNDING), ceil(result.high * 100 - ROUNDING)
    return saying.say("nps", n=result.n, value=value, interval=f"{_signed(low)} – {_signed(high)}")


def alpha(saying: Saying, result: Estimate) -> str:
    """Cronbach's alpha, or that it cannot be estimated."""
    if result.estimate is None:
        return saying.say("alpha_unknown", n=result.n)
    interval = saying.interval(result.low, result.high, 2)
    return saying.say("alpha", n=result.n, value=saying.number(result.estimate, 2), interval=interval)


def amount(saying: Saying, result: Estimate, key: str, digits: int = 0) -> str:
    """A count, hours or money; bounds alone where there is no estimate between them, n however small."""
    if result.estimate is None:
        if result.low is None or result.high is None:
            return saying.unknown(result.n)
        return saying.say(f"{key}_bounds", n=result.n, interval=saying.range(result.low, result.high, digits))
    interval = saying.interval(result.low, result.high, digits)
    return saying.say(key, n=result.n, value=at_least_a_step(saying, result.estimate, digits), interval=interval)


def at_least_a_step(saying: Saying, value: float, digits: int) -> str:
    """A number of 0 or more; one that would read 0 is told as less than the smallest that can be read."""
    step = 10.0**-digits
    if 0 < value < step / 2:
        return saying.phrase("under", number=saying.number(step, digits))
    return saying.number(value, digits)


def _signed(whole: int) -> str:
    return f"{whole:+d}".replace("-", "−") if whole else "0"
