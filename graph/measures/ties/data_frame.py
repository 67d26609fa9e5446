"""Ties from a data frame with a row a tie, and as one; pandas itself is needed for the way out only."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from typing import Any

from graph.errors import BadInput
from graph.measures.ties.edge_rows import EdgeRows
from graph.measures.ties.tie_graph import TieGraph

NOBODY = ("", "<NA>")
"""How an empty cell reads as text."""


def from_pandas(
    frame: Any,
    *,
    source: str = "source",
    target: str = "target",
    weight: str | None = "weight",
    directed: bool = True,
    people: Iterable[object] = (),
) -> TieGraph:
    """The ties of a data frame: of pandas, polars, or any mapping of columns to lists.

    Without a column of the name `weight` all ties are 1; `people` are those who may have no tie.
    Rows of one pair are added up. Raises BadInput where a column or an end is missing.
    """
    names = [str(name) for name in getattr(frame, "columns", frame)]
    missing = [name for name in (source, target) if name not in names]
    if missing:
        raise BadInput(
            f"the data frame has no column {missing[0]!r}; its columns are {', '.join(names)}",
            remedy="name the columns: from_pandas(frame, source=…, target=…)",
        )
    weights = list(frame[weight]) if weight in names else None
    ends = [
        [_end(place, name, one) for place, one in enumerate(frame[name])]
        for name in (source, target)
    ]
    return EdgeRows(ends[0], ends[1], weights).ties(map(str, people), directed=directed)


def _end(place: int, column: str, value: object) -> str:
    """The person of a cell."""
    if value is None or (isinstance(value, float) and isnan(value)) or str(value) in NOBODY:
        raise BadInput(f"row {place} has no {column}", remedy="fill it in, or leave the row out")
    return str(value)


def to_pandas(ties: TieGraph) -> Any:
    """A pandas DataFrame with the columns source, target and weight; people without a tie have no row."""
    from pandas import DataFrame

    people = ties.people
    return DataFrame(
        {
            "source": [people[place] for place in ties.sources.tolist()],
            "target": [people[place] for place in ties.targets.tolist()],
            "weight": ties.weights,
        }
    )
