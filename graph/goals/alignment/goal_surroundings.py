"""What is around one goal: its way to the top, whom its talk reaches, and whom it does not."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy as np

from graph.goals.alignment.alignment import talk_volume
from graph.goals.alignment.goal_graph import Connectedness, Tops
from graph.goals.alignment.organisation_view import View
from graph.goals.alignment.upward_paths import paths_up
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import ranges, reached
from graph.records.talk_counts import Shared, TalkVolume
from graph.records.window import Window
from graph.store.memory_pages import MemoryList, in_order


def _numbers(*values: int) -> Ints:
    return np.array(values, np.int64)


class GoalSight:
    """Where a goal stands in the goal graph."""

    def __init__(self, view: View, goal: str, limit: int) -> None:
        self._graph = view.goals
        self._place = view.goals.index.get(goal)
        self.limit = limit

    @property
    def connection(self) -> Connectedness:
        """Whether a way leads from it to a top."""
        if self._place is None:
            return Connectedness.LEFT_OUT
        return self._graph.connection(self._place)

    @property
    def tops(self) -> Tops:
        """What counts as a top."""
        return self._graph.kind_of_tops

    @cached_property
    def ways(self) -> list[tuple[str, ...]]:
        """The shortest few ways up, as ids from the goal to the top."""
        if self._place is None:
            return []
        ways = paths_up(self._graph, [self._place], self.limit)
        return [tuple(self._graph.ids[goal] for goal in way) for _, way in ways]


def _readable(view: View, talk: Ints, ids: Collection[str] | None) -> Ints:
    """Those of these conversations that are among the ids; all of them without ids."""
    if ids is None:
        return talk
    return talk[np.array([view.talk.ids[place] in ids for place in talk.tolist()], np.bool_)]


class Reach:
    """Whom the talk of a goal reaches in a window; its talk advances it, or what supports it."""

    _readable: Collection[str] | None = None

    def __init__(self, view: View, goal: str, window: Window, supporting: bool = True) -> None:
        self.view = view
        self.at = view.at(window)
        self.goals = _numbers()
        place = view.goals.index.get(goal)
        if place is not None and view.goals.counted[place]:
            self.goals = view.goals.and_below(place) if supporting else _numbers(place)

    @property
    def live(self) -> TalkVolume:
        """How much it is talked about."""
        return talk_volume(self.at, self._talk)

    @property
    def _talk(self) -> Ints:
        return _readable(self.view, self.view.talk_about(self.goals), self._readable)

    @property
    def talk(self) -> list[str]:
        """The ids of its conversations."""
        return [self.view.talk.ids[place] for place in self._talk.tolist()]

    def keep(self, readable: Collection[str]) -> None:
        """Look only at these conversations."""
        self._readable = readable

    @cached_property
    def _people(self) -> Ints:
        """Who took part."""
        participation = self.view.participation
        talk = self._talk
        rows = ranges(participation.of_conversation[talk], participation.of_conversation[talk + 1])
        rows = rows[self.at.inside(participation.day[rows]) & (participation.person[rows] >= 0)]
        return np.unique(participation.person[rows])

    @property
    def people(self) -> int:
        """How many people took part."""
        return len(self._people)

    @cached_property
    def _took_part(self) -> Bools:
        result = np.zeros(len(self.view.membership.people), np.bool_)
        result[self._people] = True
        return result

    def homes(self) -> MemoryList:
        """The homes of these people at the window's end."""
        person, home = self.view.membership.homes(self.at.end)
        return self._groups(np.unique(home[self._took_part[person]]))

    def groups(self) -> MemoryList:
        """The groups with a member among these people."""
        return self._groups(np.flatnonzero(self._met))

    @cached_property
    def _met(self) -> Bools:
        return self.view.membership.groups_with(self._took_part, self.at.end)

    def unreached(self) -> MemoryList:
        """The groups that pursue the goal, or what supports it, with no member among these people."""
        membership = self.view.membership
        of_goal = np.zeros(len(self.view.goals.ids), np.bool_)
        of_goal[self.goals] = True
        pursued = self.view.goals_of_group
        every = np.arange(len(membership.groups))
        pursuing = np.unique(pursued.repeated(every)[of_goal[pursued.values]])
        pursuing = pursuing[~membership.archived[pursuing]]
        return self._groups(pursuing[~self._met[pursuing]])

    def _groups(self, groups: Ints) -> MemoryList:
        return in_order("Group", groups, self.view.membership.groups, self.view.membership.keys)


class SharedGoals:
    """The goals that the talk of two groups' members advances in a window."""

    def __init__(self, view: View, first: str, second: str, window: Window) -> None:
        self.view = view
        self.at = view.at(window)
        places = [view.membership.group_index.get(group) for group in (first, second)]
        self._talk = [self._talk_of(place) for place in places]
        linked = view.links.linked
        self._talk = [talk[linked[talk]] for talk in self._talk]
        self._paper = [self._pursued(place) for place in places]

    @property
    def talk(self) -> list[str]:
        """The ids of the conversations that are looked at."""
        return [self.view.talk.ids[place] for talk in self._talk for place in talk.tolist()]

    def keep(self, readable: Collection[str]) -> None:
        """Look only at these conversations."""
        self._talk = [_readable(self.view, talk, readable) for talk in self._talk]

    def goals(self, on_paper: bool | None) -> MemoryList:
        """The goals, all or only those that both pursue on paper, or only the others."""
        first, second = (self._advanced(talk) for talk in self._talk)
        goals = np.intersect1d(first, second)
        if on_paper is not None:
            both = np.intersect1d(self._paper[0], self._paper[1])
            goals = goals[np.isin(goals, both) == on_paper]
        graph = self.view.goals
        return in_order("Goal", goals, graph.ids, graph.keys, self._shared)

    def _talk_of(self, group: int | None) -> Ints:
        """The conversations of the window in which members took part."""
        if group is None:
            return _numbers()
        participation = self.view.participation
        members = self.view.membership.members(group, self.at.end)
        rows = participation.of_person.of_many(members)
        return np.unique(participation.conversation[rows[self.at.inside(participation.day[rows])]])

    def _pursued(self, group: int | None) -> Ints:
        if group is None:
            return _numbers()
        parts = reached(self.view.membership.below, _numbers(group))
        return np.unique(self.view.goals_of_group.of_many(parts))

    def _advanced(self, talk: Ints) -> Ints:
        links = self.view.links
        return np.unique(links.goal[links.of_conversation.of_many(talk)])

    def _shared(self, goal: int) -> Shared:
        of_goal = np.unique(self.view.links.of_goal[goal])
        first, second = (np.intersect1d(of_goal, talk) for talk in self._talk)
        on_paper = all(goal in paper for paper in self._paper)
        return Shared(on_paper, len(first), len(second), len(np.intersect1d(first, second)))
