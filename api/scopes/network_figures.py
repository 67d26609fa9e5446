"""Figures of the whole network, read from a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import strawberry

from api.execution.context import Context
from api.scopes.measures import Measure
from api.scopes.scores import LazyAnalysis
from api.scopes.snapshot_choice import SNAPSHOT_ARGUMENTS, snapshot_choice
from api.scopes.suppression import Withheld
from api.scopes.tie_arguments import tie_field
from api.types.record_types import batched, graphql_enum
from api.types.windows import SNAPSHOT_WINDOW_DOC, ScoreWindow, snapshot_window
from graph.measures.catalogue import MEASURES
from graph.network.analyses.network_figures import BESIDE, FIGURES, why_not
from graph.network.analyses.stored_scores import figures_of_analyses
from graph.records.enums import AnalysisState


@strawberry.type(description="A number about the whole network.")
class Figure:
    """One measure of a network and its value."""

    explain: Measure = strawberry.field(description="The measure, and when it misleads.")
    value: float | None = strawberry.field(description="The value.")
    withheld: graphql_enum(Withheld) | None = strawberry.field(  # type: ignore[valid-type]
        description="Why there is no value.", default=None
    )
    reason: str | None = strawberry.field(
        description="The same in words: where the measure has no value, or how many people are too "
        "many for it.",
        default=None,
    )
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
    """Every figure, or why there are none."""

    figures: list[Figure] = strawberry.field(
        description="Every one, by key; one without a value says why: those of reporting lines or "
        "homes where none are known, and hierarchies of very many people."
    )
    withheld: graphql_enum(Withheld) | None = strawberry.field(  # type: ignore[valid-type]
        description="Why there are no figures.", default=None
    )
    window: ScoreWindow = strawberry.field(description=SNAPSHOT_WINDOW_DOC)
    remedy: str | None = strawberry.field(description="What to do so that there are.", default=None)
    analysis: LazyAnalysis | None = strawberry.field(
        description="The snapshot that they are read from.", default=None
    )


def _figures(stored: dict[str, float | int], people: int) -> list[Figure]:
    return [_figure(key, stored, people) for key in FIGURES]


def _figure(key: str, stored: dict[str, float | int], people: int) -> Figure:
    measure: Any = MEASURES[key]
    if key not in stored:
        too_many, reason = why_not(measure, people)
        withheld = Withheld.TOO_MANY_PEOPLE if too_many else Withheld.NOT_DEFINED
        return Figure(explain=measure, value=None, withheld=withheld, reason=reason)
    chance_and_error: dict[str, Any] = {name: stored.get(f"{key}_{name}") for name in BESIDE}
    return Figure(explain=measure, value=float(stored[key]), **chance_and_error)


async def _of_analyses(
    context: Context, roots: Sequence[Any], _: dict[str, Any]
) -> list[list[Figure]]:
    loader = context.loader("figures", lambda keys: figures_of_analyses(context.store, keys), {})
    stored = await loader.load_many([root.id for root in roots])
    return [
        _figures(figures, root.people or 0)
        if root.state is AnalysisState.DONE
        else _without_values(root)
        for figures, root in zip(stored, roots, strict=True)
    ]


def _without_values(root: Any) -> list[Figure]:
    """Every figure of an analysis that is not published, without a value."""
    withheld, reason = Withheld.NOT_COMPUTED, f"the analysis is {root.state.value}"
    measures: Any = MEASURES
    return [
        Figure(explain=measures[key], value=None, withheld=withheld, reason=reason)
        for key in FIGURES
    ]


figures_field = batched(
    _of_analyses,
    list[Figure],
    "The figures of the whole network that it found, by key; without values until it is done.",
)


async def _of_network(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[NetworkFigures]:
    choice = await snapshot_choice(context, arguments)
    window = snapshot_window(choice.query.window, choice.analysis)
    if choice.analysis is None:
        reason = Withheld.NOT_COMPUTED
        missing = NetworkFigures(figures=[], window=window, withheld=reason, remedy=choice.remedy)
        return [missing] * len(roots)
    (figures,) = await _of_analyses(context, [choice.analysis], {})
    return [NetworkFigures(figures=figures, window=window, analysis=choice.analysis)] * len(roots)


network_figures_field = tie_field(
    _of_network,
    NetworkFigures,
    "Figures of the whole network, read from the latest analysis: its ties, its ties "
    "against homes, its ties against reporting lines.",
    **SNAPSHOT_ARGUMENTS,
)
__all__ = ["figures_field", "network_figures_field"]
