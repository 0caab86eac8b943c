"""What an Estimate is of, for a sentence about it: the number alone does not say."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Levels are told with their interval, differences by the side of 0 on which the whole interval lies."""

    SHARE = "share"
    """0 to 1, told of 100."""
    HUNDRED = "hundred"
    """0 to 100: points of importance, steps of the relationship model."""
    MEAN = "mean"
    """On a scale; needs its ends."""
    NPS = "nps"
    """-1 to 1, told from -100 to 100."""
    ALPHA = "alpha"
    COUNT = "count"
    HOURS = "hours"
    MONEY = "money"
    """Without cents; the store's currency is the name's business."""
    TIMES = "times"
    """A ratio: 1 is alike."""

    DESIRED = "desired"
    """Perceived minus desired, in points of the scale: SERVQUAL's gap, superiority, GAPS 5."""
    ADEQUATE = "adequate"
    """Perceived minus the least acceptable: adequacy."""
    EXPECTED = "expected"
    """The non-difference score: 1 to 5, 3 is as expected."""
    OTHERS = "others"
    """The same against other shops."""
    KNOWLEDGE = "knowledge"
    """GAPS 1: what the manager believes shoppers want minus what they want."""
    STANDARDS = "standards"
    """GAPS 2: targets minus what the manager believes shoppers want."""
    DELIVERY = "delivery"
    """GAPS 3: what staff say is done minus the targets."""
    BELIEF = "belief"
    """A guessed share minus the true one, -1 to 1."""
    UNHAPPY = "unhappy"
    """Happy minus unhappy shoppers, -100 to 100."""

    @property
    def difference(self) -> bool:
        """Whether 0 (of EXPECTED and OTHERS: 3) means alike."""
        return self in REFERENCES


REFERENCES = (
    Kind.DESIRED, Kind.ADEQUATE, Kind.EXPECTED, Kind.OTHERS, Kind.KNOWLEDGE, Kind.STANDARDS, Kind.DELIVERY,
    Kind.BELIEF, Kind.UNHAPPY,
)  # fmt: skip
"""Kinds that are held against something; each has a word for it, tell_than_KIND."""
