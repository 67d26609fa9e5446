"""The things a made-up company consists of: people, groups, seats in groups, goals."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from graph.sample.clock import DAY
from graph.sample.formal_shape import UnitKind

REST, ENGINEERS, CREWS = 0, 1, 2
"""Sides: people of different sides do not talk to each other, but for planted exceptions."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, or a bot; days count from 1970."""

    id: str
    name: str
    handle: str
    title: str
    level: int | None
    side: int
    team: Group | None
    joined: int
    manager: Person | None = None
    left: int | None = None
    bot: bool = False
    capabilities: list[str] = field(default_factory=list)
    weight: float = 1.0
    """How much they talk, compared with others."""
    lonely: bool = False
    seats: list[Seat] = field(default_factory=list)
    """Where they talk."""
    contacts: list[Person] = field(default_factory=list)
    """Those they turn to outside their team."""
    met: tuple[str, Group] | None = None
    """The last link or file they came across, and where."""

    @property
    def mark(self) -> str:
        """How a text names them."""
        return f"@{self.handle}"

    def present(self, at: int) -> bool:
        """Whether they work here at this second."""
        day = at // DAY
        return self.joined <= day and (self.left is None or day < self.left)

    def groups(self, at: int, *kinds: str) -> list[Group]:
        """The groups of these kinds in which they talk at this second."""
        day = at // DAY
        return [
            seat.group
            for seat in self.seats
            if seat.group.kind in kinds
            and (seat.since is None or seat.since <= day)
            and (seat.until is None or day < seat.until)
        ]

    @property
    def stays(self) -> bool:
        """Whether they may carry something over months: no bot, nobody who leaves or is alone."""
        return self.left is None and not self.bot and not self.lonely


@dataclass(slots=True, eq=False)
class Group:
    """A unit, team, community or project."""

    id: str
    name: str
    kind: str
    side: int
    parent: Group | None = None
    text: str | None = None
    archived: bool = False
    unit: UnitKind | None = None
    themes: tuple[str, ...] = ()
    seats: list[Seat] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    """Goals that its talk is about."""
    pool: Pool = field(default_factory=lambda: Pool(()))
    """Those who talk in it."""


@dataclass(slots=True, eq=False)
class Seat:
    """One span of one person in one group; days count from 1970."""

    person: Person
    group: Group
    role: str = "member"
    since: int | None = None
    until: int | None = None
    talks: bool = True
    """Whether they take part in its talk, or are a member on paper only."""


@dataclass(slots=True, eq=False)
class Goal:
    """A goal with the words that talk about it uses."""

    id: str
    title: str
    kind: str
    theme: str
    text: str
    terms: tuple[str, ...]
    starts: int
    due: int
    parents: list[tuple[Goal, float | None]] = field(default_factory=list)
    owners: list[Person] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    status: str = "active"
    metric: tuple[str, str, float, float] | None = None
    """Kind, unit, baseline, target."""
    current: float | None = None
    tags: list[str] = field(default_factory=list)
    silent: bool = False
    blocked_by: list[Goal] = field(default_factory=list)


class Pool:
    """People who may be drawn, the talkative ones more often, each within their days."""

    def __init__(self, seats: Iterable[tuple[Person, int | None, int | None]]) -> None:
        self.entries = list(seats)
        self._sums = list(accumulate(entry[0].weight for entry in self.entries))

    def __len__(self) -> int:
        return len(self.entries)

    def draw(
        self, random: Random, at: int, fits: Callable[[Person], bool] | None = None
    ) -> Person | None:
        """Somebody who is here at this second and fits; absent if a few draws find nobody."""
        if not self.entries:
            return None
        day = at // DAY
        for _ in range(10):
            place = bisect(self._sums, random.random() * self._sums[-1])
            person, since, until = self.entries[min(place, len(self.entries) - 1)]
            if since is not None and day < since or until is not None and day >= until:
                continue
            if person.present(at) and (fits is None or fits(person)):
                return person
        return None

    def present(self, at: int) -> list[Person]:
        """Everybody who is in it at this second, each once."""
        day = at // DAY
        people = {
            person.id: person
            for person, since, until in self.entries
            if (since is None or since <= day)
            and (until is None or day < until)
            and person.present(at)
        }
        return list(people.values())
