"""An answer is worked out once a version, by the first who asks; one that failed is tried again."""

from __future__ import annotations

import asyncio

import pytest

from graph.network.ties.answer_cache import AnswerCache, VersionAnswers


async def test_whoever_asks_while_it_is_worked_out_waits_for_the_same() -> None:
    cache, calls = AnswerCache(2), list[str]()

    async def work(name: str) -> str:
        calls.append(name)
        await asyncio.sleep(0)
        return name.upper()

    answers = await asyncio.gather(*(cache.once("a", lambda: work("a")) for _ in range(3)))

    assert (answers, calls) == (["A", "A", "A"], ["a"])
    assert "a" in cache and "b" not in cache


async def test_the_least_lately_used_is_dropped() -> None:
    cache = AnswerCache(2)

    async def work() -> int:
        return 1

    for key in ("a", "b", "a", "c"):
        await cache.once(key, work)
    assert [key in cache for key in "abc"] == [True, False, True]
    cache.clear()
    assert "a" not in cache


async def test_what_failed_or_was_ended_is_worked_out_anew() -> None:
    cache, calls = AnswerCache(2), list[int]()

    async def work() -> int:
        calls.append(1)
        if len(calls) == 1:
            raise ValueError("once")
        if len(calls) == 2:
            raise asyncio.CancelledError
        return len(calls)

    with pytest.raises(ValueError, match="once"):
        await cache.once("a", work)
    with pytest.raises(asyncio.CancelledError):
        await cache.once("a", work)
    assert await cache.once("a", work) == await cache.once("a", work) == 3


async def test_another_version_drops_everything() -> None:
    answers, calls = VersionAnswers(), list[str]()

    def work() -> int:
        calls.append("x")
        return len(calls)

    assert [await answers.once(version, "k", work) for version in ("1", "1", "2", "1")] == [1, 1, 2, 3]  # fmt: skip
