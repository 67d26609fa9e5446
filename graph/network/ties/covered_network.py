"""Which people and groups an analysis covers, at which day, and the network of their ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from graph.errors import BadInput
from graph.measures.ties.tie_graph import TieGraph
from graph.measures.ties.ties import Interactions, TieSettings, of_kinds, strength
from graph.network.ties.interaction_cells import DAY
from graph.store.driver import Store

EPOCH = date(1970, 1, 1)
LAST_DAY = (date.max - EPOCH).days
"""No window ends later: the year 9999 is a common way to say that it is open."""
FIRST_DAY = (date.min - EPOCH).days
"""No window begins earlier, whatever the zone in which the year 1 is meant."""


@dataclass(frozen=True)
class Window:
    """The days that count: from `since` to before `until`, as days since 1970-01-01; None = open."""

    since: int | None = None
    until: int | None = None

    @classmethod
    def of(cls, since: datetime | None, until: datetime | None) -> Window:
        """The whole UTC days between the midnights that are nearest to the times.

        Both ends move alike, so that of windows that end where others begin no day counts twice;
        and midnight in any place is moved to the start of the UTC day that has most of the day there.
        Raises BadInput where nothing is left between them.
        """
        first, last = nearest_day(since), nearest_day(until)
        if first is not None and last is not None and first >= last:
            raise BadInput(
                f"the window ends ({day_text(last)}) before it begins ({day_text(first)})"
                if first > last
                else f"the window holds no whole day: both its ends are next to {day_text(last)}",
                remedy="give a later `until`: it is the first day that no longer counts",
                path=("window", "until"),
            )
        return cls(first, last)

    @property
    def end(self) -> int:
        """The day before which who belongs is asked: its `until`, without one the day after today."""
        return tomorrow() if self.until in (None, LAST_DAY) else self.until

    @property
    def since_time(self) -> datetime | None:
        """The first moment that counts."""
        return day_time(self.since)

    @property
    def until_time(self) -> datetime | None:
        """The first moment that no longer counts."""
        return day_time(self.until)


def tomorrow() -> int:
    """The day after today (UTC), in days since 1970-01-01."""
    return int(datetime.now(UTC).timestamp() // DAY) + 1


def nearest_day(time: datetime | None) -> int | None:
    """The day, since 1970-01-01, whose start in UTC is nearest to a time; None stays None.

    >>> day_text(nearest_day(datetime.fromisoformat("2026-03-02T00:00:00+13:00")))
    '2026-03-01'
    >>> day_text(nearest_day(datetime.fromisoformat("2026-03-02T00:00:00+01:00")))
    '2026-03-02'
    """
    if time is None:
        return None
    return min(int((time.timestamp() + DAY / 2) // DAY), LAST_DAY)


def day_time(day: int | None) -> datetime | None:
    """The start of a day since 1970-01-01; of the first or the last one that there is beyond these."""
    if day is None:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=within_calendar(day))


def day_text(day: int) -> str:
    """A day since 1970-01-01 as YYYY-MM-DD."""
    return (EPOCH + timedelta(days=within_calendar(day))).isoformat()


def within_calendar(day: int) -> int:
    """The day, or the first or last one that there is."""
    return min(max(day, FIRST_DAY), LAST_DAY)


@dataclass(frozen=True)
class Covered:
    """Everybody who may be measured, and who is left out as a program."""

    people: Mapping[str, tuple[int | None, int | None]]
    """Person → second of joining and of leaving, where known."""
    bots: frozenset[str]


async def covered(store: Store, *, bots: bool = False) -> Covered:
    """The people of the store; with `bots`, programs count as people."""
    people, programs = {}, set()
    async for person, bot, joined, gone in store.stream("people_measured"):
        if bot and not bots:
            programs.add(person)
        else:
            people[person] = (joined, gone)
    return Covered(people, frozenset(programs))


@dataclass(frozen=True)
class Membership:
    """Who belongs to each group or to what is part of it, and what kind of group each is."""

    members: Mapping[str, list[str]]
    kinds: Mapping[str, str | None]
    archived: frozenset[str] = frozenset()

    def of_kind(self, kind: str | None) -> dict[str, list[str]]:
        """The groups of one kind with their members."""
        return {group: who for group, who in self.members.items() if self.kinds[group] == kind}


async def membership(store: Store, at: int) -> Membership:
    """The membership of all groups on the day before `at`, of people who were there."""
    found: dict[str, set[str]] = defaultdict(set)
    kinds, archived = {}, set()
    async for group, kind, gone, person, since, until in store.stream("groups_measured"):
        if _holds(since, until, at):
            found[group].add(person)
            kinds[group] = kind
            archived |= {group} if gone else set()
    members = {group: sorted(people) for group, people in found.items()}
    return Membership(members, kinds, frozenset(archived))


@dataclass(frozen=True)
class Ended:
    """Groups that people belonged to, but nobody on the day asked for; archived ones not counted."""

    groups: int
    day: int
    """The last day at whose end somebody belonged to one of them."""


async def ended_groups(store: Store, at: int) -> Ended | None:
    """The groups to which nobody belonged on the day before `at` any more; None where there is none."""
    last: dict[str, int] = {}
    held = set()
    async for group, _, archived, _, since, until in store.stream("groups_measured"):
        if _holds(since, until, at):
            held.add(group)
        elif not archived and until is not None and until // DAY < at:
            last[group] = max(last.get(group, 0), until // DAY - 1)
    days = [day for group, day in last.items() if group not in held]
    return Ended(len(days), max(days)) if days else None


async def homes(store: Store, at: int) -> Mapping[str, str]:
    """The home of each person who was there on the day before `at`.

    A home in the formal tree, else the first unit that the person is a member of.
    """
    found: dict[str, str] = {}
    async for person, group, _, since, until in store.stream("homes_measured"):
        if _holds(since, until, at):
            found.setdefault(person, group)
    return found


async def managers(store: Store, at: int) -> Mapping[str, str]:
    """Whom each person reported to on the day before `at`."""
    found: dict[str, str] = {}
    async for person, manager, since, until in store.stream("reports_measured"):
        if _holds(since, until, at):
            found.setdefault(person, manager)
    return found


def _holds(since: int | None, until: int | None, at: int) -> bool:
    """Whether a span, in seconds, holds at the end of the day before `at`."""
    last = at - 1
    return (since is None or since // DAY <= last) and (until is None or until // DAY > last)


def day_of(
    cells: Interactions, window: Window, today: int, kinds: frozenset[str] | None = None
) -> int:
    """The day at which ties are taken: the window's end, else the day after the last act.

    Only acts of these kinds count, all where none are named.
    """
    if window.until is not None:
        return window.until
    days = cells.days[of_kinds(cells, kinds)]
    return min(int(days.max()), today) + 1 if len(days) else today + 1


def network(cells: Interactions, who: Covered, settings: TieSettings, day: int) -> TieGraph:
    """The ties at `day` among everybody who was there in the window, those without ties too.

    With a window those count, too, who acted in it; without one only those who are there now.
    """
    ties = strength(cells, day, settings)
    if settings.since is None and settings.until is None:
        end = tomorrow()
        now = {person for person, span in who.people.items() if _holds(*span, end)}
        return _among(ties, now)
    there = {
        person
        for person, (joined, gone) in who.people.items()
        if (joined is None or joined // DAY < day)
        and (gone is None or settings.since is None or gone // DAY >= settings.since)
    }
    active = {ties.people[i] for i in {*ties.sources.tolist(), *ties.targets.tolist()}}
    return _among(ties, there | (active & who.people.keys()))


def _among(ties: TieGraph, people: set[str]) -> TieGraph:
    """The ties among these people, and the people without any."""
    inside = np.array([person in people for person in ties.people], np.bool_)
    kept = np.flatnonzero(inside[ties.sources] & inside[ties.targets])
    return TieGraph.from_ids(
        [ties.people[i] for i in ties.sources[kept].tolist()],
        [ties.people[i] for i in ties.targets[kept].tolist()],
        ties.weights[kept],
        people=people,
    )
