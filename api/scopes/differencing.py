"""Why numbers of a group, or of a set that somebody put together, are not shown.

The difference of two such numbers could tell about a few people: `graph.scopes.differencing` says
when, for both alike. Whoever may see each person's numbers anyway sees them all.

Which sets a viewer was shown is remembered (`api.scopes.set_disclosures`). A viewer of whom 200 sets are
remembered is shown no further one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np

from api.execution.context import Context
from api.scopes.set_disclosures import Beside, memory_of_sets
from api.scopes.suppression import Withheld, own_or_analyst, sees_each, too_few
from graph.goals.alignment.line_of_sight import ScopeView
from graph.goals.alignment.organisation_view import WindowView
from graph.measures.arrays import Bools, Ints
from graph.organisation.membership import MembershipIndex
from graph.scopes.differencing import are_compared, differences_of

_BITS_OF_MEMBERSHIP: WeakKeyDictionary[MembershipIndex, Ints] = WeakKeyDictionary()
_SAID = {
    Beside.SHOWN: None,
    Beside.TOO_CLOSE: Withheld.TOO_CLOSE,
    Beside.TOO_MANY: Withheld.TOO_MANY_SETS,
}


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
    membership = scope.view.membership
    people = _bits(membership, scope.places)
    masks = [_bits(membership, np.flatnonzero(mask)) for mask in measured]
    return _SAID[memory_of_sets().beside(viewer, people, masks)]


def _bits(membership: MembershipIndex, places: Ints) -> int:
    """The people at these places as the bits of a number."""
    bit_of_place = _BITS_OF_MEMBERSHIP.get(membership)
    if bit_of_place is None:
        bits_of_people = memory_of_sets().bits_of(membership.people)
        bit_of_place = _BITS_OF_MEMBERSHIP[membership] = np.array(bits_of_people, np.int64)
    bits = np.zeros(int(bit_of_place.max(initial=-1)) + 1, np.bool_)
    bits[bit_of_place[places]] = True
    return int.from_bytes(np.packbits(bits, bitorder="little").tobytes(), "little")
