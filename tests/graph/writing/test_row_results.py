"""What becomes of all rows when one is rejected, and an answer that is kept for a repeated request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from graph.errors import BadInput, Conflict, ErrorCode
from graph.writing.idempotency import LONGEST_KEY, RETENTION, Request, run_once
from graph.writing.row_results import (
    Answer,
    Fault,
    OnError,
    Outcome,
    Status,
    WriteAbort,
    answer_of,
)
from tests.statement_answers import StatementAnswers

FAULT = Fault(ErrorCode.CONFLICT, "no", "mend", ("goals", 2, "parents"), "acme/g", True)


def outcomes() -> list[Outcome]:
    return [
        Outcome(Status.SAVED, "acme/a", True, notes=["n"]),
        Outcome(Status.UNCHANGED, "acme/b"),
        Outcome.rejected("acme/c", FAULT),
    ]


def test_where_one_is_rejected_nothing_is_saved_unless_it_is_to_be_skipped() -> None:
    assert answer_of(outcomes(), OnError.SKIP).outcomes == outcomes()
    assert answer_of(outcomes()[:2], OnError.ABORT).outcomes == outcomes()[:2]

    with pytest.raises(WriteAbort) as aborted:
        answer_of(outcomes(), OnError.ABORT)

    assert aborted.value.answer.outcomes == [
        Outcome(Status.NOT_SAVED, "acme/a"),
        Outcome(Status.UNCHANGED, "acme/b"),
        Outcome(Status.REJECTED, "acme/c", faults=[FAULT]),
    ]


def test_a_kept_answer_is_the_answer_and_says_that_it_is_repeated() -> None:
    answer = Answer(outcomes())
    again = Answer.unpacked(answer.packed())
    assert (again.outcomes, again.repeated, answer.repeated) == (outcomes(), True, False)


def test_a_request_is_known_by_who_asks_what_with_which_key() -> None:
    one = Request.of("ann", "saveGoal", "k", {"a": 1, "b": 2})
    assert one is not None
    assert one == Request.of("ann", "saveGoal", "k", {"b": 2, "a": 1})
    assert Request.of("ann", "saveGoal", None, {}) is None
    others = [
        Request.of("bob", "saveGoal", "k", {"a": 1, "b": 2}),
        Request.of("ann", "saveGoals", "k", {"a": 1, "b": 2}),
        Request.of("ann", "saveGoal", "l", {"a": 1, "b": 2}),
    ]
    assert len({one.id, *(other.id for other in others if other)}) == 4
    other_input = Request.of("ann", "saveGoal", "k", {"a": 2, "b": 2})
    assert other_input is not None
    assert (other_input.id, other_input.input_hash == one.input_hash) == (one.id, False)


@pytest.mark.parametrize(("length", "fits"), [(0, False), (1, True), (LONGEST_KEY, True), (LONGEST_KEY + 1, False)])  # fmt: skip
def test_a_key_has_one_to_two_hundred_characters(length: int, fits: bool) -> None:
    if fits:
        assert Request.of("ann", "m", "k" * length, {}) is not None
    else:
        with pytest.raises(BadInput, match=f"{length} characters; 1 to 200"):
            Request.of("ann", "m", "k" * length, {})


class Unit(StatementAnswers):
    """Statements in one transaction."""

    async def unit(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        return await work(self)


def store_of(known: str | None, answer: str = "") -> Any:
    return Unit({
        "save_requests": lambda rows: [(rows[0]["id"], known, answer)],
        "save_request_answers": [], "remove_old_requests": [],
    })  # fmt: skip


REQUEST = Request("id", "hash")


async def saving(tx: Any) -> Answer:
    return Answer(outcomes())


async def test_a_request_is_done_once_and_its_answer_kept_for_a_week() -> None:
    store = store_of(None)

    answer = await run_once(store, REQUEST, saving)

    assert answer.outcomes == outcomes()
    kept = {"id": "id", "input_hash": "hash", "answer": answer.packed()}
    assert store.params("save_request_answers") == [{"rows": [kept]}]
    before = datetime.fromisoformat(store.params("remove_old_requests")[0]["before"])
    assert timedelta(0) <= datetime.now(UTC) - RETENTION - before < timedelta(minutes=5)


async def test_a_repeated_request_does_nothing_and_gets_its_answer() -> None:
    store = store_of("hash", Answer(outcomes()).packed())

    answer = await run_once(store, REQUEST, lambda tx: pytest.fail("done twice"))

    assert (answer.outcomes, answer.repeated) == (outcomes(), True)
    assert [name for name, _ in store.sent] == ["save_requests"]


async def test_one_key_is_not_for_two_inputs() -> None:
    with pytest.raises(Conflict, match="used before with another input"):
        await run_once(store_of("other"), REQUEST, saving)


async def test_what_saved_nothing_may_be_sent_again() -> None:
    async def unchanged(tx: Any) -> Answer:
        return Answer(outcomes()[1:])

    async def aborted(tx: Any) -> Answer:
        return answer_of(outcomes(), OnError.ABORT)

    for work in (unchanged, aborted):
        store = store_of(None)
        answer = await run_once(store, REQUEST, work)
        assert len(answer.outcomes) > 1
        assert store.params("save_request_answers") == []


async def test_without_a_key_nothing_is_kept() -> None:
    store = store_of(None)
    await run_once(store, None, saving)
    assert store.sent == []
