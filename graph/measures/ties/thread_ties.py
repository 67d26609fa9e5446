"""From threads to ties: taking part in a talk together, weaker the more people take part.

A thread in which k people took part gives every ordered pair of them 1/(k − 1), so that each person
hands out one unit however large or long the thread is; on the day by which both had taken part.
Threads of more than 30 people are no evidence of a tie: they are skipped and counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from graph.errors import BadInput
from graph.measures.arrays import Floats, Ints
from graph.measures.conventions import THREAD_LIMIT

BLOCK = 4_000_000
"""Pairs that are held in memory at once."""


@dataclass(frozen=True, eq=False)
class ThreadPairs:
    """Columns of ordered pairs a day: in how many threads together, and their weight."""

    actors: Ints
    targets: Ints
    days: Ints
    counts: Ints
    weights: Floats
    threads: int
    """Threads that gave pairs."""
    skipped: int
    """Threads with more people than the limit."""


def expand_threads(
    threads: ArrayLike, people: ArrayLike, days: ArrayLike, *, limit: int = THREAD_LIMIT
) -> ThreadPairs:
    """Every ordered pair of people who took part in one thread, once a thread.

    Rows are (thread, person, day) as whole numbers, in any order, repeats allowed; a pair's day is
    the first by which both had taken part. The result is in order of (actor, target, day).

    >>> pairs = expand_threads([7, 7, 7], [0, 1, 2], [5, 5, 5])
    >>> pairs.actors.tolist(), pairs.targets.tolist(), pairs.weights.tolist()
    ([0, 0, 1, 1, 2, 2], [1, 2, 0, 2, 0, 1], [0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    """
    if limit < 2:
        raise BadInput(
            f"a limit of {limit} people leaves no pair", remedy="give a limit of at least 2"
        )
    person, day, starts, sizes = _groups(threads, people, days)
    skipped = int(np.count_nonzero(sizes > limit))
    keep = np.flatnonzero((sizes > 1) & (sizes <= limit))
    starts, sizes = starts[keep], sizes[keep]
    done = np.cumsum(sizes * (sizes - 1))
    cuts = np.searchsorted(done, np.arange(BLOCK, int(done[-1]) if len(done) else 0, BLOCK))
    blocks = [
        _sum_of_rows(*_pairs(person, day, some_starts, some_sizes))
        for some_starts, some_sizes in zip(
            np.split(starts, cuts), np.split(sizes, cuts), strict=True
        )
    ]
    joined = [np.concatenate(column) for column in zip(*blocks, strict=True)]
    actor, target, on, count, weight = _sum_of_rows(*joined) if len(blocks) > 1 else blocks[0]
    return ThreadPairs(actor, target, on, count, weight, len(keep), skipped)


def _groups(
    threads: ArrayLike, people: ArrayLike, days: ArrayLike
) -> tuple[Ints, Ints, Ints, Ints]:
    """People and their first days, thread by thread, and each thread's start and size."""
    thread, person, day = (np.asarray(c, np.int64).reshape(-1) for c in (threads, people, days))
    if not len(thread) == len(person) == len(day):
        raise BadInput(
            f"{len(thread)} threads, {len(person)} people and {len(day)} days do not match"
        )
    order = np.lexsort((day, person, thread))
    thread, person, day = thread[order], person[order], day[order]
    new_group = np.ones(len(thread), np.bool_)
    new_group[1:] = thread[1:] != thread[:-1]
    new_row = new_group.copy()
    new_row[1:] |= person[1:] != person[:-1]
    starts = np.flatnonzero(new_group[new_row])
    person, day = person[new_row], day[new_row]
    return person, day, starts, np.diff(starts, append=len(person))


def _pairs(
    person: Ints, day: Ints, starts: Ints, sizes: Ints
) -> tuple[Ints, Ints, Ints, Ints, Floats]:
    """All ordered pairs inside each thread, as columns with a count of one."""
    others = np.repeat(sizes - 1, sizes)
    first = np.repeat(starts, sizes)
    inside = np.arange(len(first)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    actor_row = np.repeat(first + inside, others)
    step = np.arange(len(actor_row)) - np.repeat(np.cumsum(others) - others, others)
    target_row = np.repeat(first, others) + step + (step >= np.repeat(inside, others))
    weight = 1.0 / np.repeat(others, others)
    both = np.maximum(day[actor_row], day[target_row])
    return person[actor_row], person[target_row], both, np.ones_like(actor_row), weight


def _sum_of_rows(
    actor: Ints, target: Ints, day: Ints, count: Ints, weight: Floats
) -> tuple[Ints, Ints, Ints, Ints, Floats]:
    """One row a (actor, target, day), counts and weights added in a fixed order."""
    order = np.lexsort((weight, day, target, actor))
    actor, target, day = actor[order], target[order], day[order]
    count, weight = count[order], weight[order]
    first = np.ones(len(actor), np.bool_)
    first[1:] = (actor[1:] != actor[:-1]) | (target[1:] != target[:-1]) | (day[1:] != day[:-1])
    starts = np.flatnonzero(first)
    if len(starts):
        count, weight = np.add.reduceat(count, starts), np.add.reduceat(weight, starts)
    return actor[starts], target[starts], day[starts], count, weight
