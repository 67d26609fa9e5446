"""What a process holds of the value ledger: columns, people, sets of goals, evidence, and how far it reaches.

Stable for readers: everything here. People and sets of goals are known by their numbers in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from graph.ledger.columns import NO_ROWS, Column, Rows
from graph.measures.arrays import Bools, Ints

KIND_BITS = 40
"""Evidence is one number: what kind of thing it is, above these bits, and its place among these."""
LABELS = ("Message", "Need", "Experiment", "Outcome", "Conversation")
"""What a credit may be shown by."""
NO_EVIDENCE = -1


class EvidenceRef(NamedTuple):
    """What shows a credit: a node by label and id."""

    label: str
    id: str


@dataclass(frozen=True)
class Reach:
    """How far the ledger reaches: the versions of the organisation that it was made of."""

    versions: Mapping[str, int]
    """Part of the organisation → its version."""
    code_version: str
    first_day: int | None = None
    """The first day of talk, since 1970-01-01; None without talk."""
    last_day: int | None = None
    hash: str = ""
    """Of all rows: equal hashes are equal ledgers."""
    built_at: float = 0.0
    """Seconds since 1970-01-01 (UTC)."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """The value ledger as arrays."""

    columns: Mapping[str, Column]
    people: Sequence[str]
    """Ids in their order; the numbers of people in rows are places here."""
    goal_sets: Sequence[frozenset[str]]
    """Sets of goals that talk advances; the first is empty."""
    evidence: Mapping[str, Sequence[str]]
    """Label → ids; see `refs`."""
    reach: Reach
    programs: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Id of a person → number."""
        return {id_: place for place, id_ in enumerate(self.people)}

    def column(self, name: str) -> Column:
        """The column of this name, empty where nothing was earned."""
        return self.columns.get(name, _EMPTY)

    def numbers(self, people: Iterable[str]) -> Ints:
        """The numbers of these people, in order; who is not in the ledger is left out."""
        found = {self.index[id_] for id_ in people if id_ in self.index}
        return np.array(sorted(found), np.int64)

    def touching(self, goals: Iterable[str]) -> Bools:
        """Which sets of goals hold one of these: give a goal with all that supports it."""
        wanted = frozenset(goals)
        return np.array([not wanted.isdisjoint(one) for one in self.goal_sets], np.bool_)

    def refs(self, evidence: Ints) -> list[EvidenceRef]:
        """What these numbers of evidence stand for, without repeats, in their order."""
        kept = dict.fromkeys(number for number in evidence.tolist() if number >= 0)
        mask = (1 << KIND_BITS) - 1
        labels = [(LABELS[number >> KIND_BITS], number & mask) for number in kept]
        return [EvidenceRef(label, self.evidence[label][place]) for label, place in labels]


_EMPTY = Column(NO_ROWS)


def evidence_numbers(label: str, places: Ints) -> Ints:
    """The numbers by which rows name this evidence; negative places are none."""
    above = LABELS.index(label) << KIND_BITS
    numbers: Ints = np.where(places < 0, NO_EVIDENCE, places + above)
    return numbers


def ledger_of(
    rows: Mapping[str, Rows],
    people: Sequence[str],
    goal_sets: Sequence[frozenset[str]],
    evidence: Mapping[str, Sequence[str]],
    reach: Reach,
    programs: frozenset[str] = frozenset(),
) -> Ledger:
    """The ledger of these rows."""
    columns = {name: Column(part) for name, part in sorted(rows.items())}
    return Ledger(columns, people, goal_sets, evidence, reach, programs)
