"""The rows that the organisation on any day is made of, as statements give them and as the ledger keeps them."""

from __future__ import annotations

from collections.abc import Sequence
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


def packed_organisation(rows: OrganisationRows) -> str:
    """The rows as text that the store holds."""
    return packed(orjson.dumps(rows.columns()))


def unpacked_organisation(text: str) -> OrganisationRows:
    """The rows of such a text."""
    return OrganisationRows(*orjson.loads(unpacked(text)))
