"""Cells that have changed are those that differ where all are summed, before and now."""

from __future__ import annotations

import random

import pytest

from graph.ledger.cells import Cell, Cells, cells_of, changed_cells
from tests.graph.ledger.random_changes import changed, linked
from tests.graph.ledger.random_organisation import company, facts_of, parts_of_facts


def differing(old: dict[str, Cell], new: dict[str, Cell]) -> dict[str, Cell]:
    """The cells that are not the same, as they are now."""
    keys = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
    return {key: new.get(key) or (old[key][0], old[key][1], (), ()) for key in keys}


@pytest.mark.parametrize("seed", range(4))
def test_what_has_changed_is_what_differs_of_all_cells(seed: int) -> None:
    draw, before = random.Random(seed), company(seed, conversations=25)
    linked(draw, before)
    parts = parts_of_facts(facts_of(before))
    seen = 0
    for _ in range(5):
        before = changed(draw, before)
        after = parts_of_facts(facts_of(before))
        old, new = cells_of(parts), cells_of(after)
        found = changed_cells(parts, after)
        assert found.people == differing(dict(old.people), dict(new.people))
        assert found.sets == differing(dict(old.sets), dict(new.sets))
        used = {cell[0] for cell in found.sets.values() if cell[2]}
        assert found.goals == {id_: new.goals[id_] for id_ in used}
        assert changed_cells(after, after) == Cells({}, {}, {})
        seen += len(found.people)
        parts = after
    assert seen > 20
    everything = changed_cells([], parts)
    assert everything == cells_of(parts)
    gone = changed_cells(parts, [])
    assert all(cell[2] == () for cell in (*gone.people.values(), *gone.sets.values()))
