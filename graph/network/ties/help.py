"""Who helped whom beside answering: needs solved and connected, and introductions.

The arrow is helper → helped. What help weighs is a convention, not a finding (`HelpRules`); it is
the credit that each act earns, so strengths of help are sums of credits that fade.

*Needs.* Whoever solved a need helped who asked, on the day it was solved. Where others brought the
solver, the solver earns one half and they share the other half, on the day the need was matched.

*Introductions.* X introduces B to A by naming B in a conversation that A began: B has not spoken
there, nobody named B there before, A and B had not acted towards each other in the 180 days before,
and did within 28 days after. Acts are known by the day: what they did on the day of the naming may
have come before it, so that day counts only where B spoke in that very conversation after being named
(what they did elsewhere that morning then counts with it), and else it is left aside, as neither met
nor known. X helped A: it is A who began to ask and who gained somebody to turn to, B
gives time to it. It counts on the day of the naming, as contribution of X (Obstfeld 2005: brokerage
that joins, doi:10.2189/asqu.2005.50.1.100). Mass mail is no contact here, before the naming or after.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.measures.arrays import Bools, Ints
from graph.measures.ties.help_rules import RULES, HelpRules
from graph.measures.ties.ties import Interactions, of_kinds
from graph.network.ties.interaction_cells import (
    CONNECTION,
    INTRODUCTION,
    KINDS,
    KINDS_OF,
    SOLUTION,
    Naming,
    Talk,
)
from graph.records.enums import TieKind
from graph.records.window import DAY
from graph.store.driver import Row

CONTACT = frozenset(KINDS_OF[TieKind.CONTACT])


@dataclass(eq=False)
class Help:
    """Acts of help, a row each; `messages` are those that show introductions."""

    actors: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    messages: dict[tuple[str, str, int], list[tuple[int, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """(Who, whom, kind) → day and message of each act."""

    def add(self, actor: str, target: str, kind: int, day: int, weight: float) -> None:
        """Nothing; takes in one act."""
        for column, value in zip(
            (self.actors, self.targets, self.kinds, self.days, self.weights),
            (actor, target, kind, day, weight),
            strict=True,
        ):
            column.append(value)  # type: ignore[attr-defined]

    def show(self, actor: str, target: str, kind: int, day: int, weight: float, by: str) -> None:
        """Nothing; takes in one act that a message shows."""
        self.add(actor, target, kind, day, weight)
        self.messages[actor, target, kind].append((day, by))


async def needs_from(rows: AsyncIterator[Row], left_out: Collection[str]) -> Help:
    """The help in needs: rows (asker, solvers [who, second], second of matching, connectors, need)."""
    found = Help()
    async for asker, solvers, matched, connectors, *_ in rows:
        if asker in left_out:
            continue
        aside = {asker, *left_out, *(solver for solver, _ in solvers)}
        counted = [
            (solver, second)
            for solver, second in solvers
            if solver != asker and solver not in left_out and second is not None
        ]
        met = matched if matched is not None else min((at for _, at in counted), default=None)
        bringing = (
            sorted({one for one in connectors if one not in aside}) if met is not None else []
        )
        share = RULES.connected if bringing else 0.0
        for solver, second in counted:
            worth = (RULES.solution - share) / len(counted)
            found.add(solver, asker, SOLUTION, second // DAY, worth)
        for one in bringing:
            found.add(one, asker, CONNECTION, int(met or 0) // DAY, share / len(bringing))
    return found


def introduced(found: Help, talk: Talk, rules: HelpRules = RULES) -> None:
    """Nothing; adds the namings of all talk that brought two people together."""
    met = met_by(talk.namings, talk.cells, rules, talk.in_person)
    for naming, together in zip(talk.namings, met.tolist(), strict=True):
        if together:
            _introduce(found, naming, rules)


def introduced_before(
    found: Help,
    namings: Sequence[Naming],
    known: Iterable[tuple[str, str, Sequence[str]]],
    rules: HelpRules = RULES,
) -> None:
    """Nothing; adds the namings that are among the introductions of all talk: who, to whom, messages."""
    left = Counter((who, whom, message) for who, whom, named in known for message in named)
    for naming in namings:
        key = naming.who, naming.beginner, naming.message
        if left[key] > 0:
            left[key] -= 1
            _introduce(found, naming, rules)


def _introduce(found: Help, naming: Naming, rules: HelpRules) -> None:
    ends = (naming.who, naming.beginner)
    found.show(*ends, INTRODUCTION, naming.day, rules.introduction, naming.message)


def met_by(
    namings: Sequence[Naming],
    cells: Interactions,
    rules: HelpRules = RULES,
    in_person: Bools | None = None,
) -> Bools:
    """Which namings were followed by contact of two people who had had none.

    Contact on the day of the naming counts where the named then joined: see `Naming.joined`.
    `in_person` tells the cells that are contact, the others being mass mail; all are if it is absent.
    """
    place = {person: i for i, person in enumerate(cells.people)}
    pairs = np.array(
        [_pair(place.get(one.named, -1), place.get(one.beginner, -1)) for one in namings], np.int64
    ).reshape(-1, 2)
    size = len(cells.people) + 1
    keys = (pairs[:, 0] + 1) * size + pairs[:, 1] + 1
    low = np.minimum(cells.actors, cells.targets) + 1
    acted = low * size + np.maximum(cells.actors, cells.targets) + 1
    wanted = np.isin(acted, keys) & of_kinds(cells, CONTACT)
    if in_person is not None:
        wanted &= in_person
    rank = np.unique(np.concatenate([keys, acted[wanted]]), return_inverse=True)[1]
    first, last = _span(namings, cells.days[wanted], rules)
    width = last - first + 1
    moments = np.unique(rank[len(keys) :] * width + cells.days[wanted] - first)
    days = np.array([one.day for one in namings], np.int64)
    start = rank[: len(keys)] * width - first
    before, at, later, after = (
        np.searchsorted(moments, start + days + shift)
        for shift in (-rules.strangers_for, 0, 1, rules.meet_within + 1)
    )
    joined = np.array([one.joined for one in namings], np.bool_)
    return np.asarray((before == at) & (after > np.where(joined, at, later)), np.bool_)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _span(namings: Sequence[Naming], days: Ints, rules: HelpRules) -> tuple[int, int]:
    """The first and the last day that a comparison can name."""
    named = [one.day for one in namings]
    first = min([*named, int(days.min(initial=0))], default=0) - rules.strangers_for
    last = max([*named, int(days.max(initial=0))], default=0) + rules.meet_within + 1
    return first, last


def with_help(cells: Interactions, found: Help) -> Interactions:
    """The cells and, after them, this help, equal (who, whom, kind, day) added up."""
    place: dict[str, int] = {person: i for i, person in enumerate(cells.people)}
    rows: Mapping[tuple[int, ...], list[float]] = defaultdict(list)
    columns = (found.actors, found.targets, found.kinds, found.days, found.weights)
    for actor, target, kind, day, weight in zip(*columns, strict=True):
        ends = (place.setdefault(actor, len(place)), place.setdefault(target, len(place)))
        rows[(*ends, kind, day)].append(weight)
    keys = sorted(rows)
    table = np.array(keys, np.int64).reshape(-1, 4)
    counts = _column([len(rows[key]) for key in keys], np.int64)
    weights = _column([sum(sorted(rows[key])) for key in keys], np.float64)
    return Interactions(
        tuple(place),
        np.concatenate([cells.actors, table[:, 0]]),
        np.concatenate([cells.targets, table[:, 1]]),
        np.concatenate([cells.kinds, table[:, 2]]),
        KINDS,
        np.concatenate([cells.days, table[:, 3]]),
        np.concatenate([cells.counts, counts]),
        np.concatenate([cells.weights, weights]),
    )


def _column(values: Iterable[Any], type_: Any) -> Any:
    return np.fromiter(values, type_)
