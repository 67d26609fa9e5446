"""All events of all stages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from graph.ledger.columns import Rows
from graph.ledger.events.connect import connect_events
from graph.ledger.events.contact import let_go
from graph.ledger.events.culture import culture_events
from graph.ledger.events.innovate import innovate_events
from graph.ledger.events.share import share_events
from graph.ledger.events.solve import solve_events
from graph.ledger.facts import Facts
from graph.ledger.kinds import Stage

EVENTS: Mapping[Stage, Callable[[Facts], dict[str, Rows]]] = MappingProxyType(
    {
        Stage.CONNECT: connect_events,
        Stage.SOLVE: solve_events,
        Stage.SHARE: share_events,
        Stage.INNOVATE: innovate_events,
        Stage.CULTURE: culture_events,
    }
)
"""What makes the columns of each stage, those that need all contacts first."""
LAST_OF_CONTACT = Stage.SOLVE


def all_events(
    facts: Facts, progress: Callable[[str, int, int], None] = lambda *_: None
) -> dict[str, Rows]:
    """The rows of every column."""
    found: dict[str, Rows] = {}
    for number, (stage, events) in enumerate(EVENTS.items()):
        progress(f"reckoning {stage.value}", number, len(EVENTS))
        found |= {name: rows.narrow() for name, rows in events(facts).items()}
        if stage is LAST_OF_CONTACT:
            let_go(facts)
    return found
