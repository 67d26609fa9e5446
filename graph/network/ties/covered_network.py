"""Which people and groups an analysis covers, at which day, and the network of their ties."""

from __future__ import annotations

import numpy as np

from graph.measures.ties.tie_graph import TieGraph
from graph.measures.ties.tie_strength import Interactions, TieSettings, of_kinds, strength
from graph.organisation.coverage import Coverage, _holds
from graph.records.window import DAY, Window, tomorrow


def day_of(
    cells: Interactions, window: Window, today: int, kinds: frozenset[str] | None = None
) -> int:
    """The day at which ties are taken: the window's end, else the day after the last act.

    Only acts of these kinds count, all where none are named.
    """
    if window.until is not None:
        return window.until
    days = cells.days[of_kinds(cells, kinds)]
    return min(int(days.max()), today) + 1 if len(days) else today + 1


def network(cells: Interactions, everybody: Coverage, settings: TieSettings, day: int) -> TieGraph:
    """The ties at `day` among everybody who was there in the window, those without ties too.

    With a window those count, too, who acted in it; without one only those who are there now.
    """
    ties = strength(cells, day, settings)
    if settings.since is None and settings.until is None:
        end = tomorrow()
        now = {person for person, span in everybody.people.items() if _holds(*span, end)}
        return _subnetwork(ties, now)
    there = {
        person
        for person, (joined, gone) in everybody.people.items()
        if (joined is None or joined // DAY < day)
        and (gone is None or settings.since is None or gone // DAY >= settings.since)
    }
    active = {ties.people[i] for i in {*ties.sources.tolist(), *ties.targets.tolist()}}
    return _subnetwork(ties, there | (active & everybody.people.keys()))


def _subnetwork(ties: TieGraph, people: set[str]) -> TieGraph:
    """The ties among these people, and the people without any."""
    inside = np.array([person in people for person in ties.people], np.bool_)
    inner = np.flatnonzero(inside[ties.sources] & inside[ties.targets])
    return TieGraph.from_ids(
        [ties.people[i] for i in ties.sources[inner].tolist()],
        [ties.people[i] for i in ties.targets[inner].tolist()],
        ties.weights[inner],
        people=people,
    )
