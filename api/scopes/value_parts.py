"""The parts of a value: groups of a group, of a set, of the network, and what is in none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Optional

import numpy as np
import strawberry

from api.execution.context import Context
from api.scopes.suppression import Withheld, too_few
from api.scopes.value_kinds import KindSource, KindValue
from api.scopes.value_profile import ValueProfile
from api.scopes.value_scopes import LATER, ShownValue, scope_value, shown_of_days, unread_shown
from api.types.record_types import lazy_type, plain_field, plain_nested
from graph import records
from graph.ledger.credits import UNITS
from graph.ledger.kinds import KINDS, Kind
from graph.ledger.profile import bounds
from graph.ledger.scope_days import ScopeDays, of_people, within, without
from graph.network.conventions import LEAST_MEMBERS
from graph.organisation.membership import MembershipIndex
from graph.scopes.membership_days import (
    covered_places,
    days_of_scope,
    numbered,
    surely_there,
    top_groups,
    union,
    while_there,
)
from graph.scopes.people_set import PeopleSet
from graph.scopes.rounded_value import RoundedValue
from graph.scopes.value import rest_of, some_who_acted, units_counted_twice


@dataclass(frozen=True, slots=True)
class PartsSource:
    """The source of `ValueParts`."""

    whole: ShownValue
    groups: Sequence[tuple[records.Group, ShownValue]]
    rest: ShownValue

    def counted_twice(self) -> list[tuple[Kind, int]] | None:
        """The units that several parts have, kind by kind; None where any is withheld, or rounded."""
        values = [part.value for part in (*(shown for _, shown in self.groups), self.rest)]
        shown = [value for value in values if value is not None]
        whole = self.whole.value
        if whole is None or isinstance(whole, RoundedValue) or len(shown) < len(values):
            return None
        units = units_counted_twice(whole, shown, KINDS.values())
        return [(KINDS[code], twice) for code, twice in units.items() if twice]


@strawberry.type(description="What several parts have of one kind, since they share people.")
class SharedPartsValue:
    """How much the sum of the parts exceeds the whole."""

    whole = plain_nested(
        lambda row: KindSource(row[0], row[1]), KindValue, "The kind of the whole."
    )
    value = plain_field(lambda row: row[2] / UNITS, float, "In events.")
    units = plain_field(lambda row: Decimal(row[2]), Decimal, f"In whole units of 1/{UNITS:,}.")


@strawberry.type(description="One group that is part of the whole, with its own profile.")
class ValuePart:
    """A group with its value."""

    group = plain_nested(lambda part: part[0], lazy_type("Group"), "The group.")
    profile = plain_nested(
        lambda part: part[1],
        ValueProfile,
        "What its people created; of a set without those whom it leaves out.",
    )


@strawberry.type(
    description="A value part by part: what adds up, adds up to the whole: all groups and the rest, "
    "less what groups that share people have in common."
)
class ValueParts:
    """See `PartsSource`."""

    groups = plain_nested(
        lambda parts: parts.groups, list[ValuePart], "The groups, in the order of their names."
    )
    rest = plain_nested(
        lambda parts: parts.rest,
        ValueProfile,
        "What people created while they belonged to none of these groups; of the network also what "
        "nobody known has done.",
    )
    counted_twice = plain_nested(
        lambda parts: (
            None
            if (rows := parts.counted_twice()) is None
            else [(parts.whole, kind, units) for kind, units in rows]
        ),
        Optional[list[SharedPartsValue]],  # noqa: UP045
        "Kind by kind what the groups and the rest together exceed the whole by, since people belong "
        "to several of them; the whole has it once. Null where a part is withheld or rounded.",
    )


async def parts_batch(
    context: Context, roots: Sequence[ShownValue], _: dict[str, Any]
) -> list[PartsSource | None]:
    """The parts of each value; None of a person, and of what is not shown."""
    shown = [whole for whole in roots if whole.held is not None and whole.value is not None]
    if shown and shown[0].held is not None:
        membership = shown[0].held.view.membership
        ids = dict.fromkeys(id_ for whole in shown for id_ in part_ids(membership, whole.root))
        await context.nodes(records.Group).load_many(list(ids))  # once for all; then remembered
    return [await _parts(context, shown) for shown in roots]


async def _parts(context: Context, whole: ShownValue) -> PartsSource | None:
    if whole.held is None or whole.value is None or whole.root.label == "Person":
        return None
    membership = whole.held.view.membership
    ids = part_ids(membership, whole.root)
    nodes = await context.nodes(records.Group).load_many(ids)
    groups = [node for node in nodes if node is not None]
    roots = [_part_root(whole.root, group) for group in groups]
    days = [days_of_scope(membership, root) for root in roots]
    shown = await shown_of_days(context, whole.held, roots, days, whole.window, whole.goal)
    rest = _rest(context, whole, days)
    return PartsSource(whole, list(zip(groups, shown, strict=True)), rest)


def _part_root(whole: Any, group: records.Group) -> Any:
    """The scope that a part is: the group, of a set without those whom the set leaves out."""
    if whole.label != "PeopleSet" or not (whole.without_people or whole.without_groups):
        return group
    return PeopleSet.of((), [group.id], whole.without_people, whole.without_groups)


def _rest(context: Context, whole: ShownValue, days: Sequence[Any]) -> ShownValue:
    """What is in none of the parts, withheld where it is about few people."""
    assert whole.held is not None and whole.value is not None
    membership, ledger = whole.held.view.membership, whole.held.ledger
    rest = _outside(whole, days)
    people = within(while_there(membership, rest), *bounds(whole.window)).people()
    covered = int(whole.covered()[people].sum())
    unread = unread_shown(context, whole.root, len(people) - covered)
    shown = replace(whole, days=rest, people=len(people), not_covered=unread)
    count = rest_people(whole, rest)
    if count is not None and too_few(context, count):
        return shown.hidden(Withheld.TOO_FEW)
    if len(people) and not covered and not whole.days.whole:
        return shown.hidden(Withheld.NOT_COVERED, LATER)
    own = rest_of(ledger, whole.value.days, numbered(membership, ledger, union(days)))
    value = scope_value(
        context, whole.held, whole.root, own, whole.window, whole.value.goals, len(people)
    )
    return replace(shown, value=value)


def _outside(whole: ShownValue, days: Sequence[ScopeDays]) -> ScopeDays:
    """The days of a whole that are in none of these; of programs there are none."""
    assert whole.held is not None
    everybody = of_people(np.flatnonzero(whole.held.view.membership.measured).tolist())
    return without(everybody if whole.days.whole else whole.days, union(days))


def rest_people(whole: ShownValue, rest: ScopeDays) -> int | None:
    """How many a rest is about: who was surely there, and who did something then; None where nobody may be.

    Beyond five it may be fewer than there are. Whom the ledger does not cover it is not about.
    """
    assert whole.held is not None
    membership, ledger = whole.held.view.membership, whole.held.ledger
    window = bounds(whole.window)
    covered = covered_places(membership, ledger)
    there = surely_there(membership, rest, *window)
    sure = set(there[covered[there]].tolist())
    if len(sure) < LEAST_MEMBERS:
        acting = some_who_acted(ledger, numbered(membership, ledger, rest), *window)
        sure |= {membership.index[id_] for id_ in acting if id_ in membership.index}
    possible = within(while_there(membership, rest), *window).person
    return len(sure) if sure or covered[possible].any() else None


def part_ids(membership: MembershipIndex, root: Any) -> list[str]:
    """The groups that a scope is made of, in the order of names."""
    if root.label == "Person":
        return []
    if root.label == "PeopleSet":
        places = [p for id_ in root.groups if (p := membership.group_index.get(id_)) is not None]
    elif root.label == "Group":
        place = membership.group_index.get(root.id)
        places = [] if place is None else membership.below[place].tolist()
    else:
        places = top_groups(membership)
    return [membership.groups[place] for place in sorted(set(places))]
