"""The share of possible ties that there are."""

from __future__ import annotations

from graph.measures.measure import Scale, measure
from graph.measures.ties.tie_graph import TieGraph


@measure(
    "density",
    title="Share of possible ties that exist",
    formula="directed ties / (n(n − 1))",
    unit="share of ordered pairs",
    least=0,
    most=1,
    undefined="below two people",
    reference="Wasserman and Faust 1994, doi:10.1017/CBO9780511815478",
    when_it_misleads="It falls as the network grows: compare networks of like size only.",
    scale=Scale.NETWORK,
)
def density(graph: TieGraph) -> float:
    """The share of ordered pairs that have a tie; NaN below two people.

    >>> density(TieGraph.from_ids(["a"], ["b"]))
    0.5
    """
    pairs = graph.size * (graph.size - 1)
    return graph.ties / pairs if pairs else float("nan")
