"""Needs, experiments and outcomes as the ledger reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class MarketRows:
    """Rows as `needs_of_ledger`, `experiments_of_ledger` and `outcomes_of_ledger` give them."""

    needs: Sequence[Row] = ()
    experiments: Sequence[Row] = ()
    outcomes: Sequence[Row] = ()

    def conversations(self) -> set[str]:
        """The talk that any of them is of."""
        found = {row[10] for row in self.needs} | {row[9] for row in self.experiments}
        return {one for one in found | {row[1] for row in self.outcomes} if one is not None}

    def messages(self) -> set[str]:
        """The messages in which needs were raised."""
        return {row[9] for row in self.needs if row[9] is not None}


def changed_rows(before: Iterable[Row], now: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The rows that are not the same before and now, of each time.

    >>> changed_rows([["a", 1], ["b", 1]], [("b", 1), ("a", 2)])
    ([['a', 1]], [('a', 2)])
    """
    old, new = {_key(row): row for row in before}, {_key(row): row for row in now}
    return (
        [row for key, row in old.items() if key not in new],
        [row for key, row in new.items() if key not in old],
    )


def _key(row: Row) -> bytes:
    return orjson.dumps(row)


def texts(value: object) -> Iterator[str]:
    """Every text in rows, however deep it lies.

    >>> list(texts(["a", ["b", 1, ("c", None)]]))
    ['a', 'b', 'c']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)
