"""The ties of a person, of a group and of the network, strongest first, a page at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import timedelta

from graph.analysing.columns import TieTable
from graph.analysing.network import EPOCH
from graph.errors import BadInput
from graph.keys import SEPARATOR
from graph.records.tie import Tie
from graph.value.pairs import Pairs
from graph.value.ties import DEFAULTS
from graph.where import Page

Found = tuple[Tie, str, str]
"""A tie with the ids of its nearer and its farther end."""
Key = tuple[float, str]


def ties_of_one(table: TieTable, one: str) -> list[Found]:
    """Every tie of one person or group, strongest first, then by the other's id."""
    forth, back = table.pairs.of(one)
    found = [_tie(table.pairs, row, turned=False) for row in forth.tolist()]
    found += [_tie(table.pairs, row, turned=True) for row in back.tolist()]
    return sorted(found, key=_key)


def ties_of_all(table: TieTable) -> list[Found]:
    """Every tie, strongest first; the nearer end is the one whose id comes first."""
    rows = range(table.pairs.rows)
    return sorted((_tie(table.pairs, row, turned=False) for row in rows), key=_key)


def _tie(pairs: Pairs, row: int, *, turned: bool) -> Found:
    near, far = pairs.ids[pairs.firsts[row]], pairs.ids[pairs.seconds[row]]
    given, received = float(pairs.given[row]), float(pairs.received[row])
    if turned:
        near, far, given, received = far, near, received, given
    replies, mentions, sent, reactions, turns, *helped = pairs.counts[row].tolist()
    tie = Tie(
        given + received,
        given,
        received,
        given > 0 and received > 0,
        int(pairs.recent[row]) >= DEFAULTS.contact_minimum,
        EPOCH + timedelta(days=int(pairs.last[row])),
        replies,
        mentions,
        sent,
        reactions,
        turns // 2,  # stored for each of the two
        *helped,
    )
    return tie, near, far


def _key(found: Found) -> Key:
    tie, near, far = found
    return -tie.strength, f"{far}{SEPARATOR}{near}"


def cursor_of(found: Found) -> str:
    """The raw cursor of a tie: its strength, exactly, and the ids of its ends."""
    strength, ends = _key(found)
    return f"{-strength!r}{SEPARATOR}{ends}"


def _place_of(cursor: str, argument: str) -> Key:
    strength, _, ends = cursor.partition(SEPARATOR)
    try:
        return -float(strength), ends
    except ValueError:
        raise BadInput(
            f"`{argument}` is not a cursor of a list of ties",
            remedy="pass a cursor of the same list",
            path=(argument,),
        ) from None


def paged(found: list[Found], page: Page) -> tuple[list[Found], bool, bool]:
    """The ties of the page, and whether more follow and precede them."""
    keys = [_key(one) for one in found]
    start = 0 if page.after is None else bisect_right(keys, _place_of(page.after, "after"))
    end = len(keys) if page.before is None else bisect_left(keys, _place_of(page.before, "before"))
    end = max(start, end)
    if page.backward:
        first, last = max(start, end - page.limit), end
    else:
        first, last = start, min(end, start + page.limit)
    return found[first:last], last < len(keys), first > 0


def visible(found: Iterable[Found], hidden: frozenset[str]) -> list[Found]:
    """The ties neither of whose ends is hidden."""
    return [one for one in found if one[1] not in hidden and one[2] not in hidden]
