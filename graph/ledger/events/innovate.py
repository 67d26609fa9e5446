"""Innovate: experiments step by step, until they are proven, fail, or are given up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.conventions import BACKING_HOMES, LEAST_BACKERS
from graph.ledger.credits import UNITS, equal_shares
from graph.ledger.evidence_numbers import evidence_numbers
from graph.ledger.facts import Facts
from graph.records.enums import ExperimentState
from graph.records.window import DAY

Row = tuple[int, int, int, int, int]
"""Day, person, home (-1 where not asked for), place of the experiment, units."""
ENDS = (ExperimentState.PROVEN, ExperimentState.FAILED, ExperimentState.ABANDONED)


def innovate_events(facts: Facts) -> dict[str, Rows]:
    """The columns of this stage."""
    found: dict[str, list[Row]] = defaultdict(list)
    for place, experiment in enumerate(facts.experiments):
        if experiment[7] in facts.index and experiment[7] not in facts.programs:
            for name, day, people in _steps(facts, experiment):
                found[name] += [(day, who, -1, place, units) for who, units in people]
    columns = {name: _rows(facts, rows) for name, rows in found.items()}
    return {**columns, **_breadth(facts), **_adoption(facts)}


def backers_of(facts: Facts, experiment: Sequence[Any]) -> list[tuple[int, int]]:
    """Second and person of each backer beside the proposer, in order; undated ones back from the start."""
    _, _, proposed, _, _, _, _, proposer, backers, *_ = experiment
    return sorted(
        (proposed if at is None else max(at, proposed), facts.index[who])
        for who, at in backers
        if proposed is not None
        and who in facts.index
        and who != proposer
        and who not in facts.programs
    )


def _steps(
    facts: Facts, experiment: Sequence[Any]
) -> Iterable[tuple[str, int, list[tuple[int, int]]]]:
    """Each step of an experiment: its column, its day, and who earned what by it."""
    _, state, proposed, started, ended, found, *_ = experiment
    backers = backers_of(facts, experiment)

    def people(second: int) -> list[tuple[int, int]]:
        return _credits(facts.index[experiment[7]], [who for at, who in backers if at <= second])

    if proposed is not None:
        yield "I1.proposed", proposed // DAY, [(facts.index[experiment[7]], UNITS)]
    supported = _supported_at(facts, backers)
    if supported is not None:
        yield "I1.supported", supported // DAY, people(supported)
    if started is not None:
        yield "I1.running", started // DAY, people(started)
        if (
            state == ExperimentState.PROVEN or (state == ExperimentState.FAILED and found)
        ) and ended:
            yield "I2.verdicts", started // DAY, people(started)
    if state in ENDS and ended is not None:
        yield f"I1.{state}", ended // DAY, people(ended)


def _credits(proposer: int, backers: Iterable[int]) -> list[tuple[int, int]]:
    """One half to the proposer, one half to the backers in equal parts; all to the proposer alone."""
    others = sorted(set(backers))
    if not others:
        return [(proposer, UNITS)]
    half = UNITS // 2
    return [(proposer, half), *zip(others, equal_shares(len(others), half), strict=True)]


def _supported_at(facts: Facts, backers: Sequence[tuple[int, int]]) -> int | None:
    """The second at which enough people from enough homes back an experiment."""
    people, homes = set[int](), set[int]()
    for at, who in backers:
        people.add(who)
        home = int(facts.homes.at(np.array([who]), np.array([at // DAY]))[0])
        homes |= {home} if home >= 0 else set()
        if len(people) >= LEAST_BACKERS and len(homes) >= BACKING_HOMES:
            return at
    return None


def _breadth(facts: Facts) -> dict[str, Rows]:
    """One to each backer, shown by the experiment, and the same shown by the backer's home."""
    rows = [
        (at // DAY, who, -1, place, UNITS)
        for place, experiment in enumerate(facts.experiments)
        for at, who in backers_of(facts, experiment)
    ]
    backing = _rows(facts, rows)
    home = evidence_numbers("Group", facts.homes.at(backing.person, backing.day))
    by_home = Rows.of(*backing.columns()[:5], home).select(home >= 0)
    return {"I3.backing": backing, "I3.homes": by_home}


def _adoption(facts: Facts) -> dict[str, Rows]:
    """One to who adopted a practice, and by how many days before the median of all who did.

    Whoever proposes or backs an experiment that tries a practice has adopted it; of an even number of
    people the earlier one in the middle is the median.
    """
    adopted: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for place, experiment in enumerate(facts.experiments):
        proposed, practice, proposer = experiment[2], experiment[6], experiment[7]
        acts = backers_of(facts, experiment)
        if proposed is not None and proposer in facts.index and proposer not in facts.programs:
            acts = [(proposed, facts.index[proposer]), *acts]
        for at, who in acts if practice else ():
            now = (at // DAY, place)
            adopted[practice][who] = min(adopted[practice].get(who, now), now)
    first, lead = list[Row](), list[Row]()
    for people in adopted.values():
        days = sorted(day for day, _ in people.values())
        median = days[(len(days) - 1) // 2]
        for who, (day, place) in sorted(people.items()):
            first.append((day, who, -1, place, UNITS))
            lead.append((day, who, -1, place, (median - day) * UNITS))
    return {"I4.adopted": _rows(facts, first), "I4.lead": _rows(facts, lead)}


def _rows(facts: Facts, rows: Iterable[Row]) -> Rows:
    """Rows of credits that experiments show."""
    day, person, other, place, units = np.array(list(rows), np.int64).reshape(-1, 5).T
    goals = np.array([_goals(facts, facts.experiments[one]) for one in place.tolist()], np.int64)
    return Rows.of(day, person, other, goals, units, evidence_numbers("Experiment", place))


def _goals(facts: Facts, experiment: Sequence[Any]) -> int:
    """The goals that an experiment tests, and those of the talk about it."""
    talk = facts.conversation_index.get(experiment[9])
    own = facts.sets.number(experiment[10])
    return own if talk is None else facts.sets.union([own, int(facts.goals[talk])])
