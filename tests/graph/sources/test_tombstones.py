"""Rows of what was taken back are left out of an import, and whose accounts they were is told."""

from __future__ import annotations

from graph.keys import tombstone
from graph.sources.kinds import Kind
from graph.sources.spool import Spool, State, open_spool
from graph.sources.tombstones import ids_left_out, leave_out_removed

ROWS = [(Kind.PEOPLE, "acme/ann"), (Kind.PEOPLE, "acme/bob"), (Kind.PEOPLE, "acme/cy")]
ROWS += [(Kind.GROUPS, "acme/ann"), (Kind.GROUPS, "acme/core")]


class Removed:
    """What the store says of what was taken back: these things, and no former keys."""

    def __init__(self, *things: tuple[Kind, str]) -> None:
        self.things = things

    async def known(self, kind: Kind, ids: list[str]) -> set[str]:
        return set()

    async def removed(self, kind: Kind) -> set[str]:
        return {tombstone(kind.value, id_) for of, id_ in self.things if of is kind}

    async def removed_by_former_key(self) -> set[str]:
        return set()


def laid(spool: Spool, rows: list[tuple[Kind, str]]) -> None:
    """Lay rows into the spool, those of one kind after each other."""
    for number, (kind, id_) in enumerate(rows, 1):
        spool.lay([(number, kind.number, number, id_, b"{}", State.GOOD, 0)], [])
        first, _ = spool.span.get(kind, (number, number))
        spool.span[kind] = (first, number)


async def test_accounts_of_erased_people_are_left_out_and_told_in_order() -> None:
    with open_spool() as spool:
        laid(spool, ROWS)
        erased = [(Kind.PEOPLE, "acme/cy"), (Kind.PEOPLE, "acme/ann"), (Kind.GROUPS, "acme/core")]
        await leave_out_removed(spool, Removed(*erased))

        assert ids_left_out(spool) == ["acme/ann", "acme/cy"]
        states = dict(spool.all("SELECT n, state FROM rows"))
        assert [states[n] for n in range(1, 6)] == [State.REMOVED, State.GOOD, State.REMOVED, State.GOOD, State.REMOVED]  # fmt: skip


async def test_of_a_bundle_without_people_nobody_is_left_out() -> None:
    with open_spool() as spool:
        laid(spool, [(Kind.GROUPS, "acme/core")])
        await leave_out_removed(spool, Removed((Kind.GROUPS, "acme/core")))
        assert ids_left_out(spool) == []
