"""Evidence of kinds that do not add up is listed thing by thing, and forged cursors are bad input."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.errors import BadInput
from graph.ledger.columns import Column, Rows
from graph.ledger.evidence_list import EvidenceList
from graph.ledger.kinds import KINDS
from graph.ledger.ledger import Evidence, EvidenceRef, Ledger, Reach
from graph.ledger.profile import figure
from graph.ledger.scope_days import EVERYBODY
from graph.records.window import Window


class Needs(Evidence):
    """Needs by their numbers."""

    def __init__(self) -> None:
        super().__init__([])

    def ref(self, number: int) -> EvidenceRef:
        return EvidenceRef("Need", f"need {number}")


TIMES = [code for code, kind in KINDS.items() if kind.reckoned in ("median_days", "open_at_end")]


def ledger(code: str) -> Ledger:
    """Two things on one day, one of them open, one long before, and one that ended soon."""
    rows = Rows.of([5, 40, 40, 41], [0, 0, 1, 0], -1, 0, [-1, -1, 60, 60], [0, 1, 1, 2])
    name = KINDS[code].value[0]
    return Ledger({name: Column(rows)}, ["a", "b"], [frozenset()], Needs(), Reach({}, "", 0, 60))


def listed(code: str) -> EvidenceList:
    kind = KINDS[code]
    return EvidenceList(ledger(code), kind.value, EVERYBODY, Window(30, 50), None, kind)


@pytest.mark.parametrize("code", TIMES)
def test_each_row_of_a_time_is_an_entry_without_units(code: str) -> None:
    whole = listed(code)
    entries, *_ = whole.page(10)
    stock = KINDS[code].reckoned == "open_at_end"
    assert [one.day for one in entries] == ([40, 5] if stock else [41, 40, 40])
    assert len(whole) == len(entries)
    assert {one.units for one in entries} == {None}
    assert len({one.cursor for one in entries}) == len(entries)
    found: list[Any] = []
    after = None
    for _ in entries:
        [one], more, _ = whole.page(1, after)
        found.append(one)
        after = one.cursor
    assert found == entries and not more
    assert whole.page(10, before=entries[-1].cursor)[0] == entries[:-1]


def test_the_inventory_is_what_is_open() -> None:
    [code] = [code for code in TIMES if KINDS[code].reckoned == "open_at_end"]
    found = figure(ledger(code), KINDS[code], EVERYBODY, Window(30, 50))
    assert (found.value, found.rate) == (2, 2)
    assert len(listed(code)) == 2


def test_what_adds_up_is_summed_by_day_and_thing() -> None:
    one = replace(listed(TIMES[0]), kind=None)
    entries, *_ = one.page(10)
    assert [(entry.day, entry.units) for entry in entries] == [(41, 60), (40, 59)]


@pytest.mark.parametrize(
    "cursor",
    ["--5 Message x", "9" * 5000 + " Message x", "5", "", "5 Message", "٥ Message x", "5. Need a", "1.2.3 Need a", "-"],
)  # fmt: skip
@pytest.mark.parametrize("argument", ["after", "before"])
def test_a_forged_cursor_is_bad_input(cursor: str, argument: str) -> None:
    with pytest.raises(BadInput, match=argument):
        listed(TIMES[0]).page(3, **{argument: cursor})
