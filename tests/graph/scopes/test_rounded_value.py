"""What is reckoned of everybody for rounded values is reckoned once a window, and every sum is that of the rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from graph.ledger.kinds import KINDS
from graph.ledger.maturity import likeness
from graph.ledger.profile import rows_of
from graph.ledger.scope_days import EVERYBODY, of_people
from graph.records.window import Window
from graph.scopes import rounded_value
from graph.scopes.rounded_value import OwnValue, RoundedFigure, RoundedValue
from graph.scopes.rounding import Spread
from graph.scopes.value import ScopeValue
from tests.graph.ledger.random_organisation import company, ledger_of_company

LEDGER = ledger_of_company(company(3, people=30, conversations=120))
PEOPLE = len(LEDGER.people)


def asked(people: range | None, window: Window) -> RoundedValue:
    days = EVERYBODY if people is None else of_people(people)
    return RoundedValue(LEDGER, days, window, people=len(people or LEDGER.people), everybody=PEOPLE)


def test_who_asks_again_reckons_nothing_of_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned = Counter[str]()
    spread, number = Spread.of, rounded_value.set_number

    def counted_spread(values: Any) -> Spread:
        reckoned["spreads"] += 1
        return spread(values)

    def counted_number(question: Any) -> Any:
        reckoned["of everybody" if question.scope.whole else "of some"] += 1
        return number(question)

    monkeypatch.setattr(Spread, "of", counted_spread)
    monkeypatch.setattr(rounded_value, "set_number", counted_number)
    window = Window(20_010, 20_310)
    first = asked(range(8), window).figures()
    assert reckoned["spreads"] > 20 and reckoned["of everybody"] > 3
    before = reckoned.copy()
    assert asked(range(8), window).figures() == first
    asked(range(9, 20), window).figures()
    assert reckoned - before == Counter({"of some": 2 * before["of some"]})
    whole = asked(None, window).figures()
    before = reckoned.copy()
    assert asked(None, window).figures() == whole
    assert reckoned == before


@pytest.mark.parametrize("people", [range(8), range(4, 26), None])
@pytest.mark.parametrize("window", [Window(), Window(20_050, 20_200)])
def test_sums_are_those_of_the_rows_rounded(people: range | None, window: Window) -> None:
    value = asked(people, window)
    shown = 0
    for kind in KINDS.values():
        figure = value.figure(kind)
        assert isinstance(figure, RoundedFigure)
        if not kind.additive or figure.concentrated:
            continue
        everybody, own = (
            np.bincount(rows.person[rows.person >= 0], rows.units[rows.person >= 0], PEOPLE)
            for rows in (
                rows_of(LEDGER, kind.value, scope, window) for scope in (EVERYBODY, value.days)
            )
        )
        spread = Spread.of(everybody)
        wanted = spread.total(own, everybody=people is None)
        assert wanted is not None
        assert (figure.units, figure.rounded_to) == (round(wanted.value), wanted.step), kind.code
        shown += 1
    assert shown > 3


def test_of_oneself_the_likeness_is_to_the_rounded_mix_of_everybody() -> None:
    others = 0
    for person in range(PEOPLE):
        shown, days = asked(None, Window()), of_people([person])
        own = OwnValue(LEDGER, days, Window(), everybody=shown)
        exact = ScopeValue(LEDGER, days, Window())
        assert own.figures() == exact.figures() and own.mix == exact.mix
        assert own.likeness == likeness(exact.mix, shown.mix)
        assert OwnValue(LEDGER, days, Window(), everybody=None).likeness is None
        others += own.likeness != exact.likeness
    assert others > 3
