"""The line of sight and the alignment of a person, a group or everybody in one window."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.goals.alignment.organisation_view import FEW, View, WindowView
from graph.goals.alignment.ratio import Ratio
from graph.goals.alignment.upward_paths import paths_up
from graph.measures.arrays import Bools, Ints
from graph.records.window import Window


@dataclass(frozen=True, slots=True)
class SightPath:
    """A person, a conversation they took part in, a goal it advances, and the goals above up to a top."""

    person: str
    conversation: str
    goals: tuple[str, ...]


class ScopeView:
    """One scope in one window; each number is worked out when first asked for.

    `places` are its people, `goals` the goals it answers for, `groups` the groups it holds.
    """

    def __init__(
        self, at: WindowView, places: Ints, goals: Ints, groups: Ints, everybody: bool = False
    ) -> None:
        self.at = at
        self.view = at.view
        self.goals = goals
        self.groups = groups
        self.everybody = everybody
        self._places = places

    @property
    def places(self) -> Ints:
        """The places of its people."""
        return self._places

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of its people, in order."""
        return tuple(self.view.membership.people[place] for place in self._places.tolist())

    def without(self, people: Collection[str]) -> ScopeView:
        """The same scope without these people."""
        index = self.view.membership.index
        out = [index[person] for person in people if person in index]
        rest = self._places[~np.isin(self._places, out)]
        return ScopeView(self.at, rest, self.goals, self.groups, self.everybody)

    def over(self, view: View) -> ScopeView:
        """The same scope over the same talk with other links."""
        at = self.at.over(view)
        return ScopeView(at, self._places, self.goals, self.groups, self.everybody)

    @cached_property
    def nearest_day(self) -> int | None:
        """The day nearest to the window's end at whose end somebody belonged to its groups.

        Days before the end come first; None where nobody ever belonged.
        """
        membership = self.view.membership
        spans = membership.spans_of.of_many(self.groups)
        since, until = membership.spans.since[spans], membership.spans.until[spans]
        since, until = since[since < until], until[since < until]
        begun = since < self.at.end
        if begun.any():
            return min(int(until[begun].max()), self.at.end) - 1
        return int(since.min()) if len(since) else None

    @cached_property
    def rows(self) -> Ints:
        """The rows of its people in the window."""
        participation = self.view.participation
        if len(self._places) * FEW < len(self.view.membership.people):
            rows = participation.of_person.of_many(self._places)
            return rows[self.at.inside(participation.day[rows])]
        if self.everybody and len(self._places) == int(self.view.membership.measured.sum()):
            return self.at.rows
        inside = np.zeros(len(self.view.membership.people), np.bool_)
        inside[self._places] = True
        return self.at.rows[inside[participation.person[self.at.rows]]]

    @cached_property
    def conversations(self) -> Ints:
        """The conversation of each row."""
        return self.view.participation.conversation[self.rows]

    @cached_property
    def sight(self) -> Ratio:
        """Of its people who were there, those with a line of sight."""
        sighted = self.rows[self.view.links.sighted[self.conversations]]
        has_sight = np.zeros(len(self.view.membership.people), np.bool_)
        has_sight[self.view.participation.person[sighted]] = True
        present = self._places[self._present(self.rows)]
        return Ratio(int(has_sight[present].sum()), len(present))

    @property
    def talk(self) -> list[str]:
        """The ids of the conversations of its people in the window."""
        return [self.view.talk.ids[place] for place in np.unique(self.conversations).tolist()]

    def sight_over(self, readable: Collection[str]) -> Ratio:
        """The same as far as these conversations tell: who was there only in others was not there."""
        ids = self.view.talk.ids
        shown = [ids[place] in readable for place in self.conversations.tolist()]
        rows = self.rows[np.array(shown, np.bool_)]
        sighted = rows[self.view.links.sighted[self.view.participation.conversation[rows]]]
        present = self._places[self._present(rows)]
        has_sight = np.isin(present, self.view.participation.person[sighted])
        return Ratio(int(has_sight.sum()), len(present))

    def _present(self, rows: Ints) -> Bools:
        """Which of its people count in the window, where these are the rows in which they spoke."""
        result = self.view.membership.measured[self._places]
        if not self.at.open:
            if rows is self.rows and len(self._places) * FEW >= len(self.view.membership.people):
                return self.at.present[self._places]
            spoke = np.isin(self._places, self.view.participation.person[rows])
            present = self.view.membership.there(self.at.since, self.at.until)[self._places]
            result &= present | spoke
        return result

    @cached_property
    def took_part(self) -> Bools:
        """In which conversations its people took part."""
        result = np.zeros(len(self.view.talk.ids), np.bool_)
        result[self.conversations] = True
        return result

    @cached_property
    def live_conversations(self) -> Bools:
        """The conversations of the scope in which people spoke; of everybody all of these."""
        return self.at.live if self.everybody else self.took_part & self.at.live

    @cached_property
    def messages(self) -> Ints:
        """The messages of its people in each conversation."""
        counts = self.view.participation.count[self.rows]
        size = len(self.view.talk.ids)
        return np.bincount(self.conversations, counts, minlength=size).astype(np.int64)

    @cached_property
    def linked_talk(self) -> Ratio:
        """Of the messages of its people, those in conversations that advance a goal."""
        linked = self.messages[self.view.links.linked]
        return Ratio(int(linked.sum()), int(self.messages.sum()))

    def people_in(self, conversation: int) -> int:
        """How many of its people took part in a conversation."""
        rows = self.rows_in(conversation)
        return len(np.unique(self.view.participation.person[rows]))

    def rows_in(self, conversation: int) -> Ints:
        """The rows of its people in a conversation."""
        starts = self.view.participation.of_conversation
        first, last = np.searchsorted(self._sorted_rows, starts[conversation : conversation + 2])
        return self._sorted_rows[first:last]

    @cached_property
    def _sorted_rows(self) -> Ints:
        few = len(self._places) * FEW < len(self.view.membership.people)
        return np.sort(self.rows) if few else self.rows

    @cached_property
    def advanced(self) -> Bools:
        """Which goals the talk of its people advances."""
        links = self.view.links
        result = np.zeros(len(self.view.goals.ids), np.bool_)
        result[links.goal[self.took_part[links.conversation]]] = True
        return result

    @property
    def sighted_talk(self) -> list[str]:
        """The ids of the conversations of its people that have a line of sight."""
        places = np.unique(self.view.links.conversation[self._pairs()])
        return [self.view.talk.ids[place] for place in places.tolist()]

    def paths(self, limit: int, readable: Collection[str] | None = None) -> list[SightPath]:
        """The shortest few lines of sight, different conversations and people first among equals.

        `readable`: only over these conversations.
        """
        links, graph = self.view.links, self.view.goals
        pairs = self._pairs()
        if readable is not None:
            ids = self.view.talk.ids
            shown = [ids[place] in readable for place in links.conversation[pairs].tolist()]
            pairs = pairs[np.array(shown, np.bool_)]
        pairs = pairs[:limit]
        starts = []
        for place, pair in enumerate(pairs.tolist()):
            people = self.view.participation.person[self.rows_in(int(links.conversation[pair]))]
            starts += [
                (int(graph.distance[links.goal[pair]]), turn, place, int(person), pair)
                for turn, person in enumerate(np.unique(people)[:limit].tolist())
            ]
        starts.sort()
        ways = paths_up(graph, [int(links.goal[pair]) for *_, pair in starts], limit)
        return [self._path(starts[place][3], starts[place][4], way) for place, way in ways]

    def _pairs(self) -> Ints:
        """The links, in the order in which they are shown, of conversations of its people."""
        links, graph = self.view.links, self.view.goals
        if self.everybody or len(self.rows) > len(links.goal):
            pairs = np.flatnonzero(self.took_part[links.conversation])
        else:
            pairs = np.sort(links.of_conversation.of_many(np.unique(self.conversations)))
        return pairs[graph.distance[links.goal[pairs]] >= 0]

    def _path(self, person: int, pair: int, way: Sequence[int]) -> SightPath:
        return SightPath(
            self.view.membership.people[person],
            self.view.talk.ids[int(self.view.links.conversation[pair])],
            tuple(self.view.goals.ids[goal] for goal in way),
        )


