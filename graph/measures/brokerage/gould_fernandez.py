"""Brokerage: who stands between two people who have no tie, and between which groups.

v brokers the ordered pair (a, b) if a → v and v → b but not a → b. The role follows from the groups
of a, v and b. Names as in Gould and Fernandez 1989; sna's columns are w_I coordinator, w_O
consultant (itinerant), b_IO **representative**, b_OI **gatekeeper**, b_O liaison (some manuals have
the two in the middle the wrong way round). On ties that all run both ways each pair counts twice.
People without a group neither broker nor are brokered in a role; the total needs no groups and
counts everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from graph.measures.arrays import Floats, sum_at
from graph.measures.brokerage.brokerage_by_chance import by_chance, network_by_chance
from graph.measures.cohesion.triangles import sums_through
from graph.measures.measure import Needs, measure
from graph.measures.ties.arrows import Arrows
from graph.measures.ties.group_labels import Groups
from graph.measures.ties.tie_graph import TieGraph

ROLES: Final = ("coordinator", "consultant", "representative", "gatekeeper", "liaison")
COLUMNS: Final = (*ROLES, "total")
SPLIT: Final = 2**26
"""Two counts of fewer than this many people are carried in one number, exactly."""
REFERENCE = "Gould and Fernandez 1989, doi:10.2307/270949"
NO_HOME = "for a person without a known home"
MISLEADS = (
    "It counts positions, not acts of connecting: whether anything was carried across is not seen. "
    "It grows with the number of ties and follows the sizes of groups: compare with `expected`."
)


@dataclass(frozen=True, eq=False)
class Brokerage:
    """Tables of people × `COLUMNS`, and one row for the whole network (sna's `nli` and `gli`)."""

    raw: Floats
    expected: Floats
    z: Floats
    """(raw − expected)/standard deviation; NaN where chance allows one value only."""
    network_raw: Floats
    network_expected: Floats
    network_z: Floats
    """With the variance of Gould and Fernandez, as in sna and in published tables."""
    network_z_exact: Floats
    """With the exact variance under the same chance model; see `chance`."""


def brokerage(graph: TieGraph, groups: Groups) -> Brokerage:
    """Each person's and the network's brokered pairs by role, against ties drawn by chance.

    By chance: every ordered pair is tied independently with the network's density, groups fixed.
    People without a group have NaN by every role, and count in the total.
    """
    found = _against_chance(graph, groups)
    if groups.known.all():
        return found
    whole = _against_chance(graph, _one_group(graph))
    for name, table in vars(found).items():
        table[..., -1] = vars(whole)[name][..., -1]
    return found


def _one_group(graph: TieGraph) -> Groups:
    """Everybody in one group."""
    return Groups(("everybody",), np.zeros(graph.size, np.int64))


def _against_chance(graph: TieGraph, groups: Groups) -> Brokerage:
    """The same of those who have a group, the total too."""
    counts = roles(graph, groups)
    known = groups.known
    people = int(np.count_nonzero(known))
    inside = np.count_nonzero(known[graph.sources] & known[graph.targets])
    density = float(inside) / (people * (people - 1)) if people > 1 else 0.0
    each = by_chance(groups, density)
    whole = network_by_chance(groups, density)
    total = np.nansum(counts, axis=0)
    return Brokerage(
        raw=counts,
        expected=each.mean.copy(),
        z=_z(counts, each.mean, each.variance),
        network_raw=total,
        network_expected=whole.mean,
        network_z=_z(total, whole.mean, whole.published),
        network_z_exact=_z(total, whole.mean, whole.variance),
    )


def _z(raw: Floats, mean: Floats, variance: Floats) -> Floats:
    deviation = np.full_like(variance, np.nan)
    np.sqrt(variance, out=deviation, where=variance > 0)
    found: Floats = (raw - mean) / deviation
    return found


def roles(graph: TieGraph, groups: Groups) -> Floats:
    """How many ordered pairs each person brokers, people × `COLUMNS`; NaN without a group.

    The total here is of pairs and brokers who have a group; `total` counts everybody.
    """
    groups.check(graph)
    arrows = Arrows.of(graph, groups)
    sent, received, mutual = arrows.counts()
    closed = _closed(graph, arrows)
    same = _same_group_ends(graph, groups, arrows)
    table = np.zeros((graph.size, len(COLUMNS)))
    table[:, 0] = received[:, 0] * sent[:, 0] - mutual[:, 0] - closed[0, 0, 0]
    table[:, 1] = same - mutual[:, 1] - closed[1, 0, 1]
    table[:, 2] = received[:, 0] * sent[:, 1] - closed[0, 1, 1]
    table[:, 3] = received[:, 1] * sent[:, 0] - closed[1, 1, 0]
    table[:, 4] = received[:, 1] * sent[:, 1] - same - closed[1, 1, 1]
    table[:, 5] = table[:, :5].sum(axis=1)
    table[~groups.known] = np.nan
    return table


def _closed(graph: TieGraph, arrows: Arrows) -> Floats:
    """For each v the triples a → v → b with a → b, [a → v, a → b, v → b] within (0) or across (1)."""
    sent, received = (arrows.way & 1) * arrows.kind, (arrows.way >> 1) * arrows.kind
    worth = np.array([0, 1, SPLIT], np.float64)[received]
    found = np.zeros((2, 2, 2, arrows.size))
    for shortcut in (0, 1):
        through = sums_through(graph, worth, (sent == shortcut + 1).astype(np.float64))
        for second in (0, 1):
            at = np.flatnonzero((through > 0) & (sent == second + 1))
            across = np.floor(through[at] / SPLIT)
            for first, each in enumerate((through[at] - across * SPLIT, across)):
                found[first, shortcut, second] = sum_at(arrows.people[at], each, arrows.size)
    return found


def _same_group_ends(graph: TieGraph, groups: Groups, arrows: Arrows) -> Floats:
    """For each v the number of (a, b), a = b included, from and to one group other than v's."""
    across = np.flatnonzero(arrows.kind == 2)
    people, way = arrows.people[across], arrows.way[across]
    counts = np.bincount(people, minlength=arrows.size)
    by_group = sparse.csr_array(
        (
            (way & 1) + (way >> 1) * 1j,
            groups.codes[graph.undirected.targets[across]],
            np.concatenate([[0], np.cumsum(counts)]),
        ),
        shape=(arrows.size, max(len(groups.names), 1)),
    )
    by_group.sum_duplicates()  # now sent + received·i, one entry a person and group
    people = np.repeat(np.arange(arrows.size), np.diff(by_group.indptr))
    return sum_at(people, by_group.data.real * by_group.data.imag, arrows.size)


def _role(column: int, graph: TieGraph, groups: Groups) -> Floats:
    return np.ascontiguousarray(roles(graph, groups)[:, column])


@measure(
    "broker_coordinator",
    title="Pairs brokered inside the own group",
    formula="pairs (a, b): a → v → b, not a → b; a, v and b in one group",
    unit="ordered pairs of people",
    least=0,
    most=None,
    undefined=NO_HOME,
    reference=REFERENCE,
    when_it_misleads=MISLEADS,
    needs=Needs.TIES_AND_GROUPS,
)
def coordinator(graph: TieGraph, groups: Groups) -> Floats:
    """Pairs of their own group that each person brokers.

    >>> g = TieGraph.from_ids(["a", "v"], ["v", "b"])
    >>> coordinator(g, Groups.of(g, {"a": "x", "v": "x", "b": "x"})).tolist()
    [0.0, 0.0, 1.0]
    """
    return _role(0, graph, groups)


@measure(
    "broker_consultant",
    title="Pairs brokered inside another group",
    formula="pairs (a, b): a → v → b, not a → b; a and b in one group, v in another",
    unit="ordered pairs of people",
    least=0,
    most=None,
    undefined=NO_HOME,
    reference=REFERENCE,
    when_it_misleads=MISLEADS,
    needs=Needs.TIES_AND_GROUPS,
)
def consultant(graph: TieGraph, groups: Groups) -> Floats:
    """Pairs of one other group that each person brokers (also called itinerant).

    >>> g = TieGraph.from_ids(["a", "v"], ["v", "b"])
    >>> consultant(g, Groups.of(g, {"a": "x", "v": "y", "b": "x"})).tolist()
    [0.0, 0.0, 1.0]
    """
    return _role(1, graph, groups)


@measure(
    "broker_representative",
    title="Pairs brokered from the own group outwards",
    formula="pairs (a, b): a → v → b, not a → b; a and v in one group, b in another",
    unit="ordered pairs of people",
    least=0,
    most=None,
    undefined=NO_HOME,
    reference=REFERENCE,
    when_it_misleads=MISLEADS,
    needs=Needs.TIES_AND_GROUPS,
)
def representative(graph: TieGraph, groups: Groups) -> Floats:
    """Pairs from the own group to another that each person brokers.

    >>> g = TieGraph.from_ids(["a", "v"], ["v", "b"])
    >>> representative(g, Groups.of(g, {"a": "x", "v": "x", "b": "y"})).tolist()
    [0.0, 0.0, 1.0]
    """
    return _role(2, graph, groups)


@measure(
    "broker_gatekeeper",
    title="Pairs brokered from outside into the own group",
    formula="pairs (a, b): a → v → b, not a → b; v and b in one group, a in another",
    unit="ordered pairs of people",
    least=0,
    most=None,
    undefined=NO_HOME,
    reference=REFERENCE,
    when_it_misleads=MISLEADS,
    needs=Needs.TIES_AND_GROUPS,
)
def gatekeeper(graph: TieGraph, groups: Groups) -> Floats:
    """Pairs from another group to the own that each person brokers.

    >>> g = TieGraph.from_ids(["a", "v"], ["v", "b"])
    >>> gatekeeper(g, Groups.of(g, {"a": "y", "v": "x", "b": "x"})).tolist()
    [0.0, 0.0, 1.0]
    """
    return _role(3, graph, groups)


@measure(
    "broker_liaison",
    title="Pairs brokered between two other groups",
    formula="pairs (a, b): a → v → b, not a → b; a, v and b in three groups",
    unit="ordered pairs of people",
    least=0,
    most=None,
    undefined=NO_HOME,
    reference=REFERENCE,
    when_it_misleads=MISLEADS,
    needs=Needs.TIES_AND_GROUPS,
)
def liaison(graph: TieGraph, groups: Groups) -> Floats:
    """Pairs between two other groups that each person brokers.

    >>> g = TieGraph.from_ids(["a", "v"], ["v", "b"])
    >>> liaison(g, Groups.of(g, {"a": "x", "v": "y", "b": "z"})).tolist()
    [0.0, 0.0, 1.0]
    """
    return _role(4, graph, groups)


@measure(
    "brokerage",
    title="Pairs brokered in any role",
    formula="pairs (a, b): a → v → b, not a → b",
    unit="ordered pairs of people",
    least=0,
    most=None,
    reference=REFERENCE,
    when_it_misleads=MISLEADS,
)
def total(graph: TieGraph) -> Floats:
    """Pairs that each person brokers, whatever the groups.

    >>> total(TieGraph.from_ids(["a", "v"], ["v", "b"])).tolist()
    [0.0, 0.0, 1.0]
    """
    return _role(0, graph, _one_group(graph))
