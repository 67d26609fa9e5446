"""From messages to interaction cells, without a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network.ties import interaction_cells
from graph.network.ties.interaction_cells import TalkCells, talk_from
from graph.network.ties.stored_cells import stored_interactions, stored_rows
from graph.records.window import DAY

Message = tuple[str, int, str | None, list[str], list[str], list[str], list[list[Any]]]


UNMARKED = (False, False, "m", None, False, None)
"""That a message does not ask, was not accepted, its id and kind, that it is not brief, no text."""


async def stream(rows: list[Message]) -> AsyncIterator[tuple[Any, ...]]:
    """The messages as the statement gives them, none of them a question: a row a conversation."""
    for conversation in dict.fromkeys(row[0] for row in rows):
        yield (
            conversation,
            [
                [second, author, [[who, "m0", None, False] for who in answered], *more, *UNMARKED]
                for here, second, author, answered, *more in rows
                if here == conversation
            ],
        )


def cells_of(found: TalkCells) -> dict[tuple[str, str, str, int], tuple[int, float]]:
    cells = found.cells
    columns = zip(
        cells.actors.tolist(), cells.targets.tolist(), cells.kinds.tolist(), cells.days.tolist(),
        cells.counts.tolist(), cells.weights.tolist(), strict=True,
    )  # fmt: skip
    return {
        (cells.people[a], cells.people[t], cells.kind_names[k], day): (count, weight)
        for a, t, k, day, count, weight in columns
    }


async def test_each_kind_of_act_points_from_who_acted() -> None:
    rows: list[Message] = [
        ("c", 5 * DAY, "ann", [], [], ["bob"], [["cy", 6 * DAY], ["ann", 6 * DAY]]),
        ("c", 5 * DAY + 9, "bob", ["ann"], ["ann", "bob"], [], []),
        ("d", 5 * DAY + 9, None, ["ann"], ["ann"], [], []),
    ]

    found = await talk_from(stream(rows))

    assert found.messages == 3
    assert cells_of(found) == {
        ("ann", "bob", "sent", 5): (1, 1.0),
        ("bob", "ann", "reply", 5): (1, 1.0),
        ("bob", "ann", "mention", 5): (1, 1.0),
        ("cy", "ann", "reaction", 6): (1, 1.0),
        ("ann", "bob", "thread", 5): (1, 1.0),
        ("bob", "ann", "thread", 5): (1, 1.0),
    }


async def test_days_before_1970_are_whole_days() -> None:
    found = await talk_from(stream([("c", -1, "ann", ["bob"], [], [], [])]))

    assert cells_of(found) == {("ann", "bob", "reply", -1): (1, 1.0)}


async def test_who_is_left_out_neither_acts_nor_is_acted_towards_nor_fills_a_thread() -> None:
    rows: list[Message] = [
        ("c", 0, "bot", [], ["ann"], [], [["ann", 0]]),
        ("c", 0, "ann", ["bot"], [], ["bob"], [["bot", 0]]),
        ("c", 0, "bob", [], [], [], []),
    ]

    found = await talk_from(stream(rows), left_out=["bot"])

    assert cells_of(found) == {
        ("ann", "bob", "sent", 0): (1, 1.0),
        ("ann", "bob", "thread", 0): (1, 1.0),
        ("bob", "ann", "thread", 0): (1, 1.0),
    }


async def test_a_conversation_of_more_than_thirty_people_is_skipped_and_counted() -> None:
    rows: list[Message] = [("c", 0, f"p{i}", [], [], [], []) for i in range(31)]

    found = await talk_from(stream(rows))

    assert (found.skipped_threads, len(found.cells.days)) == (1, 0)


async def test_no_message_gives_no_cell() -> None:
    assert cells_of(await talk_from(stream([]))) == {}


NAMES = st.sampled_from(["ann", "bob", "cy"])
SECONDS = st.integers(0, 3 * DAY)
MESSAGES = st.lists(
    st.tuples(
        st.sampled_from(["c", "d"]),
        SECONDS,
        NAMES,
        st.lists(NAMES, max_size=1),
        st.lists(NAMES, max_size=2),
        st.lists(NAMES, max_size=2),
        st.lists(st.tuples(NAMES, SECONDS).map(list), max_size=2),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(MESSAGES, st.sampled_from([1, 3, 1_000_000]))
async def test_cells_agree_with_counting_act_by_act(rows: list[Message], pack_at: int) -> None:
    counted: Counter[tuple[str, str, str, int]] = Counter()
    for _, second, author, answered, mentioned, receivers, reactions in rows:
        assert author is not None
        acts = [(author, who, "reply", second) for who in answered]
        acts += [(author, who, "mention", second) for who in mentioned]
        acts += [(author, who, "sent", second) for who in receivers]
        acts += [(who, author, "reaction", at) for who, at in reactions]
        counted.update((a, t, kind, at // DAY) for a, t, kind, at in acts if a != t)
    for thread in {row[0] for row in rows}:
        first: dict[str, int] = {}
        for row in rows:
            if row[0] == thread:
                first[str(row[2])] = min(first.get(str(row[2]), 99), row[1] // DAY)
        counted.update((a, t, "thread", max(first[a], first[t])) for a, t in permutations(first, 2))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interaction_cells, "PACK_AT", pack_at)
        found = await talk_from(stream(rows))

    assert {key: count for key, (count, _) in cells_of(found).items()} == dict(counted)


@settings(max_examples=40, deadline=None)
@given(MESSAGES)
async def test_cells_come_back_from_the_form_in_which_they_are_stored(rows: list[Message]) -> None:
    found = await talk_from(stream(rows))

    async def stored() -> AsyncIterator[tuple[Any, ...]]:
        names = ("key", "target", "kind", "days", "counts", "weights")
        for row in stored_rows(found.cells):
            yield row["actor"], [[row[name] for name in names]]

    back = await stored_interactions(stored())

    assert cells_of(TalkCells(back, 0, 0)) == cells_of(found)
    keys = [row["key"] for row in stored_rows(found.cells)]
    assert len(set(keys)) == len(keys)
