"""From interactions to ties: who acted towards whom, how strongly and how lately.

An interaction cell says: on this day this actor acted so many times towards this target, in this
way, weighing so much together. Days are whole UTC days since 1970-01-01. *At day T* means at the
start of that day: what happened on day T or later has not happened yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from graph.errors import BadInput
from graph.measures.arrays import Bools, Floats, Ints
from graph.measures.conventions import (
    CONTACT_DAYS,
    CONTACT_INTERACTIONS,
    HALF_LIFE_DAYS,
    LEAST_INTERACTIONS,
    SHARED_INTERACTION,
)
from graph.measures.ties.tie_graph import TieGraph


@dataclass(frozen=True)
class TieSettings:
    """The conventions by which interactions become ties; every default is one, not a finding."""

    half_life_days: float = HALF_LIFE_DAYS
    """After so many days an interaction counts half."""
    contact_days: int = CONTACT_DAYS
    """The days before T in which people must have been in touch to be in contact."""
    contact_minimum: int = CONTACT_INTERACTIONS
    """Interactions in those days, both directions together, that make a contact."""
    contact_only: bool = False
    """Keep only ties between people who are in contact at T."""
    since: int | None = None
    """First day that counts; absent: from the beginning."""
    until: int | None = None
    """First day that no longer counts; absent: up to T."""
    kinds: frozenset[str] | None = None
    """Kinds of interaction that count; absent: all."""
    contact_kinds: frozenset[str] | None = None
    """Kinds of interaction that bring people in contact; absent: all."""
    least: int = LEAST_INTERACTIONS
    """Interactions in the window, both directions together, below which a pair has no tie."""
    shared: frozenset[str] = frozenset({"thread"})
    """Kinds that are stored for both ends: each row is half an interaction of the pair."""

    def __post_init__(self) -> None:
        if self.least < 1:
            raise BadInput(f"a tie needs at least 1 interaction, not {self.least}")
        if not (np.isfinite(self.half_life_days) and self.half_life_days > 0):
            raise BadInput(f"half-life {self.half_life_days} must be a number of days above 0")
        if self.contact_days < 1 or self.contact_minimum < 1:
            raise BadInput("a contact needs at least 1 interaction in at least 1 day")


DEFAULTS = TieSettings()


@dataclass(frozen=True, eq=False)
class Interactions:
    """Columns of interaction cells; `actors` and `targets` are places in `people`."""

    people: tuple[str, ...]
    actors: Ints
    targets: Ints
    kinds: Ints
    """Places in `kind_names`."""
    kind_names: tuple[str, ...]
    days: Ints
    counts: Ints
    weights: Floats

    @classmethod
    def of(
        cls,
        actors: Sequence[str],
        targets: Sequence[str],
        kinds: Sequence[str],
        days: ArrayLike,
        counts: ArrayLike | None = None,
        weights: ArrayLike | None = None,
        *,
        people: Iterable[str] = (),
    ) -> Interactions:
        """The columns of these rows; counts default to 1, weights to the counts."""
        everybody = tuple(sorted({*people, *actors, *targets}))
        place = {person: i for i, person in enumerate(everybody)}
        names = tuple(sorted(set(kinds)))
        code = {name: i for i, name in enumerate(names)}
        rows = len(actors)
        times = np.ones(rows, np.int64) if counts is None else np.asarray(counts, np.int64)
        worth = times.astype(np.float64) if weights is None else np.asarray(weights, np.float64)
        made = cls(
            people=everybody,
            actors=np.fromiter((place[p] for p in actors), np.int64, rows),
            targets=np.fromiter((place[p] for p in targets), np.int64, len(targets)),
            kinds=np.fromiter((code[k] for k in kinds), np.int64, len(kinds)),
            kind_names=names,
            days=np.asarray(days, np.int64).reshape(-1),
            counts=times,
            weights=worth,
        )
        _same_length(made)
        return made

    @classmethod
    def of_cells(
        cls,
        cells: Iterable[tuple[str, str, str, Sequence[int], Sequence[int], Sequence[float] | None]],
        *,
        people: Iterable[str] = (),
    ) -> Interactions:
        """The columns of stored rows (actor, target, kind, days, counts, weights or None)."""
        rows = list(cells)
        repeats = [len(row[3]) for row in rows]
        spread = [
            [row[i] for row, times in zip(rows, repeats, strict=True) for _ in range(times)]
            for i in range(3)
        ]
        days = [day for row in rows for day in row[3]]
        counts = [count for row in rows for count in row[4]]
        weights = [float(w) for row in rows for w in (row[4] if row[5] is None else row[5])]
        ends = [[str(value) for value in column] for column in spread]
        return cls.of(ends[0], ends[1], ends[2], days, counts, weights, people=people)

    def masked(self, keep: Bools) -> Interactions:
        """Only the cells where `keep` is true, about the same people."""
        return replace(
            self,
            actors=self.actors[keep],
            targets=self.targets[keep],
            kinds=self.kinds[keep],
            days=self.days[keep],
            counts=self.counts[keep],
            weights=self.weights[keep],
        )


def within(cells: Interactions, day: int, settings: TieSettings = DEFAULTS) -> Interactions:
    """The cells that count at `day`: before it, inside the window and of the kinds asked for."""
    until = day if settings.until is None else min(day, settings.until)
    keep = cells.days < until
    if settings.since is not None:
        keep &= cells.days >= settings.since
    keep &= of_kinds(cells, settings.kinds)
    counted = cells.masked(keep)
    return (
        counted
        if settings.least <= 1
        else counted.masked(_reach(counted, acts(counted, settings), settings.least))
    )


def of_kinds(cells: Interactions, kinds: frozenset[str] | None) -> Bools:
    """Which cells are of these kinds; every one where none are named."""
    wanted = np.array([kinds is None or name in kinds for name in cells.kind_names], np.bool_)
    return wanted[cells.kinds] if len(wanted) else np.zeros(len(cells.kinds), np.bool_)


def strength(cells: Interactions, day: int, settings: TieSettings = DEFAULTS) -> TieGraph:
    """The ties at `day`, each as strong as s_uv(T) = Σ w · 2^(−(T − t)/half-life).

    >>> cells = Interactions.of(["ann", "ann"], ["bob", "bob"], ["REPLY", "REPLY"], [10, 100])
    >>> strength(cells, 100, TieSettings(half_life_days=90)).edges()
    [('ann', 'bob', 0.5)]
    """
    counted = within(cells, day, settings)
    faded = counted.weights * np.exp2(-(day - counted.days) / settings.half_life_days)
    if settings.contact_only:
        near = _in_contact(counted, day, settings)
        counted, faded = counted.masked(near), faded[near]
    return TieGraph.from_indices(counted.people, counted.actors, counted.targets, faded)


def contacts(cells: Interactions, day: int, settings: TieSettings = DEFAULTS) -> TieGraph:
    """Who is in contact at `day`; a tie weighs the interactions that way in the days before.

    A pair is in contact with at least 2 interactions, both directions together, in the 28 days
    before. The tie is two-way if there is at least one each way.

    >>> cells = Interactions.of(["ann", "bob"], ["bob", "ann"], ["REPLY", "REPLY"], [80, 90])
    >>> contacts(cells, 100).edges(), contacts(cells, 109).edges()
    ([('ann', 'bob', 1.0), ('bob', 'ann', 1.0)], [])
    """
    counted = within(cells, day, settings)
    counted = counted.masked(counted.days >= day - settings.contact_days)
    counted = counted.masked(_in_contact(counted, day, settings))
    return TieGraph.from_indices(counted.people, counted.actors, counted.targets, counted.counts)


def _in_contact(cells: Interactions, day: int, settings: TieSettings) -> Bools:
    """Which cells are between people in contact at `day`."""
    return _reach(cells, contact_counts(cells, day, settings), settings.contact_minimum)


def contact_counts(cells: Interactions, day: int, settings: TieSettings) -> Ints:
    """The interactions of each cell that bring people in contact at `day`."""
    counts = np.where(cells.days >= day - settings.contact_days, cells.counts, 0)
    return np.where(of_kinds(cells, settings.contact_kinds), counts, 0)


def acts(cells: Interactions, settings: TieSettings) -> Floats:
    """The interactions of each cell: half of what is stored for both ends."""
    worth = np.array(
        [SHARED_INTERACTION if name in settings.shared else 1.0 for name in cells.kind_names]
    )
    return cells.counts * worth[cells.kinds] if len(worth) else np.zeros(0)


def _reach(cells: Interactions, counts: Ints | Floats, least: int) -> Bools:
    """Which cells belong to a pair whose counts, both directions together, reach so many."""
    low = np.minimum(cells.actors, cells.targets)
    pair = low * max(len(cells.people), 1) + np.maximum(cells.actors, cells.targets)
    _, place = np.unique(pair, return_inverse=True)
    touched = np.bincount(place, counts, minlength=int(place.max(initial=-1)) + 1)
    return np.asarray(touched[place] >= least, np.bool_)


def _same_length(cells: Interactions) -> None:
    columns = {
        "actors": cells.actors,
        "targets": cells.targets,
        "kinds": cells.kinds,
        "days": cells.days,
        "counts": cells.counts,
        "weights": cells.weights,
    }
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        raise BadInput(f"columns of interactions differ in length: {lengths}")
    if (cells.counts < 0).any() or not (np.isfinite(cells.weights) & (cells.weights >= 0)).all():
        raise BadInput("counts and weights of interactions must be finite and at least 0")
