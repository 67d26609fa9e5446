"""The parts of a month with other rows: what differs taken out of and put into those that are packed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from graph.ledger.columns import NO_ROWS, Rows, month_of
from graph.ledger.facts import Facts
from graph.ledger.packed_columns import (
    TABLES,
    Part,
    evidence_texts,
    parts_of_month,
    rows_of_part,
    set_ranks,
    tables_of,
)
from graph.ledger.row_differences import Difference, difference
from graph.measures.arrays import Ints


class OtherRowsError(Exception):
    """The packed parts are not those of the facts before: everything is to be reckoned anew."""


class MonthRows:
    """The rows of one month, people and sets of goals in the numbers of the facts."""

    def __init__(self, parts: Sequence[Part], facts: Facts) -> None:
        tables = [tables_of(part) for part in parts if part.name == TABLES]
        people = [one for table in tables for one in table.people]
        if not facts.index.keys() >= set(people):
            raise OtherRowsError("of somebody who is not there")
        self._facts = facts
        self._people = np.array([facts.index[one] for one in people], np.int64)
        sets = [facts.sets.number(one) for table in tables for one in table.goal_sets]
        self._sets = np.array(sets, np.int64)
        self._texts = [one for table in tables for one in table.evidence]
        self._changed: set[str] = set()
        self.columns = {
            part.name: self._whole(rows_of_part(part)) for part in parts if part.name != TABLES
        }

    def _whole(self, rows: Rows) -> Rows:
        return Rows(
            rows.day,
            _at(self._people, rows.person),
            _at(self._people, rows.other),
            self._sets[rows.goals],
            rows.units,
            rows.evidence,
        )

    def change(
        self, differences: Mapping[str, Difference], evidence: Mapping[str, Sequence[str]]
    ) -> None:
        """Take out the rows that went and put in those that came."""
        parts = [part for one in differences.values() for part in (one.went, one.came)]
        shown = np.unique(np.concatenate([rows.evidence for rows in parts]))
        shown = shown[shown >= 0]
        place = {text: number for number, text in enumerate(self._texts)}
        numbers = [place.setdefault(text, len(place)) for text in evidence_texts(shown, evidence)]
        self._texts = list(place)
        local = np.array(numbers, np.int64)
        self._changed.update(differences)
        for name, one in differences.items():
            went, came = (_shown(rows, shown, local) for rows in (one.went, one.came))
            kept = self.columns.get(name, NO_ROWS)
            if len(went):
                found = difference(went, kept)
                if len(found.went):
                    raise OtherRowsError(f"{name} lacks rows that went")
                kept = found.came
            self.columns[name] = Rows.joined([kept, came])

    def parts(self, month: int) -> Iterable[Part]:
        """The rows packed; none where there are none."""
        columns = {name: rows for name, rows in self.columns.items() if len(rows)}
        if not columns:
            return []
        shown = np.unique(np.concatenate([rows.evidence for rows in columns.values()]))
        shown = shown[shown >= 0]
        texts = [self._texts[one] for one in shown.tolist()]
        sets, facts = self._facts.sets.sets, self._facts
        same = columns.keys() - self._changed
        return parts_of_month(
            month, columns, facts.people, sets, set_ranks(sets), (shown, texts), same
        )


def _at(numbers: Ints, places: Ints) -> Ints:
    if not len(numbers):
        return np.full(len(places), -1)
    return np.where(places < 0, -1, numbers[np.maximum(places, 0)])


def _shown(rows: Rows, numbers: Ints, local: Ints) -> Rows:
    """The rows with evidence in the numbers of the month."""
    found = rows.evidence.copy()
    there = found >= 0
    found[there] = local[np.searchsorted(numbers, found[there])]
    return Rows(rows.day, rows.person, rows.other, rows.goals, rows.units, found)


def by_month(differences: Mapping[str, Difference]) -> dict[int, dict[str, Difference]]:
    """Month → what differs in it."""
    found: dict[int, dict[str, Difference]] = {}
    for name, one in differences.items():
        months = [month_of(rows.day) for rows in (one.went, one.came)]
        for month in np.unique(np.concatenate(months)).tolist():
            went, came = one.went.select(months[0] == month), one.came.select(months[1] == month)
            found.setdefault(month, {})[name] = Difference(went, came)
    return found
