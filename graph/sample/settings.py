"""What a sample is made from; the same settings give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from graph.errors import BadInput

LEAST_PEOPLE = 30
MOST_PEOPLE = 10_000
MOST_MONTHS = 36
MOST_MESSAGES = 60
AS_OF = date(2026, 6, 30)
SOURCE = "sample"


@dataclass(frozen=True)
class SampleSettings:
    """People (bots among them), seed, months of talk, the last day, messages a person and month."""

    people: int = 300
    seed: int = 7
    months: int = 6
    as_of: date = AS_OF
    messages_per_person: float = 11.0

    def __post_init__(self) -> None:
        _within("people", self.people, LEAST_PEOPLE, MOST_PEOPLE)
        _within("months", self.months, 1, MOST_MONTHS)
        _within("messages per person and month", self.messages_per_person, 4, MOST_MESSAGES)
        if not date(1990, 1, 1) <= self.as_of <= date(2200, 1, 1):
            raise BadInput(
                f"as-of day {self.as_of} is outside 1990 to 2200",
                remedy=f"give a day such as {AS_OF}",
            )

    def randomness(self, part: str) -> Random:
        """A stream of random numbers of its own for one part, so that parts do not disturb others."""
        return Random(f"goalgraph sample {part} {self.seed} {self.people} {self.months}")


def _within(what: str, value: float, least: float, most: float) -> None:
    """Refuse a value outside the range."""
    if not least <= value <= most:
        raise BadInput(
            f"{what} is {value}, which is outside {least} to {most}",
            remedy=f"give a number from {least} to {most}",
        )
