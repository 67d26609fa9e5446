"""Sets of people: centrality along the arrows, sampled betweenness, absence, introductions, ways."""

from __future__ import annotations

from itertools import product
from statistics import mean

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.measures.centrality import closeness, degree
from graph.measures.centrality.betweenness import betweenness, normalised
from graph.measures.cohesion import key_players
from graph.measures.cohesion.absence import apart_without, cut_off, without_ties_of
from graph.measures.cohesion.fragmentation import (
    distance_fragmentation,
    distance_fragmentation_estimate,
    fragmentation,
)
from graph.measures.cohesion.key_players import key_set
from graph.measures.measure import MEASURES
from graph.measures.mixing.group_mixing import ei_index, network_ei
from graph.measures.mixing.scope_mixing import scope_ei
from graph.measures.paths import distances
from graph.measures.paths.shortest_paths import chain_up, formal_way, shortest_way
from graph.measures.sets.directed_set_centrality import (
    group_closeness_in,
    group_closeness_out,
    group_harmonic_in,
    group_harmonic_out,
    group_in_degree,
    group_out_degree,
)
from graph.measures.sets.introductions import introductions
from graph.measures.sets.set_centrality import group_betweenness, group_betweenness_estimate
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph
from tests.graph.measures import brute_force as brute
from tests.graph.measures.networks import (
    FIX9,
    KARATE,
    KARATE_CLUBS,
    KITE,
    graphs,
    quick,
    shuffled,
    to_networkx,
)

BY_ARROW = (
    (group_out_degree, degree.out_degree, 1),
    (group_in_degree, degree.in_degree, 1),
    (group_closeness_out, closeness.closeness_out, 0),
    (group_closeness_in, closeness.closeness_in, 0),
    (group_harmonic_out, closeness.harmonic_out, 1),
    (group_harmonic_in, closeness.harmonic_in, 1),
)


def ids(*places: int) -> list[str]:
    return [f"{place:04d}" for place in places]


@st.composite
def graph_and_set(draw: st.DrawFn) -> tuple[TieGraph, list[str]]:
    """A small graph and some of its people, at least one."""
    graph = draw(graphs(least=1))
    chosen = draw(st.lists(st.sampled_from(graph.people), min_size=1, unique=True))
    return graph, chosen


def test_both_arrows_of_the_kite_give_the_published_answer() -> None:
    for function, expected in ((group_out_degree, 0.875), (group_closeness_in, 0.88889)):
        assert function(KITE, ids(3, 7)) == pytest.approx(expected, abs=5e-6)


@quick
@given(graphs(least=2))
def test_a_set_of_one_has_its_persons_value_divided_by_the_others(graph: TieGraph) -> None:
    others = graph.size - 1
    for of_set, of_people, divided in BY_ARROW:
        values = of_people(graph) / (others if divided else 1)
        for place, person in enumerate(graph.people):
            assert of_set(graph, [person]) == pytest.approx(values[place])
    if graph.size > 2:
        values = normalised(betweenness(graph))
        for place, person in enumerate(graph.people):
            found = group_betweenness_estimate(graph, [person])
            assert found.value == pytest.approx(values[place], abs=1e-12)
            assert found.standard_error == 0


@quick
@given(graph_and_set())
def test_sets_by_arrow_agree_with_their_definitions(given_: tuple[TieGraph, list[str]]) -> None:
    graph, chosen = given_
    members = graph.index(chosen).tolist()
    outside = [v for v in range(graph.size) if v not in members]
    table = brute.distances(graph)
    if not outside:
        assert all(np.isnan(function(graph, chosen)) for function, *_ in BY_ARROW)
        return
    out = [min(table[c][v] for c in members) for v in outside]
    back = [min(table[v][c] for c in members) for v in outside]
    for steps, degree_, harmonic, close in (
        (out, group_out_degree, group_harmonic_out, group_closeness_out),
        (back, group_in_degree, group_harmonic_in, group_closeness_in),
    ):
        reached = [step for step in steps if step < np.inf]
        assert degree_(graph, chosen) == pytest.approx(steps.count(1) / len(outside))
        assert harmonic(graph, chosen) == pytest.approx(sum(1 / s for s in reached) / len(outside))
        expected = len(reached) / len(outside) * len(reached) / sum(reached) if reached else 0
        assert close(graph, chosen) == pytest.approx(expected)


