"""The rows that the organisation on any day is made of, and who stands otherwise in them than before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import orjson

from graph.ledger.homes import Homes, homes_of
from graph.ledger.organisation_days import Organisation, leads_of
from graph.ledger.packed_columns import packed, unpacked
from graph.organisation.membership import membership_index

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, eq=False)
class OrganisationRows:
    """Rows as the statements give them."""

    people: Rows
    joined: Sequence[int | None]
    """The day on which each of the people joined."""
    homes: Rows
    groups: Rows
    spans: Rows
    leads: Rows
    pursued: Rows

    def columns(self) -> list[Any]:
        """All of them, in the order of the fields."""
        return [
            self.people, self.joined, self.homes, self.groups, self.spans, self.leads, self.pursued
        ]  # fmt: skip

    def with_people(self, others: Rows) -> OrganisationRows:
        """The same with these people too, who stand nowhere in it: of whom nothing is known."""
        known = {row[0] for row in self.people}
        more = [([row[0], row[1], None, None, None], None) for row in others if row[0] not in known]
        if not more:
            return self
        every = sorted(
            [*zip(self.people, self.joined, strict=True), *more], key=lambda one: one[0][0]
        )
        return replace(self, people=[row for row, _ in every], joined=[day for _, day in every])

    def made(self) -> tuple[Homes, Organisation]:
        """Homes and the organisation, people by their place."""
        index = {row[0]: number for number, row in enumerate(self.people)}
        organisation = Organisation(
            membership=membership_index([row[:4] for row in self.people], self.groups, self.spans),
            levels=np.array([-1 if row[4] is None else row[4] for row in self.people], np.int64),
            joined=self.joined,
            leads=leads_of(self.leads, index),  # type: ignore[arg-type]
            pursued={group: goals for group, goals in self.pursued},
        )
        return homes_of(self.homes, index), organisation  # type: ignore[arg-type]


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


def packed_organisation(rows: OrganisationRows) -> str:
    """The rows as text that the store holds."""
    return packed(orjson.dumps(rows.columns()))


def unpacked_organisation(text: str) -> OrganisationRows:
    """The rows of such a text."""
    return OrganisationRows(*orjson.loads(unpacked(text)))
