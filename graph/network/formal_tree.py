"""The formal tree at a window's end, read once as long as people do not change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from itertools import count
from weakref import WeakKeyDictionary

from graph.organisation.coverage import homes, managers
from graph.organisation.membership import MembershipIndex
from graph.store.driver import Store

NumberedReading = tuple[int, Mapping[str, str]]
"""The number of a reading, which no later one has, and what was read: person → home, or manager."""
Read = Callable[[Store, int], Awaitable[Mapping[str, str]]]

_READINGS: WeakKeyDictionary[MembershipIndex, dict[tuple[Read, int], NumberedReading]] = (
    WeakKeyDictionary()
)
_NUMBERS = count()


async def homes_of(store: Store, membership: MembershipIndex, until: int) -> NumberedReading:
    """The home of each person."""
    return await _reading(homes, store, membership, until)


async def managers_of(store: Store, membership: MembershipIndex, until: int) -> Mapping[str, str]:
    """Whom each person reports to."""
    return (await _reading(managers, store, membership, until))[1]


async def _reading(
    read: Read, store: Store, membership: MembershipIndex, until: int
) -> NumberedReading:
    readings = _READINGS.setdefault(membership, {})
    if (read, until) not in readings:
        readings[read, until] = (next(_NUMBERS), await read(store, until))
    return readings[read, until]