@quick
@given(graph_and_set(), st.randoms(use_true_random=False))
def test_names_and_order_change_nothing(given_: tuple[TieGraph, list[str]], chance) -> None:  # type: ignore[no-untyped-def]
    graph, chosen = given_
    order = list(range(graph.size))
    chance.shuffle(order)
    renamed = shuffled(graph, order)
    again = [f"q{order[graph.people.index(p)]:03d}" for p in chosen]
    again = again[::-1] + again[:1]
    for key in ("group_degree", "group_in_degree", "group_harmonic_out", "group_betweenness"):
        of_set = MEASURES[key].compute
        assert of_set(graph, chosen) == pytest.approx(of_set(renamed, again), nan_ok=True)
    assert len(cut_off(graph, chosen)) == len(cut_off(renamed, again))
    expected = pytest.approx(apart_without(renamed, again).value, nan_ok=True)
    assert apart_without(graph, chosen).value == expected


def test_sampled_betweenness_of_a_set_lies_within_its_error() -> None:
    graph = KARATE
    exact = group_betweenness(graph, ids(0, 33))
    found = [
        group_betweenness_estimate(graph, ids(0, 33), sources=20, seed=seed) for seed in range(60)
    ]

    assert exact == pytest.approx(0.68456, abs=5e-6)
    assert mean(one.value for one in found) == pytest.approx(exact, abs=0.01)
    inside = [abs(one.value - exact) <= 2 * one.standard_error for one in found]
    assert mean(inside) > 0.85
    assert group_betweenness_estimate(graph, ids(0, 33), sources=99).standard_error == 0


def test_who_is_cut_off_by_an_absence() -> None:
    assert [KITE.people[i] for i in cut_off(KITE, ids(7))] == ids(8, 9)
    assert cut_off(KITE, ids(3)).tolist() == []
    assert cut_off(KITE, KITE.people).tolist() == []
    assert cut_off(KITE, []).tolist() == []
    alone = TieGraph.from_ids([], [], people=["a", "b"])
    assert cut_off(alone, ["a"]).tolist() == []


@quick
@given(graph_and_set())
def test_cut_off_are_all_outside_the_largest_rest_of_their_part(
    given_: tuple[TieGraph, list[str]],
) -> None:
    graph, chosen = given_
    theirs = to_networkx(graph, two_way=True)
    away = set(graph.index(chosen).tolist())
    expected = 0
    for part in nx.connected_components(theirs):
        rest = theirs.subgraph(part - away)
        pieces = sorted(len(piece) for piece in nx.connected_components(rest))
        expected += sum(pieces[:-1])
    assert len(cut_off(graph, chosen)) == expected


def test_an_absence_gives_the_published_fragmentation_of_the_kite() -> None:
    assert apart_without(KITE, ids(3, 7)).value == pytest.approx(0.5595, abs=5e-5)
    away = np.zeros(10, np.bool_)
    away[[3, 7]] = True
    assert sorted(without_ties_of(KITE, away).edges()) == sorted(KITE.without(ids(3, 7)).edges())


@quick
@given(graphs(least=1))
def test_nearness_is_the_sum_of_inverse_distances(graph: TieGraph) -> None:
    table = brute.distances(graph)
    everybody = np.arange(graph.size)
    near = [sum(1 / s for s in row if 0 < s < np.inf) for row in table]
    steps = [[-1 if s == np.inf else s for s in row] for row in table]

    assert distances.nearness(graph, everybody).tolist() == pytest.approx(near)
    assert distances.distances(graph, everybody, everybody).tolist() == steps


def test_every_step_is_the_best_set_of_so_many() -> None:
    found = key_set(KITE, 2)

    assert [step.people for step in found.steps] == [(), ("0007",), ("0005", "0006")]
    assert found.steps[0].distance_fragmentation.value == pytest.approx(0.3537, abs=5e-5)
    assert found.steps[1].fragmentation == pytest.approx(0.3889, abs=5e-5)
    rest = KITE.without(found.people)
    assert found.steps[2].fragmentation == fragmentation(rest)
    assert found.steps[2].distance_fragmentation.value == distance_fragmentation(rest)


