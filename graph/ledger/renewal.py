"""The ledger after a change: only months in which rows differ are packed anew, the others stay as they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.ledger.cells import Cells, cell_differences
from graph.ledger.conventions import MOST_CHANGED
from graph.ledger.event_differences import Change
from graph.ledger.facts import Facts
from graph.ledger.inputs import KeptInputs
from graph.ledger.key_differences import key_differences
from graph.ledger.month_parts import MonthRows, by_month
from graph.ledger.organisation_change import OrganisationChange, people_who_differ, talk_with
from graph.ledger.organisation_rows import OrganisationRows
from graph.ledger.packed_columns import Part, month_text
from graph.ledger.pair_differences import pair_differences
from graph.ledger.row_differences import Difference
from graph.ledger.talk_differences import talk_differences
from graph.ledger.talk_versions import TalkVersions
from graph.store.driver import Store

SOLUTIONS = ("P2.needs", "P2.answers")
"""Columns of solutions: how far apart their ends stood depends on contact."""


@dataclass(frozen=True, eq=False)
class Renewed:
    """The parts that were packed, the names of all parts, and what the change adds to cells."""

    parts: Sequence[Part]
    columns: Sequence[str]
    cells: Cells | None = None
    """None where everything was reckoned anew."""


def change_of(
    facts: Facts, talk: TalkVersions, before: KeptInputs, now: OrganisationRows
) -> Change | None:
    """The change that makes these facts of what was before; None where too much is not what it was.

    The facts know everybody who is there or was.
    """
    days = [facts.day[flag[facts.conversation]] for flag in (talk.before, talk.now)]
    if not all(map(len, days)) or days[0].min() != days[1].min():
        return None
    if talk.changed[facts.conversation].mean() > MOST_CHANGED:
        return None
    differ = before.organisation and people_who_differ(before.organisation, now)
    moved = None
    if before.organisation is None or differ is None:
        return None
    if differ:
        moved = _moved(facts, talk, before.organisation, now, differ)
        if moved is None:
            return None
    ids, goals = talk.talk.ids["conversations"], facts.goals.copy()
    for place in np.flatnonzero(talk.before & ~talk.now).tolist():
        goals[place] = facts.sets.number(before.links.get(ids[place], ()))
    both = replace(facts, goals=goals, first_day=int(days[0].min()))
    of_both = replace(talk, talk=facts.talk)
    return Change(both, of_both, before.market, facts.market, moved)


def _moved(
    facts: Facts,
    talk: TalkVersions,
    before: OrganisationRows,
    now: OrganisationRows,
    differ: Collection[str],
) -> OrganisationChange | None:
    """How the organisation was; None where much talk is of those who differ, or some of other times than they."""
    sides = [{row[0] for row in rows.people} for rows in (before, now)]
    for own, flag in zip(sides, (talk.before, talk.now), strict=True):
        away = np.array([one not in own for one in facts.people], np.bool_)
        if away.any() and (talk_with(facts.talk, away) & flag).any():
            return None
    people = np.array([one in differ for one in facts.people], np.bool_)
    theirs = talk_with(facts.talk, people)[facts.conversation]
    rows = before.with_people(now.people)
    ids = [row[0] for row in rows.people]
    if theirs.mean() > MOST_CHANGED or ids != list(facts.people) or ids != sorted(ids):
        return None
    return OrganisationChange(people, *rows.made())


def ledger_differences(change: Change) -> dict[str, Difference]:
    """Every column that differs, evidence in the numbers of `change.evidence_ids`."""
    of_talk = talk_differences(change)
    solved = [of_talk[name] for name in SOLUTIONS if name in of_talk]
    return {**of_talk, **pair_differences(change, solved), **key_differences(change)}


async def renewed_parts(
    store: Store,
    change: Change,
    columns: Sequence[str],
    progress: Callable[[str, int, int | None], None],
) -> Renewed:
    """The ledger that stands in these stored parts, after a change."""
    progress("reckoning what has changed", 0, None)
    differ = await asyncio.to_thread(ledger_differences, change)
    months = by_month(differ)
    parts: list[Part] = []
    gone: set[str] = set()
    for number, (month, differences) in enumerate(sorted(months.items())):
        progress("packing", number, len(months))
        ids = [one for one in columns if one.startswith(month_text(month) + "/")]
        own = [Part(*row) async for row in store.stream("ledger_columns", ids=ids)]
        parts += await asyncio.to_thread(renewed_month, month, own, differences, change)
        gone.update(part.id for part in own)
    names = [one for one in columns if one not in gone] + [part.id for part in parts]
    facts = change.facts
    cells = await asyncio.to_thread(cell_differences, differ, facts.people, facts.sets.sets)
    return Renewed(parts, names, cells)


def renewed_month(
    month: int, parts: Sequence[Part], differences: Mapping[str, Difference], change: Change
) -> list[Part]:
    """The parts of a month after the change."""
    rows = MonthRows(parts, change.facts)
    rows.change(differences, change.evidence_ids)
    return list(rows.parts(month))
