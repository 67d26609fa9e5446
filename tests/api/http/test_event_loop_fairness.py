"""Long pieces of work that come together are done one a turn of the loop, and small ones with each other."""

import asyncio
import itertools
from typing import Any

import pytest

from api.http.documents import Documents
from api.http.event_loop_fairness import LARGE, FairTurns
from tests.api.http.client import client
from tests.api.http.sample import sample_app


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How much processor time each piece of work takes."""
    each = [1.0]
    clock = itertools.count()
    monkeypatch.setattr(
        "api.http.event_loop_fairness.time.thread_time", lambda: next(clock) * each[0]
    )
    return each


async def most_in_a_turn(turns: FairTurns, pieces: int) -> int:
    done: list[int] = []
    tasks = [
        asyncio.create_task(turns.result(lambda n=n: done.append(n)))  # type: ignore[misc]
        for n in range(pieces)
    ]
    most = before = 0
    while len(done) < pieces:
        await asyncio.sleep(0)
        most, before = max(most, len(done) - before), len(done)
    await asyncio.gather(*tasks)
    assert done == sorted(done)
    return most


async def test_a_long_piece_has_a_turn_of_its_own(seconds: list[float]) -> None:
    assert await most_in_a_turn(FairTurns(), 30) == 1


async def test_small_pieces_share_a_turn(seconds: list[float]) -> None:
    seconds[0] = 0.0001
    assert await most_in_a_turn(FairTurns(), 30) == 30


async def test_what_fails_gives_way_too(seconds: list[float]) -> None:
    turns = FairTurns()

    def fail() -> None:
        raise ValueError

    failures = await asyncio.gather(*(turns.result(fail) for _ in range(3)), return_exceptions=True)
    assert [type(failure) for failure in failures] == [ValueError] * 3
    assert await turns.result(lambda: "after") == "after"


async def test_who_leaves_while_waiting_holds_nobody_up(seconds: list[float]) -> None:
    turns = FairTurns()
    tasks = [asyncio.create_task(turns.result(lambda: 1)) for _ in range(5)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    tasks[2].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [result for result in results if result == 1] == [1, 1, 1]


@pytest.mark.parametrize("where", ["document", "variables", "url"])
async def test_documents_that_come_together_are_prepared_one_a_turn(
    where: str, monkeypatch: pytest.MonkeyPatch, seconds: list[float]
) -> None:
    """Counted with the turns of the loop between two: none is prepared in the turn of another."""
    turn = 0
    prepared: list[int] = []
    stock = Documents._prepared_document

    def noted(documents: Documents, text: str) -> Any:
        prepared.append(turn)
        return stock(documents, text)

    async def count() -> None:
        nonlocal turn
        while True:
            turn += 1
            await asyncio.sleep(0)

    monkeypatch.setattr(Documents, "_prepared_document", noted)
    counting = asyncio.create_task(count())
    more = {"variables": {"unused": "x" * 2 * LARGE}} if where == "variables" else {}
    async with client(sample_app(), accept="application/json") as http:
        bodies = [{"query": f"# {n}\n{{ who }}"} | more for n in range(20)]
        ask = (
            (http.get("/graphql", params=body) for body in bodies)
            if where == "url"
            else (http.post("/graphql", json=body) for body in bodies)
        )
        answers = await asyncio.gather(*ask)
    counting.cancel()

    assert {answer.status_code for answer in answers} == {200}
    assert len(prepared) == len(set(prepared)) == 20
