"""The ties of a person, of a group and of the network, strongest first, a page at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import overload

import numpy as np

from graph.errors import BadInput
from graph.keys import SEPARATOR
from graph.measures.arrays import Floats, Ints
from graph.measures.ties.pairs import Pairs
from graph.measures.ties.tie_strength import DEFAULTS
from graph.network.ties.tie_columns import TieTable
from graph.records.tie import Tie
from graph.records.window import EPOCH
from graph.store.where import Page

TieRow = tuple[Tie, str, str]
"""A tie with the ids of its nearer and its farther end."""
Key = tuple[float, str]


def node_ties(table: TieTable, node: str) -> list[TieRow]:
    """Every tie of one person or group, strongest first, then by the other's id."""
    forth, back = table.pairs.of(node)
    ties = [_tie(table.pairs, row, turned=False) for row in forth.tolist()]
    ties += [_tie(table.pairs, row, turned=True) for row in back.tolist()]
    return in_order(ties)


def in_order(ties: Iterable[TieRow]) -> list[TieRow]:
    """These ties, strongest first, then by the other's id."""
    return sorted(ties, key=_key)


class TieList(Sequence[TieRow]):
    """The ties of some tables, strongest first; each is made when it is looked at.

    The nearer end is the one whose id comes first. Ties with a hidden end are left out.
    """

    def __init__(self, tables: Sequence[TieTable], hidden: frozenset[str] = frozenset()) -> None:
        self._tables = tables
        ids = sorted({id_ for table in tables for id_ in table.pairs.ids})
        rank = {id_: i for i, id_ in enumerate(ids)}
        columns = [_sorted_by(n, table.pairs, rank, hidden) for n, table in enumerate(tables)]
        strength, far, near, number, row = (
            np.concatenate(column) for column in zip(*columns, strict=True)
        )
        order = np.lexsort((near, far, -strength))
        self._places = np.stack([number[order], row[order]], axis=1)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> TieRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[TieRow]: ...
    def __getitem__(self, at: int | slice) -> TieRow | list[TieRow]:
        """The tie at this place, or those of these places."""
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        number, row = self._places[at].tolist()
        return _tie(self._tables[number].pairs, row, turned=False)


def _sorted_by(
    number: int, pairs: Pairs, rank: Mapping[str, int], hidden: frozenset[str]
) -> tuple[Floats, Ints, Ints, Ints, Ints]:
    """What a table's visible ties are sorted by, with the table's number and their rows."""
    place = np.fromiter((rank[id_] for id_ in pairs.ids), np.int64, len(pairs.ids))
    is_visible = np.fromiter((id_ not in hidden for id_ in pairs.ids), np.bool_, len(pairs.ids))
    rows = np.flatnonzero(is_visible[pairs.firsts] & is_visible[pairs.seconds])
    return (
        (pairs.given + pairs.received)[rows],
        place[pairs.seconds[rows]],
        place[pairs.firsts[rows]],
        np.full(len(rows), number),
        rows,
    )


def _tie(pairs: Pairs, row: int, *, turned: bool) -> TieRow:
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


def _key(row: TieRow) -> Key:
    tie, near, far = row
    return -tie.strength, f"{far}{SEPARATOR}{near}"


def cursor_of(row: TieRow) -> str:
    """The raw cursor of a tie: its strength, exactly, and the ids of its ends."""
    strength, ends = _key(row)
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


def tie_slice(ties: Sequence[TieRow], page: Page) -> tuple[list[TieRow], bool, bool]:
    """The ties of the page, and whether more follow and precede them."""
    start, end = 0, len(ties)
    if page.after is not None:
        start = bisect_right(ties, _place_of(page.after, "after"), key=_key)
    if page.before is not None:
        end = bisect_left(ties, _place_of(page.before, "before"), key=_key)
    end = max(start, end)
    if page.backward:
        first, last = max(start, end - page.limit), end
    else:
        first, last = start, min(end, start + page.limit)
    return list(ties[first:last]), last < len(ties), first > 0


def visible(ties: Iterable[TieRow], hidden: frozenset[str]) -> list[TieRow]:
    """The ties neither of whose ends is hidden."""
    return [row for row in ties if row[1] not in hidden and row[2] not in hidden]
