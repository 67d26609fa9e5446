"""The statements that save a batch of rows, in order, with their parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from graph.errors import Conflict
from graph.store.driver import Transaction

Params = dict[str, Any]


class Steps:
    """Rows gathered by statement, to be sent in the order given; statements without rows are left out."""

    def __init__(self, order: tuple[str, ...]) -> None:
        self._rows: dict[str, list[Any]] = {name: [] for name in order}
        self._seen: set[tuple[str, str]] = set()

    def add(self, statement: str, /, **row: Any) -> None:
        """Add one row of `$rows` to a statement."""
        self._rows[statement].append(row)

    def add_id(self, statement: str, id_: str) -> None:
        """Add one id of `$ids` to a statement."""
        self._rows[statement].append(id_)

    def add_once(self, statement: str, once: str, /, **row: Any) -> None:
        """Add a row to a statement unless it has one of this key."""
        if (statement, once) not in self._seen:
            self._seen.add((statement, once))
            self._rows[statement].append(row)

    def in_order(self) -> Iterator[tuple[str, Params]]:
        """Statement names and parameters; rows sorted, so that writers lock in one order."""
        for name, rows in self._rows.items():
            if not rows:
                continue
            if isinstance(rows[0], str):
                yield name, {"ids": sorted(set(rows))}
            else:
                rows.sort(key=_first_values)
                yield name, {"rows": rows}


def _first_values(row: Params) -> tuple[Any, ...]:
    """The ids of a row: those of its first two values that are texts."""
    first, *rest = row.values()
    return (first, rest[0] if rest and isinstance(rest[0], str) else "")


_MADE = frozenset(
    {
        "save_memberships",
        "save_reactions",
        "save_holds",
        "save_new_conversations",
        "save_new_messages",
        "save_new_reactions",
    }
)
"""Statements beside `link_...` that make one thing a row."""


def check_count(name: str, params: Params, rows: list[tuple[Any, ...]]) -> None:
    """Raise where a statement that makes one thing a row made fewer: an end was not there."""
    if name.startswith("link_") or name in _MADE:
        created, expected = rows[0][0], len(params["rows"])
        if created != expected:
            raise Conflict(
                f"{name}: {created} of {expected} rows found both their ends; "
                "something was taken out of the store meanwhile",
                remedy="do it again",
            )


async def run_steps(tx: Transaction, steps: Iterable[tuple[str, Params]]) -> None:
    """Run the statements. Raises Conflict where an end of a relationship was not there."""
    for name, params in steps:
        check_count(name, params, (await tx.run(name, **params)).rows)
