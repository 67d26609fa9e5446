"""What is refused before goals are removed or archived: what hangs on them, and half of a source."""

from __future__ import annotations

from typing import Any

import pytest

from graph.errors import ErrorCode, NotFound
from graph.writing.goal_removal import (
    ArchiveCandidates,
    GoalDependents,
    archive_candidates,
    archive_others,
    dependents_of_goal,
    remove_goal,
)
from graph.writing.row_results import Outcome, Status, WriteAbort
from tests.statement_answers import StatementAnswers

ALONE = ("acme/g", 3, [], 0, 0, 0, 0, 0, 0, 0)


def hangs(column: int) -> tuple[Any, ...]:
    more = {2: ["acme/low"]}.get(column, 1)
    return (*ALONE[:column], more, *ALONE[column + 1 :])


@pytest.mark.parametrize("column", [2, 3, 5, 6, 7, 8, 9])
def test_a_goal_on_which_anything_hangs_is_not_alone(column: int) -> None:
    assert GoalDependents(*ALONE).nothing
    assert not GoalDependents(*hangs(column)).nothing


def answers(row: tuple[Any, ...] | None) -> Any:
    rows = [] if row is None else [row]
    return StatementAnswers(
        {"lock": [], "save_part_changes": [], "dependents_of_goals": rows, "remove_goals": []}
    )


@pytest.mark.parametrize(
    ("row", "version", "sure", "fault"),
    [
        (ALONE, None, False, None),
        (ALONE, 3, False, None),
        (ALONE, 2, False, ("CONFLICT", ("version",))),
        (ALONE, 2, True, ("CONFLICT", ("version",))),
        ((ALONE[0], None, *ALONE[2:]), 0, False, None),
        ((ALONE[0], None, *ALONE[2:]), 1, False, ("CONFLICT", ("version",))),
        (hangs(3), None, False, ("CONFLICT", ("cascade",))),
        (hangs(3), None, True, None),
        (None, None, True, ("NOT_FOUND", ("goal",))),
    ],
)
async def test_when_a_goal_is_removed(
    row: tuple[Any, ...] | None, version: int | None, sure: bool, fault: Any
) -> None:
    tx = answers(row)
    if fault is None:
        answer = await remove_goal(tx, "acme/g", version, sure)
        assert answer.outcomes == [Outcome(Status.SAVED, "acme/g")]
        assert tx.params("remove_goals") == [{"ids": ["acme/g"]}]
        return
    with pytest.raises(WriteAbort) as aborted:
        await remove_goal(tx, "acme/g", version, sure)
    (outcome,) = aborted.value.answer.outcomes
    assert outcome.status is Status.REJECTED
    assert [(one.code.name, one.place) for one in outcome.faults] == [fault]
    current = None if fault[0] == "NOT_FOUND" else "acme/g"
    assert outcome.faults[0].current == current
    assert tx.params("remove_goals") == []


async def test_what_hangs_on_a_goal_that_is_not_there() -> None:
    assert await dependents_of_goal(answers(None), "acme/g") is None
    assert await dependents_of_goal(answers(ALONE), "acme/g") == GoalDependents(*ALONE)


@pytest.mark.parametrize(
    ("ids", "standing", "most"), [(0, 0, False), (1, 2, False), (2, 3, True), (1, 3, False)]
)
def test_most_is_more_than_half(ids: int, standing: int, most: bool) -> None:
    candidates = ArchiveCandidates([f"acme/{n}" for n in range(ids)], standing, [], [])
    assert candidates.most == most


def source(others: int, kept: int, archived: int = 0) -> Any:
    return StatementAnswers(
        {
            "lock": [],
            "sources": [("acme", None, None), ("hr", None, None)],
            "goals_not_among": [(f"acme/o{n}",) for n in range(others)],
            "stored_goals": [(f"acme/k{n}", "hash") for n in range(kept)],
            "archived_goals_among": [(f"acme/k{n}",) for n in range(archived)],
        }
    )


async def test_what_a_full_sync_would_archive() -> None:
    store = source(2, 3, 1)

    found = await archive_candidates(
        store.rows, "acme", ["acme/k1", "acme/k0", "acme/k2", "acme/x"]
    )

    assert found == ArchiveCandidates(["acme/o0", "acme/o1"], 4, ["acme/x"], ["acme/k0"])
    assert store.params("stored_goals") == [{"ids": ["acme/k0", "acme/k1", "acme/k2", "acme/x"]}]
    assert store.params("goals_not_among")[0]["prefix"] == "acme/"
    with pytest.raises(NotFound, match="nothing has been written to the source"):
        await archive_candidates(store.rows, "new", [])


@pytest.mark.parametrize(
    ("others", "kept", "confirm", "message"),
    [
        (2, 1, None, "2 of 3 goals of the source would be archived"),
        (2, 1, 1, "2 of 3 goals of the source would be archived, not 1"),
        (1, 3, 2, "1 of 4 goals of the source would be archived, not 2"),
        (1, 3, 0, "1 of 4 goals of the source would be archived, not 0"),
    ],
)
async def test_most_of_a_source_is_archived_only_where_it_is_confirmed(
    others: int, kept: int, confirm: int | None, message: str
) -> None:
    with pytest.raises(WriteAbort) as aborted:
        await archive_others(source(others, kept), "acme", [], confirm)
    ((fault,),) = [outcome.faults for outcome in aborted.value.answer.outcomes]
    assert (fault.code, fault.message, fault.place) == (
        ErrorCode.CONFLICT,
        message,
        ("expected_count",),
    )
    assert fault.remedy == f"look at a preview; if that is meant, send `expectedCount: {others}`"


@pytest.mark.parametrize("confirm", [None, 0])
async def test_where_nothing_is_to_be_archived_nothing_is_asked(confirm: int | None) -> None:
    assert (await archive_others(source(0, 3), "acme", [], confirm)).outcomes == []
