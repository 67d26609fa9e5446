"""What a stage has of a mix: null where nothing is shown, or nothing was earned."""

from __future__ import annotations

import pytest

from api.scopes.value_profile import _mix_share
from graph.ledger.kinds import Stage
from graph.ledger.ledger import Evidence, Ledger, Reach
from graph.ledger.scope_days import EVERYBODY
from graph.records.window import Window
from graph.scopes.value import ScopeValue


@pytest.mark.parametrize("stage", list(Stage))
def test_a_stage_has_no_share_of_nothing(stage: Stage) -> None:
    empty = Ledger({}, [], [frozenset()], Evidence([]), Reach({}, ""))
    assert _mix_share(None, stage) is None
    assert _mix_share(ScopeValue(empty, EVERYBODY, Window()), stage) is None
