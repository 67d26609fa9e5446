"""Which ties are not shown to the viewer, and why a list of ties is empty though there may be some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api.execution.context import Context
from api.scopes.disclosure import question_withheld, rounds
from api.scopes.scope_people import ScopePeople, covered_sets, people_of_scopes
from api.scopes.suppression import (
    REMEDIES,
    Withheld,
    hidden_people,
    is_self,
    person_withheld,
    read_choices,
    sees_small,
    uncovered,
)
from graph.network.conventions import LEAST_MEMBERS
from graph.network.ties.answer_cache import answers_of_version
from graph.network.ties.tie_columns import TieTable, columns_of
from graph.network.ties.tie_lists import TieRow, in_order, node_ties, visible
from graph.network.ties.tie_query import TieQuery
from graph.records.window import Window
from graph.scopes.rounded_ties import rounded_tie, tie_steps

ARCHIVED = "the group is archived: ask for ties of its people, or of a group that has not ended"
NO_PEOPLE = (
    "ties are of people: ask for a group that somebody belongs to who is no program; "
    "people who came after the latest analysis count from the next one on: goalgraph analyse"
)
PROGRAM = "programs act, but make no ties: ask for ties of a person"

Why = tuple[Withheld, str | None]
"""Why there is no list, and what to do about it."""


async def hidden_groups(context: Context, version: str, window: Window) -> frozenset[str]:
    """The groups that the viewer may not see measured: of fewer than 5 people."""
    if sees_small(context):
        return frozenset()
    members = await _members(context, version, window)
    return frozenset(group for group, people in members.items() if people < LEAST_MEMBERS)


async def group_tie_steps(
    context: Context, version: str, query: TieQuery
) -> dict[str, float] | None:
    """The steps to which ties of groups are rounded for this viewer; None where they are exact."""
    if not rounds(context):
        return None
    pairs = (await columns_of(context.store).people(version, query)).pairs
    return await answers_of_version(context.store).once(
        version, ("steps of ties", query), lambda: tie_steps(pairs)
    )


def round_ties(ties: Sequence[TieRow], steps: Mapping[str, float] | None) -> Sequence[TieRow]:
    """The same ties with their numbers rounded, in the order of these; as they are without steps."""
    if steps is None:
        return ties
    return in_order([(rounded_tie(tie, steps), near, far) for tie, near, far in ties])


def ties_shown(context: Context, table: TieTable, person: str) -> Sequence[TieRow]:
    """The ties of a person: all of whoever asks, of others those with people who are in the measures."""
    ties = node_ties(table, person)
    return ties if is_self(context, person) else visible(ties, hidden_people(context))


async def why_no_ties(
    context: Context, roots: Sequence[Any], asked: TieQuery, version: str
) -> list[Why | None]:
    """Why each person, group or network has no list of ties; None where it has one, if of no ties."""
    if roots[0].label == "Person":
        await read_choices(context, roots)
        return [_why_no_ties_of_person(context, root, asked) for root in roots]
    if roots[0].label != "Group":
        reason = question_withheld(context, roots[0], asked)
        return [None if reason is None else (reason, REMEDIES[reason])] * len(roots)
    archived = (await columns_of(context.store).membership(version, asked.window)).archived
    members = await _members(context, version, asked.window)
    hidden = await hidden_groups(context, version, asked.window)
    found: list[Why | None] = []
    for one in await people_of_scopes(context, roots, asked):
        why: Why | None = None
        if one.root.id in archived:
            why = Withheld.NOT_COVERED, ARCHIVED
        elif one.withheld is Withheld.NO_MEMBERS:
            why = one.withheld, one.remedy
        elif not members.get(one.root.id):
            why = Withheld.NOT_COVERED, NO_PEOPLE
        elif one.root.id in hidden:
            why = one.withheld or Withheld.TOO_FEW, None
        elif one.withheld is Withheld.OWN_WINDOW:
            why = one.withheld, one.remedy
        found.append(why)
    return found


def _why_no_ties_of_person(context: Context, root: Any, asked: TieQuery) -> Why | None:
    """Ties are numbers of a person as scores are: their own, and of whom the viewer may see."""
    reason = person_withheld(context, root.id, bot=root.bot and not asked.bots)
    remedies = {Withheld.BOT: PROGRAM, Withheld.NOT_COVERED: uncovered()}
    return None if reason is None else (reason, remedies.get(reason))


async def why_uncovered(
    context: Context, roots: Sequence[Any], window: Window, version: str
) -> list[Why | None]:
    """Why lists without any tie may be none: the analysis covers nobody of them; None where it does."""
    if not roots or roots[0].label == "Network":
        return [None] * len(roots)
    if roots[0].label != "Person":
        return await why_nothing_among(
            context, await people_of_scopes(context, roots, window), version
        )
    covered = await covered_sets(context, version, [[root.id] for root in roots])
    return [None if any_ else (Withheld.NOT_COVERED, uncovered()) for any_ in covered]


async def why_nothing_among(
    context: Context, scopes: Sequence[ScopePeople], version: str
) -> list[Why | None]:
    """Why there is nothing among the people of each scope: the analysis covers nobody; None where it does."""
    covered = await covered_sets(context, version, [scope.people for scope in scopes])
    remedies = [uncovered() if len(scope.scope.places) else NO_PEOPLE for scope in scopes]
    return [
        None if any_ else (Withheld.NOT_COVERED, remedy)
        for any_, remedy in zip(covered, remedies, strict=True)
    ]


async def _members(context: Context, version: str, window: Window) -> dict[str, int]:
    """How many people belong to each group, programs left out."""
    columns = columns_of(context.store)
    people = (await columns.covered(version)).people
    who = await columns.membership(version, window)
    return {group: sum(one in people for one in held) for group, held in who.members.items()}
