"""Who a scope is about, and why its numbers are not shown to the viewer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from api.execution.context import Context
from api.scopes.disclosure import withheld_reason
from api.scopes.line_of_sight import scope_of, view_of
from api.scopes.suppression import (
    Withheld,
    hidden_people,
    read_choices,
    remedy_of,
    sees_each,
    too_few,
)
from api.scopes.visible_snapshots import scores_of_those, snapshot_shown
from graph.goals.alignment.line_of_sight import ScopeView
from graph.network.analyses.snapshots import FEW, in_cache
from graph.network.ties.tie_query import TieQuery
from graph.records.window import Window


@dataclass(frozen=True, eq=False)
class ScopePeople:
    """A scope with its people at a window's end."""

    root: Any
    scope: ScopeView
    people: tuple[str, ...]
    withheld: Withheld | None
    """Why the viewer sees none of its numbers."""

    @property
    def remedy(self) -> str | None:
        """What to do so that its numbers are shown."""
        return remedy_of(self.withheld, self.scope)


async def people_of_scopes(
    context: Context, roots: Sequence[Any], asked: TieQuery | Window, *, published: bool = False
) -> list[ScopePeople]:
    """The people of each scope, and whether its numbers may be shown.

    `published` where the question is one that an analysis has answered.
    """
    view = await view_of(context)
    await read_choices(context, roots)
    window = asked.window if isinstance(asked, TieQuery) else asked
    people = []
    for root in roots:
        scope = scope_of(view, root, window)
        reason = withheld_reason(context, root, scope, None if published else asked)
        people.append(ScopePeople(root, scope, shown_people(context, root, scope.people), reason))
    return people


def shown_people(context: Context, root: Any, people: Sequence[str]) -> tuple[str, ...]:
    """Those of the people of a scope who are in its numbers for this viewer; a person always is."""
    if root.label == "Person" or not sees_each(context):
        return tuple(people)
    hidden = hidden_people(context)
    return tuple(one for one in people if one not in hidden)


async def covered_sets(
    context: Context, analysis: str, sets: Iterable[Iterable[str]]
) -> list[bool]:
    """Of each set of people whether an analysis covers any: who came after it is in none of its lists."""
    await context.read_choices()
    every = [frozenset(people) for people in sets]
    ids = sorted(frozenset[str]().union(*every))
    covered: Collection[str] = ()
    if len(ids) > FEW or in_cache(context.store, analysis):
        covered = (await snapshot_shown(context, analysis)).place
    elif ids:
        covered = await scores_of_those(context, analysis, ids)
    return [any(person in covered for person in people) for people in every]


def withheld_of_coverage(
    context: Context, scope_people: ScopePeople, covered: int | None
) -> Withheld | None:
    """Why a number is not shown that is about only so many of the people; None covers nobody.

    How many people there are was judged before. Whoever may see each person's numbers sees those of
    few, too.
    """
    if covered is None:
        return Withheld.NOT_COVERED
    if covered == len(scope_people.people) or sees_each(context):
        return None
    return Withheld.TOO_FEW if too_few(context, covered) else None
