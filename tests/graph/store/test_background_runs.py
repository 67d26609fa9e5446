"""Work beside requests: what is told to end, ends, also where it has just ended."""

from __future__ import annotations

import asyncio

from graph.store.background_runs import BackgroundRun


def test_a_run_whose_loop_has_just_closed_is_told_to_end_all_the_same() -> None:
    loop = asyncio.new_event_loop()
    task = loop.create_task(asyncio.sleep(0))
    loop.run_until_complete(task)
    loop.close()
    run = BackgroundRun("one", loop, task)
    run.stop()
    assert run.stopping


async def test_a_run_that_goes_on_is_cancelled() -> None:
    task = asyncio.ensure_future(asyncio.sleep(60))
    run = BackgroundRun("one", asyncio.get_running_loop(), task)
    run.stop()
    await asyncio.wait([task], timeout=5)
    assert task.cancelled()
