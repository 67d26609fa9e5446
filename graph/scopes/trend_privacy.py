"""Which periods of a trend are withheld, so that the whole less those shown tells nothing about few.

A period that may not be shown is the whole less all others. So it is joined with its smaller neighbour
until both together, as one window, might be shown; months are joined within their quarter only, and of a
quarter that is withheld no month is shown: so trends by month and by quarter tell nothing together.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

Showable = Callable[[int, int], Awaitable[bool]]
"""Whether the periods from the first to before the last might be shown as one window."""


async def periods_withheld(
    withheld: Sequence[bool], sizes: Sequence[int], showable: Showable
) -> list[bool]:
    """Which periods are withheld, when some are by themselves; `sizes` are how many people each is about."""
    found = list(withheld)
    while (run := await _run_to_widen(found, showable)) is not None:
        beside = [place for place in (run[0] - 1, run[1]) if 0 <= place < len(found)]
        found[min(beside, key=lambda place: (sizes[place], place))] = True
    return found


async def _run_to_widen(found: Sequence[bool], showable: Showable) -> tuple[int, int] | None:
    """The first run of withheld periods that is not all and may not be shown as one window."""
    for first, end in runs(found):
        if end - first < len(found) and not await showable(first, end):
            return first, end
    return None


def runs(withheld: Sequence[bool]) -> list[tuple[int, int]]:
    """The longest runs of withheld periods: the first of each, and the first after it.

    >>> runs([True, False, True, True])
    [(0, 1), (2, 4)]
    """
    edges = [False, *withheld, False]
    changes = [place for place in range(len(edges) - 1) if edges[place] != edges[place + 1]]
    return list(zip(changes[::2], changes[1::2], strict=True))
