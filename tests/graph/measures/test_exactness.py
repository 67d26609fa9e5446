"""Where figures are exact and where sampled: at each boundary of the budgets, and one beyond it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest

from graph.measures.centrality import betweenness
from graph.measures.centrality.betweenness import sources_for
from graph.measures.cohesion import fragmentation, key_players, triangles
from graph.measures.cohesion.fragmentation import distance_fragmentation_estimate
from graph.measures.cohesion.key_player_search import ExactCandidates
from graph.measures.cohesion.key_players import key_set
from graph.measures.cohesion.triangles import listing
from graph.measures.conventions import (
    INTRODUCTION_CANDIDATES,
    INTRODUCTION_PAIRS,
    INTRODUCTION_SAMPLE,
)
from graph.measures.paths.deep_network_distances import counting
from graph.measures.paths.exact_search_cost import sources_within, walks
from graph.measures.sets import introductions as introductions_module
from graph.measures.sets import set_centrality
from graph.measures.sets.introductions import introductions
from graph.measures.sets.set_centrality import group_betweenness, group_betweenness_estimate
from graph.measures.ties.tie_graph import TieGraph
from graph.network.analyses.scores import in_process, is_exact, sources_of

PEOPLE = [f"p{i:02d}" for i in range(12)]
ROWS = [*pairwise(PEOPLE), *zip(PEOPLE[:-2], PEOPLE[2:], strict=True)]


def network() -> TieGraph:
    """Twelve people in a row who know the next two: made anew, for graphs keep what they worked out."""
    both = ROWS + [(b, a) for a, b in ROWS]
    return TieGraph.from_ids([a for a, _ in both], [b for _, b in both])


NOBODY = np.zeros(len(PEOPLE), np.bool_)


class Budget(NamedTuple):
    """A limit of some module, what it is held against, and whether the figure is then exact."""

    module: object
    name: str
    work: Callable[[], int]
    exact: Callable[[], bool]


WORK = walks(network().undirected)
COUNTING = counting(network()) * 12
DISTANCES = ExactCandidates(network().undirected, 2).work()
BUDGETS = {
    "betweenness": Budget(
        betweenness, "EXACT_BUDGET", lambda: COUNTING, lambda: sources_for(network()) == 12
    ),
    "scores": Budget(betweenness, "EXACT_BUDGET", lambda: COUNTING, lambda: is_exact(network())),
    "distance fragmentation": Budget(
        fragmentation,
        "REACH_BUDGET",
        lambda: WORK,
        lambda: distance_fragmentation_estimate(network()).standard_error == 0,
    ),
    "key players by all distances": Budget(
        key_players,
        "COUNT_BUDGET",
        lambda: WORK,
        lambda: isinstance(
            key_players._Search(network(), False, 2, 0, NOBODY)._candidates,
            key_players.ExactCandidates,
        ),
    ),
    "key players with exchanges": Budget(
        key_players,
        "COUNT_BUDGET",
        lambda: DISTANCES * 4,
        lambda: key_players._Search(network(), False, 2, 0, NOBODY)._little,
    ),
    "triangles": Budget(triangles, "KEPT", lambda: 10, lambda: listing(network()).kept is not None),
    "introductions": Budget(
        introductions_module,
        "INTRODUCTION_PAIRS",
        lambda: 12,
        lambda: introductions(network(), network(), PEOPLE[:3], PEOPLE[8:], 9).exact,
    ),
}
"""Every budget up to which a figure is exact; each is lowered to what the twelve people cost."""


@pytest.mark.parametrize("name", BUDGETS)
def test_at_its_budget_a_figure_is_exact_and_beyond_it_is_not(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget = BUDGETS[name]
    monkeypatch.setattr(fragmentation, "DISTANCE_SOURCES", 5)
    monkeypatch.setattr(betweenness, "BETWEENNESS_SOURCES", 5)
    for limit, exact in (
        (budget.work() + 1, True),
        (budget.work(), True),
        (budget.work() - 1, False),
    ):
        monkeypatch.setattr(budget.module, budget.name, limit)
        assert budget.exact() is exact, (limit, budget.work())


def test_scores_say_from_how_many_people_they_were_estimated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = ("betweenness", "bridging", "degree")
    monkeypatch.setattr(betweenness, "BETWEENNESS_SOURCES", 5)
    monkeypatch.setattr(betweenness, "EXACT_BUDGET", COUNTING)
    exact = in_process(network(), keys)
    assert exact.keys() == set(keys) and sources_of(network(), exact) is None

    monkeypatch.setattr(betweenness, "EXACT_BUDGET", COUNTING - 1)
    sampled = in_process(network(), keys)
    estimated = [f"{key}_{beside}" for key in keys[:2] for beside in ("error", "bound")]
    assert sampled.keys() == {*keys, *estimated}
    assert sources_of(network(), sampled) == sources_for(network()) == 5
    assert all((sampled[key] >= 0).all() and sampled[key].any() for key in estimated)

    asked = in_process(network(), keys, exact=True)
    assert asked.keys() == set(keys) and sources_of(network(), asked) is None
    assert all(np.array_equal(asked[key], exact[key]) for key in keys)


def test_sources_are_as_many_as_the_work_allows_but_never_fewer_than_the_least() -> None:
    graph = network()
    one = graph.ties + graph.size  # what walks from one person meet
    assert walks(graph) == 12 * one
    table = {(one, 1): 1, (2 * one - 1, 1): 1, (2 * one, 1): 2, (99 * one, 1): 12}
    table |= {(one, 5): 5, (6 * one, 5): 6, (one, 99): 12, (0, 0): 0}
    assert {key: sources_within(graph, *key) for key in table} == table


def test_sets_are_all_tried_up_to_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = 66  # of two people among twelve
    tried: list[int] = []
    every = key_players._best_of

    def counted(sets: object, worth: object) -> object:
        listed = list(sets)  # type: ignore[call-overload]
        tried.append(len(listed))
        return every(iter(listed), worth)  # type: ignore[arg-type]

    monkeypatch.setattr(key_players, "_best_of", counted)
    budget = pairs * DISTANCES
    for sets, work, whole in [
        (pairs, budget, True),
        (pairs - 1, budget, False),
        (pairs, budget - 1, False),
    ]:
        tried.clear()
        monkeypatch.setattr(key_players, "ALL_SETS", sets)
        monkeypatch.setattr(key_players, "REACH_BUDGET", work)
        assert key_set(network(), 2).steps[2].fragmentation >= 0
        assert tried == ([pairs] if whole else [])


@pytest.mark.parametrize(
    ("sources", "whole"), [(12, True), (11, True), (10, False), (1, False), (None, True)]
)
def test_betweenness_of_a_set_is_exact_from_everybody_outside(
    sources: int | None, whole: bool
) -> None:
    exact = group_betweenness(network(), PEOPLE[5:6])
    found = group_betweenness_estimate(network(), PEOPLE[5:6], sources=sources)
    assert (found.standard_error == 0) == whole
    assert found.value == exact or not whole


def test_the_fewest_sources_are_asked_where_even_they_are_too_much_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(set_centrality, "COUNT_BUDGET", 0)
    assert set_centrality.BETWEENNESS_SOURCES == 256
    assert group_betweenness_estimate(network(), PEOPLE[5:6]).standard_error == 0
    monkeypatch.setattr(set_centrality, "BETWEENNESS_SOURCES", 10)
    assert group_betweenness_estimate(network(), PEOPLE[5:6]).standard_error > 0


@pytest.mark.parametrize("sources", [1, 11, 12, 13])
def test_distances_from_everybody_have_no_error(sources: int) -> None:
    exact = distance_fragmentation_estimate(network())
    found = distance_fragmentation_estimate(network(), sources=sources)
    if sources >= 12:
        assert found == exact
    elif sources > 1:
        assert found.standard_error > 0
    else:
        assert np.isnan(found.standard_error), "one answer tells no spread"


@pytest.mark.parametrize(
    ("pairs", "counted", "candidates", "exact"),
    [(12, 1, 1, True), (13, 1, 1, True), (11, 3, 3, False), (11, 9, 9, False), (11, 1, 1, False)],
)
def test_introductions_say_whether_they_sample(
    monkeypatch: pytest.MonkeyPatch, pairs: int, counted: int, candidates: int, exact: bool
) -> None:
    """Three people and four are 12 pairs: at the boundary all are tried, one beyond it some."""
    one, other = PEOPLE[:3], PEOPLE[8:]
    whole = introductions(network(), network(), one, other, 99)
    monkeypatch.setattr(introductions_module, "INTRODUCTION_PAIRS", pairs)
    monkeypatch.setattr(introductions_module, "INTRODUCTION_SAMPLE", counted)
    monkeypatch.setattr(introductions_module, "INTRODUCTION_CANDIDATES", candidates)

    found = introductions(network(), network(), one, other, 99)

    assert (found.exact, found.pairs) == (exact, 12)
    if exact or min(counted, candidates) > 4:
        assert found.nearness == whole.nearness
        assert found.best == whole.best
    else:
        assert len({tie.one for tie in found.best}) <= candidates
        assert len({tie.other for tie in found.best}) <= candidates
        assert found.best != whole.best


def test_beyond_the_budget_those_nearest_to_their_own_set_are_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two stars: the gain is greatest between the hubs, and the hubs are nearest to their sets."""
    one, other = [f"a{i}" for i in range(6)], [f"b{i}" for i in range(6)]
    ends = [("a3", p) for p in one if p != "a3"] + [("b4", p) for p in other if p != "b4"]
    stars = TieGraph.from_ids([a for a, _ in ends], [b for _, b in ends])
    whole = introductions(stars, stars, one, other, 1)
    monkeypatch.setattr(introductions_module, "INTRODUCTION_PAIRS", 35)
    monkeypatch.setattr(introductions_module, "INTRODUCTION_CANDIDATES", 1)

    (found,) = introductions(stars, stars, one, other, 9).best

    assert (found.one, found.other) == ("a3", "b4")
    assert [found] == list(whole.best)


