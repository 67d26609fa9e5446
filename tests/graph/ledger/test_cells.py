"""What differences of rows add to cells is what differs where all cells are summed, before and now."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from graph.ledger.cells import Cell, Cells, cell_differences, cells_of
from graph.ledger.renewal import ledger_differences
from tests.graph.ledger.random_changes import change_of, changed, linked
from tests.graph.ledger.random_organisation import company, facts_of, parts_of_facts


def units(cells: dict[str, Cell]) -> Counter[tuple[str, int]]:
    """Cell and month → units."""
    found = Counter[tuple[str, int]]()
    for key, (_, _, months, earned) in cells.items():
        assert months == tuple(sorted(set(months)))
        found.update({(key, month): one for month, one in zip(months, earned, strict=True) if one})
    return found


def differing(old: dict[str, Cell], new: dict[str, Cell]) -> dict[tuple[str, int], int]:
    """What each cell has more or less in each month."""
    found = units(new)
    found.subtract(units(old))
    return {key: one for key, one in found.items() if one}


@pytest.mark.parametrize("seed", range(4))
def test_what_a_change_adds_to_cells_is_what_differs_of_all_cells(seed: int) -> None:
    draw, before = random.Random(seed), company(seed, conversations=25)
    linked(draw, before)
    parts = parts_of_facts(facts_of(before))
    seen = 0
    for _ in range(5):
        after = changed(draw, before)
        if facts_of(before).began != facts_of(after).began:
            continue
        change = change_of(before, after)
        facts = change.facts
        found = cell_differences(ledger_differences(change), facts.people, facts.sets.sets)
        now = parts_of_facts(facts_of(after))
        old, new = cells_of(parts), cells_of(now)
        assert units(dict(found.people)) == differing(dict(old.people), dict(new.people))
        assert units(dict(found.sets)) == differing(dict(old.sets), dict(new.sets))
        assert all(cell[2] for cell in (*found.people.values(), *found.sets.values()))
        known = {**old.goals, **new.goals}
        assert all(known.get(id_, goals) == goals for id_, goals in found.goals.items())
        assert {cell[0] for cell in found.sets.values()} <= found.goals.keys()
        seen += len(found.people)
        before, parts = after, now
    assert seen > 20
    assert cell_differences({}, [], []) == Cells({}, {}, {})
