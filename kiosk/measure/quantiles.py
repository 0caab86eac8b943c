"""Quantiles that the standard library lacks: chi², Student's t, and the exact interval of a count."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import exp, inf, lgamma, log, log1p

TINY = 1e-300
"""Instead of a divisor of 0."""
STEPS = 10_000


@lru_cache(maxsize=1024)
def student_t(degrees: float, confidence: float = 0.95) -> float:
    """The two-sided quantile of Student's t: 2.228 for 10 degrees and .95."""
    if degrees <= 0:
        raise ValueError(f"degrees of freedom are above 0, not {degrees}")
    outside = 1 - confidence
    return _solved(lambda t: 1 - _beta(degrees / 2, 0.5, degrees / (degrees + t * t)), 1 - outside)


@lru_cache(maxsize=1024)
def chi_squared(degrees: float, probability: float) -> float:
    """The value that chi² stays below with this probability."""
    if degrees <= 0:
        raise ValueError(f"degrees of freedom are above 0, not {degrees}")
    return _solved(lambda value: _gamma(degrees / 2, value / 2), probability)


def chi_squared_above(value: float, degrees: float) -> float:
    """The probability that chi² is above the value."""
    return 1 - _gamma(degrees / 2, value / 2)


def poisson_interval(count: int, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval of a Poisson mean of which `count` was seen.

    Source: Garwood 1936, Biometrika 28, 437-442.
    """
    if count < 0:
        raise ValueError(f"a count is never below 0: {count}")
    tail = (1 - confidence) / 2
    low = chi_squared(2 * count, tail) / 2 if count else 0.0
    return low, chi_squared(2 * count + 2, 1 - tail) / 2


def _solved(rising: Callable[[float], float], aim: float) -> float:
    """Where a function that rises from 0 reaches aim, to the last digits."""
    if not 0 < aim < 1:
        raise ValueError(f"a probability lies between 0 and 1, not {aim}")
    high = 1.0
    while rising(high) < aim and high < inf:
        high *= 2
    low = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if rising(middle) < aim:
            low = middle
        else:
            high = middle
    return high


def _gamma(a: float, x: float) -> float:
    """The lower incomplete gamma function, regularised: a series below, a continued fraction above a + 1."""
    if x <= 0:
        return 0.0
    scale = exp(a * log(x) - x - lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = 0
        while term >= total * 1e-16:
            n += 1
            term *= x / (a + n)
            total += term
        return min(1.0, total * scale)
    return max(0.0, 1 - scale * _fraction(lambda n: -n * (n - a), lambda n: x + 2 * n + 1 - a))


def _beta(a: float, b: float, x: float) -> float:
    """The incomplete beta function, regularised."""
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(b, a, 1 - x)
    scale = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a

    def numerator(n: int) -> float:
        m = n // 2
        if n % 2:
            return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))

    return scale * _fraction(numerator, lambda _: 1.0)


def _fraction(numerator: Callable[[int], float], denominator: Callable[[int], float]) -> float:
    """1 / (d₀ + n₁ / (d₁ + n₂ / (d₂ + …))) by Lentz's method."""
    value = c = denominator(0) or TINY
    d, step, n = 0.0, 0.0, 0
    while abs(step - 1) >= 1e-15 and n < STEPS:
        n += 1
        d = 1 / (denominator(n) + numerator(n) * d or TINY)
        c = denominator(n) + numerator(n) / c or TINY
        step = c * d
        value *= step
    return 1 / value
