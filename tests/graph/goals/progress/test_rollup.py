"""The roll-up: exact, equal to the formula, whatever the order and scale of weights."""

from __future__ import annotations

import random
import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.goals.progress.decimals import decimal_of, decimal_parts
from graph.goals.progress.own_progress import OwnProgress, ProgressSource, unknown
from graph.goals.progress.rollup import (
    CIRCLE,
    Edge,
    GoalNode,
    Nodes,
    inputs_of,
    known_share,
    left_out_of,
    roll_up,
    weighted_mean,
)

NOTHING = unknown("nothing of its own")
shares = st.fractions(0, 1, max_denominator=997)
weights = st.decimals(0, 100, places=2).map(Fraction)
children = st.lists(st.tuples(weights, st.none() | shares), min_size=1, max_size=8)


def leaf(value: object, left_out: str | None = None) -> GoalNode:
    if value is None:
        return GoalNode(NOTHING, left_out=left_out)
    return GoalNode(OwnProgress(Fraction(str(value)), ProgressSource.METRIC), left_out=left_out)


def above(*edges: tuple[str, object]) -> GoalNode:
    return GoalNode(NOTHING, [Edge(child, Fraction(str(weight))) for child, weight in edges])


def family(children_: list[tuple[Fraction, Fraction | None]]) -> Nodes:
    nodes = {f"c{i:02}": leaf(value) for i, (_, value) in enumerate(children_)}
    nodes["top"] = above(*((f"c{i:02}", weight) for i, (weight, _) in enumerate(children_)))
    return nodes


def brute(nodes: Nodes, key: str) -> Fraction | None:
    """The formula as it is written, by recursion."""
    node = nodes[key]
    if node.own.value is not None:
        return node.own.value
    known = [
        (edge.weight or Fraction(0), value)
        for edge in node.children
        if nodes[edge.child].left_out is None and (value := brute(nodes, edge.child)) is not None
    ]
    total = sum((weight for weight, _ in known), Fraction(0))
    return sum((w * v for w, v in known), Fraction(0)) / total if total else None


def test_equal_weights_are_the_mean() -> None:
    nodes = {"a": leaf("1/3"), "b": leaf(1), "top": above(("a", 1), ("b", 1))}
    result = roll_up(nodes)["top"]
    assert (result.value, result.source) == (Fraction(2, 3), ProgressSource.ROLL_UP)


def test_unknown_children_are_listed_and_do_not_count() -> None:
    # given three goals below one, of which the heaviest is unknown
    nodes = {
        "a": leaf("0.5"),
        "b": leaf(None),
        "c": leaf(0),
        "top": above(("a", 2), ("b", 5), ("c", 1)),
    }
    progress = roll_up(nodes)
    inputs = inputs_of(nodes, progress, "top")
    # then it stays unknown, and the others share the value
    assert progress["top"].value == Fraction(1, 3)
    assert [(child.goal, child.weight, child.share, child.contribution) for child in inputs] == [
        ("b", Fraction(5), None, None),
        ("a", Fraction(2), Fraction(2, 3), Fraction(1, 3)),
        ("c", Fraction(1), Fraction(1, 3), Fraction(0)),
    ]
    assert inputs[0].because == "nothing of its own"
    assert known_share(inputs) == Fraction(3, 8)


def test_archived_and_dropped_goals_are_left_out_and_listed() -> None:
    nodes = {
        "a": leaf(1, "it was dropped"),
        "b": leaf("0.25"),
        "c": leaf(1, "it is archived"),
        "top": above(("a", 9), ("b", 1), ("c", 9)),
    }
    progress = roll_up(nodes)
    assert progress["top"].value == Fraction(1, 4)
    assert left_out_of(nodes, "top") == [("a", "it was dropped"), ("c", "it is archived")]
    assert [child.goal for child in inputs_of(nodes, progress, "top")] == ["b"]
    assert progress["a"].value == 1, "its own progress is still shown"


