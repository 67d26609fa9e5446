"""What is shown of ties between groups moves by no more than a step or so, whoever of them is taken away."""

from __future__ import annotations

import numpy as np
import pytest

from graph.measures.arrays import Floats, Ints
from graph.measures.ties.pairs import Pairs
from graph.network.conventions import LEAST_MEMBERS
from graph.scopes.rounded_ties import STRENGTHS, tie_steps
from graph.scopes.rounding import rounded
from tests.graph.scopes.reconstruction import Shown, relative_error

SIZE = 120


def pairs_of(seed: int, *, heavy: bool = False) -> Pairs:
    """Ties by chance between 120 people; `heavy`: half of what there is is of three of them."""
    random = np.random.default_rng(seed)
    every = [(a, b) for a in range(SIZE) for b in range(a + 1, SIZE) if random.random() < 0.15]
    firsts, seconds = np.array(every, np.int64).T
    given = random.gamma(2.0, 1.0, len(every))
    if heavy:
        given[(firsts < 3) | (seconds < 3)] *= 40
    counts = random.poisson(3.0, (len(every), 9)).astype(np.int64)
    last = np.zeros(len(every), np.int64)
    ids = tuple(f"p-{number:03}" for number in range(SIZE))
    return Pairs(ids, firsts, seconds, given, given.copy(), counts, last, last)


def of_each(pairs: Pairs, amounts: Floats) -> Floats:
    """What each person has of what pairs hold."""
    found = np.zeros(SIZE)
    np.add.at(found, pairs.firsts, amounts)
    np.add.at(found, pairs.seconds, amounts)
    return found


def units(seed: int) -> list[Ints]:
    """People in units of 5 to 15."""
    random = np.random.default_rng(seed)
    order, found, at = random.permutation(SIZE), list[Ints](), 0
    while SIZE - at >= LEAST_MEMBERS:
        size = int(random.integers(5, 16))
        found.append(np.sort(order[at : at + size]))
        at += size
    return [one for one in found if len(one) >= LEAST_MEMBERS]


@pytest.mark.parametrize("heavy", [False, True])
def test_a_step_is_twice_what_nearly_everybody_has_in_all_ties_together(heavy: bool) -> None:
    pairs = pairs_of(1, heavy=heavy)
    steps = tie_steps(pairs)
    each = of_each(pairs, pairs.given + pairs.received)
    assert {steps[name] for name in STRENGTHS} == {steps["given"]}
    assert (steps["given"] >= 2 * each).mean() >= (1.0 if heavy else 0.95)
    degree = of_each(pairs, np.ones(pairs.rows))
    assert (steps["ties"] >= 2 * degree).mean() >= 0.95
    replies = of_each(pairs, pairs.counts[:, 0].astype(np.float64))
    assert (steps["replies"] >= 2 * replies).mean() >= 0.95


@pytest.mark.parametrize("heavy", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_solver_of_all_cells_learns_no_more_than_the_mean_of_a_unit(
    seed: int, heavy: bool
) -> None:
    """All cells of a unit and the rest, added up: what its people have in all, of which it solves for each."""
    pairs = pairs_of(seed, heavy=heavy)
    step = tie_steps(pairs)["given"]
    strength = pairs.given + pairs.received
    values = of_each(pairs, strength)
    groups = units(seed)
    shown = []
    for people in groups:
        inside = np.isin(pairs.firsts, people), np.isin(pairs.seconds, people)
        within = rounded(float(strength[inside[0] & inside[1]].sum()), step)
        across = rounded(float(strength[inside[0] ^ inside[1]].sum()), step)
        total = 2 * within + across
        shown.append(Shown(people, total / len(people), 3 * step / len(people)))
    assert relative_error(values, groups, shown) >= 0.9
