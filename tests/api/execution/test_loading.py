"""A loader that shares what it reads: never a value older than what it is shared with."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from api.execution.loaders import Loader


async def test_an_answer_that_was_on_its_way_is_not_shared_with_later_ones() -> None:
    there, arrived = {"goal": "old"}, asyncio.Event()

    async def read(keys: Sequence[str]) -> Mapping[str, str]:
        found = {key: there[key] for key in keys}
        await arrived.wait()
        return found

    first, second, shared = Loader(read), Loader(read), dict[str, str]()
    on_its_way = first.load("goal")
    await asyncio.sleep(0.01)
    there["goal"] = "new"
    first.share(shared)
    arrived.set()
    await on_its_way
    second.share(shared)

    assert await second.load("goal") == "new"
    assert shared == {"goal": "new"}


async def test_what_is_shared_is_not_read_again() -> None:
    asked: list[str] = []

    async def read(keys: Sequence[str]) -> Mapping[str, str]:
        asked.extend(keys)
        return {key: key.upper() for key in keys if key != "none"}

    shared: dict[str, str] = {}
    for _ in range(2):
        loader = Loader(read)
        loader.share(shared)
        assert await loader.load_many(["a", "none"]) == ["A", None]

    assert asked == ["a", "none", "none"]