@pytest.mark.parametrize(
    ("node", "because"),
    [
        (above(("a", 0), ("b", 0)), "the weights of the goals that support it sum to nothing"),
        (above(("a", 1), ("b", -1)), "the weight of the goal b that supports it is negative"),
        (
            GoalNode(NOTHING, [Edge("a", None)]),
            "the weight of the goal a that supports it is no number",
        ),
        (above(("u", 1)), "nothing is known of the goals that support it"),
        (
            above(("a", 0), ("u", 1)),
            "nothing is known of the goals that support it with a weight",
        ),
        (above(("x", 1)), "every goal that supports it is left out"),
    ],
)
def test_no_mean_says_why(node: GoalNode, because: str) -> None:
    nodes = {
        "a": leaf(1),
        "b": leaf(1),
        "u": leaf(None),
        "x": leaf(1, "it is archived"),
        "top": node,
    }
    progress = roll_up(nodes)
    assert progress["top"].value is None
    assert progress["top"].because == f"nothing of its own; {because}"
    assert all(child.contribution is None for child in inputs_of(nodes, progress, "top"))


def test_a_weight_of_nought_counts_nothing() -> None:
    nodes = {"a": leaf(1), "b": leaf("0.5"), "top": above(("a", 0), ("b", 3))}
    progress = roll_up(nodes)
    assert progress["top"].value == Fraction(1, 2)
    assert [(child.goal, child.contribution) for child in inputs_of(nodes, progress, "top")] == [
        ("b", Fraction(1, 2)),
        ("a", Fraction(0)),
    ]


def test_own_progress_comes_before_the_roll_up() -> None:
    own = OwnProgress(Fraction(1, 4), ProgressSource.CHECK_IN)
    nodes = {"a": leaf(1), "top": GoalNode(own, [Edge("a")])}
    result = roll_up(nodes)["top"]
    assert (result.value, result.source) == (Fraction(1, 4), ProgressSource.CHECK_IN)


def test_a_goal_counts_for_each_parent_by_the_weight_of_that_edge() -> None:
    nodes = {
        "shared": leaf(1),
        "other": leaf(0),
        "left": above(("shared", 3), ("other", 1)),
        "right": above(("shared", 1), ("other", 3)),
        "top": above(("left", 1), ("right", 1)),
    }
    progress = roll_up(nodes)
    assert (progress["left"].value, progress["right"].value) == (Fraction(3, 4), Fraction(1, 4))
    assert progress["top"].value == Fraction(1, 2)


def test_goals_in_a_circle_are_unknown_and_what_stands_above_is_not() -> None:
    nodes = {
        "a": above(("b", 1)),
        "b": above(("a", 1)),
        "ok": leaf("0.5"),
        "top": above(("a", 1), ("ok", 1)),
    }
    progress = roll_up(nodes)
    assert (progress["a"].because, progress["b"].because) == (CIRCLE, CIRCLE)
    assert progress["top"].value == Fraction(1, 2)


def test_a_bound_that_must_still_hold_is_passed_on() -> None:
    bound = GoalNode(OwnProgress(Fraction(1), ProgressSource.METRIC, holds=True))
    nodes = {
        "a": bound,
        "b": leaf(1),
        "top": above(("a", 1), ("b", 1)),
        "zero": above(("a", 0), ("b", 1)),
    }
    progress = roll_up(nodes)
    assert (progress["top"].holds, progress["zero"].holds) == (True, False)


@given(children)
def test_it_equals_the_formula_and_contributions_add_up(
    given: list[tuple[Fraction, Fraction | None]],
) -> None:
    nodes = family(given)
    progress = roll_up(nodes)
    inputs = inputs_of(nodes, progress, "top")
    known = [one for one in inputs if one.contribution is not None]
    assert progress["top"].value == brute(nodes, "top")
    if progress["top"].value is not None:
        assert sum(one.contribution or 0 for one in known) == progress["top"].value
        assert sum(one.share or 0 for one in known) == 1
        parts = decimal_parts(
            [one.contribution or Fraction(0) for one in known], progress["top"].value
        )
        assert sum(parts, Decimal(0)) == decimal_of(progress["top"].value)


