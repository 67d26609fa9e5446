"""Every measure, registered once with what a reader must know before trusting it.

The schema, the docs page and the command line read this registry; a measure is added by writing
one function under `@measure(...)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar

from graph.errors import BadInput

Function = TypeVar("Function", bound=Callable[..., Any])


class Scale(Enum):
    """What a number is about."""

    PERSON = "person"
    GROUP = "group"
    NETWORK = "network"


class Direction(Enum):
    """Whether more is better; for positions in a network it mostly is neither."""

    NEITHER = "neither"
    MORE = "more is better"
    LESS = "less is better"


class Needs(Enum):
    """What a measure's function takes."""

    TIES = "ties"
    TIES_AND_GROUPS = "ties and the group of each person"
    TIES_AND_SET = "ties and a set of people"
    TIES_AND_LINES = "ties and reporting lines"


@dataclass(frozen=True)
class Measure:
    """One measure: what it is called, how it is computed and when it misleads."""

    key: str
    title: str
    formula: str
    unit: str
    least: float | None
    """The lowest value possible, absent where there is none."""
    most: float | None
    """The highest value possible, absent where there is none."""
    direction: Direction
    reference: str
    when_it_misleads: str
    scale: Scale
    needs: Needs
    compute: Callable[..., Any]
    undefined: str | None = None
    """Where it has no value, in words that follow "no value"; absent where it always has one."""
    most_people: int | None = None
    """The most people for whom an analysis computes it; absent where there is no such limit."""

    @property
    def range(self) -> str:
        """The values it can take, in words: `0 to 1`, `0 and up`."""
        low, high = (None if end is None else f"{end:g}" for end in (self.least, self.most))
        if low is not None and high is not None:
            return f"{low} to {high}"
        if low is not None:
            return f"{low} and up"
        return "any number" if high is None else f"up to {high}"


_REGISTER: dict[str, Measure] = {}
MEASURES: Mapping[str, Measure] = MappingProxyType(_REGISTER)


def measure(
    key: str,
    *,
    title: str,
    formula: str,
    unit: str,
    least: float | None,
    most: float | None,
    reference: str,
    when_it_misleads: str,
    direction: Direction = Direction.NEITHER,
    scale: Scale = Scale.PERSON,
    needs: Needs = Needs.TIES,
    undefined: str | None = None,
    most_people: int | None = None,
) -> Callable[[Function], Function]:
    """A decorator that registers the function below it under `key` and returns it unchanged."""

    def register(function: Function) -> Function:
        if key in _REGISTER:
            raise ValueError(f"measure {key!r} is registered twice")
        _REGISTER[key] = Measure(
            key=key,
            title=title,
            formula=formula,
            unit=unit,
            least=least,
            most=most,
            direction=direction,
            reference=reference,
            when_it_misleads=when_it_misleads,
            scale=scale,
            needs=needs,
            compute=function,
            undefined=undefined,
            most_people=most_people,
        )
        return function

    return register


def measure_of(key: str) -> Measure:
    """The measure with this key; an unknown one is refused, naming those there are."""
    found = _REGISTER.get(key)
    if found is None:
        raise BadInput(
            f"there is no measure {key!r}", remedy="use one of " + ", ".join(sorted(_REGISTER))
        )
    return found
