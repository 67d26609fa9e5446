"""Where talk and goals meet and where they do not, for one scope in one window, each with its evidence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cached_property, partial

import numpy as np

from graph.goals.alignment.goal_graph import Tops
from graph.goals.alignment.line_of_sight import ScopeView
from graph.goals.alignment.organisation_view import WindowView
from graph.goals.alignment.ratio import Ratio
from graph.measures.arrays import Bools, Ints
from graph.organisation.participation_columns import UNDATED
from graph.records.talk_counts import LastTalk, TalkVolume, Volume
from graph.records.window import EPOCH
from graph.store.memory_pages import MemoryList, in_order, most_first


def day_of(day: int) -> date | None:
    """The date of a day since 1970-01-01; None for talk without a date."""
    return None if day <= UNDATED else EPOCH + timedelta(days=int(day))


def live_talk(at: WindowView, goals: Ints) -> TalkVolume:
    """The talk of a window that advances any of these goals, each conversation once."""
    return talk_volume(at, at.view.talk_about(goals))


def talk_volume(at: WindowView, conversations: Ints) -> TalkVolume:
    """How much was said in these conversations in a window."""
    talk = at.window_talk(conversations)
    last = day_of(int(talk.last.max())) if talk.live.any() else None
    return TalkVolume(int(talk.live.sum()), int(talk.messages.sum()), last)


class Alignment:
    """The alignment of a scope; with `supporting`, talk about what supports a goal is talk about it."""

    def __init__(self, scope: ScopeView, supporting: bool) -> None:
        self.scope = scope
        self.supporting = supporting
        self.at = scope.at
        self.view = scope.view

    @property
    def tops(self) -> Tops:
        """In what lines of sight end."""
        return self.view.goals.kind_of_tops

    @cached_property
    def _talked_of(self) -> Bools:
        """Whether each goal of the scope is talked about by anybody."""
        if self.supporting:
            return self.at.talked_of_or_below[self.scope.goals]
        return self.at.talked_about(self.scope.goals)

    @property
    def coverage(self) -> Ratio:
        """Of the goals of the scope, those that are talked about."""
        return Ratio(int(self._talked_of.sum()), len(self.scope.goals))

    def covered(self) -> MemoryList:
        """The goals of the scope that are talked about, with how much."""
        return self._goals(
            self.scope.goals[self._talked_of], lambda goal: live_talk(self.at, self._talk_of(goal))
        )

    def conversation_gap(self) -> MemoryList:
        """The goals of the scope that nobody talks about, with when somebody last did."""
        return self._goals(self.scope.goals[~self._talked_of], self._last_talk)

    def linked(self) -> MemoryList:
        """The conversations of the scope that advance a goal."""
        return self._conversations(self.scope.live_conversations & self.view.links.linked)

    def unlinked(self) -> MemoryList:
        """The conversations of the scope that advance no goal."""
        return self._conversations(self.scope.live_conversations & ~self.view.links.linked)

    def silent_groups(self, talk: Collection[str] | None = None) -> MemoryList:
        """The groups of the scope whose members' talk advances no goal; empty and archived ones apart.

        `talk`: how much each says counts only these conversations.
        """
        membership, day = self.view.membership, self.at.end
        groups, silent = self.scope.groups, self.scope.groups
        if len(groups):
            linked = np.zeros(len(membership.people), np.bool_)
            spoken_of = self.view.links.linked & self.at.live
            rows = self.scope.rows[spoken_of[self.scope.conversations]]
            linked[self.view.participation.person[rows]] = True
            peopled = membership.groups_with(membership.measured, day) & ~membership.archived
            silent = groups[(peopled & ~membership.groups_with(linked, day))[groups]]
        counted = None if talk is None else self.view.among(talk)
        says = partial(self._volume_of_group, counted)
        return in_order("Group", silent, membership.groups, membership.keys, says)

    def clusters(self) -> list[Ints]:
        """The clusters that reach no top and have to do with the scope: its goals, or its talk."""
        return [cluster for cluster in self.view.goals.clusters if self._concerned[cluster].any()]

    def goals_of_cluster(self, cluster: Ints) -> MemoryList:
        """The goals of a cluster, with how much they are talked about."""
        return self._goals(cluster, lambda goal: live_talk(self.at, np.array([goal])))

    def alone(self) -> MemoryList:
        """The goals tied to no other that have to do with the scope."""
        alone = np.flatnonzero(self.view.goals.alone & self._concerned)
        return self._goals(alone, lambda goal: live_talk(self.at, np.array([goal])))

    @cached_property
    def _concerned(self) -> Bools:
        """Goals of the scope, and goals that its people's talk advances."""
        result = self.scope.advanced.copy()
        result[self.scope.goals] = True
        return result

    def _talk_of(self, goal: int) -> Ints:
        return self.view.goals.and_below(goal) if self.supporting else np.array([goal])

    def _last_talk(self, goal: int) -> LastTalk:
        conversations = self.view.links.of_goal.of_many(self._talk_of(goal))
        last = self.view.participation.last[conversations]
        return LastTalk(day_of(int(last.max())) if len(last) else None)

    def _volume_of_group(self, counted: Bools | None, group: int) -> Volume:
        members = self.view.membership.members(group, self.at.end)
        rows = self.view.participation.of_person.of_many(members)
        participation = self.view.participation
        rows = rows[self.at.inside(participation.day[rows])]
        if counted is not None:
            rows = rows[counted[participation.conversation[rows]]]
        return Volume(
            len(np.unique(participation.person[rows])), int(participation.count[rows].sum())
        )

    def _goals(self, goals: Ints, says: object) -> MemoryList:
        return in_order("Goal", goals, self.view.goals.ids, self.view.goals.keys, says)  # type: ignore[arg-type]

    def _conversations(self, which: Bools) -> MemoryList:
        scope = self.scope

        def says(conversation: int) -> Volume:
            return Volume(scope.people_in(conversation), int(scope.messages[conversation]))

        items = np.flatnonzero(which)
        return most_first("Conversation", items, self.view.talk.ids, scope.messages, says)
