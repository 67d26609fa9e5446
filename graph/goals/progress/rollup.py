"""The progress of every goal of a graph: its own, else the weighted mean of the goals that support it.

    value = sum(weight * value of the child) / sum(weight), over the children whose progress is known

A weight that is absent is 1. Children that are unknown stay unknown and are listed; archived and
dropped goals are left out and listed. A negative weight or weights that sum to nothing make the
roll-up unknown. A goal that supports several parents counts for each with that edge's weight. One that is
closed as achieved is at 1, one that was missed where it had come to.

Everything is exact. Only where the denominator of a mean would pass 4,096 bits, each contribution is
rounded to 60 decimal places and the value is their sum; `exact` is then false. The
order of reckoning is from the leaves upwards, without recursion, each goal once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from graph.goals.conventions import ROLLUP_BITS, ROLLUP_SCALE
from graph.goals.progress.own_progress import ONE, ZERO, OwnProgress, ProgressSource


@dataclass(frozen=True, slots=True)
class Edge:
    """A child and its weight; `weight` None: what is stored is no number."""

    child: str
    weight: Fraction | None = ONE


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal as the roll-up sees it; `left_out`: why no parent counts it; `achieved`: so it was closed."""

    own: OwnProgress
    children: Sequence[Edge] = ()
    left_out: str | None = None
    achieved: bool = False


@dataclass(frozen=True, slots=True)
class RollUp:
    """What the roll-up found for one goal; `holds`: it rests on a bound that must still be kept."""

    value: Fraction | None
    source: ProgressSource
    because: str | None = None
    exact: bool = True
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """A child of a roll-up: share of the known weight and contribution are None where unknown.

    `weight` is None where what is stored is no number.
    """

    goal: str
    weight: Fraction | None
    value: Fraction | None
    share: Fraction | None
    contribution: Fraction | None
    because: str | None


@dataclass(frozen=True, slots=True)
class Mean:
    """A weighted mean; it is the sum of its contributions."""

    value: Fraction
    exact: bool
    weights: Sequence[Fraction]
    values: Sequence[Fraction]

    @property
    def contributions(self) -> list[Fraction]:
        """What each value adds to the mean."""
        total = sum(self.weights, ZERO)
        parts = [w * v / total for w, v in zip(self.weights, self.values, strict=True)]
        return parts if self.exact else [_rounded(part) for part in parts]


Nodes = Mapping[str, GoalNode]
Progresses = dict[str, RollUp]

CIRCLE = "it supports itself through other goals"
LOST = "the goal is not among those that were read"


def weighted_mean(weights: Sequence[Fraction], values: Sequence[Fraction]) -> Mean:
    """The mean of values by weights that are not negative and not all zero.

    >>> weighted_mean([Fraction(1), Fraction(2)], [Fraction(1), Fraction(1, 4)]).value
    Fraction(1, 2)
    """
    whole, scale = _integers(weights)
    units, common = _integers(values)
    total = sum(whole)
    if total.bit_length() + common.bit_length() <= ROLLUP_BITS:
        above = sum(weight * unit for weight, unit in zip(whole, units, strict=True))
        return Mean(Fraction(above, total * common), True, weights, values)
    sum_of = Fraction(total, scale)
    parts = (_rounded(w * v / sum_of) for w, v in zip(weights, values, strict=True))
    return Mean(sum(parts, ZERO), False, weights, values)


