"""Figures of the whole network, read from a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry

from api.chosen import SNAPSHOT_ARGUMENTS, chosen
from api.context import Context
from api.scores import LazyAnalysis, Measure
from api.shape import batched, graphql_enum
from api.talk_arguments import tie_field
from api.withheld import Withheld
from graph.analysing.figures import BESIDE
from graph.scope import figures_of_analyses
from graph.value.catalogue import MEASURES


@strawberry.type(description="A number about the whole network.")
class Figure:
    """One measure of a network and its value."""

    explain: Measure = strawberry.field(description="The measure, and when it misleads.")
    value: float = strawberry.field(description="The value.")
    expected: float | None = strawberry.field(
        description="What chance would give, where a null model is known: the mean over networks "
        "with the same ties and homes dealt out anew.",
        default=None,
    )
    deviation: float | None = strawberry.field(
        description="The standard deviation of what chance would give.", default=None
    )
    p_value: float | None = strawberry.field(
        description="How often chance is at least as far from `expected`, either side.",
        default=None,
    )
    standard_error: float | None = strawberry.field(
        description="Of an estimated value: its usual distance from the truth; null where exact.",
        default=None,
    )


@strawberry.type(description="The figures of the whole network from one analysis.")
class NetworkFigures:
    """Every figure that has a value, or why there are none."""

    figures: list[Figure] = strawberry.field(
        description="By key. Figures without a value are absent: those of reporting lines where none "
        "are known, those of homes where none are known, and hierarchies of very many people."
    )
    withheld: graphql_enum(Withheld) | None = strawberry.field(  # type: ignore[valid-type]
        description="Why there are no figures.", default=None
    )
    remedy: str | None = strawberry.field(description="What to do so that there are.", default=None)
    analysis: LazyAnalysis | None = strawberry.field(
        description="The snapshot that they are read from.", default=None
    )


def _shown(stored: dict[str, float | int]) -> list[Figure]:
    return [
        Figure(
            explain=MEASURES[key],  # type: ignore[arg-type]
            value=float(stored[key]),
            **{beside: stored.get(f"{key}_{beside}") for beside in BESIDE},
        )
        for key in sorted(stored)
        if key in MEASURES
    ]


async def _of_analyses(
    context: Context, roots: Sequence[Any], _: dict[str, Any]
) -> list[list[Figure]]:
    loader = context.loader("figures", lambda keys: figures_of_analyses(context.store, keys), {})
    return [_shown(one) for one in await loader.load_many([root.id for root in roots])]


figures_field = batched(
    _of_analyses, list[Figure], "The figures of the whole network that it found, by key."
)


async def _of_network(
    context: Context, roots: Sequence[Any], given: dict[str, Any]
) -> list[NetworkFigures]:
    of = await chosen(context, given)
    if of.analysis is None:
        missing = NetworkFigures(figures=[], withheld=Withheld.NOT_COMPUTED, remedy=of.remedy)
        return [missing] * len(roots)
    (found,) = await _of_analyses(context, [of.analysis], {})
    return [NetworkFigures(figures=found, analysis=of.analysis)] * len(roots)


network_figures_field = tie_field(
    _of_network,
    NetworkFigures,
    "Figures of the whole network, read from the latest analysis: its ties, its ties "
    "against homes, its ties against reporting lines.",
    **SNAPSHOT_ARGUMENTS,
)
__all__ = ["figures_field", "network_figures_field"]
