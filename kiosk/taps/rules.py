"""The rules, each from a day's taps in order of time to those that it puts aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from kiosk.model import Level, VisitId
from kiosk.taps import thresholds as at
from kiosk.taps.shift import shift
from kiosk.taps.tap import IsOpen, Tap

RULES: Final = ("closed", "repeat", "rhythm", "hammering", "alternating", "streak", "shift")
"""All rules; a tap that several put aside carries the first one's name."""

HAMMERING_SECONDS: Final = dict(at.HAMMERING)


class Stream:
    """Taps in order of time, with their gaps in seconds; looked at through windows of consecutive taps."""

    def __init__(self, taps: Iterable[Tap]) -> None:
        self.taps = sorted(taps, key=lambda tap: (tap.at, tap.visit))
        self.seconds = [tap.at.timestamp() for tap in self.taps]
        self._gaps = [second - first for first, second in pairwise(self.seconds)]

    def gaps(self, window: range) -> Sequence[float]:
        """Between the taps of a window."""
        return self._gaps[window.start : window.stop - 1]

    def count(self, window: range, holds: Callable[[Tap], bool]) -> int:
        """The taps of a window for which something holds."""
        return sum(map(holds, self.taps[window.start : window.stop]))

    def runs(self, sizes: Iterable[tuple[int, float]], holds: Callable[[range], bool]) -> Iterator[range]:
        """Windows of so many taps in so many seconds for which something holds; those that overlap are one run."""
        windows = sorted(
            (first, first + length)
            for length, most in sizes
            for first, (begins, ends) in enumerate(zip(self.seconds, self.seconds[length - 1 :], strict=False))
            if ends - begins <= most and holds(range(first, first + length))
        )
        run: tuple[int, int] | None = None
        for first, end in windows:
            if run is not None and first < run[1]:
                run = run[0], max(run[1], end)
                continue
            if run is not None:
                yield range(*run)
            run = first, end
        if run is not None:
            yield range(*run)


def suspects(taps: Iterable[Tap], is_open: IsOpen) -> dict[VisitId, str]:
    """The taps of one kiosk and local day that look like play, with the rule's name, in order of time.

    The outcome does not depend on the order in which the taps are given. Of a burst the first tap counts, unless the
    shop was closed; a shift is put aside as a whole.
    """
    stream = Stream(taps)
    found: dict[VisitId, set[str]] = {}
    for rule in (repeat, rhythm, streak, hammering, lambda stream: closed(stream, is_open)):
        for number, name in rule(stream):
            found.setdefault(stream.taps[number].visit, set()).add(name)
    # A shift is seen against the rest of the day, of which a burst is no part.
    left = [tap for tap in stream.taps if tap.visit not in found]
    for number in shift(left):
        found[left[number].visit] = {"shift"}
    return {tap.visit: min(found[tap.visit], key=RULES.index) for tap in stream.taps if tap.visit in found}


Found = Iterator[tuple[int, str]]
"""Places in the stream, each with the rule's name."""


def closed(stream: Stream, is_open: IsOpen) -> Found:
    """Before opening and after closing."""
    for number, tap in enumerate(stream.taps):
        if not any(is_open(moment) for moment in (tap.at, tap.at + at.BEFORE_OPENING, tap.at - at.AFTER_CLOSING)):
            yield number, "closed"


def repeat(stream: Stream) -> Found:
    """The same face again within seconds of the last time."""
    last: dict[Level, float] = {}
    for number, (tap, second) in enumerate(zip(stream.taps, stream.seconds, strict=True)):
        if tap.level in last and second - last[tap.level] < at.REPEAT_WITHIN:
            yield number, "repeat"
        last[tap.level] = second


def hammering(stream: Stream) -> Found:
    """More taps in a short time than a family can make; told apart by whether they stay on their faces."""

    def even(window: range) -> bool:
        """No pause in it: whoever comes after a burst is no part of it."""
        return max(stream.gaps(window)) <= at.HAMMERING_PAUSE * HAMMERING_SECONDS[len(window)] / (len(window) - 1)

    for run in stream.runs(at.HAMMERING, even):
        faces = {stream.taps[number].level for number in run}
        name = "alternating" if len(faces) >= at.ALTERNATING_FACES else "hammering"
        yield from ((number, name) for number in run[1:])


def rhythm(stream: Stream) -> Found:
    """A beat: gaps that are alike."""

    def beats(window: range) -> bool:
        gaps = stream.gaps(window)
        longest = max(gaps)
        return longest <= at.RHYTHM_GAP and longest - min(gaps) <= at.RHYTHM_SPREAD * sum(gaps) / len(gaps)

    for run in stream.runs(((at.RHYTHM_TAPS, at.RHYTHM_GAP * at.RHYTHM_TAPS),), beats):
        yield from ((number, "rhythm") for number in run[1:])


def streak(stream: Stream) -> Found:
    """One person's taps, one after another: nearly all bad, or worst and best in turn."""
    bad_taps, bad_least, bad_bare = at.STREAK_BAD
    contrary_taps, contrary_bad, middle_most, contrary_bare = at.STREAK_CONTRARY

    def close(window: range, bare_least: int) -> bool:
        return max(stream.gaps(window)) <= at.STREAK_GAP and stream.count(window, _bare) >= bare_least

    def bad(window: range) -> bool:
        return close(window, bad_bare) and stream.count(window, _bad) >= bad_least

    def contrary(window: range) -> bool:
        if not close(window, contrary_bare):
            return False
        return stream.count(window, _bad) >= contrary_bad and stream.count(window, _middle) <= middle_most

    for length, holds in ((bad_taps, bad), (contrary_taps, contrary)):
        for run in stream.runs(((length, length * at.STREAK_GAP),), holds):
            yield from ((number, "streak") for number in run[1:])


def _bad(tap: Tap) -> bool:
    return tap.level is Level.BAD


def _middle(tap: Tap) -> bool:
    return tap.level in (Level.NEUTRAL, Level.GOOD)


def _bare(tap: Tap) -> bool:
    return not tap.answered_more