def _integers(numbers: Sequence[Fraction]) -> tuple[list[int], int]:
    """The numbers over their common denominator, and that denominator."""
    common = lcm(*(number.denominator for number in numbers))
    return [number.numerator * (common // number.denominator) for number in numbers], common


def _rounded(part: Fraction) -> Fraction:
    return Fraction(round(part * ROLLUP_SCALE), ROLLUP_SCALE)


def roll_up(
    nodes: Nodes, progresses: Progresses | None = None, keys: Iterable[str] | None = None
) -> Progresses:
    """The progress of every goal of the graph, or of those of `keys`.

    `found` holds what is known of all other goals below those of `keys`; what is reckoned is added.
    """
    progresses = {} if progresses is None else progresses
    waiting = []
    for key in nodes if keys is None else keys:
        node = nodes[key]
        if node.achieved:
            progresses[key] = RollUp(ONE, ProgressSource.STATUS)
        elif node.own.value is not None:
            progresses[key] = RollUp(node.own.value, node.own.source, holds=node.own.holds)
        else:
            waiting.append(key)
    for key in _upwards(nodes, waiting, progresses):
        progresses[key] = _roll_up_of(nodes, progresses, key)
    return progresses


def inputs_of(nodes: Nodes, progresses: Progresses, key: str) -> list[Input]:
    """The children that a goal's roll-up is made of, the heaviest first, then by id."""
    edges = sorted(_counted(nodes, key), key=lambda edge: (-(edge.weight or ZERO), edge.child))
    known = [edge for edge in edges if _value(progresses, edge) is not None]
    whole = progresses[key].value is not None and progresses[key].source is ProgressSource.ROLL_UP
    mean = _mean(progresses, known) if whole else None
    total = sum((edge.weight or ZERO for edge in known), ZERO)
    contributions = iter(mean.contributions if mean is not None else ())
    inputs = []
    for edge in edges:
        value, weight = _value(progresses, edge), edge.weight or ZERO
        counts = value is not None and mean is not None
        because = None
        if value is None:
            because = progresses[edge.child].because if edge.child in progresses else LOST
        share = weight / total if counts else None
        contribution = next(contributions) if counts else None
        inputs.append(Input(edge.child, edge.weight, value, share, contribution, because))
    return inputs


def left_out_of(nodes: Nodes, key: str) -> list[tuple[str, str]]:
    """The children that a goal's roll-up does not look at, by id, each with the reason."""
    return sorted(
        (edge.child, why)
        for edge in nodes[key].children
        if (why := _why_out(nodes, edge)) is not None
    )


def known_share(inputs: Sequence[Input]) -> Fraction | None:
    """The share of the children's weight whose progress is known; None where there is no weight."""
    weights = [child.weight for child in inputs if child.weight is not None and child.weight >= 0]
    if len(weights) < len(inputs) or not any(weights):
        return None
    known = sum((child.weight or ZERO for child in inputs if child.value is not None), ZERO)
    return known / sum(weights, ZERO)


def _why_out(nodes: Nodes, edge: Edge) -> str | None:
    node = nodes.get(edge.child)
    return None if node is None else node.left_out


def _counted(nodes: Nodes, key: str) -> list[Edge]:
    return [edge for edge in nodes[key].children if _why_out(nodes, edge) is None]


def _value(progresses: Progresses, edge: Edge) -> Fraction | None:
    child = progresses.get(edge.child)
    return None if child is None else child.value


def _mean(progresses: Progresses, known: Sequence[Edge]) -> Mean:
    weights = [edge.weight or ZERO for edge in known]
    return weighted_mean(
        weights, [value for edge in known if (value := _value(progresses, edge)) is not None]
    )


def _roll_up_of(nodes: Nodes, progresses: Progresses, key: str) -> RollUp:
    """The roll-up of one goal whose children are done."""
    own = nodes[key].own.because
    if not nodes[key].children:
        return RollUp(None, ProgressSource.UNKNOWN, own)
    edges = _counted(nodes, key)
    known = [edge for edge in edges if _value(progresses, edge) is not None]
    why = _why_not(edges, known)
    if why is not None:
        return RollUp(None, ProgressSource.UNKNOWN, f"{own}; {why}" if own else why)
    mean = _mean(progresses, known)
    counting = [progresses[edge.child] for edge in known if edge.weight]
    return RollUp(
        mean.value,
        ProgressSource.ROLL_UP,
        None,
        mean.exact and all(child.exact for child in counting),
        any(child.holds for child in counting),
    )


def _why_not(edges: Sequence[Edge], known: Sequence[Edge]) -> str | None:
    """Why these children give no mean; None where they give one."""
    if not edges:
        return "every goal that supports it is left out"
    for edge in edges:
        if edge.weight is None or edge.weight < 0:
            kind = "no number" if edge.weight is None else "negative"
            return f"the weight of the goal {edge.child} that supports it is {kind}"
    if not any(edge.weight for edge in edges):
        return "the weights of the goals that support it sum to nothing"
    if not known:
        return "nothing is known of the goals that support it"
    if not any(edge.weight for edge in known):
        return "nothing is known of the goals that support it with a weight"
    return None


def _upwards(nodes: Nodes, waiting: Sequence[str], progresses: Progresses) -> Iterator[str]:
    """The goals without own progress, each after its children; goals in circles are found unknown.

    Stored goals hold no circle unless somebody wrote past the importer; then everything on it is
    unknown, and what stands above is still reckoned.
    """
    open_ = set(waiting)
    below = {
        key: {edge.child for edge in _counted(nodes, key) if edge.child in open_} for key in waiting
    }
    above: dict[str, list[str]] = {key: [] for key in waiting}
    for key, children in below.items():
        for child in children:
            above[child].append(key)
    missing = {key: len(children) for key, children in below.items()}
    ready = [key for key, count in missing.items() if not count]
    done = 0
    while done < len(waiting):
        while ready:
            key = ready.pop()
            done += 1
            yield key
            ready += _ready_parents(above[key], missing)
        circular = _circles({key for key, count in missing.items() if count}, below, above)
        for key in circular:
            missing[key] = 0
            progresses[key] = RollUp(None, ProgressSource.UNKNOWN, CIRCLE)
        done += len(circular)
        ready = [key for goal in circular for key in _ready_parents(above[goal], missing)]


def _ready_parents(parents: Sequence[str], missing: dict[str, int]) -> list[str]:
    """The parents whose last child this was."""
    free = []
    for parent in parents:
        if missing[parent]:
            missing[parent] -= 1
            if not missing[parent]:
                free.append(parent)
    return free


def _circles(
    remaining: set[str], below: Mapping[str, set[str]], above: Mapping[str, Sequence[str]]
) -> set[str]:
    """What remains of these goals when those are taken away that nothing of the rest stands above."""
    parents = {key: sum(parent in remaining for parent in above[key]) for key in remaining}
    tops = [key for key, count in parents.items() if not count]
    while tops:
        key = tops.pop()
        remaining.discard(key)
        for child in below[key]:
            if child in remaining:
                parents[child] -= 1
                if not parents[child]:
                    tops.append(child)
    return remaining
