"""A group for each person, as whole numbers; minus one where a person has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.errors import BadInput
from graph.measures.arrays import Bools, Floats, Ints
from graph.measures.ties.tie_graph import TieGraph


@dataclass(frozen=True, eq=False)
class Groups:
    """The group of each person of one network: `codes[i]` is a place in `names`, or −1."""

    names: tuple[str, ...]
    codes: Ints

    @classmethod
    def of(cls, graph: TieGraph, group_of: Mapping[str, str]) -> Groups:
        """The groups of the people of `graph`; people the mapping does not name have none.

        >>> g = TieGraph.from_ids(["ann"], ["bob"], people=["cy"])
        >>> Groups.of(g, {"bob": "sales", "cy": "it"}).codes.tolist()
        [-1, 1, 0]
        """
        given = [group_of.get(person) for person in graph.people]
        names = tuple(sorted({name for name in given if name is not None}))
        place: dict[str | None, int] = {name: i for i, name in enumerate(names)}
        codes = np.fromiter((place.get(name, -1) for name in given), np.int64, len(given))
        return cls(names, codes)

    @property
    def known(self) -> Bools:
        """Who has a group."""
        return np.asarray(self.codes >= 0, np.bool_)

    @property
    def sizes(self) -> Ints:
        """How many people each group has."""
        return np.bincount(self.codes[self.known], minlength=len(self.names))

    def of_people(self, values: Floats) -> Floats:
        """The sum of people's values in each group."""
        known = self.known
        return np.bincount(self.codes[known], values[known], minlength=len(self.names)).astype(
            np.float64
        )

    def check(self, graph: TieGraph) -> None:
        """Refuse groups that were made for another network."""
        if len(self.codes) != graph.size:
            raise BadInput(
                f"groups are given for {len(self.codes)} people, the network has {graph.size}",
                remedy="make the groups from this network with Groups.of",
            )
