"""Slots: how many a turn of the loop, who waits, who hears at once, and that none is ever lost."""

import asyncio
import random
from contextlib import AsyncExitStack

import pytest

from api.http.admission import BUSY, LEAST, STOPPING, Traffic
from api.http.document_limits import Limits
from api.http.graphql_request import Refused


async def turn() -> None:
    await asyncio.sleep(0)


async def test_work_without_a_break_takes_its_share_of_a_turn() -> None:
    traffic = Traffic(Limits(running=5, waiting=1000))
    done = 0

    async def work() -> None:
        nonlocal done
        async with traffic.slot():
            done += 1

    tasks = [asyncio.create_task(work()) for _ in range(40)]
    most = before = 0
    while done < 40:
        await turn()
        most, before = max(most, done - before), done
    await asyncio.gather(*tasks)
    await turn()

    assert most == 5
    assert (traffic.running, traffic.waiting) == (0, 0)


async def test_slots_become_fewer_while_the_loop_works_long_and_more_while_somebody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds = 1.0
    monkeypatch.setattr("api.http.admission.time.thread_time", lambda: seconds)
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "call_later", lambda *_: None)
    traffic = Traffic(Limits(running=64))
    traffic.watch()
    for _ in range(30):
        seconds += 0.1
        traffic.watch()
    assert traffic.slots == LEAST

    traffic.watch()
    assert traffic.slots == LEAST
    traffic.waiting = 1
    for _ in range(100):
        traffic.watch()
    assert traffic.slots == 64


async def test_slots_that_become_fewer_do_not_look_as_if_none_had_been_free_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr("api.http.admission.time.thread_time", lambda: now)
    monkeypatch.setattr("api.http.admission.time.monotonic", lambda: now)
    monkeypatch.setattr(asyncio.get_running_loop(), "call_later", lambda *_: None)
    traffic = Traffic(Limits(running=20, wait_seconds=1.0))
    async with AsyncExitStack() as stack:
        for _ in range(18):
            await stack.enter_async_context(traffic.slot())
        traffic.watch()
        now += 60
        traffic.watch()
        assert traffic.slots == 16
        assert traffic.refusal() is None
        now += 2
        assert traffic.refusal() is BUSY


async def test_whoever_would_wait_too_long_is_refused_when_he_comes() -> None:
    traffic = Traffic(Limits(running=1, waiting=3, wait_seconds=60))
    async with traffic.slot():
        waiting = []
        for _ in range(3):
            assert traffic.refusal() is None
            waiting.append(asyncio.create_task(traffic.slot().__aenter__()))
            await turn()
        assert traffic.refusal() is BUSY
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert traffic.refusal() is None
        traffic.draining = True
        assert traffic.refusal() is STOPPING


async def test_no_slot_is_lost_whatever_ends_a_request() -> None:
    seed = random.randrange(2**32)
    dice = random.Random(seed)
    traffic = Traffic(Limits(running=3, waiting=20, wait_seconds=0.02))
    most = 0

    async def request() -> None:
        nonlocal most
        try:
            async with traffic.slot():
                most = max(most, traffic.running)
                await asyncio.sleep(dice.random() * 0.01)
                if dice.random() < 0.2:
                    raise ValueError
        except (Refused, ValueError):
            pass

    tasks = []
    for _ in range(300):
        tasks.append(asyncio.create_task(request()))
        if dice.random() < 0.3:
            await asyncio.sleep(dice.random() * 0.01)
        if dice.random() < 0.3:
            dice.choice(tasks).cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await turn()

    assert most <= 3, seed
    assert (traffic.running, traffic.waiting) == (0, 0), seed
    async with traffic.slot():
        assert traffic.running == 1
