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
from api.scopes.suppression import Withheld, own_or_analyst, sees_each, too_few
from graph.goals.alignment.line_of_sight import Scoped
from graph.goals.alignment.view import Windowed
from graph.measures.arrays import Bools, Ints
from graph.organisation.membership import Crowd
from graph.scopes.differencing import are_compared, differ_by_few, differences_of

VIEWERS, SETS = 1000, 200
"""Viewers whose sets are remembered by a process, the least lately asking dropped; sets of each."""

_SHOWN: OrderedDict[str, set[int]] = OrderedDict()
"""Viewer → the sets whose numbers they were shown, a bit a person."""
_BITS: dict[str, int] = {}
"""Id of a person → their bit: it stays theirs, whoever comes and goes."""
_BITS_OF: WeakKeyDictionary[Crowd, Ints] = WeakKeyDictionary()


async def compared(context: Context, at: Windowed) -> None:
    """Nothing; `of_group` and `of_set` are ready to answer: groups are compared in a thread, once."""
    if not sees_each(context) and not are_compared(at):
        await asyncio.to_thread(differences_of, at)


def of_group(
    context: Context, at: Windowed, group: str, people: int, having: Sequence[Bools] = ()
) -> Withheld | None:
    """Why the viewer sees no number about a group that is about so many people.

    `having` are those who have a value, where only some do: once for each kind of number.
    """
    if too_few(context, people):
        return Withheld.TOO_FEW
    if sees_each(context) or group not in differences_of(at).beside(having):
        return None
    return Withheld.TOO_CLOSE


def of_set(context: Context, scope: Scoped, having: Sequence[Bools] = ()) -> Withheld | None:
    """Why the viewer sees no number about a set; a set of one is that person, of a group that group."""
    people = scope.people
    if len(people) == 1:
        return None if own_or_analyst(context, people[0]) else Withheld.NOT_YOURS
    if too_few(context, len(people)):
        return Withheld.TOO_FEW
    if sees_each(context):
        return None
    differences = differences_of(scope.at)
    verdict = differences.of(scope.who, having)
    if verdict.close:
        return Withheld.TOO_CLOSE
    if verdict.is_group:
        return None
    return _beside_sets(context.viewer.id, scope, [*differences.always, *having])


def _beside_sets(viewer: str, scope: Scoped, having: Sequence[Bools]) -> Withheld | None:
    """Why a set is not shown beside those that the viewer was shown; one that is shown is remembered."""
    shown = _SHOWN.setdefault(viewer, set())
    _SHOWN.move_to_end(viewer)
    while len(_SHOWN) > VIEWERS:
        _SHOWN.popitem(last=False)
    crowd = scope.view.crowd
    told = _bits(crowd, scope.who)
    for counted in (~0, *(_bits(crowd, np.flatnonzero(mask)) for mask in having)):
        size = (told & counted).bit_count()
        sizes = np.array([(one & counted).bit_count() for one in shown], np.int64)
        both = np.array([(one & told & counted).bit_count() for one in shown], np.int64)
        if differ_by_few(size, sizes, both).any():
            return Withheld.TOO_CLOSE
    if told not in shown and len(shown) >= SETS:
        return Withheld.TOO_MANY_SETS
    shown.add(told)
    return None


def _bits(crowd: Crowd, who: Ints) -> int:
    """The people at these places as the bits of a number."""
    known = _BITS_OF.get(crowd)
    if known is None:
        known = _BITS_OF[crowd] = _places(crowd.people)
    bits = np.zeros(len(_BITS), np.bool_)
    bits[known[who]] = True
    return int.from_bytes(np.packbits(bits, bitorder="little").tobytes(), "little")


def _places(people: Sequence[str]) -> Ints:
    """The bit of each of these people; newcomers get the next ones."""
    found = (_BITS.setdefault(person, len(_BITS)) for person in people)
    return np.fromiter(found, np.int64, len(people))