@pytest.mark.parametrize(
    ("size", "sampled"), [(INTRODUCTION_SAMPLE, False), (INTRODUCTION_SAMPLE + 1, True)]
)
def test_introductions_count_on_everybody_up_to_so_many(size: int, sampled: bool) -> None:
    """Of 31 people only a has a way to anybody of the others: to fifty, in two steps."""
    one, other = ["a", *(f"n{i:02d}" for i in range(30))], [f"q{i:03d}" for i in range(size)]
    graph = TieGraph.from_ids(["h"] * 50 + ["a"], [*other[:50], "h"], people=[*one, *other])
    assert 31 * size > INTRODUCTION_PAIRS and len(one) < INTRODUCTION_CANDIDATES

    found = introductions(graph, graph, one, other, 5)

    assert not found.exact
    assert (found.nearness == pytest.approx(50 / 2 / (31 * size))) == (not sampled)


def test_where_no_tie_is_missing_nothing_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(introductions_module, "INTRODUCTION_PAIRS", 3)
    all_tied = TieGraph.from_ids(list("aabb"), list("cdcd"))

    found = introductions(all_tied, all_tied, ["a", "b"], ["c", "d"], 3)

    assert (found.exact, found.nearness, found.pairs, list(found.best)) == (True, 1, 0, [])


def test_the_boundaries_are_what_the_documentation_says() -> None:
    assert (INTRODUCTION_PAIRS, INTRODUCTION_SAMPLE, INTRODUCTION_CANDIDATES) == (6_000, 200, 32)
    assert (
        key_players.ALL_SETS,
        betweenness.BETWEENNESS_SOURCES,
        fragmentation.DISTANCE_SOURCES,
    ) == (
        2_000,
        256,
        1024,
    )


@pytest.mark.parametrize("size", [1, 2, 3])
def test_where_one_person_or_nobody_is_left_nothing_is_apart(size: int) -> None:
    people = [f"p{n}" for n in range(size)]
    graph = TieGraph.from_ids(people[:-1], people[1:], people=people)
    search = key_players._Search(graph, False, size, 0, np.zeros(size, np.bool_))
    for left in (0, 1):
        if left <= size:
            assert search.worth(range(size - left)) == 0.0