def sparse(people: int, ties: int, seed: int) -> TieGraph:
    edges = np.array(nx.gnm_random_graph(people, ties, seed).edges)
    return TieGraph.from_indices([f"{i:04d}" for i in range(people)], edges[:, 0], edges[:, 1])


@quick
@given(graphs(least=3, most=9))
def test_one_key_player_is_found_by_bounds_as_by_trying_everybody(graph: TieGraph) -> None:
    apart = [distance_fragmentation(graph.without([p])) for p in graph.people]
    step = key_set(graph, 1).steps[1]

    best = [p for p, a in zip(graph.people, apart, strict=True) if a > max(apart) - 1e-9]
    assert (step.people + step.tied, step.proven) == (tuple(best), True)
    if step.lead is not None:
        below = [a for a in apart if a <= max(apart) - 1e-9]
        assert 0 < step.lead.value <= max(apart) - max(below, default=-1) + 1e-9


@pytest.mark.parametrize("seed", [1, 2])
def test_key_players_above_some_hundred_people_are_exact(seed: int) -> None:
    graph = sparse(400, 900, seed)
    apart = {p: distance_fragmentation(graph.without([p])) for p in graph.people}

    step = key_set(graph, 1).steps[1]

    assert step.people == (max(apart, key=apart.__getitem__),)
    assert step.proven and step.distance_fragmentation.standard_error == 0


