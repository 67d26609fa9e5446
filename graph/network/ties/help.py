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

from graph.ledger.credits import UNITS
from graph.ledger.events.introductions import Mention, brought_together
from graph.ledger.events.need_credits import need_credits
from graph.measures.ties.help_rules import RULES, HelpRules
from graph.measures.ties.tie_strength import Interactions
from graph.network.ties.interaction_cells import (
    CONNECTION,
    INTRODUCTION,
    KINDS,
    SOLUTION,
    TalkCells,
)
from graph.records.window import DAY
from graph.store.driver import Row


@dataclass(eq=False)
class HelpActs:
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
        """Take in one act."""
        for column, value in zip(
            (self.actors, self.targets, self.kinds, self.days, self.weights),
            (actor, target, kind, day, weight),
            strict=True,
        ):
            column.append(value)  # type: ignore[attr-defined]

    def show(self, actor: str, target: str, kind: int, day: int, weight: float, by: str) -> None:
        """Take in one act that a message shows."""
        self.add(actor, target, kind, day, weight)
        self.messages[actor, target, kind].append((day, by))


async def needs_from(rows: AsyncIterator[Row], left_out: Collection[str]) -> HelpActs:
    """The help in needs: rows (asker, solvers [who, second], second of matching, connectors, need)."""
    help = HelpActs()
    async for asker, solvers, matched, connectors, *_ in rows:
        if asker in left_out:
            continue
        for one in need_credits(asker, solvers, matched, connectors, left_out):
            kind = SOLUTION if one.solved else CONNECTION
            help.add(one.person, asker, kind, one.second // DAY, one.units / UNITS)
    return help


def add_introductions(help: HelpActs, talk: TalkCells, rules: HelpRules = RULES) -> None:
    """Add the namings of all talk that brought two people together."""
    met = brought_together(talk.namings, talk.cells, rules, talk.in_person)
    for naming, together in zip(talk.namings, met.tolist(), strict=True):
        if together:
            _introduce(help, naming, rules)


def add_known_introductions(
    help: HelpActs,
    namings: Sequence[Mention],
    known: Iterable[tuple[str, str, Sequence[str]]],
    rules: HelpRules = RULES,
) -> None:
    """Add the namings that are among the introductions of all talk: who, to whom, messages."""
    left = Counter((who, whom, message) for who, whom, named in known for message in named)
    for naming in namings:
        key = naming.who, naming.beginner, naming.message
        if left[key] > 0:
            left[key] -= 1
            _introduce(help, naming, rules)


def _introduce(help: HelpActs, naming: Mention, rules: HelpRules) -> None:
    ends = (naming.who, naming.beginner)
    help.show(*ends, INTRODUCTION, naming.day, rules.introduction, naming.message)


def with_help(cells: Interactions, help: HelpActs) -> Interactions:
    """The cells and, after them, this help, equal (who, whom, kind, day) added up."""
    place: dict[str, int] = {person: i for i, person in enumerate(cells.people)}
    rows: Mapping[tuple[int, ...], list[float]] = defaultdict(list)
    columns = (help.actors, help.targets, help.kinds, help.days, help.weights)
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