def _whole_numbers(values: Sequence[int]) -> Ints:
    return np.array(values, np.int64)


def person_scope(view: View, person: str, window: Window) -> ScopeView:
    """A person; a program, or somebody unknown, is a scope of nobody."""
    place = view.membership.index.get(person)
    none = _whole_numbers([])
    if place is None:
        return ScopeView(view.at(window), none, none, none)
    places = _whole_numbers([place] if view.membership.measured[place] else [])
    return ScopeView(view.at(window), places, np.unique(view.goals_of_person[place]), none)


def group_scope(view: View, group: str, window: Window) -> ScopeView:
    """The people who belonged to the group, or to what is part of it, at the window's end (now)."""
    place = view.membership.group_index.get(group)
    none = _whole_numbers([])
    at = view.at(window)
    if place is None:
        return ScopeView(at, none, none, none)
    groups = view.membership.and_parts(place)
    goals = np.unique(view.goals_of_group.of_many(groups))
    return ScopeView(at, view.membership.members(place, at.end), goals, groups)


def network_scope(view: View, window: Window) -> ScopeView:
    """Everybody; without a window everybody who is there now."""
    at, counted = view.at(window), view.membership.measured
    places = np.flatnonzero(at.present if at.open else counted)
    groups = np.arange(len(view.membership.groups))
    return ScopeView(at, places, view.goals.all, groups, everybody=True)
