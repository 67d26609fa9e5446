"""Why numbers of a group, or of a set that somebody put together, are not shown.

The difference of two such numbers could tell about a few people: `graph.scopes.differencing` says
when, for both alike. Whoever may see each person's numbers anyway sees them all.

Which sets a viewer was shown is remembered by each process, as bits, so the check of sets against
sets is one process wide and a restart forgets it. A viewer of whom 200 sets are remembered is shown
no further one.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np

from api.execution.context import Context
from api.scopes.conventions import SETS_REMEMBERED, VIEWERS_REMEMBERED
from api.scopes.suppression import Withheld, own_or_analyst, sees_each, too_few
from graph.goals.alignment.line_of_sight import ScopeView
from graph.goals.alignment.organisation_view import WindowView
from graph.measures.arrays import Bools, Ints
from graph.organisation.membership import MembershipIndex
from graph.scopes.differencing import are_compared, differ_by_few, differences_of

_SETS_OF_VIEWER: OrderedDict[str, set[int]] = OrderedDict()
"""Viewer → the sets whose numbers they were shown, a bit a person."""
_BIT_OF_PERSON: dict[str, int] = {}
"""Id of a person → their bit: it stays theirs, whoever comes and goes."""
_BITS_OF_MEMBERSHIP: WeakKeyDictionary[MembershipIndex, Ints] = WeakKeyDictionary()


async def prepare_comparison(context: Context, at: WindowView) -> None:
    """Compare groups in a thread, once, so that `group_withheld` and `set_withheld` can answer."""
    if not sees_each(context) and not are_compared(at):
        await asyncio.to_thread(differences_of, at)


def group_withheld(
    context: Context, at: WindowView, group: str, people: int, measured: Sequence[Bools] = ()
) -> Withheld | None:
    """Why the viewer sees no number about a group that is about so many people.

    `measured` are those who have a value, where only some do: once for each kind of number.
    """
    if too_few(context, people):
        return Withheld.TOO_FEW
    if sees_each(context) or group not in differences_of(at).beside(measured):
        return None
    return Withheld.TOO_CLOSE


def set_withheld(
    context: Context, scope: ScopeView, measured: Sequence[Bools] = ()
) -> Withheld | None:
    """Why the viewer sees no number about a set; a set of one is that person, of a group that group."""
    people = scope.people
    if len(people) == 1:
        return None if own_or_analyst(context, people[0]) else Withheld.NOT_YOURS
    if too_few(context, len(people)):
        return Withheld.TOO_FEW
    if sees_each(context):
        return None
    differences = differences_of(scope.at)
    verdict = differences.of(scope.places, measured)
    if verdict.close:
        return Withheld.TOO_CLOSE
    if verdict.is_group:
        return None
    return _beside_earlier_sets(context.viewer.id, scope, [*differences.always, *measured])


def _beside_earlier_sets(
    viewer: str, scope: ScopeView, measured: Sequence[Bools]
) -> Withheld | None:
    """Why a set is not shown beside those that the viewer was shown; one that is shown is remembered."""
    earlier = _SETS_OF_VIEWER.setdefault(viewer, set())
    _SETS_OF_VIEWER.move_to_end(viewer)
    while len(_SETS_OF_VIEWER) > VIEWERS_REMEMBERED:
        _SETS_OF_VIEWER.popitem(last=False)
    membership = scope.view.membership
    bits = _bits(membership, scope.places)
    for mask_bits in (~0, *(_bits(membership, np.flatnonzero(mask)) for mask in measured)):
        size = (bits & mask_bits).bit_count()
        sizes = np.array([(other & mask_bits).bit_count() for other in earlier], np.int64)
        both = np.array([(other & bits & mask_bits).bit_count() for other in earlier], np.int64)
        if differ_by_few(size, sizes, both).any():
            return Withheld.TOO_CLOSE
    if bits not in earlier and len(earlier) >= SETS_REMEMBERED:
        return Withheld.TOO_MANY_SETS
    earlier.add(bits)
    return None


def _bits(membership: MembershipIndex, places: Ints) -> int:
    """The people at these places as the bits of a number."""
    bit_of_place = _BITS_OF_MEMBERSHIP.get(membership)
    if bit_of_place is None:
        bit_of_place = _BITS_OF_MEMBERSHIP[membership] = _places(membership.people)
    bits = np.zeros(len(_BIT_OF_PERSON), np.bool_)
    bits[bit_of_place[places]] = True
    return int.from_bytes(np.packbits(bits, bitorder="little").tobytes(), "little")


def _places(people: Sequence[str]) -> Ints:
    """The bit of each of these people; newcomers get the next ones."""
    bits = (_BIT_OF_PERSON.setdefault(person, len(_BIT_OF_PERSON)) for person in people)
    return np.fromiter(bits, np.int64, len(people))
