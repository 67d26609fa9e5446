"""The field `eiAgainstChance` of every mixing: how ties cross homes, and where chance would put that."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import strawberry

from api.execution.context import Context
from api.scopes.scope_people import few_covered, whose
from api.scopes.scores import Found
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld
from api.types.record_types import batched, graphql_enum, plain_field
from graph.measures.mixing.mixing import EI
from graph.network.mixing_expectation import ei_by_chance
from graph.network.ties.tie_query import EVERYTHING, command


@dataclass(frozen=True, slots=True)
class Against:
    """The source of `EiAgainstChance`."""

    found: EI | None
    withheld: Withheld | None
    remedy: str | None = None


def _number(name: str, type_: Any, description: str) -> Any:
    def get(root: Against) -> Any:
        value = None if root.found is None else getattr(root.found, name)
        return None if isinstance(value, float) and math.isnan(value) else value

    return plain_field(get, type_ | None, description)


@strawberry.type(
    description="Krackhardt and Stern's E-I index over the ends of ties at the people of a scope: a "
    "pair in contact counts once at each end, so the index of one person is their own and parts of a "
    "scope add up. The sizes of homes bound it: read it beside what chance would give."
)
class EiAgainstChance:
    """An index with its permutation null."""

    index = _number("index", float, "(E − I)/(E + I): −1 all inside, +1 all outside the home.")
    external = _number("external", int, "E: ends of ties that lead out of the home.")
    internal = _number("internal", int, "I: ends of ties that stay inside.")
    expected = _number(
        "expected", float, "The mean where homes are dealt out anew; ties and sizes of homes stay."
    )
    standard_deviation = _number("deviation", float, "The spread of the same.")
    p_value = _number(
        "p_value", float, "Share of the permutations at least as far from their mean, both sides."
    )
    permutations = _number("permutations", int, "How often homes were dealt out anew.")
    withheld = plain_field(
        lambda root: root.withheld, graphql_enum(Withheld) | None, "Why nothing is shown."
    )
    remedy = plain_field(
        lambda root: root.remedy, str | None, "What to do so that something is shown."
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is an index against chance."""
        return isinstance(obj, Against)


async def _batch(context: Context, roots: Sequence[Found], _: dict[str, Any]) -> list[Against]:
    latest = await latest_of_all(context)
    if latest is None:
        return [Against(None, Withheld.NOT_COMPUTED, command(EVERYTHING))] * len(roots)
    asked = roots[0].asked
    made = []
    for who in await whose(context, [root.root for root in roots], asked.window):
        if who.withheld is not None:
            made.append(Against(None, who.withheld, who.remedy))
            continue
        crowd = who.scope.view.crowd
        found = await ei_by_chance(context.store, latest.id, asked, crowd, who.people)
        why = few_covered(context, who, None if found is None else found[1])
        shown = None if found is None or why is not None else found[0]
        if shown is not None and math.isnan(shown.index):
            why = Withheld.NOT_DEFINED
        made.append(Against(shown, why))
    return made


against_chance_field = batched(
    _batch,
    EiAgainstChance,
    "How ties cross homes, and where chance would put that; by the ties held, of all people of the "
    "scope together.",
    cost=100,
)
