"""The field `eiAgainstChance` of every mixing: how ties cross homes, and where chance would put that."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import strawberry

from api.execution.context import Context
from api.scopes.disclosure import rounds
from api.scopes.scope_people import covered_sets, people_of_scopes, withheld_of_coverage
from api.scopes.scores import SnapshotScores
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import Withheld, remedy_of
from api.types.record_types import batched, graphql_enum, plain_field
from graph.measures.mixing.group_mixing import EI
from graph.network.mixing_by_chance import ei_by_chance
from graph.network.ties.tie_query import EVERYTHING, command
from graph.scopes.rounding import rounded, step_for


@dataclass(frozen=True, slots=True)
class EiAgainstChanceSource:
    """The source of `EiAgainstChance`."""

    ei: EI | None
    withheld: Withheld | None
    remedy: str | None = None
    people: int | None = None
    """For a viewer who may not see each person's numbers: of how many people, so that it is rounded."""

    @property
    def step(self) -> float | None:
        """What the index is rounded to: one person moves it by two of so many people at most."""
        return None if self.people is None else step_for(2 / self.people)


def _number(name: str, type_: Any, description: str) -> Any:
    def get(root: EiAgainstChanceSource) -> Any:
        value = None if root.ei is None else getattr(root.ei, name)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return None
        if root.step is None or name == "permutations":
            return value
        return None if isinstance(value, int) else rounded(value, root.step)

    return plain_field(get, type_ | None, description)


@strawberry.type(
    description="Krackhardt and Stern's E-I index over the ends of ties at the people of a scope: a "
    "pair in contact counts once at each end, so the index of one person is their own and parts of a "
    "scope add up. The sizes of homes bound it: read it beside what chance would give."
)
class EiAgainstChance:
    """An index with its permutation null."""

    rounded_to = plain_field(
        lambda root: root.step,
        float | None,
        "The step that its numbers are rounded to, for a viewer who may not see each person's numbers: "
        "then there are no counts; null where all is exact.",
    )
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
        return isinstance(obj, EiAgainstChanceSource)


async def _batch(
    context: Context, roots: Sequence[SnapshotScores], _: dict[str, Any]
) -> list[EiAgainstChanceSource]:
    latest = await latest_of_all(context)
    if latest is None:
        return [EiAgainstChanceSource(None, Withheld.NOT_COMPUTED, command(EVERYTHING))] * len(
            roots
        )
    query = roots[0].query
    sources = []
    scopes = await people_of_scopes(context, [root.root for root in roots], query)
    are_covered = await covered_sets(context, latest.id, [scope.people for scope in scopes])
    for scope_people, is_covered in zip(scopes, are_covered, strict=True):
        if scope_people.withheld is not None:
            sources.append(EiAgainstChanceSource(None, scope_people.withheld, scope_people.remedy))
            continue
        membership = scope_people.scope.view.membership
        index_and_people = await ei_by_chance(
            context.store, latest.id, query, membership, scope_people.people
        )
        covered = index_and_people[1] if index_and_people and is_covered else None
        reason = withheld_of_coverage(context, scope_people, covered)
        ei = None if index_and_people is None or reason is not None else index_and_people[0]
        if ei is not None and math.isnan(ei.index):
            reason = Withheld.NOT_DEFINED
        is_rounded = rounds(context, scope_people.root) and len(scope_people.people) > 1
        sources.append(
            EiAgainstChanceSource(
                ei,
                reason,
                remedy_of(reason, scope_people.scope),
                covered if is_rounded and ei is not None else None,
            )
        )
    return sources


against_chance_field = batched(
    _batch,
    EiAgainstChance,
    "How ties cross homes, and where chance would put that; by the ties held, of all people of the "
    "scope together.",
    cost=100,
)
