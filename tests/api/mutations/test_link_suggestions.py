"""What a machine suggests over GraphQL: the pairs with reasons, written or only shown."""

from __future__ import annotations

from graph.store.driver import Store
from tests.api.asking import data
from tests.api.mutations.asking import key, mutate, save_goals

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
