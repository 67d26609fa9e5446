"""What lies behind the ties between people: single acts with what shows them, read on demand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.network.ties.tie_query import TieQuery
from graph.records.enums import HelpKind, InteractionKind, TieKind
from graph.records.window import day_time
from graph.store.driver import Store

EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
STATEMENTS = {
    TieKind.CONTACT: "contact_events_of_people",
    TieKind.HELP: "help_events_of_people",
}
ACTS: Mapping[str, InteractionKind | HelpKind] = {
    one.value: one for one in (*InteractionKind, *HelpKind)
}
Ends = tuple[str, str]
"""The nearer and the farther person of a tie."""


@dataclass(frozen=True, slots=True)
class TieEvent:
    """One act of one person towards another."""

    kind: InteractionKind | HelpKind
    at: datetime
    actor: str | None
    """Who acted; None where both did, by speaking in one conversation."""
    label: str
    node: str
    """The label and the id of what shows it."""


async def events_of_ties(
    store: Store, ties: Iterable[Ends], query: TieQuery, day: int, limit: int
) -> Mapping[Ends, list[TieEvent]]:
    """The newest acts behind each of these ties, taken at `day`; one statement a kind of tie."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for near, far in ties:
        grouped[near].append(far)
    events_of: dict[Ends, list[TieEvent]] = defaultdict(list)
    for kind in query.kinds if grouped and limit else ():
        rows = await store.rows(
            STATEMENTS[kind],
            ties=[{"near": near, "far": far} for near, far in grouped.items()],
            goal=query.goal,
            since=query.window.since_time or EARLIEST,
            until=day_time(day),
            limit=limit,
        )
        for near, far, rows_of_pair in rows:
            events_of[near, far] += _events(near, far, rows_of_pair)
    return {ends: _newest(rows_of_pair)[:limit] for ends, rows_of_pair in events_of.items()}


def _events(near: str, far: str, rows: Sequence[Sequence[object]]) -> Iterable[TieEvent]:
    for acted, kind, at, label, node in rows:
        assert isinstance(at, datetime)
        actor = None if acted is None else near if acted else far
        yield TieEvent(ACTS[str(kind)], at, actor, str(label), str(node))


def _newest(events: list[TieEvent]) -> list[TieEvent]:
    return sorted(sorted(events, key=lambda event: (event.kind, event.node)), key=_at, reverse=True)


def _at(event: TieEvent) -> datetime:
    return event.at
