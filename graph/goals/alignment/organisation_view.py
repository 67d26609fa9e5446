"""People, talk, links and goals of one moment, joined so that any window and scope is a matter of arrays."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np

from graph.goals.alignment.goal_graph import GoalGraph
from graph.goals.alignment.talk_links import Links, links_among
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import Lists, ranges, steps_from
from graph.organisation.membership import MembershipIndex
from graph.organisation.participation_columns import (
    SINCE,
    UNDATED,
    UNTIL,
    ParticipationColumns,
    messages_of_people,
)
from graph.records.window import Window

T = TypeVar("T")
CACHED_WINDOWS = 8
"""Windows whose arrays are kept."""
FEW = 8
"""Fewer than one in so many are looked at one by one instead of all at once."""


@dataclass(frozen=True, eq=False)
class Participation:
    """The days on which people took part, joined to people; kept while neither talk nor people change.

    `person` is -1 where it is a program or somebody who is not in the store any more.
    """

    conversation: Ints
    person: Ints
    day: Ints
    count: Ints
    of_person: Lists
    """The rows of each person."""
    of_conversation: Ints
    """Where the rows of each conversation begin."""
    held_from: Ints
    """Where the days of each conversation begin."""
    spoken: Ints
    """The messages of each conversation on each of its days, without those of programs."""
    last: Ints
    """The last day on which somebody spoke in each conversation."""


def participation_of(talk: ParticipationColumns, membership: MembershipIndex) -> Participation:
    """The talk of these people."""
    places = np.full(max(len(talk.people), 1), -1, np.int64)
    for number, id_ in enumerate(talk.people):
        place = membership.index.get(id_)
        if place is not None and membership.measured[place]:
            places[number] = place
    table, size = talk.person_days, len(talk.ids)
    person = places[table.person]
    counted = np.flatnonzero(person >= 0)
    by_person = Lists.of(len(membership.people), person[counted], counted)
    index = membership.index
    programs = [id_ in index and not membership.measured[index[id_]] for id_ in talk.people]
    spoken = messages_of_people(talk, np.array(programs, np.bool_))
    has_messages = spoken > 0
    last = np.full(size, UNDATED, np.int64)
    days = talk.conversation_days
    last[days.conversation[has_messages]] = days.day[has_messages]  # rows are in the order of days
    return Participation(
        conversation=table.conversation,
        person=person,
        day=table.day,
        count=table.count,
        of_person=by_person,
        of_conversation=np.searchsorted(table.conversation, np.arange(size + 1)),
        held_from=np.searchsorted(talk.conversation_days.conversation, np.arange(size + 1)),
        spoken=spoken,
        last=last,
    )


class WindowTalk(NamedTuple):
    """Of conversations: whether people spoke in each, their messages, the last day of these."""

    live: Bools
    messages: Ints
    last: Ints


OF_TALK = ("rows", "_window_talk", "attended", "present")
"""The parts of a window in which links do not matter."""


class WindowView:
    """What holds in one window for everybody; each part is worked out when first asked for."""

    def __init__(self, view: View, window: Window) -> None:
        self.view = view
        self.window = window
        self.end = window.end
        self.open = window.since is None and window.until is None
        self.since = SINCE if window.since is None else window.since
        self.until = UNTIL if window.until is None else window.until

    def over(self, view: View) -> WindowView:
        """The same window over the same talk with other links; what is of talk alone stays worked out."""
        found, known = WindowView(view, self.window), vars(self)
        vars(found).update({name: known[name] for name in OF_TALK if name in known})
        return found

    def inside(self, days: Ints) -> Bools:
        """Which of these days count; without bounds also talk without any date."""
        if self.open:
            return np.ones(len(days), np.bool_)
        return (days >= self.since) & (days < self.until)

    @cached_property
    def rows(self) -> Ints:
        """The rows of people in the window."""
        participation = self.view.participation
        return np.flatnonzero(self.inside(participation.day) & (participation.person >= 0))

    @cached_property
    def _window_talk(self) -> WindowTalk:
        days, size = self.view.talk.conversation_days, len(self.view.talk.ids)
        spoken = self.view.participation.spoken
        rows = self.inside(days.day) & (spoken > 0)
        places = days.conversation[rows]
        live = np.zeros(size, np.bool_)
        live[places] = True
        messages = np.bincount(places, spoken[rows], minlength=size).astype(np.int64)
        last = np.full(size, UNDATED, np.int64)
        last[places] = days.day[rows]  # rows stand in the order of days: the last one stays
        return WindowTalk(live, messages, last)

    @property
    def live(self) -> Bools:
        """In which conversations people spoke."""
        return self._window_talk.live

    def window_talk(self, conversations: Ints) -> WindowTalk:
        """Of each of these conversations: whether people spoke, their messages, the last day."""
        if len(conversations) * FEW > len(self.view.talk.ids) or "_window_talk" in vars(self):
            live, messages, last = self._window_talk
            return WindowTalk(live[conversations], messages[conversations], last[conversations])
        table, starts = self.view.talk.conversation_days, self.view.participation.held_from
        first, last = starts[conversations], starts[conversations + 1]
        rows, size = ranges(first, last), len(conversations)
        numbers = np.repeat(np.arange(size), last - first)
        counted = self.inside(table.day[rows]) & (self.view.participation.spoken[rows] > 0)
        rows, numbers = rows[counted], numbers[counted]
        live, until = np.zeros(size, np.bool_), np.full(size, UNDATED, np.int64)
        live[numbers] = True
        until[numbers] = table.day[rows]
        messages = np.bincount(
            numbers, self.view.participation.spoken[rows], minlength=size
        ).astype(np.int64)
        return WindowTalk(live, messages, until)

    def talked_about(self, goals: Ints) -> Bools:
        """About which of these goals people spoke."""
        if len(goals) * FEW > len(self.view.goals.ids):
            return self.talked_of[goals]
        links = self.view.links.of_goal
        sizes = links.starts[goals + 1] - links.starts[goals]
        result = np.zeros(len(goals), np.bool_)
        live = self.window_talk(links.of_many(goals)).live
        result[np.repeat(np.arange(len(goals)), sizes)[live]] = True
        return result

    @cached_property
    def talked_of(self) -> Bools:
        """About which goals people spoke."""
        result = np.zeros(len(self.view.goals.ids), np.bool_)
        result[self.view.links.goal[self.live[self.view.links.conversation]]] = True
        return result

    @cached_property
    def talked_of_or_below(self) -> Bools:
        """Which goals have one, or are supported by a goal that has."""
        return steps_from(self.view.goals.above, np.flatnonzero(self.talked_of)) >= 0

    @cached_property
    def attended(self) -> Bools:
        """Which conversations somebody took part in."""
        result = np.zeros(len(self.view.talk.ids), np.bool_)
        result[self.view.participation.conversation[self.rows]] = True
        return result

    @cached_property
    def present(self) -> Bools:
        """Who counts: people who were there in the window, or spoke in it; without one who is there now."""
        result = self.view.membership.measured.copy()
        if self.open:
            result &= self.view.membership.there_at(self.end)
        else:
            result &= self.view.membership.there(self.since, self.until)
            result[self.view.participation.person[self.rows]] = True
        return result


class View:
    """Everything that is held of one moment."""

    def __init__(
        self,
        goals: GoalGraph,
        membership: MembershipIndex,
        talk: ParticipationColumns,
        participation: Participation,
        links: Links,
    ) -> None:
        self.goals = goals
        self.membership = membership
        self.talk = talk
        self.participation = participation
        self.links = links
        self._windows: OrderedDict[tuple[Window, int], WindowView] = OrderedDict()

    def at(self, window: Window) -> WindowView:
        """What holds in a window."""
        return _memo(self._windows, (window, window.end), lambda: WindowView(self, window))

    @property
    def linked_talk(self) -> list[str]:
        """The ids of the conversations that advance a goal."""
        return [self.talk.ids[place] for place in np.flatnonzero(self.links.linked).tolist()]

    def among(self, talk: Collection[str]) -> Bools:
        """Which conversations are among these ids."""
        places = [place for id_ in talk if (place := self.talk.index.get(id_)) is not None]
        result = np.zeros(len(self.talk.ids), np.bool_)
        result[places] = True
        return result

    def with_links_of(self, talk: Collection[str]) -> View:
        """The same, with the links of these conversations only."""
        links = links_among(self.links, self.among(talk), self.goals)
        return View(self.goals, self.membership, self.talk, self.participation, links)

    def talk_about(self, goals: Ints) -> Ints:
        """The conversations that advance any of these goals, each once."""
        return np.unique(self.links.of_goal.of_many(goals))

    @cached_property
    def goals_of_group(self) -> Lists:
        """The goals that each group pursues itself, archived and dropped ones left out."""
        index = self.membership.group_index
        return self._goals_of([(index.get(id_), goal) for goal, id_ in self.goals.pursuers], index)

    @cached_property
    def goals_of_person(self) -> Lists:
        """The goals that each person owns, archived and dropped ones left out."""
        index = self.membership.index
        return self._goals_of([(index.get(id_), goal) for goal, id_ in self.goals.owners], index)

    def _goals_of(self, pairs: list[tuple[int | None, int]], index: Mapping[str, int]) -> Lists:
        counted = [(owner, g) for owner, g in pairs if owner is not None and self.goals.counted[g]]
        owner, goal = np.array(counted, np.int64).reshape(-1, 2).T
        return Lists.of(len(index), owner, goal)


def _memo(
    values: OrderedDict[tuple[Window, int], T], key: tuple[Window, int], make: Callable[[], T]
) -> T:
    """The value of a key, made when first asked for; the least lately used are dropped."""
    if key not in values:
        values[key] = make()
    values.move_to_end(key)
    while len(values) > CACHED_WINDOWS:
        values.popitem(last=False)
    return values[key]
