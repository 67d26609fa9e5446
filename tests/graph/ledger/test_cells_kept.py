"""Cells of a ledger are the sums of its rows, and a store that is told of changes holds exactly them; no store."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from graph.keys import SEPARATOR
from graph.ledger import earned_cells
from graph.ledger.cells import Cells, cells_of, set_id
from graph.ledger.durations import TIMES
from graph.ledger.events.catalogue import all_events
from graph.ledger.packed_columns import parts_of
from graph.ledger.packed_talk import packed_talk, unpacked_talk
from graph.ledger.talk_tables import COLUMNS, LISTS
from tests.graph.ledger.random_organisation import company, facts_of, talk_of


class CellStore:
    """What a store holds of cells and sets of goals, changed by the statements that a run sends."""

    def __init__(self) -> None:
        self.cells: dict[str, dict[str, tuple[list[int], list[int]]]] = {"people": {}, "sets": {}}
        self.goals: dict[str, list[str]] = {}
        self.sent = Counter[str]()
        self.largest = 0

    async def stream(self, name: str, **_: Any) -> AsyncIterator[tuple[Any, ...]]:
        if name == "goal_sets":
            for id_, goals in self.goals.items():
                yield id_, goals
            return
        kind = {"value_cells": "people", "value_cells_of_goal_sets": "sets"}[name]
        for key, (months, units) in self.cells[kind].items():
            yield key.partition(SEPARATOR)[0], [(key, months, units)]

    async def write(self, name: str, **params: Any) -> None:
        several = params.get("rows", params.get("keys", params.get("ids", [])))
        self.sent[name] += len(several)
        self.largest = max(self.largest, len(several))
        if name == "save_goal_sets":
            self.goals |= {row["id"]: row["goals"] for row in params["rows"]}
        elif name == "remove_goal_sets":
            self.goals = {id_: one for id_, one in self.goals.items() if id_ not in params["ids"]}
        elif name == "remove_value_cells":
            for key in params["keys"]:
                for held in self.cells.values():
                    held.pop(key, None)
        else:
            held = self.cells["people" if name == "save_value_cells" else "sets"]
            for row in params["rows"]:
                assert row["key"] == f"{row['owner']}{SEPARATOR}{row['column']}"
                held[row["key"]] = row["months"], row["units"]


def drawn(seed: int) -> tuple[Cells, dict[Any, int], dict[Any, int]]:
    """The cells of a company, and the same added up row by row: of people, and of sets of goals."""
    facts = facts_of(company(seed))
    rows = all_events(facts)
    people, sets = Counter[Any](), Counter[Any]()
    for name, column in rows.items():
        if name in TIMES:
            continue
        for day, person, _, goals, units, _ in zip(
            *map(np.ndarray.tolist, column.columns()), strict=True
        ):
            on = date(1970, 1, 1) + timedelta(days=day)
            month = on.year * 100 + on.month
            if person >= 0:
                people[facts.people[person], name, month] += units
            if facts.sets.sets[goals]:
                sets[set_id(facts.sets.sets[goals]), name, month] += units
    parts = parts_of(rows, facts.people, facts.sets.sets, facts.evidence_ids)
    by_person, by_set = ({key: n for key, n in one.items() if n} for one in (people, sets))
    return cells_of(parts), by_person, by_set


def told(cells: Any) -> dict[Any, int]:
    return {
        (owner, name, month): earned
        for owner, name, months, units in cells.values()
        for month, earned in zip(months, units, strict=True)
    }


@pytest.mark.parametrize("seed", [3, 4])
def test_cells_are_the_rows_of_a_month_added_up(seed: int) -> None:
    cells, people, sets = drawn(seed)
    assert told(cells.people) == people
    assert told(cells.sets) == sets
    assert {id_: set_id(goals) for id_, goals in cells.goals.items()} == {
        id_: id_ for id_ in {owner for owner, *_ in sets}
    }
    for key, (owner, name, months, _) in {**cells.people, **cells.sets}.items():
        assert key == f"{owner}{SEPARATOR}{name}" and list(months) == sorted(set(months))


async def test_a_store_holds_exactly_the_cells_and_is_sent_what_differs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(earned_cells, "BATCH", 7)
    store: Any = CellStore()
    for seed in (3, 4, 4):
        cells, *_ = drawn(seed)
        before = {kind: dict(held) for kind, held in store.cells.items()}
        store.sent.clear()
        gone = await earned_cells._save_goal_sets(store, cells.goals)
        await earned_cells._save(store, cells.people, "value_cells", "save_value_cells")
        await earned_cells._save(
            store, cells.sets, "value_cells_of_goal_sets", "save_value_cells_of_goal_sets"
        )
        await earned_cells._remove_goal_sets(store, gone)
        for kind, wanted in (("people", cells.people), ("sets", cells.sets)):
            now = {
                key: (list(months), list(units)) for key, (_, _, months, units) in wanted.items()
            }
            assert store.cells[kind] == now
            save = "save_value_cells" + ("_of_goal_sets" if kind == "sets" else "")
            assert store.sent[save] == sum(before[kind].get(key) != one for key, one in now.items())
        assert {id_: sorted(one) for id_, one in store.goals.items()} == {
            id_: sorted(one) for id_, one in cells.goals.items()
        }
        assert store.largest <= 7
    assert store.sent.total() == 0, "nothing differs the second time"


async def test_units_are_added_to_the_months_that_are_stored() -> None:
    """Other months of a cell stay; a month and a cell of which nothing is left go."""
    store: Any = CellStore()
    key = "ann" + SEPARATOR

    async def stored(name: str, **params: Any) -> AsyncIterator[tuple[Any, ...]]:
        assert params["rows"] == [{"owner": "ann", "column": one} for one in ("a", "b", "c", "d")]
        yield key + "a", [202601, 202602], [1, 2]
        yield key + "b", [202602], [2]
        yield key + "c", [202602, 202603], [2, 3]

    store.stream = stored
    cells = [
        ("ann", "a", (202602, 202603), (3, 4)),
        *(("ann", one, (202602,), (-2,)) for one in "bc"),
        ("ann", "d", (202602,), (7,)),
    ]
    store.cells["people"][key + "b"] = [202602], [2]
    await earned_cells._add(store, cells, "save_value_cells")
    assert store.cells["people"] == {
        key + "a": ([202601, 202602, 202603], [1, 5, 4]),
        key + "c": ([202603], [3]),
        key + "d": ([202602], [7]),
    }
    assert store.sent == {"save_value_cells": 3, "remove_value_cells": 1}


def test_facts_of_talk_come_back_from_their_text() -> None:
    made = company(5)
    talk = talk_of(made, list(made.talk))
    back = unpacked_talk(packed_talk(talk))
    assert {name: list(talk.ids[name]) for name in LISTS} == dict(back.ids)
    for name in COLUMNS:
        assert np.array_equal(talk.tables[name], back.tables[name])
        assert back.tables[name].shape[1] == len(COLUMNS[name])
    assert packed_talk(back) == packed_talk(talk)
