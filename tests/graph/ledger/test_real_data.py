"""The ledger of real organisations: laws, agreement with ties of help, and a run anew."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from graph.importing import Options, import_bundle
from graph.ledger.build import built_ledger
from graph.ledger.credits import UNITS
from graph.ledger.kinds import KINDS
from graph.ledger.ledger import Ledger
from graph.ledger.profile import profile, units_of
from graph.ledger.run import run_ledger
from graph.ledger.scope_days import EVERYBODY, FIRST, LAST, of_people
from graph.network.ties.acts import acts_of_all
from graph.network.ties.interaction_cells import ANSWER, CONNECTION, INTRODUCTION, SOLUTION
from graph.organisation.coverage import coverage
from graph.records.window import Window
from graph.store.driver import Store

pytestmark = [pytest.mark.store, pytest.mark.slow]
DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
FLOWS = {ANSWER: "P1.given", SOLUTION: "P2.needs", CONNECTION: "P2.needs", INTRODUCTION: "C6.value"}


@pytest.mark.parametrize("name", ["rust-org", "ldbc-snb-tiny"])
async def test_the_laws_hold_on_real_talk(empty_store: Store, name: str) -> None:
    if not (DATA / name).is_dir():
        pytest.skip(f"{DATA / name} is absent: the real data lie beside the repository")
    await import_bundle(empty_store, DATA / name, Options())
    run = await run_ledger(empty_store)
    ledger = await built_ledger(empty_store)
    assert ledger.reach.hash == run.reach.hash
    parts = [of_people(range(start, len(ledger.people), 3)) for start in range(3)]
    middle = ((ledger.reach.first_day or 0) + (ledger.reach.last_day or 0)) // 2
    for kind in KINDS.values():
        for columns in (kind.value, kind.denominator) if kind.additive else ():
            found = sum(
                units_of(ledger, columns, part, window)
                for part in [*parts, of_people([-1])]
                for window in (Window(None, middle), Window(middle, None))
            )
            assert found == units_of(ledger, columns, EVERYBODY, Window()), kind.code
    assert any(one.units for one in profile(ledger, EVERYBODY, Window()))
    await _agrees(empty_store, ledger)


async def _agrees(store: Store, ledger: Ledger) -> None:
    """Ties of help are the flows of the ledger, to the unit."""
    cells = (await acts_of_all(store, (await coverage(store)).bots)).cells
    tied: dict[str, int] = defaultdict(int)
    for kind, weight in zip(cells.kinds.tolist(), cells.weights.tolist(), strict=True):
        if kind in FLOWS:
            tied[FLOWS[kind]] += round(weight * UNITS)
    earned: dict[str, int] = defaultdict(int)
    for column in set(FLOWS.values()):
        rows = ledger.column(column).select(EVERYBODY, FIRST, LAST)
        units = int(rows.units[rows.person >= 0].sum())
        if units:
            earned[column] = units
    assert earned == tied
