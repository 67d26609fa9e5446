"""Needs: how far apart who solved and who asked are, how long it took, and needs held until a match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Any

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.credits import UNATTRIBUTED, UNITS, equal_shares
from graph.ledger.durations import duration_units
from graph.ledger.events.need_credits import NeedCredit, need_credits
from graph.ledger.evidence_numbers import evidence_numbers
from graph.ledger.facts import Facts
from graph.records.enums import NeedState
from graph.records.window import DAY

OVER = frozenset({NeedState.SOLVED, NeedState.WITHDRAWN})
"""Where nobody holds a need any more, since when is not known: how long it was held is not either."""
Row = tuple[int, int, int, int, int]
"""Day, person, other, place of the need, units."""


def need_rows(facts: Facts, rows: Iterable[Row]) -> Rows:
    """Rows of credits that needs show."""
    day, person, other, place, units = np.array(list(rows), np.int64).reshape(-1, 5).T
    goals = [goals_of_need(facts, facts.needs[one]) for one in place.tolist()]
    shown = evidence_numbers("Need", place)
    return Rows.of(day, person, other, np.array(goals, np.int64), units, shown)


def asked_by_a_person(facts: Facts, need: Sequence[Any]) -> bool:
    """Whether a need has a known asker who is no program."""
    return need[5] in facts.index and need[5] not in facts.programs


def met_at(need: Sequence[Any]) -> int | None:
    """The second at which a need met a capability: matched, else solved, but not by its asker alone."""
    alone = bool(need[6]) and all(who == need[5] for who, _ in need[6])
    met = need[3] if need[3] is not None or alone else need[4]
    return None if met is None else int(met)


def last_met_at(need: Sequence[Any]) -> float:
    """The last second at which anything was earned by a need; before all time where nothing was."""
    seconds = [at for at in (need[3], need[4], *(at for _, at in need[6])) if at is not None]
    return max(seconds, default=-inf)


def solved_at(need: Sequence[Any]) -> int | None:
    """The second at which a need was first solved by somebody."""
    seconds = [int(at) for who, at in need[6] if at is not None and who != need[5]]
    return min(seconds, default=None)


def credits_of_need(facts: Facts, need: Sequence[Any]) -> list[NeedCredit]:
    """What people earned by a need."""
    connectors = [who for who in need[7] if who in facts.index]
    return need_credits(need[5], need[6], met_at(need), connectors, facts.programs)


def goals_of_need(facts: Facts, need: Sequence[Any]) -> int:
    """The set of goals of a need: those it is about, and those of the talk it was raised in."""
    talk = facts.conversation_index.get(need[10])
    own = facts.sets.number(need[11])
    return own if talk is None else facts.sets.union([own, int(facts.goals[talk])])


def distances(facts: Facts, solved: Rows) -> dict[str, Rows]:
    """The credits of solutions whose ends have known homes, and of these the ones across homes."""
    here, there = (
        facts.homes.at(solved.person, solved.day),
        facts.homes.at(solved.other, solved.day),
    )
    known = (here >= 0) & (there >= 0)
    return {"P4.known": solved.select(known), "P4.across": solved.select(known & (here != there))}


def held_needs(facts: Facts) -> dict[str, Rows]:
    """What holders earned, each hold, whether a match followed it, and how long it lasted."""
    earned, holds, filled, lasted = list[Row](), list[Row](), list[Row](), list[Row]()
    for place, need in enumerate(facts.needs):
        if asked_by_a_person(facts, need):
            asker, met = facts.index[need[5]], met_at(need)
            for holder, since, until in _holds(facts, need):
                row = (since // DAY, holder, asker, place)
                holds.append((*row, UNITS))
                end = min((one for one in (met, need[4], until) if one is not None), default=None)
                if end is not None or need[1] not in OVER:
                    lasted.append((*row, duration_units(since, end)))
                if _matched(since, until, met):
                    filled.append((*row, UNITS))
            earned += _earned_by_holding(facts, place, need)
    return {
        "P5.value": need_rows(facts, earned),
        "P5.holds": need_rows(facts, holds),
        "P5.filled": need_rows(facts, filled),
        "P5.lasted": need_rows(facts, lasted),
    }


def _holds(facts: Facts, need: Sequence[Any]) -> Iterator[tuple[int, int, int | None]]:
    """Who held a need, from when, until when; a hold without a beginning begins with the need."""
    for who, since, until in sorted(need[8], key=repr):
        begun = need[2] if since is None else since
        if who in facts.index and who not in facts.programs and begun is not None:
            yield facts.index[who], int(begun), None if until is None else int(until)


def _matched(since: int, until: int | None, met: int | None) -> bool:
    """Whether a need met a capability after a hold began and on no later day than it ended."""
    return met is not None and met >= since and (until is None or met // DAY <= until // DAY)


def _earned_by_holding(facts: Facts, place: int, need: Sequence[Any]) -> list[Row]:
    """One half to who held a need until its match, the other as for a need that nobody held."""
    met = met_at(need)
    holders = sorted({h for h, since, until in _holds(facts, need) if _matched(since, until, met)})
    if met is None or not holders:
        return []
    asker, day, half = facts.index[need[5]], met // DAY, UNITS // 2
    shares = zip(holders, equal_shares(len(holders), half), strict=True)
    rows = [(day, holder, asker, place, units) for holder, units in shares]
    others = credits_of_need(facts, need)
    rest = half - sum(one.units // 2 for one in others)
    rows += [
        (one.second // DAY, facts.index[one.person], asker, place, one.units // 2) for one in others
    ]
    return rows + ([(day, UNATTRIBUTED, asker, place, rest)] if rest else [])
