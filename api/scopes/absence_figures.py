"""What an absence shows of a network before and after, exact or rounded."""

from __future__ import annotations

import math
from dataclasses import dataclass

import strawberry

from api.execution.context import Context
from api.scopes.disclosure import rounds
from api.scopes.scope_people import ScopePeople
from api.scopes.suppression import Withheld
from graph.network.absence import Absence as NetworkAbsence
from graph.network.absence import Change as FigureChange
from graph.network.ties.tie_query import TieQuery
from graph.scopes.rounding import share_of_people, step_for


@dataclass(frozen=True, eq=False)
class AbsenceSource:
    """The source of `Absence`: its scope, and what can be worked out of it; nothing where withheld."""

    scope_people: ScopePeople
    query: TieQuery
    network_absence: NetworkAbsence | None
    withheld: Withheld | None
    remedy: str | None = None

    def rounds(self, context: Context) -> bool:
        """Whether its numbers are rounded for this viewer: those of several people."""
        return rounds(context, self.scope_people.root) and len(self.scope_people.people) > 1


@strawberry.type(description="A number of the network as it is, and without some people.")
class AbsenceChange:
    """Before and after."""

    before: float | None = strawberry.field(description="As it is; null below two people.")
    after: float | None = strawberry.field(
        description="Of those who are left while they are away; null where fewer than two are."
    )
    standard_error: float | None = strawberry.field(
        description="The usual distance of the estimated difference from the exact one; null where "
        "it is exact, as wherever all distances are little work, and where it is rounded."
    )
    rounded_to: float | None = strawberry.field(
        description="The step that `after` is rounded to, for a viewer who may not see each person's "
        "numbers; null where it is exact.",
        default=None,
    )


def _change_of(change: FigureChange) -> AbsenceChange:
    error = math.hypot(change.before.standard_error, change.after.standard_error)
    before, after = (
        None if math.isnan(figure.value) else figure.value
        for figure in (change.before, change.after)
    )
    return AbsenceChange(before=before, after=after, standard_error=error or None)


def shown_change(context: Context, source: AbsenceSource, change: FigureChange) -> AbsenceChange:
    """The change, its end rounded as a share of those who are away."""
    shown = _change_of(change)
    if not source.rounds(context) or shown.after is None or source.network_absence is None:
        return shown
    number = share_of_people(shown.after, len(source.network_absence.people))
    shown.after, shown.rounded_to, shown.standard_error = number.value, number.step, None
    return shown


def reach_step(context: Context, source: AbsenceSource) -> float | None:
    """What the reach of a group is rounded to: one person may reach everybody."""
    if not source.rounds(context) or source.network_absence is None:
        return None
    everybody = int(source.scope_people.scope.view.membership.measured.sum())
    return step_for(everybody / len(source.network_absence.people))
