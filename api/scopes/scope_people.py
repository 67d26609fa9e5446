"""Who a scope is about, and why its numbers are not shown to the viewer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.execution.context import Context
from api.scopes.differencing import compared, of_group, of_set
from api.scopes.line_of_sight import scope_of, view_of
from api.scopes.suppression import (
    Withheld,
    no_members,
    own_or_analyst,
    remedy_of,
    sees_each,
    too_few,
)
from graph.goals.alignment.line_of_sight import Scoped
from graph.goals.alignment.view import Windowed
from graph.measures.arrays import Bools
from graph.network.analyses.snapshots import snapshot_of
from graph.records.window import Window
from graph.scopes.differencing import differences_of


@dataclass(frozen=True, eq=False)
class Who:
    """A scope with its people at a window's end."""

    root: Any
    scope: Scoped
    people: tuple[str, ...]
    withheld: Withheld | None
    """Why the viewer sees none of its numbers."""

    @property
    def remedy(self) -> str | None:
        """What to do so that its numbers are shown."""
        return remedy_of(self.withheld, self.scope)


async def whose(
    context: Context, roots: Sequence[Any], window: Window, analysis: str | None = None
) -> list[Who]:
    """The people of each scope, and whether its numbers, those of an analysis too, may be shown."""
    view = await view_of(context)
    at = view.at(window)
    await compared(context, at)
    having = await _having(context, at, analysis)
    if having:
        await asyncio.to_thread(differences_of(at).beside, having)
    found = []
    for root in roots:
        scope = scope_of(view, root, window)
        found.append(Who(root, scope, scope.people, reason(context, root, scope, having)))
    return found


async def close_groups(
    context: Context, window: Window, analysis: str | None = None
) -> frozenset[str]:
    """The groups whose numbers the viewer may not see beside those of others; none for analysts.

    Of an analysis those are compared, too, who have a value by each measure.
    """
    if sees_each(context):
        return frozenset()
    at = (await view_of(context)).at(window)
    await compared(context, at)
    having = await _having(context, at, analysis)
    return await asyncio.to_thread(differences_of(at).beside, having)


async def _having(context: Context, at: Windowed, analysis: str | None) -> list[Bools]:
    """Who has a value in an analysis, once for each answer that measures give; nothing for analysts."""
    if analysis is None or sees_each(context):
        return []
    return (await snapshot_of(context.store, analysis)).having_among(at.view.crowd.index)


def few_covered(context: Context, who: Who, covered: int | None) -> Withheld | None:
    """Why a number is not shown that is about only so many of the people; None covers nobody.

    How many people there are was judged before. Whoever may see each person's numbers sees those of
    few, too.
    """
    if covered is None:
        return Withheld.NOT_COVERED
    if covered == len(who.people) or sees_each(context):
        return None
    return Withheld.TOO_FEW if too_few(context, covered) else None


def reason(
    context: Context, root: Any, scope: Scoped, having: Sequence[Bools] = ()
) -> Withheld | None:
    """Why the viewer sees no number about these people; None where there is nothing against it."""
    if root.label == "Person":
        if not own_or_analyst(context, root.id):
            return Withheld.NOT_YOURS
        return Withheld.BOT if root.bot else None
    if root.label != "Network" and (why := no_members(scope)) is not None:
        return why
    if root.label == "Group":
        return of_group(context, scope.at, root.id, len(scope.who), having)
    return of_set(context, scope, having) if root.label == "PeopleSet" else None
