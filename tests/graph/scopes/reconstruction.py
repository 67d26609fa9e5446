"""An attack that solves for single people by everything that a member is shown of groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import lsq_linear

from graph.measures.arrays import Floats, Ints

STRENGTH = 0.1
"""How strongly solvers hold to what is likely without what they are shown."""
SPREAD = 0.25
"""The standard deviation that a solver assumes of people, of the range of the number."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A mean over some people as it is shown, and the step that it is rounded to."""

    people: Ints
    mean: float
    step: float


def relative_error(truth: Floats, groups: Sequence[Ints], shown: Sequence[Shown]) -> float:
    """The least error of several solvers, by that of saying of everybody their group's exact mean.

    Solvers know the truth's range, which they would not. A person's group is the smallest of five and more.
    """
    baseline = error(truth, means_of(truth, groups))
    return min(error(truth, found) for found in solutions(truth, shown)) / baseline


def error(truth: Floats, found: Floats) -> float:
    """The root of the mean squared error."""
    return float(np.sqrt(np.mean((truth - found) ** 2)))


def means_of(truth: Floats, groups: Sequence[Ints]) -> Floats:
    """The mean of each person's smallest group; of everybody where there is none."""
    found = np.full(len(truth), truth.mean())
    for people in sorted(groups, key=len, reverse=True):
        found[people] = truth[people].mean()
    return found


def solutions(truth: Floats, shown: Sequence[Shown]) -> list[Floats]:
    """What ridge regressions, Bayes' rule and bounded least squares make of what is shown."""
    size, low, high = len(truth), float(truth.min()), float(truth.max())
    table = np.zeros((len(shown), size))
    for row, one in enumerate(shown):
        table[row, one.people] = 1 / len(one.people)
    means = np.array([one.mean for one in shown])
    sizes = np.array([len(one.people) for one in shown], np.float64)
    steps = np.array([one.step for one in shown])
    whole = float(np.average(means, weights=sizes))
    smallest = np.full(size, whole)
    for one in sorted(shown, key=lambda one: -len(one.people)):
        smallest[one.people] = one.mean
    everybody = np.full(size, whole)
    sums = table * sizes[:, None]
    found = [
        _bayes(table, means, sizes, steps, everybody, SPREAD * (high - low)),
        _bayes(table, means, sizes, steps, smallest, SPREAD * (high - low)),
        _bounded(sums, means * sizes, everybody, STRENGTH, low, high),
        _ridge(table, means, everybody, STRENGTH),
        _ridge(sums, means * sizes, smallest, STRENGTH),
    ]
    return [np.clip(one, low, high) for one in found]


def _bayes(
    table: Floats, means: Floats, sizes: Floats, steps: Floats, likely: Floats, spread: float
) -> Floats:
    sums = table * sizes[:, None]
    noise = np.diag((sizes * steps) ** 2 / 12 + 1e-9 * spread**2 + 1e-12)
    gap = means * sizes - sums @ likely
    result: Floats = likely + spread**2 * sums.T @ np.linalg.solve(
        spread**2 * sums @ sums.T + noise, gap
    )
    return result


def _ridge(table: Floats, means: Floats, likely: Floats, strength: float) -> Floats:
    kernel = table @ table.T
    damped = kernel + strength * float(np.mean(np.diag(kernel))) * np.eye(len(means))
    result: Floats = likely + table.T @ np.linalg.solve(damped, means - table @ likely)
    return result


def _bounded(
    table: Floats, sums: Floats, likely: Floats, strength: float, low: float, high: float
) -> Floats:
    damping = np.sqrt(strength * float(np.mean(np.sum(table**2, axis=1))))
    rows = np.vstack([table, damping * np.eye(len(likely))])
    values = np.concatenate([sums, damping * likely])
    result: Floats = lsq_linear(rows, values, (low, high + 1e-9), max_iter=12).x
    return result