@pytest.mark.slow
def test_a_sample_compares_all_candidates_on_the_same_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of networks too large for all distances the error is that of the difference; who may be as good is tied."""
    monkeypatch.setattr(key_players, "COUNT_BUDGET", 0)
    monkeypatch.setattr("graph.measures.cohesion.key_player_search.DISTANCE_SOURCES", 170)
    right, beaten = 0, 0
    for seed in range(6):
        graph = sparse(400, 870, seed)
        best = key_set(graph, 1, seed=seed).steps[1]
        apart = {p: distance_fragmentation(graph.without([p])) for p in graph.people}
        first = max(apart, key=apart.__getitem__)
        right += first in best.people + best.tied
        assert not best.proven
        assert best.lead is not None and best.lead.value > 2 * best.lead.standard_error
        others = sorted({*apart.values()} - {apart[p] for p in best.people + best.tied})
        truth = apart[best.people[0]] - others[-1]
        beaten += abs(best.lead.value - truth) <= 3 * best.lead.standard_error
    assert right >= 5 and beaten >= 5


def test_people_who_are_alike_are_tied() -> None:
    star = TieGraph.from_ids(["a", "b", "a", "b"], ["x", "y", "z", "w"])
    step = key_set(star, 1).steps[1]
    assert (step.people, step.tied) == (("a",), ("b",))


def test_an_error_of_sampled_distances_is_honest() -> None:
    graph = TieGraph.from_ids(
        *zip(
            *((f"{u:03d}", f"{v:03d}") for u, v in nx.gnm_random_graph(300, 900, 2).edges),
            strict=True,
        )
    )
    exact = distance_fragmentation(graph)
    found = [distance_fragmentation_estimate(graph, sources=40, seed=s) for s in range(60)]

    assert mean(abs(one.value - exact) <= 2 * one.standard_error for one in found) > 0.85


@quick
@given(graphs(least=2), st.data())
def test_introductions_raise_nearness_by_what_they_say(
    graph: TieGraph, data: st.DataObject
) -> None:
    half = st.lists(st.sampled_from(graph.people), min_size=1, unique=True)
    one, other = data.draw(half), data.draw(half)
    found = introductions(graph, graph, one, other, 99)
    near, far = sorted({*one} - {*other}), sorted({*other} - {*one})
    both = to_networkx(graph, two_way=True)
    place = {person: i for i, person in enumerate(graph.people)}

    def nearness(network: nx.Graph) -> float:
        steps = dict(nx.all_pairs_shortest_path_length(network))
        pairs = [steps[place[a]].get(place[b]) for a, b in product(near, far)]
        return sum(1 / s for s in pairs if s) / len(pairs) if pairs else 0.0

    assert found.nearness == pytest.approx(nearness(both))
    gains = {}
    for a, b in product(near, far):
        if not both.has_edge(place[a], place[b]):
            tied = both.copy()
            tied.add_edge(place[a], place[b])
            gains[a, b] = nearness(tied) - found.nearness
    assert found.pairs == len(gains)
    assert {(tie.one, tie.other) for tie in found.best} == {*gains}
    assert [tie.gain for tie in found.best] == pytest.approx(sorted(gains.values(), reverse=True))
    assert all(gains[tie.one, tie.other] == pytest.approx(tie.gain) for tie in found.best)


def test_nobody_is_introduced_to_somebody_whom_they_met() -> None:
    graph = TieGraph.from_ids(["a", "c"], ["b", "d"])
    met = TieGraph.from_ids(["a"], ["c"], people=["x"])

    pairs = {(tie.one, tie.other) for tie in introductions(graph, met, "ab", "cd", 9).best}

    assert pairs == {("a", "d"), ("b", "c"), ("b", "d")}


def test_large_sets_are_introduced_from_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.measures.sets.introductions.INTRODUCTION_PAIRS", 4)
    monkeypatch.setattr("graph.measures.sets.introductions.INTRODUCTION_CANDIDATES", 2)
    found = introductions(FIX9, TieGraph.from_ids([], []), ids(1, 2, 3), ids(7, 8, 9), 3)

    assert not found.exact
    assert 0 < len(found.best) <= 3


@quick
@given(graph_and_set(), st.data())
def test_ends_of_ties_across_groups_add_up(
    given_: tuple[TieGraph, list[str]], data: st.DataObject
) -> None:
    graph, chosen = given_
    homes = Groups.of(
        graph,
        {p: home for p in graph.people if (home := data.draw(st.sampled_from(["x", "y", None])))},
    )
    of_one = ei_index(graph, homes)
    parts = [scope_ei(graph, homes, [person], permutations=2) for person in chosen]
    whole = scope_ei(graph, homes, chosen, permutations=2)

    assert whole.external == sum(part.external for part in parts)
    assert whole.internal == sum(part.internal for part in parts)
    for person, part in zip(chosen, parts, strict=True):
        own = of_one[graph.place[person]] if homes.known[graph.place[person]] else np.nan
        assert part.index == pytest.approx(own, nan_ok=True)
    network = network_ei(graph, homes, permutations=2)
    everybody = scope_ei(graph, homes, graph.people, permutations=2)
    assert everybody.index == pytest.approx(network.index, nan_ok=True)


def test_the_split_of_the_karate_club_is_far_from_chance() -> None:
    homes = Groups.of(KARATE, dict(zip(KARATE.people, KARATE_CLUBS, strict=True)))
    theirs = network_ei(KARATE, homes)
    found = scope_ei(KARATE, homes, KARATE.people)

    assert (found.external, found.internal) == (22, 134)
    assert found.index == pytest.approx(-0.71795, abs=5e-6)
    assert found.expected == pytest.approx(theirs.expected, abs=0.02)
    assert found.expected == pytest.approx(2 * 17 / 33 - 1, abs=0.02)
    assert found.p_value == 1 / 1001


def test_a_shortest_way_goes_along_ties_whatever_their_direction() -> None:
    assert shortest_way(KITE, "0000", "0009") == ids(0, 5, 7, 8, 9)
    assert shortest_way(KITE, "0004", "0004") == ids(4)
    assert shortest_way(TieGraph.from_ids(["b"], ["a"]), "a", "b") == ["a", "b"]
    assert shortest_way(TieGraph.from_ids([], [], people="ab"), "a", "b") is None


def test_a_formal_way_leads_over_the_nearest_common_boss() -> None:
    boss_of = {"ann": "eve", "bob": "eve", "eve": "top", "cy": "fay", "fay": "top"}

    assert formal_way(boss_of, "ann", "bob") == ["ann", "eve", "bob"]
    assert formal_way(boss_of, "ann", "cy") == ["ann", "eve", "top", "fay", "cy"]
    assert formal_way(boss_of, "ann", "top") == ["ann", "eve", "top"]
    assert formal_way(boss_of, "top", "cy") == ["top", "fay", "cy"]
    assert formal_way(boss_of, "ann", "ann") == ["ann"]
    assert formal_way(boss_of, "ann", "zoe") is None
    assert chain_up({"a": "b", "b": "a"}, "a") == ["a", "b"]
