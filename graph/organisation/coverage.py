"""Who may be measured, and who belongs to which group, home and manager, on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graph.records.window import DAY
from graph.store.driver import Store


@dataclass(frozen=True)
class Coverage:
    """Everybody who may be measured, and who is left out as a program."""

    people: Mapping[str, tuple[int | None, int | None]]
    """Person → second of joining and of leaving, where known."""
    bots: frozenset[str]


async def coverage(store: Store, *, bots: bool = False) -> Coverage:
    """The people of the store; with `bots`, programs count as people."""
    people, programs = {}, set()
    async for person, bot, joined_at, left_at in store.stream("presence_spans"):
        if bot and not bots:
            programs.add(person)
        else:
            people[person] = (joined_at, left_at)
    return Coverage(people, frozenset(programs))


@dataclass(frozen=True)
class GroupMembers:
    """Who belongs to each group or to what is part of it, and what kind of group each is."""

    members: Mapping[str, list[str]]
    kinds: Mapping[str, str | None]
    archived: frozenset[str] = frozenset()

    def of_kind(self, kind: str | None) -> dict[str, list[str]]:
        """The groups of one kind with their members, archived ones left out: they are no nodes."""
        return {
            group: people
            for group, people in self.members.items()
            if self.kinds[group] == kind and group not in self.archived
        }


async def group_members(store: Store, at: int) -> GroupMembers:
    """The membership of all groups on the day before `at`, of people who were there."""
    people_of: dict[str, set[str]] = defaultdict(set)
    kinds, archived = {}, set()
    async for group, kind, is_archived, person, since, until in store.stream("membership_spans"):
        if _holds(since, until, at):
            people_of[group].add(person)
            kinds[group] = kind
            archived |= {group} if is_archived else set()
    members = {group: sorted(people) for group, people in people_of.items()}
    return GroupMembers(members, kinds, frozenset(archived))


@dataclass(frozen=True)
class EndedGroups:
    """Groups that people belonged to, but nobody on the day asked for; archived ones not counted."""

    groups: int
    day: int
    """The last day at whose end somebody belonged to one of them."""


async def ended_groups(store: Store, at: int) -> EndedGroups | None:
    """The groups to which nobody belonged on the day before `at` any more; None where there is none."""
    last: dict[str, int] = {}
    open_groups = set()
    async for group, _, archived, _, since, until in store.stream("membership_spans"):
        if _holds(since, until, at):
            open_groups.add(group)
        elif not archived and until is not None and until // DAY < at:
            last[group] = max(last.get(group, 0), until // DAY - 1)
    days = [day for group, day in last.items() if group not in open_groups]
    return EndedGroups(len(days), max(days)) if days else None


async def homes(store: Store, at: int) -> Mapping[str, str]:
    """The home of each person who was there on the day before `at`.

    A home in the formal tree, else the first unit that the person is a member of.
    """
    home_of: dict[str, str] = {}
    async for person, group, _, since, until in store.stream("home_spans"):
        if _holds(since, until, at):
            home_of.setdefault(person, group)
    return home_of


async def managers(store: Store, at: int) -> Mapping[str, str]:
    """Whom each person reported to on the day before `at`."""
    manager_of: dict[str, str] = {}
    async for person, manager, since, until in store.stream("reporting_spans"):
        if _holds(since, until, at):
            manager_of.setdefault(person, manager)
    return manager_of


def _holds(since: int | None, until: int | None, at: int) -> bool:
    """Whether a span, in seconds, holds at the end of the day before `at`."""
    last = at - 1
    return (since is None or since // DAY <= last) and (until is None or until // DAY > last)
