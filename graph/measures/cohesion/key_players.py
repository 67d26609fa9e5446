"""Key players: the people whose absence leaves the others farthest apart, or who reach most of them.

Borgatti's KPP-Neg by distance-weighted fragmentation, and KPP-Pos by distance-weighted reach. The
people themselves are named by the caller's leave only; the numbers say how concentrated it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from graph.errors import BadInput
from graph.measures.arrays import Bools
from graph.measures.cohesion.fragmentation import (
    Estimate,
    distance_fragmentation_estimate,
    distance_reach,
    fragmentation,
)
from graph.measures.cohesion.key_player_search import (
    Candidates,
    Choice,
    ExactCandidates,
    SampledCandidates,
)
from graph.measures.conventions import ALL_SETS, COUNT_BUDGET, KEY_PLAYER_TIE, REACH_BUDGET
from graph.measures.paths.exact_search_cost import walks
from graph.measures.ties.tie_graph import TieGraph


@dataclass(frozen=True, slots=True)
class Step:
    """The network without the best set of so many people."""

    count: int
    people: tuple[str, ...]
    fragmentation: float
    distance_fragmentation: Estimate
    lead: Estimate | None = None
    """By how much (dF, or dR of those who reach) it is at least ahead of the next choice that is no
    tie; absent where there is none."""
    tied: tuple[str, ...] = ()
    """Whoever else is in a set as good, as far as can be told: to 10⁻⁹ where exact, to two standard
    errors of the difference where it is estimated."""
    proven: bool = True
    """Whether every other choice was tried or cannot be better; with more than 2,000 sets, every
    other choice of one person beside those before."""


@dataclass(frozen=True, eq=False)
class KeySet:
    """The best set that was found of 0, 1, 2, … people; the last one's people in the order of ids."""

    people: Sequence[str]
    steps: Sequence[Step]


def key_set(
    graph: TieGraph,
    count: int,
    *,
    reaching: bool = False,
    seed: int = 0,
    barred: Collection[str] = (),
) -> KeySet:
    """The sets of up to `count` people that split the network most (dF), or reach most of it (dR).

    People who are `barred` are in no set; they stay in the network.

    Up to 2,000 sets all are tried. Beyond, a set is the one before with the best person added, then
    bettered by exchanges where that is little work: a good set, not proven the best. Candidates are
    compared by all distances; where these are too much work, by the same sample of people for all.

    >>> found = key_set(TieGraph.from_ids(["a", "b"], ["b", "c"]), 1)
    >>> found.people, [step.fragmentation for step in found.steps]
    (('b',), [0.0, 1.0])
    """
    out = np.array([person in barred for person in graph.people], np.bool_)
    if not 0 <= count <= graph.size - int(out.sum()):
        raise BadInput(
            f"{count} key players of {graph.size} people", remedy="ask for fewer than there are"
        )
    search = _Search(graph, reaching, count, seed, out)
    steps = [search.step(Choice((), 0.0))]
    chosen: tuple[int, ...] = ()
    for taken in range(1, count + 1):
        choice = search.best(chosen, taken)
        chosen = choice.places
        steps.append(search.step(choice))
    return KeySet(steps[-1].people, steps)


class _Search:
    """The best set of one person more, again and again."""

    def __init__(
        self, graph: TieGraph, reaching: bool, count: int, seed: int, barred: Bools
    ) -> None:
        self._graph = graph
        self._open = np.flatnonzero(~barred).tolist()
        self._both = graph.undirected
        self._reaching = reaching
        self._candidates: Candidates = ExactCandidates(self._both, count, barred)
        if walks(self._both) > COUNT_BUDGET:
            self._candidates = SampledCandidates(self._both, count, seed, barred)
        self._work = self._candidates.work()
        """That of all distances."""
        self._little = self._work * count**2 <= COUNT_BUDGET

    def step(self, choice: Choice) -> Step:
        """What is told of a choice."""
        people = self._graph.people
        away = self._away(choice.places)
        left = self._graph.masked(~away)
        return Step(
            len(choice.places),
            tuple(people[place] for place in sorted(choice.places)),
            fragmentation(left),
            self._candidates.apart(away) or distance_fragmentation_estimate(left),
            choice.lead,
            tuple(people[place] for place in choice.tied),
            choice.proven,
        )

    def best(self, before: tuple[int, ...], taken: int) -> Choice:
        """The best set of so many people that is found, from the best of one fewer."""
        sets = comb(len(self._open), taken)
        if taken > 1 and sets <= ALL_SETS and sets * self._work <= REACH_BUDGET:
            return _best_of(combinations(self._open, taken), self.worth)
        choice = self._added(before)
        return self._exchanged(choice) if taken > 1 and self._little else choice

    def worth(self, places: Iterable[int]) -> float:
        """dF without these people, or dR of them."""
        people = [self._graph.people[place] for place in places]
        if self._reaching:
            return distance_reach(self._graph, people)
        left = self._graph.without(people)
        return distance_fragmentation_estimate(left).value if left.size > 1 else 0.0

    def _away(self, places: Iterable[int]) -> Bools:
        away = np.zeros(self._graph.size, np.bool_)
        away[list(places)] = True
        return away

    def _added(self, before: tuple[int, ...]) -> Choice:
        """The set with the best person added."""
        if self._reaching:
            rest = (p for p in self._open if p not in before)
            return _best_of(((*before, p) for p in rest), self.worth)
        found = self._candidates.best(self._away(before))
        return Choice((*before, *found.places), found.worth, found.tied, found.lead, found.proven)

    def _exchanged(self, choice: Choice) -> Choice:
        """The set after exchanges of one person for the best other, until none helps."""
        worth, going = self.worth(choice.places), True
        while going:
            going = False
            for place in choice.places:
                other = self._added(tuple(p for p in choice.places if p != place))
                better = self.worth(other.places)
                if better > worth + KEY_PLAYER_TIE:
                    choice, worth, going = other, better, True
                    break
        return choice


def _best_of(sets: Iterator[tuple[int, ...]], worth: Callable[[Iterable[int]], float]) -> Choice:
    """The best of these sets, the first of several equal ones."""
    every = [(worth(one), one) for one in sets]
    most, chosen = max(every, key=lambda pair: (round(pair[0], 9), [-place for place in pair[1]]))
    equal = [one for value, one in every if value >= most - KEY_PLAYER_TIE]
    tied = tuple(sorted({place for one in equal for place in one} - set(chosen)))
    below = [value for value, _ in every if value < most - KEY_PLAYER_TIE]
    lead = Estimate(most - max(below), 0.0) if below else None
    return Choice(chosen, most, tied, lead)
