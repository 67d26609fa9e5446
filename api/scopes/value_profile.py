"""The GraphQL types of a profile of value: stages, kinds, mix, maturity; of a scope, a period or a part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.suppression import Withheld
from api.scopes.value_kinds import KindSource, KindValue, ValueKind, ValueStage
from api.scopes.value_scopes import ShownValue
from api.types.record_types import batched, graphql_enum, plain_field, plain_nested
from api.types.windows import window_field
from graph.ledger.kinds import KINDS, STAGES, Stage
from graph.ledger.maturity import HEADLINES, maturity_steps
from graph.scopes.value import ScopeValue

KindsArgument = Annotated[
    Optional[list[ValueKind]],  # noqa: UP045
    strawberry.argument(description="Only these kinds; all where absent."),
]


@dataclass(frozen=True, slots=True)
class StageSource:
    """The source of what a profile says of one stage."""

    shown: ShownValue
    stage: Stage

    def kinds(self) -> list[KindSource]:
        """The kinds of the stage."""
        kinds = (kind for kind in KINDS.values() if kind.stage is self.stage)
        return [KindSource(self.shown, kind) for kind in kinds]


def _stages(stages: Sequence[Stage]) -> Callable[[ShownValue], list[StageSource]]:
    return lambda shown: [StageSource(shown, stage) for stage in stages]


@strawberry.type(
    description="One stage of a profile: the kind that speaks for it, and all its kinds."
)
class StageValue:
    """See `StageSource`."""

    stage = plain_field(lambda source: source.stage, ValueStage, "Which stage.")
    headline = plain_nested(
        lambda source: (
            KindSource(source.shown, HEADLINES[source.stage]) if source.stage in HEADLINES else None
        ),
        Optional[KindValue],  # noqa: UP045
        "The kind that stands for the stage in the mix and in the maturity; null: none does.",
    )
    kinds = plain_nested(lambda source: source.kinds(), list[KindValue], "Every kind of the stage.")


@strawberry.type(description="What part of the value of the headline kinds one stage has.")
class StageShare:
    """See `StageSource`."""

    stage = plain_field(lambda source: source.stage, ValueStage, "Which stage.")
    share = plain_field(
        lambda source: _mix_share(source.shown.value, source.stage),
        float | None,
        "0 to 1, all four together 1; null where nothing was earned, or nothing is shown.",
    )


def _mix_share(value: ScopeValue | None, stage: Stage) -> float | None:
    return None if value is None or value.mix is None else value.mix[stage]


@strawberry.type(description="One stage on the way, beside the threshold of its headline kind.")
class MaturityStep:
    """See `graph.ledger.maturity.MaturityStep`."""

    stage = plain_field(lambda step: step.stage, ValueStage, "Which stage.")
    threshold = plain_field(
        lambda step: step.threshold,
        float,
        "The rate from which on the stage counts as reached: a convention, see docs/conventions.md.",
    )
    rate = plain_field(
        lambda step: step.figure and step.figure.rate,
        float | None,
        "The rate of the headline kind; null where it is withheld, or there is too little data.",
    )
    is_reached = plain_field(
        lambda step: step.reached,
        bool | None,
        "Whether the rate is at or above the threshold; null where there is no rate.",
    )


@strawberry.type(
    description="How far up the stages a scope has come. Read the profile first; nothing is ever "
    "sorted by this."
)
class Maturity:
    """See `ShownValue`."""

    stage = plain_field(
        lambda shown: None if shown.value is None else shown.value.stage,
        Optional[ValueStage],  # noqa: UP045
        "The highest stage that is reached together with all before it; null: not even the first, or "
        "nothing is shown.",
    )
    convention = plain_field(
        lambda _: (
            "Thresholds are conventions, not findings: they say where this product draws a line."
        ),
        str,
        "What the thresholds are.",
    )
    steps = plain_nested(
        lambda shown: maturity_steps([]) if shown.value is None else shown.value.steps,
        list[MaturityStep],
        "Every stage beside its threshold.",
    )


async def _kinds(
    _: Context, roots: Sequence[ShownValue], given: dict[str, Any]
) -> list[list[KindSource]]:
    wanted = given.get("kinds")
    codes = None if wanted is None or wanted is UNSET else {str(kind.value) for kind in wanted}
    kinds = [kind for kind in KINDS.values() if codes is None or kind.code in codes]
    return [[KindSource(shown, kind) for kind in kinds] for shown in roots]


@strawberry.type(description="Which value people created in a window, stage by stage.")
class ValueProfile:
    """See `ShownValue`."""

    window = window_field(lambda shown: shown.window)
    withheld = plain_field(
        lambda shown: shown.withheld,
        Optional[graphql_enum(Withheld)],  # noqa: UP045
        "Why nothing is shown.",
    )
    remedy = plain_field(
        lambda shown: shown.remedy, str | None, "What to do so that something is shown."
    )
    people_count = plain_field(
        lambda shown: shown.people,
        int | None,
        "People who count on any day of the window, programs apart; null where nothing is shown.",
    )
    not_covered = plain_field(
        lambda shown: shown.not_covered,
        int | None,
        "How many of these people came after the ledger was made: it has nothing of what they did "
        "until its next run. Null where nothing is shown, and of fewer than 5 people to a viewer who may not "
        "see each person's numbers.",
    )
    stages = plain_nested(
        _stages(tuple(Stage)),
        list[StageValue],
        "The four stages in order, and the culture that carries them.",
    )
    kinds = batched(
        _kinds, list[KindValue], "Every kind of value, stage by stage.", kinds=KindsArgument
    )
    mix = plain_nested(
        _stages(STAGES),
        list[StageShare],
        "How the value of the headline kinds lies over the four stages. A solution of a held need "
        "counts for its solver here, and for its holder in the kind of held needs, too.",
    )
    likeness = plain_field(
        lambda shown: None if shown.value is None else shown.value.likeness,
        float | None,
        "How like the mix is to the network's in the same window: 1 minus the Jensen-Shannon "
        "divergence in bits, 0 to 1. Neither more nor less is better; null where either has no mix.",
    )
    maturity = plain_nested(
        lambda shown: shown, Maturity, "How far up the stages it has come, by published thresholds."
    )


__all__ = ["ValueProfile"]
