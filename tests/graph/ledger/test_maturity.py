"""Mix, likeness and stage of figures that are known by hand."""

from __future__ import annotations

import pytest

from graph.ledger.credits import UNITS
from graph.ledger.kinds import KINDS, STAGES, RateForm, Stage
from graph.ledger.maturity import (
    HEADLINES,
    THRESHOLDS,
    headline_kinds,
    likeness,
    maturity_steps,
    mix_of,
    stage_reached,
)
from graph.ledger.profile import KindFigure, rate_of


def figures(*values: float, rates: tuple[float | None, ...] = (None,) * 4) -> list[KindFigure]:
    """A figure of each headline kind with these values and rates."""
    return [
        KindFigure(kind, int(value * UNITS), 10 * UNITS, rate, None, rate is None)
        for kind, value, rate in zip(headline_kinds(), values, rates, strict=True)
    ]


def test_every_stage_has_one_headline_and_a_threshold() -> None:
    assert [HEADLINES[stage].code for stage in STAGES] == ["C1", "S5", "P2", "I1"]
    assert sum(kind.headline for kind in KINDS.values()) == len(STAGES) == len(THRESHOLDS)


def test_a_mix_is_of_the_headline_kinds_and_adds_up() -> None:
    mix = mix_of(figures(1, 0, 2, 1))
    assert mix is not None
    assert [mix[stage] for stage in STAGES] == [0.25, 0, 0.5, 0.25]
    assert mix_of(figures(0, 0, 0, 0)) is None


def test_likeness_is_symmetric_and_one_only_for_equals() -> None:
    one, other = mix_of(figures(1, 0, 0, 0)), mix_of(figures(1, 1, 0, 0))
    assert likeness(one, other) == likeness(other, one) == pytest.approx(0.68872, abs=1e-5)
    assert likeness(one, one) == 1


@pytest.mark.parametrize("count", range(5))
def test_a_stage_is_reached_with_all_before_it_at_the_threshold(count: int) -> None:
    at = [THRESHOLDS[stage] for stage in STAGES]
    rates = tuple(rate if place < count else rate - 1e-9 for place, rate in enumerate(at))
    assert stage_reached(maturity_steps(figures(1, 1, 1, 1, rates=rates))) == (None, *STAGES)[count]


def test_a_stage_without_a_rate_ends_the_way() -> None:
    steps = maturity_steps(figures(1, 1, 1, 1, rates=(9, None, 9, 9)))
    assert [step.reached for step in steps] == [True, None, True, True]
    assert stage_reached(steps) is Stage.CONNECT


def test_whoever_has_more_of_a_share_than_there_was_is_given_the_interval_of_a_count() -> None:
    """Leaders have their half of questions that others asked."""
    rate, interval = rate_of(RateForm.SHARE, 8, 5)
    assert rate == 1.6 and interval is not None and interval[0] < 1.6 < interval[1]
