"""The measures as the API shows them: their keys, and what must be known before trusting one."""

from __future__ import annotations

from typing import Annotated, Any, cast

import strawberry

from api.types.record_types import graphql_enum, plain_field
from graph.measures.catalogue import MEASURES
from graph.measures.measure import Measure as Registered
from graph.network.analyses.scores import SCORED
from graph.records.enums import Choice

MeasureKey: Any = graphql_enum(
    cast(Any, Choice)(
        "MeasureKey",
        {key.upper(): (key, MEASURES[key].title + ".") for key in SCORED},
        module=__name__,
    )
)
MeasureKey.__doc__ = "The measures that an analysis computes."
MeasureKey.__strawberry_definition__.description = MeasureKey.__doc__


@strawberry.type(description="A measure, and what must be known before trusting it.")
class Measure:
    """One entry of the registry of measures."""

    key: str = strawberry.field(description="Its name in the API, the store and the documents.")
    title: str = strawberry.field(description="What it says, in words.")
    formula: str = strawberry.field(description="How it is computed.")
    unit: str = strawberry.field(description="What it is counted in.")
    range: str = strawberry.field(description="Which values it can have.")
    direction = plain_field(
        lambda measure: measure.direction.value, str, "Whether more is better; mostly neither."
    )
    scale = plain_field(
        lambda measure: measure.scale.value, str, "What it is about: person, group or network."
    )
    reference: str = strawberry.field(description="Where it is defined, with its DOI.")
    when_it_misleads: str = strawberry.field(description="When not to trust it.")
    undefined_where = plain_field(
        lambda measure: measure.undefined,
        str | None,
        "Where it has no value, not even zero; null where it always has one.",
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is an entry of the registry."""
        return isinstance(obj, Registered)


MeasureArgument = Annotated[MeasureKey, strawberry.argument(description="Which measure.")]


def all_measures() -> list[Measure]:
    """Every registered measure, by key."""
    return [MEASURES[key] for key in sorted(MEASURES)]  # type: ignore[misc]
