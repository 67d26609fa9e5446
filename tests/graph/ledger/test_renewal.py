"""A change reckoned alone gives the ledger that all reckoned anew gives, whatever has changed."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from graph.ledger.month_parts import by_month
from graph.ledger.packed_columns import Part, month_text
from graph.ledger.renewal import ledger_differences, renewed_month
from tests.graph.ledger.random_changes import change_of, changed, linked, with_people_changed
from tests.graph.ledger.random_organisation import Company, company, facts_of, parts_of_facts


def renewed(before: Company, after: Company, parts: list[Part]) -> list[Part]:
    """The parts of the ledger after a change, and only the months that differ made anew."""
    change = change_of(before, after)
    months = by_month(ledger_differences(change))
    found = [part for part in parts if part.month not in {month_text(one) for one in months}]
    for month, differences in months.items():
        own = [part for part in parts if part.month == month_text(month)]
        found += renewed_month(month, own, differences, change)
    return found


def columns_reckoned_alone(
    draw: random.Random, before: Company, change: Callable[..., Company]
) -> set[str]:
    """The columns that some of these changes made others; after each all are those of a rebuild."""
    parts, seen = parts_of_facts(facts_of(before)), set[str]()
    for step in range(6):
        after = change(draw, before)
        if facts_of(before).began != facts_of(after).began:
            continue
        found, wanted = renewed(before, after, parts), parts_of_facts(facts_of(after))
        assert sorted(p.id for p in found) == sorted(p.id for p in wanted), step
        seen.update(part.name for part in set(found) - set(parts))
        before, parts = after, found
    return seen


@pytest.mark.parametrize("seed", range(12))
def test_what_a_change_touches_reckoned_alone_is_all_reckoned_anew(seed: int) -> None:
    draw, before = random.Random(seed), company(seed, conversations=30)
    linked(draw, before)
    assert len(columns_reckoned_alone(draw, before, changed)) > 20


@pytest.mark.parametrize("seed", range(20, 28))
def test_people_who_come_move_and_go_are_reckoned_alone(seed: int) -> None:
    """Whoever belongs elsewhere: also what others can read, need, and first met by it."""
    draw, before = random.Random(seed), company(seed, conversations=24)
    before.pursued["r/all"] = ["r/goal0"]
    for talk in list(before.talk)[::5]:
        before.talk[talk][2] = "r/all"  # whose members are those of its parts
    linked(draw, before)
    assert len(columns_reckoned_alone(draw, before, with_people_changed)) > 15
