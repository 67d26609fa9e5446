"""From interactions to ties: decay, contact, windows, kinds and threads."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.measures.ties import thread_ties, tie_strength
from graph.measures.ties.thread_ties import expand_threads
from graph.measures.ties.tie_strength import Interactions, TieSettings, contacts
from tests.graph.measures.networks import quick

CELLS = Interactions.of_cells(
    [
        ("ann", "bob", "REPLY", [10, 100], [1, 2], None),
        ("bob", "ann", "MENTION", [99], [1], None),
        ("ann", "cy", "THREAD", [100, 190], [1, 4], [0.5, 2.0]),
    ],
    people=["dee"],
)


def test_strength_halves_with_every_half_life() -> None:
    graph = tie_strength.strength(CELLS, 190)

    assert graph.people == ("ann", "bob", "cy", "dee")
    assert graph.edges() == [
        ("ann", "bob", pytest.approx(2**-2 + 2 * 2**-1)),
        ("ann", "cy", 0.25),
        ("bob", "ann", pytest.approx(2 ** (-91 / 90))),
    ]


def test_what_happens_on_the_day_itself_has_not_happened_yet() -> None:
    assert tie_strength.strength(CELLS, 10).edges() == []
    assert tie_strength.strength(CELLS, 191).edges()[1][:2] == ("ann", "cy")
    assert tie_strength.strength(CELLS, 191).edges()[1][2] == pytest.approx(
        2 * 2 ** (-1 / 90) + 0.5 * 2 ** (-91 / 90)
    )


def test_window_kinds_and_half_life_are_settings() -> None:
    window = TieSettings(since=50, until=100, half_life_days=1)
    replies = TieSettings(kinds=frozenset({"REPLY"}))
    no_such = TieSettings(kinds=frozenset({"LIKE"}))

    assert tie_strength.strength(CELLS, 100, window).edges() == [("bob", "ann", 0.5)]
    assert [e[:2] for e in tie_strength.strength(CELLS, 190, replies).edges()] == [("ann", "bob")]
    assert tie_strength.strength(CELLS, 190, no_such).edges() == []


def test_contact_needs_two_interactions_in_28_days_and_counts_both_ways() -> None:
    assert contacts(CELLS, 101).edges() == [("ann", "bob", 2.0), ("bob", "ann", 1.0)]
    assert contacts(CELLS, 128).edges() == [("ann", "bob", 2.0)]
    assert contacts(CELLS, 129).edges() == []
    assert contacts(CELLS, 101, TieSettings(contact_minimum=4)).edges() == []


def test_strength_can_be_kept_to_people_in_contact() -> None:
    close = tie_strength.strength(CELLS, 101, TieSettings(contact_only=True))

    assert [e[:2] for e in close.edges()] == [("ann", "bob"), ("bob", "ann")]
    assert close.edges()[0][2] == pytest.approx(2 ** (-91 / 90) + 2 * 2 ** (-1 / 90))


def test_settings_and_columns_that_make_no_sense_are_refused() -> None:
    with pytest.raises(BadInput, match="half-life 0"):
        TieSettings(half_life_days=0)
    with pytest.raises(BadInput, match="differ in length"):
        Interactions.of(["a"], ["b"], ["REPLY"], [1, 2])
    with pytest.raises(BadInput, match="at least 0"):
        Interactions.of(["a"], ["b"], ["REPLY"], [1], [1], [-1])


def test_nothing_happened_gives_a_network_without_ties() -> None:
    empty = Interactions.of([], [], [], [], people=["ann"])

    assert tie_strength.strength(empty, 5).edges() == contacts(empty, 5).edges() == []
    assert contacts(empty, 5).people == ("ann",)


def test_a_thread_gives_each_pair_one_over_its_other_people() -> None:
    pairs = expand_threads([1, 1, 1, 1, 2, 2, 3], [0, 1, 2, 1, 0, 1, 0], [5, 5, 5, 5, 5, 5, 5])

    assert pairs.actors.tolist() == [0, 0, 1, 1, 2, 2]
    assert pairs.targets.tolist() == [1, 2, 0, 2, 0, 1]
    assert pairs.counts.tolist() == [2, 1, 2, 1, 1, 1]
    assert pairs.weights.tolist() == [1.5, 0.5, 1.5, 0.5, 0.5, 0.5]
    assert (pairs.threads, pairs.skipped) == (2, 0)


def test_threads_above_thirty_people_are_skipped_and_counted() -> None:
    people = [*range(31), *range(30)]

    pairs = expand_threads([1] * 31 + [2] * 30, people, [7] * 61)

    assert (pairs.threads, pairs.skipped, len(pairs.actors)) == (1, 1, 30 * 29)
    assert pairs.weights.sum() == pytest.approx(30)


def test_a_pair_meets_on_the_first_day_by_which_both_took_part() -> None:
    pairs = expand_threads([1, 1, 1, 1], [0, 1, 0, 1], [5, 9, 3, 12])

    assert list(zip(pairs.actors.tolist(), pairs.targets.tolist(), pairs.days.tolist())) == [
        (0, 1, 9),
        (1, 0, 9),
    ]


def test_no_thread_gives_no_pair() -> None:
    assert expand_threads([], [], []).actors.tolist() == []
    with pytest.raises(BadInput, match="leaves no pair"):
        expand_threads([], [], [], limit=1)


ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(0, 2)), max_size=40)


@quick
@given(ROWS, st.integers(2, 6), st.sampled_from([3, 4_000_000]))
def test_threads_agree_with_counting_pairs_one_by_one(
    rows: list[tuple[int, int, int]], limit: int, block: int
) -> None:
    counted: Counter[tuple[int, int, int]] = Counter()
    worth: Counter[tuple[int, int, int]] = Counter()
    for thread in {t for t, _, _ in rows}:
        first = {
            p: min(d for t, q, d in rows if (t, q) == (thread, p))
            for t, p, _ in rows
            if t == thread
        }
        for a, b in permutations(sorted(first), 2) if len(first) <= limit else ():
            counted[a, b, max(first[a], first[b])] += 1
            worth[a, b, max(first[a], first[b])] += 1 / (len(first) - 1)  # type: ignore[assignment]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thread_ties, "BLOCK", block)
        pairs = expand_threads(*[[r[i] for r in rows] for i in range(3)], limit=limit)

    keys = list(
        zip(pairs.actors.tolist(), pairs.targets.tolist(), pairs.days.tolist(), strict=True)
    )
    assert keys == sorted(counted)
    assert pairs.counts.tolist() == [counted[k] for k in keys]
    assert pairs.weights.tolist() == pytest.approx([worth[k] for k in keys])


def test_pairs_that_interact_too_seldom_make_no_tie() -> None:
    seldom = Interactions.of(
        ["ann", "bob", "ann", "cy", "cy", "dee"],
        ["bob", "ann", "cy", "ann", "dee", "cy"],
        ["reply", "thread", "thread", "thread", "thread", "thread"],
        [99, 99, 99, 99, 99, 99],
        [1, 1, 1, 1, 2, 2],
    )

    kept = tie_strength.strength(seldom, 100, TieSettings(least=2)).edges()

    # ann and bob: one reply and half a conversation; ann and cy: one; cy and dee: two
    assert [edge[:2] for edge in kept] == [("cy", "dee"), ("dee", "cy")]
    assert len(tie_strength.strength(seldom, 100).edges()) == 6
    with pytest.raises(BadInput):
        TieSettings(least=0)
