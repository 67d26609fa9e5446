"""What brokerage chance alone would give: groups fixed, every ordered pair tied independently.

A triple (a, v, b) brokers with probability p = d²(1 − d), d the density. Two triples that share an
ordered pair of people depend on each other, so the variance adds, for every two triples of a role:
d³(1−d)³ where both need the pair tied, d⁵(1−d) where both need it untied, −p² where one needs each.
These sums depend on group sizes only. Per person they are those of Gould and Fernandez 1989,
doi:10.2307/270949. For the whole network the published variance (also sna's) leaves out some of the
negative terms, so it is a little too large: both are given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.measures.arrays import Floats
from graph.measures.ties.group_labels import Groups

Pair = tuple[Floats, Floats, Floats]


@dataclass(frozen=True, eq=False)
class Chance:
    """Mean and variance by role, in the order of `brokerage.COLUMNS` (last: all roles together)."""

    mean: Floats
    variance: Floats
    published: Floats
    """The variance as Gould and Fernandez give it; differs from the exact one for networks only."""


def by_chance(groups: Groups, density: float) -> Chance:
    """Mean and variance of each person's pairs; NaN for people without a group."""
    sizes = groups.sizes.astype(np.float64)
    per_group = _per_group(sizes)
    p = density**2 * (1 - density)
    shared = (density * (1 - density)) ** 3
    mean = per_group[0] * p
    variance = per_group[0] * p * (1 - p) + per_group[1] * shared
    place = np.where(groups.known, groups.codes, 0)
    if not len(sizes):
        empty = np.full((len(groups.codes), 6), np.nan)
        return Chance(empty, empty, empty)
    found = [np.where(groups.known[:, None], table[place], np.nan) for table in (mean, variance)]
    return Chance(found[0], found[1], found[1])


def _per_group(own: Floats) -> tuple[Floats, Floats]:
    """For a person of each group, by role: the triples (a, v, b), and ordered pairs that share an end."""
    people, pairs, triples = own.sum(), (own * (own - 1)).sum(), (own * (own - 1) * (own - 2)).sum()
    others = people - own
    fellows = own - 1
    squares = (own**2).sum() - own**2
    cubes = (own**3).sum() - own**3
    inside = pairs - own * (own - 1)
    count = np.stack(
        [
            fellows * (fellows - 1),
            inside,
            fellows * others,
            others * fellows,
            others**2 - squares,
            (people - 1) * np.full_like(own, people - 2),
        ],
        axis=1,
    )
    # Two triples of v share an end: one a with two b, or one b with two a.
    between = (others**2 * others - 2 * others * squares + cubes) - (others**2 - squares)
    sharing = np.stack(
        [
            2 * fellows * (fellows - 1) * (fellows - 2),
            2 * (triples - own * (own - 1) * (own - 2)),
            fellows * others * (others - 1) + others * fellows * (fellows - 1),
            fellows * others * (others - 1) + others * fellows * (fellows - 1),
            2 * between,
            2 * (people - 1) * (people - 2) * np.full_like(own, people - 3),
        ],
        axis=1,
    )
    return count, sharing


def network_by_chance(groups: Groups, density: float) -> Chance:
    """Mean and variance of the pairs of all people together, by role.

    Exact, as enumerating all networks of three and four people shows; `published` is the one that
    reproduces published z-scores.
    """
    distinct, repeats = np.unique(groups.sizes[groups.sizes > 0], return_counts=True)
    sizes, times = distinct.astype(np.float64), repeats.astype(np.float64)
    people = float((sizes * times).sum())
    d = density
    p = d**2 * (1 - d)
    tied, untied = (d * (1 - d)) ** 3, d**5 * (1 - d)
    each = sizes[:, None] * times[:, None] * _per_group_classes(sizes, times)
    counts = each.sum(axis=0)
    crossing = np.array([2, 0, 1, 1, 2, 2]) * counts
    variance = counts * p * (1 - p) + crossing * p**2
    same = sizes * (sizes - 1) * times
    unlike = np.outer(sizes * times, sizes * times) - np.diag(sizes**2 * times)
    for role, (inside, between) in enumerate(_extensions(sizes, people)):
        for weight, (first, second, around) in ((same, inside), (unlike, between)):
            ends = first + second
            share = tied * ends * (ends - 1) + untied * around * (around - 1)
            variance[role] += float((weight * (share - 2 * p**2 * ends * around)).sum())
    one_way = float((each[:, 2] * (2 * sizes - 3)).sum())
    left_out = np.array([2 * counts[0], 0, one_way, one_way, 0, 2 * counts[5]])
    return Chance(counts * p, variance, variance + p**2 * left_out)


def _per_group_classes(sizes: Floats, times: Floats) -> Floats:
    """Triples of a person of a group of each size, by role."""
    every = np.repeat(sizes, times.astype(np.int64))
    first = np.searchsorted(every, sizes)
    return _per_group(every)[0][first]


def _extensions(sizes: Floats, people: float) -> list[tuple[Pair, Pair]]:
    """By role, for an ordered pair u, w inside one group and in two: the triples that need it.

    As first tie (u, w, b), as second tie (a, u, w), and as the missing tie (u, v, w).
    """
    zero, none = np.zeros(len(sizes)), np.zeros((len(sizes), len(sizes)))
    tail, head = np.meshgrid(sizes, sizes, indexing="ij")
    out = people - sizes
    third = people - tail - head
    whole, every = np.full_like(zero, people - 2), np.full_like(none, people - 2)
    return [
        ((sizes - 2, sizes - 2, sizes - 2), (none, none, none)),
        ((zero, zero, out), (tail - 1, head - 1, none)),
        ((out, zero, zero), (none, tail - 1, tail - 1)),
        ((zero, out, zero), (head - 1, none, head - 1)),
        ((zero, zero, zero), (third, third, third)),
        ((whole, whole, whole), (every, every, every)),
    ]
