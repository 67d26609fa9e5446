"""Ties as lists: the same order and the same pages, however the list is made."""

from __future__ import annotations

import random

import pytest

from graph.errors import BadInput
from graph.measures.ties.pairs import pairs_at
from graph.measures.ties.tie_strength import Interactions
from graph.network.ties.tie_columns import TieTable
from graph.network.ties.tie_lists import TieList, TieRow, cursor_of, node_ties, tie_slice
from graph.store.where import Page


def table(prefix: str, acts: int, seed: int) -> TieTable:
    """Acts among nine people, many of them equally strong."""
    chance = random.Random(seed)
    ends = [chance.sample(range(9), 2) for _ in range(acts)]
    who, whom = ([f"{prefix}/{pair[i]}" for pair in ends] for i in (0, 1))
    kinds = ["reply", "mention", "sent", "reaction", "thread"]
    kinds += ["answer", "solution", "connection", "introduction"]
    days = [chance.choice([90, 99]) for _ in ends]
    cells = Interactions.of(
        [*who, *["z"] * len(kinds)],
        [*whom, *["zz"] * len(kinds)],
        [*["reply"] * acts, *kinds],
        [*days, *[1] * len(kinds)],
    )
    return TieTable(pairs_at(cells, 100), 100)


def one_by_one(tables: list[TieTable]) -> list[TieRow]:
    """Every tie from its nearer end, sorted as text says."""
    found = [
        tie for each in tables for id_ in each.pairs.ids for tie in node_ties(each, id_)
        if tie[1] < tie[2]
    ]  # fmt: skip
    return sorted(found, key=lambda tie: (-tie[0].strength, tie[2], tie[1]))


def test_every_tie_of_some_tables_comes_strongest_first() -> None:
    tables = [table("a", 30, 1), table("b", 20, 2)]

    found = TieList(tables)

    assert list(found) == one_by_one(tables)
    assert len(found) == len(one_by_one(tables))


def test_ties_with_a_hidden_end_are_left_out() -> None:
    tables = [table("a", 30, 3)]

    found = TieList(tables, frozenset({"a/1"}))

    assert list(found) == [tie for tie in one_by_one(tables) if "a/1" not in tie[1:]]


def test_pages_follow_one_another_through_the_whole_list() -> None:
    tables = [table("a", 30, 4), table("b", 30, 5)]
    found, after, seen = TieList(tables), None, list[TieRow]()

    for _ in range(len(found)):
        part, more, before = tie_slice(found, Page(limit=4, after=after))
        assert before == bool(seen)
        seen += part
        after = cursor_of(part[-1])
        if not more:
            break

    assert seen == list(found)


def test_a_table_without_ties_has_none_and_a_wrong_cursor_is_refused() -> None:
    empty = pairs_at(Interactions.of([], [], [], []), 100)
    found = TieList([TieTable(empty, 100)])

    assert tie_slice(found, Page(limit=4)) == ([], False, False)
    with pytest.raises(BadInput, match="not a cursor"):
        tie_slice(TieList([table("a", 9, 6)]), Page(limit=4, after="nonsense"))
