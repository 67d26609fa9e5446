"""The mix of a scope over the stages, how like another's it is, and the stage that it has reached.

Each stage is spoken for by its headline kind. Thresholds are published conventions, not findings; a
profile comes before a stage, and nothing is ever sorted by stage.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graph.ledger.conventions import LEAST_CONNECT, LEAST_INNOVATE, LEAST_SHARE, LEAST_SOLVE
from graph.ledger.kinds import KINDS, STAGES, Kind, Stage
from graph.ledger.profile import KindFigure

THRESHOLDS: Mapping[Stage, float] = MappingProxyType(
    {
        Stage.CONNECT: LEAST_CONNECT,
        Stage.SHARE: LEAST_SHARE,
        Stage.SOLVE: LEAST_SOLVE,
        Stage.INNOVATE: LEAST_INNOVATE,
    }
)
"""Stage → the rate of its headline kind from which on it counts as reached."""

HEADLINES: Mapping[Stage, Kind] = MappingProxyType(
    {kind.stage: kind for kind in KINDS.values() if kind.headline}
)
"""Stage → the kind that stands for it; a stage that is not reckoned yet has none."""

Mix = Mapping[Stage, float]
"""Stage → its share of the value of all headline kinds; the shares add up to one."""


def headline_kinds() -> list[Kind]:
    """The headline kinds, stage by stage."""
    return [HEADLINES[stage] for stage in STAGES if stage in HEADLINES]


def mix_of(figures: Sequence[KindFigure]) -> Mix | None:
    """The mix of these figures of headline kinds; None where nothing was earned."""
    units = {one.kind.stage: one.units for one in figures if one.kind.headline}
    whole = sum(units.values())
    return {stage: units.get(stage, 0) / whole for stage in STAGES} if whole > 0 else None


def likeness(one: Mix | None, other: Mix | None) -> float | None:
    """One less the Jensen-Shannon divergence in bits: 1 for equal mixes, 0 for those that share no stage.

    Lin 1991, doi:10.1109/18.61115.

    >>> solving = {Stage.SOLVE: 1.0}
    >>> likeness(solving, solving), likeness(solving, {Stage.CONNECT: 1.0}), likeness(solving, None)
    (1.0, 0.0, None)
    """
    if one is None or other is None:
        return None
    divergence = 0.0
    for stage in STAGES:
        first, second = one.get(stage, 0.0), other.get(stage, 0.0)
        middle = (first + second) / 2
        divergence += sum(
            share / 2 * math.log2(share / middle) for share in (first, second) if share
        )
    return min(1.0, max(0.0, 1 - divergence))


@dataclass(frozen=True, slots=True)
class MaturityStep:
    """One stage on the way: its headline figure beside its threshold."""

    stage: Stage
    figure: KindFigure | None
    """None where the stage is not reckoned yet."""
    threshold: float

    @property
    def reached(self) -> bool | None:
        """Whether the rate is at or above the threshold; None where there is no rate to compare."""
        if self.figure is None or self.figure.rate is None:
            return None
        return self.figure.rate >= self.threshold


def maturity_steps(figures: Sequence[KindFigure]) -> list[MaturityStep]:
    """The stages in order, each with its figure and threshold."""
    by_stage = {one.kind.stage: one for one in figures if one.kind.headline}
    return [MaturityStep(stage, by_stage.get(stage), THRESHOLDS[stage]) for stage in STAGES]


def stage_reached(steps: Sequence[MaturityStep]) -> Stage | None:
    """The highest stage that is reached with all before it; None where not even the first one is."""
    reached = None
    for step in steps:
        if not step.reached:
            break
        reached = step.stage
    return reached
