"""What is not the same in the organisation: who stands otherwise in it, and how it was before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import orjson

from graph.ledger.events.need_sets import Pursuits
from graph.ledger.facts import Facts
from graph.ledger.homes import Homes
from graph.ledger.organisation_days import Organisation
from graph.ledger.organisation_rows import OrganisationRows
from graph.ledger.talk_tables import COLUMNS, TalkTables
from graph.measures.arrays import Bools, Ints
from graph.measures.packed_lists import reached

NEVER = np.iinfo(np.int64).max


def people_who_differ(before: OrganisationRows, now: OrganisationRows) -> set[str] | None:
    """Who is there, at home, a member or a lead otherwise than before; None where groups differ.

    >>> rows = OrganisationRows([["ann", False, None, None, 1]], [None], [], [], [], [], [])
    >>> people_who_differ(rows, rows), people_who_differ(rows, replace(rows, joined=[7]))
    (set(), {'ann'})
    >>> people_who_differ(rows, replace(rows, groups=[["east", "East", False, []]])) is None
    True
    """
    if orjson.dumps(before.columns()) == orjson.dumps(now.columns()):
        return set()
    groups = [[sorted(one.groups), _sorted_lists(one.pursued)] for one in (before, now)]
    groups_of_spans = [sorted(group for group, _ in one.spans) for one in (before, now)]
    if json.dumps(groups[0]) != json.dumps(groups[1]) or groups_of_spans[0] != groups_of_spans[1]:
        return None
    old, new = (_by_person(one) for one in (before, now))
    return {person for person in old.keys() | new.keys() if old.get(person) != new.get(person)}


def _by_person(rows: OrganisationRows) -> Mapping[str, list[str]]:
    """Whatever the rows say of each person, as text, in one order."""
    found: dict[str, list[str]] = defaultdict(list)
    for row, day in zip(rows.people, rows.joined, strict=True):
        found[row[0]].append(json.dumps([*row, day]))
    for row in rows.homes:  # of several homes on one day the first holds
        found[row[0]].append(json.dumps(["home", len(found[row[0]]), *row]))
    for group, spans in rows.spans:
        for span in spans:
            found[span[0]].append(json.dumps([group, *span]))
    for lead in rows.leads:
        found[lead[1]].append(json.dumps(["lead", *lead]))
    return {person: sorted(own) for person, own in found.items()}


def _sorted_lists(rows: Iterable[Sequence[Any]]) -> list[Any]:
    return sorted([group, sorted(one)] for group, one in rows)


@dataclass(frozen=True, eq=False)
class OrganisationChange:
    """People in the numbers of the facts; groups are the same before and now."""

    people: Bools
    """Who is there, at home, a member or a lead otherwise than before."""
    homes: Homes
    """As they were."""
    organisation: Organisation
    """As it was."""

    def before(self, facts: Facts) -> Facts:
        """The same facts in the organisation as it was."""
        return replace(facts, homes=self.homes, organisation=self.organisation)

    def posts(self, facts: Facts, messages: Ints, pursuits: Pursuits) -> Bools:
        """Which messages others can read, or need for a goal that their group pursues."""
        days = MemberDays.of(self.organisation, facts.organisation, self.people)
        held = facts.talk.column("conversations", "group")[facts.conversation[messages]]
        day, inside = facts.day[messages], np.flatnonzero(held >= 0)
        found = np.zeros(len(messages), np.bool_)
        groups = days.of_groups(facts.talk.ids["groups"])
        found[inside] = groups.hold(held[inside], day[inside])
        return found | days.of_pursuits(pursuits).hold(facts.goals_of_messages(messages), day)


@dataclass(frozen=True, eq=False)
class MemberDays:
    """From which day to before which members of groups are others than before, by place of the group.

    Parts are counted with their group; where nobody is, it begins after it ends.
    """

    organisation: Organisation
    since: Ints
    until: Ints

    @classmethod
    def of(cls, before: Organisation, now: Organisation, people: Bools) -> MemberDays:
        """Where memberships of these people differ."""
        membership = now.membership
        found = cls.never(now, len(membership.groups))
        differing = _spans(before, people) ^ _spans(now, people)
        for group, _, since, until in sorted(differing):
            wider = reached(membership.above, np.array([group]))
            found.since[wider] = np.minimum(found.since[wider], since)
            found.until[wider] = np.maximum(found.until[wider], until)
        return found

    @classmethod
    def never(cls, organisation: Organisation, size: int) -> MemberDays:
        """On no day."""
        return cls(organisation, np.full(size, NEVER), np.full(size, -NEVER))

    def of_groups(self, names: Sequence[str]) -> MemberDays:
        """The same of the groups of these names, by their place."""
        found = self.never(self.organisation, len(names))
        index = self.organisation.membership.group_index
        for place, name in enumerate(names):
            if name in index:
                found.since[place] = self.since[index[name]]
                found.until[place] = self.until[index[name]]
        return found

    def of_pursuits(self, pursuits: Pursuits) -> MemberDays:
        """The same by set of goals, of all groups that pursue one of them."""
        groups = self.of_groups(sorted(self.organisation.pursued))
        pairs = pursuits.pairs_of
        found = self.never(self.organisation, len(pairs))
        of_set, group = pairs.repeated(np.arange(len(pairs))), pursuits.group[pairs.values]
        np.minimum.at(found.since, of_set, groups.since[group])
        np.maximum.at(found.until, of_set, groups.until[group])
        return found

    def hold(self, places: Ints, days: Ints) -> Bools:
        """Whether each day is one of those of its group."""
        found: Bools = (self.since[places] <= days) & (days < self.until[places])
        return found


def _spans(organisation: Organisation, people: Bools) -> set[tuple[int, ...]]:
    """The memberships of these people: group, person, first day, and the day after the last."""
    spans = organisation.membership.spans
    rows = np.flatnonzero(people[spans.person])
    columns = (spans.group[rows], spans.person[rows], spans.since[rows], spans.until[rows])
    return set(zip(*(column.tolist() for column in columns), strict=True))


def talk_with(talk: TalkTables, people: Bools) -> Bools:
    """The conversations in which one of these people, by number, takes any part."""
    found = np.zeros(len(talk.ids["conversations"]), np.bool_)
    conversation = talk.column("messages", "conversation")
    for name, columns in COLUMNS.items():
        table = talk.tables[name]
        for place, (_, points_at) in enumerate(columns):
            if points_at == "people" and len(table):
                who = table[:, place]
                rows = table[(who >= 0) & people[np.maximum(who, 0)], 0]
                of_messages = name != "messages" and columns[0][1] == "messages"
                found[conversation[rows] if of_messages else rows] = True
    return found
