"""The value of scopes as a viewer may see it: who counts, the ledger held in process, what is withheld."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from api.execution.context import Context
from api.scopes.disclosure import people_shown, rounds, withheld_reason
from api.scopes.line_of_sight import scope_of, view_of
from api.scopes.suppression import (
    Withheld,
    hidden_people,
    read_choices,
    remedy_of,
    sees_each,
    too_few,
)
from graph.errors import NotFound
from graph.goals.alignment.line_of_sight import ScopeView
from graph.goals.alignment.organisation_view import View
from graph.ledger.cache import ledger_cache_of
from graph.ledger.ledger import Ledger
from graph.ledger.profile import bounds
from graph.ledger.scope_days import EVERYBODY, ScopeDays, of_people, within
from graph.measures.arrays import Bools, Ints
from graph.records.window import Window, is_calendar
from graph.scopes.membership_days import (
    covered_places,
    days_of_scope,
    not_yet_in,
    numbered,
    people_within,
)
from graph.scopes.rounded_value import OwnValue, RoundedValue
from graph.scopes.value import ScopeValue, goals_touched, without_people

RUN = "run `goalgraph ledger`, or the mutation `runLedger`"
LATER = f"people who came after the ledger was made count from the next one on: {RUN}"
_NOBODY = of_people([])


@dataclass(frozen=True, eq=False)
class HeldLedger:
    """The ledger of this process beside who belongs to what now."""

    view: View
    ledger: Ledger


@dataclass(frozen=True, eq=False)
class ShownValue:
    """The value of one scope in one window, or why it is not shown."""

    held: HeldLedger | None
    root: Any
    days: ScopeDays
    """People by their places in the view."""
    window: Window
    goal: str | None
    value: ScopeValue | None
    """None where there is no ledger, and where nothing is shown."""
    people: int | None = None
    """How many count on any day of the window; None where nothing is shown."""
    withheld: Withheld | None = None
    remedy: str | None = None
    not_covered: int | None = None
    """How many of the people came after the ledger was made; None where nothing is shown."""
    hidden_people: frozenset[str] = frozenset()
    """Whom the ledger does not cover for this viewer."""

    def hidden(self, reason: Withheld, remedy: str | None = None) -> ShownValue:
        """The same, nothing of it shown."""
        return replace(
            self, value=None, people=None, not_covered=None, withheld=reason, remedy=remedy
        )

    def covered_people(self, days: ScopeDays | None = None) -> Ints:
        """The places of who counts on these days of the window, its own if absent, as far as the ledger covers them."""
        if self.held is None:
            return np.zeros(0, np.int64)
        membership = self.held.view.membership
        own = self.days if days is None else days
        people = people_within(membership, own, *bounds(self.window))
        return people[self.covered()[people]]

    def covered(self) -> Bools:
        """By place, whether the ledger covers somebody, as far as the viewer is shown."""
        assert self.held is not None
        membership = self.held.view.membership
        covered = covered_places(membership, self.held.ledger)
        index = membership.index
        places = [index[one] for one in self.hidden_people if one in index]
        if places:
            covered = covered.copy()
            covered[places] = False
        return covered


def held_ledger(context: Context) -> Any:
    """What this process holds; asked for once a request. None before the first run of the ledger."""

    async def read(_: Sequence[str]) -> dict[str, HeldLedger | None]:
        view, ledger = await asyncio.gather(view_of(context), _ledger(context))
        if ledger is None:
            return {"held": None}
        return {"held": HeldLedger(view, ledger)}

    return context.loader("ledger", read).load("held")


async def _ledger(context: Context) -> Ledger | None:
    try:
        return await ledger_cache_of(context.store).ledger()
    except NotFound:
        return None


async def shown_values(
    context: Context, roots: Sequence[Any], window: Window, goal: str | None = None
) -> list[ShownValue]:
    """The value of each person, group, set or the network."""
    held = await held_ledger(context)
    if held is None:
        return [
            ShownValue(None, root, _NOBODY, window, goal, None, None, Withheld.NOT_COMPUTED, RUN)
            for root in roots
        ]
    await read_choices(context, roots)
    days = [days_of_scope(held.view.membership, root) for root in roots]
    return await shown_of_days(context, held, roots, days, window, goal)


async def shown_of_days(
    context: Context,
    held: HeldLedger,
    roots: Sequence[Any],
    days: Sequence[ScopeDays],
    window: Window,
    goal: str | None,
) -> list[ShownValue]:
    """The value of scopes of which it is known who counts on which days."""
    view = held.view
    goals = goals_touched(held.ledger, view.goals, goal)
    found = []
    for root, own in zip(roots, days, strict=True):
        withheld, remedy = value_withheld(context, view, root, own, window)
        shown = ShownValue(held, root, own, window, goal, None, None, withheld, remedy)
        shown = replace(shown, hidden_people=hidden_people(context))
        if withheld is None:
            shown = coverage_said(context, shown)
        if shown.withheld is None:
            in_ledger = numbered(view.membership, held.ledger, own)
            people = shown.people or 1
            value = scope_value(context, held, root, in_ledger, window, goals, people)
            shown = replace(shown, value=value)
        found.append(shown)
    return found


def coverage_said(context: Context, shown: ShownValue) -> ShownValue:
    """The same with its people and how many of them came after the ledger; nothing of it where all did.

    Where the others are few, a number would be about these few.
    """
    assert shown.held is not None
    membership = shown.held.view.membership
    unread = not_yet_in(membership, shown.root)
    people = len(people_within(membership, shown.days, *bounds(shown.window))) + unread
    covered = len(shown.covered_people())
    if people and not covered and not shown.days.whole:
        return shown.hidden(Withheld.NOT_COVERED, LATER)
    about_few = covered < people and not shown.days.whole and too_few(context, covered)
    if about_few and not sees_each(context):
        return shown.hidden(Withheld.TOO_FEW)
    return replace(
        shown, people=people, not_covered=unread_shown(context, shown.root, people - covered)
    )


def unread_shown(context: Context, root: Any, people: int) -> int | None:
    """How many came after the ledger; None for fewer than 5 of a group to who sees rounded numbers."""
    return people_shown(context, people) if rounds(context, root) else people


def scope_value(
    context: Context,
    held: HeldLedger,
    root: Any,
    days: ScopeDays,
    window: Window,
    goals: Bools | None,
    people: int,
) -> ScopeValue:
    """The value of so many people, rounded for whoever may not see each person's numbers.

    Of themself these see exact numbers, and how like they are to the rounded ones of everybody.
    """
    ledger, everybody = held.ledger, int(held.view.membership.measured.sum())
    if rounds(context, root) and (root.label != "PeopleSet" or people != 1):
        return RoundedValue(ledger, days, window, goals, people=max(1, people), everybody=everybody)
    network, hidden = EVERYBODY, hidden_people(context)
    if hidden:
        network = without_people(ledger, EVERYBODY, hidden)
        days = network if days.whole else without_people(ledger, days, hidden)
    if sees_each(context):
        return ScopeValue(ledger, days, window, goals, network_days=network)
    whole: RoundedValue | None = None
    if is_calendar(window):
        whole = RoundedValue(
            ledger, EVERYBODY, window, goals, people=max(1, everybody), everybody=everybody
        )
    return OwnValue(ledger, days, window, goals, network_days=network, everybody=whole)


def value_withheld(
    context: Context, view: View, root: Any, days: ScopeDays, window: Window
) -> tuple[Withheld | None, str | None]:
    """Why the viewer sees no value of these people, and what to do; None where nothing is against it.

    Who counts are those who belonged on any day of the window; where nobody belongs at its end, those
    who belonged last.
    """
    scope = scope_of(view, root, window)
    if root.label in ("Network", "Person"):
        reason = withheld_reason(context, root, scope, window)
        return reason, LATER if reason is Withheld.NOT_COVERED else remedy_of(reason, scope)
    since, until = bounds(window)
    here = within(days, since, min(until, scope.at.end))
    people = here.people()
    if not len(people) and scope.nearest_day is not None:
        return Withheld.NO_MEMBERS, remedy_of(Withheld.NO_MEMBERS, scope)
    last = scope.places
    if not len(last) and len(people):
        last = here.person[here.until == here.until.max()]
    counted = ScopeView(scope.at, last, scope.goals, scope.groups)
    reason = withheld_reason(context, root, counted, window, min(len(people), len(last)))
    return reason, remedy_of(reason, scope)