@given(children, st.fractions(Fraction(1, 50), 50), st.randoms(use_true_random=False))
def test_neither_scale_nor_order_of_weights_matters(
    given: list[tuple[Fraction, Fraction | None]], factor: Fraction, chance: random.Random
) -> None:
    scaled = [(weight * factor, value) for weight, value in given]
    chance.shuffle(scaled)
    assert roll_up(family(given))["top"].value == roll_up(family(scaled))["top"].value


@given(st.integers(0, 10_000))
def test_a_random_graph_equals_the_formula(seed: int) -> None:
    chance = random.Random(seed)
    nodes: dict[str, GoalNode] = {}
    for i in range(14):
        below = chance.sample(sorted(nodes), min(len(nodes), chance.randrange(4)))
        edges = [Edge(one, Fraction(chance.randrange(4), 3)) for one in below]
        out = "it is archived" if chance.random() < 0.1 else None
        own = leaf(Fraction(chance.randrange(8), 7)).own if chance.random() < 0.4 else NOTHING
        nodes[f"g{i:02}"] = GoalNode(own, edges, out)
    order = sorted(nodes, key=lambda _: chance.random())
    progress = roll_up({key: nodes[key] for key in order})
    assert {key: one.value for key, one in progress.items()} == {
        key: brute(nodes, key) for key in nodes
    }


def test_a_chain_of_three_hundred_is_exact() -> None:
    # given a chain each link of which halves by a goal that is not begun
    nodes: dict[str, GoalNode] = {"g0": leaf(1), "zero": leaf(0)}
    for i in range(1, 301):
        nodes[f"g{i}"] = above((f"g{i - 1}", 1), ("zero", 2))
    result = roll_up(nodes)["g300"]
    assert (result.value, result.exact) == (Fraction(1, 3**300), True)


@pytest.mark.slow
def test_ten_thousand_goals_in_layers_of_diamonds() -> None:
    # given 100 layers of 100 goals, each supported by 20 of the layer below: paths beyond counting
    nodes: dict[str, GoalNode] = {f"l0-{i}": leaf(Fraction(i, 100)) for i in range(100)}
    for layer in range(1, 100):
        for i in range(100):
            below = [(f"l{layer - 1}-{(i * 7 + k) % 100}", k % 3 + 1) for k in range(20)]
            nodes[f"l{layer}-{i}"] = above(*below)
    began = time.process_time()
    progress = roll_up(nodes)
    assert time.process_time() - began < 10
    assert all(result.value is not None and 0 <= result.value <= 1 for result in progress.values())


def test_fractions_that_grow_beyond_bounds_are_rounded_once_and_say_so() -> None:
    primes = [n for n in range(2, 6000) if all(n % d for d in range(2, int(n**0.5) + 1))]
    nodes = {f"c{n}": leaf(Fraction(1, n)) for n in primes}
    nodes["top"] = above(*((key, 1) for key in nodes))
    nodes["over"] = above(("top", 1))
    progress = roll_up(nodes)
    exact = sum((Fraction(1, n) for n in primes), Fraction(0)) / len(primes)
    value = progress["top"].value
    assert value is not None
    assert (progress["top"].exact, progress["over"].exact) == (False, False)
    assert abs(value - exact) < Fraction(1, 10**56)
    assert sum(child.contribution or 0 for child in inputs_of(nodes, progress, "top")) == value


def test_a_mean_is_the_sum_of_its_contributions() -> None:
    mean = weighted_mean([Fraction(1), Fraction(3)], [Fraction(1, 7), Fraction(1, 11)])
    assert (mean.value, sum(mean.contributions)) == (Fraction(8, 77), Fraction(8, 77))
