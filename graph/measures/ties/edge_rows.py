"""Edges as other libraries have them, on their way to a network of ties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import BadInput
from graph.measures.ties.tie_graph import TieGraph


@dataclass(frozen=True, slots=True)
class EdgeRows:
    """The ends of each edge, and their weights; None: all are 1."""

    sources: Sequence[str]
    targets: Sequence[str]
    weights: Sequence[Any] | None

    def ties(self, people: Iterable[str], *, directed: bool) -> TieGraph:
        """The network of these edges and people; an edge without a direction goes both ways.

        >>> EdgeRows(["a"], ["b"], [2]).ties(["c"], directed=False).edges()
        [('a', 'b', 2.0), ('b', 'a', 2.0)]
        """
        weights = None if self.weights is None else self._numbers(self.weights)
        sources, targets = list(self.sources), list(self.targets)
        if not directed:
            back = [place for place, end in enumerate(sources) if end != targets[place]]
            sources, targets = (
                sources + [targets[place] for place in back],
                targets + [sources[place] for place in back],
            )
            weights = weights and weights + [weights[place] for place in back]
        return TieGraph.from_ids(sources, targets, weights, people=people)

    def _numbers(self, weights: Sequence[Any]) -> list[float]:
        """The weights as numbers; raises BadInput naming the edge of what is none."""
        numbers = []
        for place, weight in enumerate(weights):
            try:
                numbers.append(float(weight))
            except (TypeError, ValueError):
                ends = f"{self.sources[place]!r} → {self.targets[place]!r}"
                raise BadInput(
                    f"the weight of {ends} is {weight!r}, not a number",
                    remedy="give a number of at least 0, or weight=None for ties that all are 1",
                ) from None
        return numbers


def unique_names(nodes: Iterable[Any]) -> list[str]:
    """The text of each node; raises BadInput where two have the same.

    >>> unique_names([1, "ann"])
    ['1', 'ann']
    """
    nodes_by_name: dict[str, Any] = {}
    for node in nodes:
        name = str(node)
        if name in nodes_by_name:
            raise BadInput(
                f"two nodes are called {name!r}: {nodes_by_name[name]!r} and {node!r}",
                remedy="give each node a name of its own",
            )
        nodes_by_name[name] = node
    return list(nodes_by_name)
