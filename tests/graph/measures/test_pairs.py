"""Pairs of people and of groups: equal to ties, and to adding up person by person."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.measures.ties.pairs import group_pairs, pairs_at
from graph.measures.ties.tie_strength import Interactions, TieSettings, strength

CELLS = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 4), st.sampled_from(["reply", "sent"]),
        st.integers(0, 40), st.integers(1, 5),
    ).filter(lambda row: row[0] != row[1]),
    max_size=25,
)  # fmt: skip


def cells_of(rows: list[tuple[int, int, str, int, int]]) -> Interactions:
    columns = list(zip(*rows, strict=True)) or [[], [], [], [], []]
    ends = [[f"p{i}" for i in column] for column in columns[:2]]
    return Interactions.of(ends[0], ends[1], [str(k) for k in columns[2]], columns[3], columns[4])


@settings(deadline=None)
@given(CELLS, st.none() | st.integers(0, 30))
def test_pairs_are_as_strong_as_the_ties_between_them(
    rows: list[tuple[int, int, str, int, int]], since: int | None
) -> None:
    cells, window = cells_of(rows), TieSettings(since=since)
    found = pairs_at(cells, 35, window)

    both = {}
    for row in range(found.rows):
        a, b = found.ids[found.firsts[row]], found.ids[found.seconds[row]]
        both |= {(a, b): found.given[row], (b, a): found.received[row]}

    ties = {(a, b): w for a, b, w in strength(cells, 35, window).edges()}
    assert {k: v for k, v in both.items() if v} == pytest.approx(ties)
    counted = [row for row in rows if (since or 0) <= row[3] < 35]
    assert found.counts.sum() == sum(row[4] for row in counted)
    assert found.recent.sum() == sum(row[4] for row in counted if row[3] >= 7)
    assert found.last.max(initial=-1) == max((row[3] for row in counted), default=-1)


GROUPS = st.dictionaries(
    st.sampled_from(["x", "y", "z"]),
    st.lists(st.sampled_from([f"p{i}" for i in range(7)]), unique=True, max_size=5),
)


@settings(deadline=None)
@given(CELLS, GROUPS)
def test_group_pairs_add_up_the_people_who_are_in_one_of_the_two_only(
    rows: list[tuple[int, int, str, int, int]], groups: dict[str, list[str]]
) -> None:
    pairs = pairs_at(cells_of(rows), 41)
    expected: Counter[tuple[str, str]] = Counter()
    for a, b, w in strength(cells_of(rows), 41).edges():
        for g, who in groups.items():
            for h, others in groups.items():
                if a in who and a not in others and b in others and b not in who:
                    expected[g, h] += w  # type: ignore[assignment]

    found = group_pairs(pairs, groups)

    given_ = {
        (found.ids[i], found.ids[j]): w
        for i, j, w in zip(found.firsts, found.seconds, found.given, strict=True)
    }
    received = {
        (found.ids[j], found.ids[i]): w
        for i, j, w in zip(found.firsts, found.seconds, found.received, strict=True)
    }
    assert {k: v for k, v in (given_ | received).items() if v} == pytest.approx(dict(expected))


@settings(deadline=None)
@given(CELLS)
def test_groups_of_one_are_tied_as_their_people(
    rows: list[tuple[int, int, str, int, int]],
) -> None:
    pairs = pairs_at(cells_of(rows), 41)

    found = group_pairs(pairs, {f"g{one}": [one] for one in pairs.ids})

    assert found.given.tolist() == pairs.given.tolist()
    assert found.counts.tolist() == pairs.counts.tolist()
    assert found.last.tolist() == pairs.last.tolist()


def test_pairs_of_one_person_are_found_from_both_ends() -> None:
    cells = Interactions.of(["a", "b", "c"], ["b", "c", "a"], ["reply"] * 3, [1, 2, 3])
    found = pairs_at(cells, 4)

    forth, back = found.of("b")

    assert [found.ids[found.seconds[i]] for i in forth] == ["c"]
    assert [found.ids[found.firsts[i]] for i in back] == ["a"]
    assert [len(rows) for rows in found.of("nobody")] == [0, 0]


@settings(deadline=None)
@given(CELLS, st.sampled_from([None, {"reply"}, {"sent"}]), st.integers(1, 6))
def test_pairs_of_some_kinds_count_all_kinds(
    rows: list[tuple[int, int, str, int, int]], kinds: set[str] | None, least: int
) -> None:
    cells = cells_of(rows)
    asked = TieSettings(
        kinds=None if kinds is None else frozenset(kinds),
        least=least,
        contact_kinds=frozenset({"reply"}),
    )

    found = pairs_at(cells, 35, asked)

    ties = {(a, b): w for a, b, w in strength(cells, 35, asked).edges()}
    assert found.given.sum() + found.received.sum() == pytest.approx(sum(ties.values()))
    acts: Counter[tuple[int, int]] = Counter()
    for a, b, kind, day, count in rows:
        if day < 35 and (kinds is None or kind in kinds):
            acts[min(a, b), max(a, b)] += count
    tied = {pair for pair, count in acts.items() if count >= least}
    ends = zip(found.firsts.tolist(), found.seconds.tolist(), strict=True)
    assert {(int(found.ids[a][1]), int(found.ids[b][1])) for a, b in ends} == tied
    beside = [r for r in rows if r[3] < 35 and (min(r[:2]), max(r[:2])) in tied]
    assert found.counts.sum() == sum(row[4] for row in beside)
    replies = [row for row in beside if row[2] == "reply" and row[3] >= 7]
    assert found.recent.sum() == sum(row[4] for row in replies)
