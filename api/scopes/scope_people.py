"""Who a scope is about, and why its numbers are not shown to the viewer."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from api.execution.context import Context
from api.scopes.differencing import group_withheld, prepare_comparison, set_withheld
from api.scopes.line_of_sight import scope_of, view_of
from api.scopes.suppression import (
    Withheld,
    no_members,
    own_or_analyst,
    remedy_of,
    sees_each,
    too_few,
)
from graph.goals.alignment.line_of_sight import ScopeView
from graph.goals.alignment.organisation_view import WindowView
from graph.measures.arrays import Bools
from graph.network.analyses.snapshots import FEW, in_cache, snapshot_of
from graph.network.analyses.stored_scores import scores_of_people
from graph.records.window import Window
from graph.scopes.differencing import differences_of


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
    context: Context, roots: Sequence[Any], window: Window, analysis: str | None = None
) -> list[ScopePeople]:
    """The people of each scope, and whether its numbers, those of an analysis too, may be shown."""
    view = await view_of(context)
    at = view.at(window)
    await prepare_comparison(context, at)
    measured = await _measured_people(context, at, analysis)
    if measured:
        await asyncio.to_thread(differences_of(at).beside, measured)
    people = []
    for root in roots:
        scope = scope_of(view, root, window)
        people.append(
            ScopePeople(root, scope, scope.people, withheld_reason(context, root, scope, measured))
        )
    return people


async def close_groups(
    context: Context, window: Window, analysis: str | None = None
) -> frozenset[str]:
    """The groups whose numbers the viewer may not see beside those of others; none for analysts.

    Of an analysis those are compared, too, who have a value by each measure.
    """
    if sees_each(context):
        return frozenset()
    at = (await view_of(context)).at(window)
    await prepare_comparison(context, at)
    measured = await _measured_people(context, at, analysis)
    return await asyncio.to_thread(differences_of(at).beside, measured)


async def _measured_people(context: Context, at: WindowView, analysis: str | None) -> list[Bools]:
    """Who has a value in an analysis, once for each answer that measures give; nothing for analysts."""
    if analysis is None or sees_each(context):
        return []
    return (await snapshot_of(context.store, analysis)).having_among(at.view.membership.index)


async def covered_sets(
    context: Context, analysis: str, sets: Iterable[Iterable[str]]
) -> list[bool]:
    """Of each set of people whether an analysis covers any: who came after it is in none of its lists."""
    every = [frozenset(people) for people in sets]
    ids = sorted(frozenset[str]().union(*every))
    covered: Collection[str] = ()
    if len(ids) > FEW or in_cache(context.store, analysis):
        covered = (await snapshot_of(context.store, analysis)).place
    elif ids:
        covered = await scores_of_people(context.store, analysis, ids)
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


def withheld_reason(
    context: Context, root: Any, scope: ScopeView, measured: Sequence[Bools] = ()
) -> Withheld | None:
    """Why the viewer sees no number about these people; None where there is nothing against it."""
    if root.label == "Person":
        if not own_or_analyst(context, root.id):
            return Withheld.NOT_YOURS
        return Withheld.BOT if root.bot else None
    if root.label != "Network" and (reason := no_members(scope)) is not None:
        return reason
    if root.label == "Group":
        return group_withheld(context, scope.at, root.id, len(scope.places), measured)
    return set_withheld(context, scope, measured) if root.label == "PeopleSet" else None
