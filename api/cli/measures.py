"""`goalgraph measures`: every measure, or one with all that must be known of it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from graph.errors import BadInput
from graph.measures.catalogue import MEASURES
from graph.measures.measures_page import facts


def measures(
    key: Annotated[
        str | None, typer.Argument(help="One measure, for example betweenness; absent: all.")
    ] = None,
) -> None:
    """Print what each measure says, how it is computed and when it misleads."""
    console = Console(highlight=False)
    if key is None:
        table = Table("key", "what it says", "of", "range", box=None, padding=(0, 2, 0, 0))
        for name in sorted(MEASURES):
            listed_measure = MEASURES[name]
            table.add_row(
                name, listed_measure.title, listed_measure.scale.value, listed_measure.range
            )
        console.print(table)
        return
    measure = MEASURES.get(key.lower())
    if measure is None:
        suggestions = get_close_matches(key.lower(), MEASURES, n=3)
        raise BadInput(
            f"there is no measure {key!r}",
            remedy="did you mean " + " or ".join(suggestions) + "?"
            if suggestions
            else "`goalgraph measures` lists all",
        )
    console.print(f"{measure.key}: {measure.title}", soft_wrap=True)
    for name, text in facts(measure):
        console.print(f"  {name:<10} {text}", soft_wrap=True, markup=False)
