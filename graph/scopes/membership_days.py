"""On which days whose acts count for a scope: a person's always, a member's while a member.

A set that names groups is their union, so nobody counts twice; whom it leaves out does not count on
the days on which they are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from graph.ledger.ledger import Ledger
from graph.ledger.scope_days import (
    EVERYBODY,
    FIRST,
    LAST,
    ScopeDays,
    of_people,
    of_spans,
    within,
    without,
)
from graph.measures.arrays import Bools, Ints
from graph.organisation.membership import MembershipIndex
from graph.organisation.participation_columns import SINCE

_OF_GROUPS: WeakKeyDictionary[MembershipIndex, dict[bytes, ScopeDays]] = WeakKeyDictionary()
_NUMBERS: WeakKeyDictionary[MembershipIndex, tuple[Ledger, Ints]] = WeakKeyDictionary()
_COVERED: WeakKeyDictionary[MembershipIndex, tuple[Ledger, Bools]] = WeakKeyDictionary()
MOST_GROUPS = 2_000
"""Groups whose days are kept."""


def days_of_scope(membership: MembershipIndex, root: Any) -> ScopeDays:
    """Who counts on which days, people by their places in `membership`; programs never do."""
    if root.label == "Person":
        return of_people(_people(membership, [root.id]).tolist())
    if root.label == "Group":
        return days_of_groups(membership, [root.id])
    return _days_of_set(membership, root) if root.label == "PeopleSet" else EVERYBODY


def days_of_groups(membership: MembershipIndex, groups: Iterable[str]) -> ScopeDays:
    """The days of the members of these groups and of what is part of them, once each."""
    index = membership.group_index
    own = [place for id_ in groups if (place := index.get(id_)) is not None]
    return days_of_group_places(membership, membership.with_parts(np.array(own, np.int64)))


def days_of_group_places(membership: MembershipIndex, groups: Ints) -> ScopeDays:
    """The days of the members of just these groups, by place; kept while nobody moves."""
    kept = _OF_GROUPS.setdefault(membership, {})
    key = groups.tobytes()
    if key not in kept:
        if len(kept) >= MOST_GROUPS:
            kept.pop(next(iter(kept)))
        rows, spans = membership.spans_of.of_many(groups), membership.spans
        kept[key] = of_spans(spans.person[rows], spans.since[rows], spans.until[rows])
    return kept[key]


def _days_of_set(membership: MembershipIndex, root: Any) -> ScopeDays:
    named = of_people(_people(membership, [*root.people, *root.of_community]).tolist())
    inside = days_of_groups(membership, root.groups)
    outside = days_of_groups(membership, root.without_groups)
    never = of_people(_people(membership, root.without_people).tolist())
    return without(union([named, inside]), union([outside, never]))


def while_there(membership: MembershipIndex, days: ScopeDays) -> ScopeDays:
    """These days from the day of joining to that of leaving, as far as they are known."""
    joined, gone = membership.joined[days.person], membership.gone[days.person]
    return of_spans(days.person, np.maximum(days.since, joined), np.minimum(days.until, gone))


def surely_there(
    membership: MembershipIndex, days: ScopeDays, since: int = FIRST, until: int = LAST
) -> Ints:
    """Who was surely there on some of these days in the window.

    Of whom no joining is known, days outside all groups may be days before they came, if they belong to
    a group in the window.
    """
    there = within(while_there(membership, days), since, until)
    people = there.people()
    belonging = days_of_group_places(membership, np.arange(len(membership.groups)))
    belongs = np.isin(people, without(there, without(there, belonging)).people())
    elsewhere = np.isin(people, within(belonging, since, until).people())
    return people[belongs | ~elsewhere | (membership.joined[people] > SINCE)]


def union(parts: Iterable[ScopeDays]) -> ScopeDays:
    """The days of any of these."""
    parts = list(parts)
    if any(part.whole for part in parts):
        return EVERYBODY
    columns = [(part.person, part.since, part.until) for part in parts]
    if not columns:
        return of_people([])
    return of_spans(*(np.concatenate(column) for column in zip(*columns, strict=True)))


def people_within(
    membership: MembershipIndex, days: ScopeDays, since: int = FIRST, until: int = LAST
) -> Ints:
    """The places of the people who count on any day from `since` to before `until`."""
    if days.whole:
        return np.flatnonzero(membership.measured)
    return within(days, since, until).people()


def numbered(membership: MembershipIndex, ledger: Ledger, days: ScopeDays) -> ScopeDays:
    """The same days, people by their numbers in the ledger; who earned nothing is left out."""
    if days.whole:
        return days
    held = _NUMBERS.get(membership)
    if held is None or held[0] is not ledger:
        index = ledger.index
        places = (index.get(id_, -1) for id_ in membership.people)
        numbers = np.fromiter(places, np.int64, len(membership.people))
        held = _NUMBERS[membership] = (ledger, numbers)
    person = held[1][days.person]
    known = person >= 0
    order = np.lexsort((days.since[known], person[known]))
    return ScopeDays(person[known][order], days.since[known][order], days.until[known][order])


def covered_places(membership: MembershipIndex, ledger: Ledger) -> Bools:
    """By place, whether a ledger covers somebody: of whom came after it was made it has nothing."""
    held = _COVERED.get(membership)
    if held is None or held[0] is not ledger:
        covers = map(ledger.covers, membership.people)
        mask = np.fromiter(covers, np.bool_, len(membership.people))
        held = _COVERED[membership] = (ledger, mask)
    return held[1]


def not_yet_in(membership: MembershipIndex, root: Any) -> int:
    """How many people, or groups, a scope is or names who came after these memberships were read."""
    people, groups = {"Person": ([root.id], []), "Group": ([], [root.id])}.get(
        root.label, (getattr(root, "people", ()), getattr(root, "groups", ()))
    )
    late = [one for one in people if one not in membership.index]
    return len(late) + sum(group not in membership.group_index for group in groups)


def _people(membership: MembershipIndex, ids: Iterable[str]) -> Ints:
    """The places of these people, programs left out."""
    found = {place for id_ in ids if (place := membership.index.get(id_)) is not None}
    places = np.array(sorted(found), np.int64)
    return places[membership.measured[places]]


def top_groups(membership: MembershipIndex) -> list[int]:
    """The places of the groups that are part of no other, as far as they have parts or are a home."""
    spans = membership.spans
    formal = membership.below.sizes() > 0
    formal[spans.group[spans.home]] = True
    return np.flatnonzero(formal & (membership.above.sizes() == 0)).tolist()
