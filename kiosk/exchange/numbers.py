"""What mapping files are made of: a column, and the numbers that its cells may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, FiniteFloat, model_validator

from kiosk.tomlfile import NAME, Table

POINTS_MAX = 1001
CLOSE = 1e-9
LARGEST = 1e9
"""As far from 0 as any number on a scale: sums of squares stay numbers."""

Column = Annotated[str, Field(min_length=1)]
Name = Annotated[str, NAME]


class FromColumn(Table):
    """{ column = "…" }: each row brings its own."""

    column: Column


class Numbers(Table):
    """The numbers from min to max in equal steps."""

    min: FiniteFloat = Field(ge=-LARGEST, le=LARGEST)
    max: FiniteFloat = Field(ge=-LARGEST, le=LARGEST)
    step: FiniteFloat = Field(default=1, gt=0)

    @model_validator(mode="after")
    def _is_a_scale(self) -> Numbers:
        if self.min >= self.max:
            raise ValueError(f"min must be below max, not {plain(self.min)} and {plain(self.max)}")
        if (self.max - self.min) / self.step > POINTS_MAX or not self.holds(self.max):
            raise ValueError(f"must have from 2 to {POINTS_MAX} numbers, and reach max in whole steps")
        return self

    def holds(self, number: float) -> bool:
        """Whether the scale has this number."""
        if not self.min - CLOSE <= number <= self.max + CLOSE:
            return False
        nearest = self.min + round((number - self.min) / self.step) * self.step
        return abs(nearest - number) < CLOSE

    def points(self) -> list[float]:
        """All its numbers, lowest first."""
        return [self.min + index * self.step for index in range(round((self.max - self.min) / self.step) + 1)]

    def expected(self) -> str:
        """What a cell must hold, in words."""
        steps = "a whole number" if self.step == 1 and self.min == int(self.min) else f"steps of {plain(self.step)}"
        return f"{steps} from {plain(self.min)} to {plain(self.max)}"


def plain(number: float) -> str:
    """3, 4.5."""
    return str(int(number)) if number == int(number) else str(number)
