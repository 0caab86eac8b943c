"""Which groups are too small to be shown, and which more must be hidden so that none can be worked out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from typing import Any, Protocol, TypeVar

from kiosk.measure import FEWEST_SHOWN


class Ordered(Protocol):
    """What can be sorted and be a key."""

    def __lt__(self, other: Any, /) -> bool:
        """Whether it comes first."""

    def __hash__(self) -> int:
        """Its hash."""


Group = TypeVar("Group", bound=Ordered)


def hidden_groups(
    counts: Mapping[Group, int],
    lines: Sequence[Set[Group]],
    last: Collection[Group] = (),
    together: Callable[[Set[Group]], int] | None = None,
) -> set[Group]:
    """Groups to hide: those below five, and as many more as keep them from being worked out.

    counts: shoppers in each group. lines are groups whose sum is known from elsewhere. Whatever is hidden in one of
    them must be at least two groups with five shoppers between them: a subtraction then gives no more than a group
    that might have been shown. together: how many are in some groups, where one shopper can be in several; else their
    sum. The group with the fewest shoppers is hidden next, one of `last` after all others.
    """
    hidden = {group for group, n in counts.items() if n < FEWEST_SHOWN}
    before = -1
    while len(hidden) > before:
        before = len(hidden)
        for line in lines:
            shown = sorted(line - hidden, key=lambda group: (group in last, counts[group], group))
            inside = line & hidden
            n = together(inside) if together else sum(counts[group] for group in inside)
            if inside and shown and (len(inside) < 2 or n < FEWEST_SHOWN):
                hidden.add(shown[0])
    return hidden
