"""Small organisations for tests, as the statements give them, and the answers worked out by plain sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.goals.alignment.goal_graph import goal_graph
from graph.goals.alignment.organisation_view import View, participation_of
from graph.goals.alignment.talk_links import links_of
from graph.organisation.membership import DAY, membership_index
from graph.organisation.participation_columns import (
    ParticipationBuilder,
    ParticipationColumns,
    no_participation,
    replace_conversations,
)
from graph.records.window import Window

Days = Mapping[int, int]
"""Day → messages."""


@dataclass
class SmallOrganisation:
    """An organisation in plain words; `talk` is conversation → person → days."""

    goals: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Goal → the goals that it supports."""
    purposes: Sequence[str] = ()
    left_out: Sequence[str] = ()
    owners: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pursuers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    people: Sequence[str] = ()
    bots: Sequence[str] = ()
    joined: Mapping[str, int] = field(default_factory=dict)
    gone: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Group → the people who belong to it itself."""
    parts: Mapping[str, str] = field(default_factory=dict)
    archived: Sequence[str] = ()
    homes: Mapping[str, str] = field(default_factory=dict)
    talk: Mapping[str, Mapping[str, Days]] = field(default_factory=dict)
    private: Sequence[str] = ()
    unattributed: Mapping[str, Days] = field(default_factory=dict)
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Goal → the conversations that advance it."""

    def view(self) -> View:
        """The organisation as it is held in memory."""
        goals = goal_graph(
            [
                [
                    goal,
                    goal,
                    "purpose" if goal in self.purposes else None,
                    goal in self.left_out,
                    list(above),
                    list(self.owners.get(goal, ())),
                    list(self.pursuers.get(goal, ())),
                ]
                for goal, above in self.goals.items()
            ]
        )
        people = [(p, p in self.bots, *self.stay(p)) for p in self.people]
        groups = [
            (g, g, g in self.archived, [self.parts[g]] if g in self.parts else [])
            for g in self.groups
        ]
        spans = [
            (
                group,
                [(p, False, *self.stay(p)) for p in members]
                + [(p, True, *self.stay(p)) for p, home in self.homes.items() if home == group],
            )
            for group, members in self.groups.items()
        ]
        membership, talk = membership_index(people, groups, spans), self.talk_columns()
        participation = participation_of(talk, membership)
        links = {goal: list(talks) for goal, talks in self.links.items()}
        return View(
            goals, membership, talk, participation, links_of(links, goals, talk, participation.last)
        )

    def stay(self, person: str) -> tuple[int | None, int | None]:
        """The seconds of joining and of leaving, within which every span of a person lies."""
        return _second(self.joined.get(person)), _second(self.gone.get(person))

    def talk_columns(
        self, only: Sequence[str] | None = None, talk: ParticipationColumns | None = None
    ) -> ParticipationColumns:
        """The talk, or these conversations exchanged in an earlier one."""
        before = talk or no_participation()
        builder = ParticipationBuilder({id_: place for place, id_ in enumerate(before.people)})
        for conversation in self.talk if only is None else only:
            builder.add(self.row(conversation))
        return replace_conversations(before, builder)

    def row(self, conversation: str) -> list[object]:
        """One conversation as `participation_by_day` gives it."""
        people_days = self.talk[conversation]
        counts: dict[int, int] = dict(self.unattributed.get(conversation, {}))
        for days in people_days.values():
            for day, count in days.items():
                counts[day] = counts.get(day, 0) + count
        days = sorted(counts)
        private = conversation in self.private
        ordered = [sorted(on.items()) for on in people_days.values()]
        return [
            conversation,
            private,
            days,
            [counts[day] for day in days],
            list(people_days),
            [len(on) for on in ordered],
            [day for on in ordered for day, _ in on],
            [count for on in ordered for _, count in on],
        ]

    def counts(self, goal: str) -> bool:
        """Whether a goal is in numbers."""
        return goal not in self.left_out

    def reaching(self) -> set[str]:
        """The goals from which a way leads to a top, by plain search."""
        counted = [goal for goal in self.goals if self.counts(goal)]
        tops = {goal for goal in counted if goal in self.purposes}
        if not tops:
            tops = {g for g in counted if not [a for a in self.goals[g] if a in counted]}
        goals = set(tops)
        while True:
            more = {g for g in counted if g not in goals and goals & set(self.goals[g])}
            if not more:
                return goals
            goals |= more

    def advancing(self, goals: set[str]) -> set[str]:
        """The conversations that advance one of these goals."""
        return {
            talk
            for goal, talks in self.links.items()
            for talk in talks
            if goal in goals
            and self.counts(goal)
            and talk in self.talk
            and talk not in self.private
        }

    def spoken(self, conversation: str, window: Window) -> int:
        """The messages in the window that no program wrote."""
        own = [days for person, days in self.talk[conversation].items() if person not in self.bots]
        own.append(self.unattributed.get(conversation, {}))
        return sum(n for days in own for day, n in days.items() if within(day, window))

    def took_part(self, person: str, window: Window) -> dict[str, int]:
        """Conversation → messages of a person in the window."""
        messages = {}
        for conversation, turns in self.talk.items():
            if person not in turns or conversation in self.private:
                continue
            days = [day for day in turns[person] if within(day, window)]
            undated = not turns[person] and window == Window()
            if days or undated:
                messages[conversation] = sum(turns[person][day] for day in days)
        return messages


def within(day: int, window: Window) -> bool:
    """Whether a day is in a window."""
    after = window.since is None or day >= window.since
    return after and (window.until is None or day < window.until)


def _second(day: int | None) -> int | None:
    return None if day is None else day * DAY
