"""Figures of the whole network, read from a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry

from api.context import Context
from api.scores import LazyAnalysis, Measure
from api.shape import batched, graphql_enum
from api.talk_arguments import asked_of, tie_field
from api.withheld import Withheld
from graph.analysing.asked import command, parameters_hash
from graph.scope import figures_of_analyses, latest_analyses
from graph.value.catalogue import MEASURES


@strawberry.type(description="A number about the whole network.")
class Figure:
    """One measure of a network and its value."""

    explain: Measure = strawberry.field(description="The measure, and when it misleads.")
    value: float = strawberry.field(description="The value.")


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
        Figure(explain=MEASURES[key], value=float(stored[key]))  # type: ignore[arg-type]
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
    asked = asked_of(given)
    analysis = await context.ones(latest_analyses).load(parameters_hash(asked))
    if analysis is None:
        missing = NetworkFigures(figures=[], withheld=Withheld.NOT_COMPUTED, remedy=command(asked))
        return [missing] * len(roots)
    (found,) = await _of_analyses(context, [analysis], {})
    return [NetworkFigures(figures=found, analysis=analysis)] * len(roots)


network_figures_field = tie_field(
    _of_network,
    NetworkFigures,
    "Figures of the whole network, read from the latest analysis: its ties, its ties "
    "against homes, its ties against reporting lines.",
)
__all__ = ["figures_field", "network_figures_field"]
