"""One person across sources: joined by mail or by hand, parted again, and nothing lost on the way."""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import NotFound
from graph.importing import Options, TextMode, import_bundle
from graph.organisation.people import person_ids_by_email
from graph.store.driver import Store
from graph.writing.account_joins import duplicate_people, join_people, split_person
from graph.writing.row_results import WriteAbort
from tests.conftest import emptied
from tests.graph.importing.random_bundles import bundles
from tests.graph.importing.whole_organisation import WHOLE, exported, imported, query, whole_graph
from tests.graph.sources.bundles import folder

CHAT: dict[str, Any] = {
    "people": [
        {"id": "U1", "name": "ada", "email": "ada@acme.example", "capabilities": ["Python", "Go"]},
        {"id": "U2", "name": "bo", "email": "bo@acme.example", "manager": "U1"},
    ],
    "conversations": [
        {"id": "t1", "hosts": ["U1"], "participants": ["U2", {"source": "acme", "id": "ada"}]}
    ],
    "messages": [
        {
            "id": "1",
            "conversation": "t1",
            "at": "2026-03-01T08:00:00Z",
            "author": "U1",
            "to": ["U2", {"source": "acme", "id": "ada"}],
            "mentions": ["U1", {"source": "acme", "id": "ada"}],
        },
        {
            "id": "2",
            "conversation": "t1",
            "at": "2026-03-01T09:00:00Z",
            "author": {"source": "acme", "id": "ada"},
            "reply_to": "1",
        },
    ],
    "reactions": [{"message": "2", "person": "U1", "kind": "like"}],
}
"""A chat of the same organisation, whose U1 is Ada; it names her by both of her accounts."""


async def _people(store: Store) -> list[Any]:
    """Every person with their accounts."""
    text = "MATCH (p:Person)<-[:OF]-(a:Account) WITH p.id AS p, a.id AS a ORDER BY a RETURN p, collect(a)"
    return sorted(map(list, await query(store, text)))


async def _hand(store: Store, work: Any, *what: Any) -> Any:
    return await store.unit(partial(_run, work, what))


async def _run(work: Any, what: Any, tx: Any) -> Any:
    return await work(tx, *what)


async def test_one_address_in_two_sources_is_one_person(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path / "acme", WHOLE)
    first = await exported(empty_store, tmp_path / "acme-before")
    await imported(empty_store, tmp_path / "chat", CHAT, source="chat")

    assert await _people(empty_store) == [
        ["acme/ada", ["acme/ada", "chat/U1"]],
        ["acme/bob", ["acme/bob"]],
        ["acme/cy", ["acme/cy"]],
        ["chat/U2", ["chat/U2"]],
    ]
    text = """
    MATCH (p:Person {id: 'acme/ada'})
    RETURN p.name, p.title, COUNT { (p)-[:TOOK_PART_IN]->({id: 'chat/t1'}) },
      COUNT { (p)-[:WROTE]->({id: 'chat/1'}) } + COUNT { (p)-[:WROTE]->({id: 'chat/2'}) },
      COUNT { (p)<-[:MENTIONS]-({id: 'chat/1'}) }, COUNT { (p)-[:CAN]->() },
      COUNT { (p)<-[:REPORTS_TO]-({id: 'chat/U2'}) }
    """
    assert await query(empty_store, text) == [("Ada", "Head", 1, 2, 1, 3, 1)]
    assert await person_ids_by_email(empty_store, " ADA@acme.EXAMPLE") == ["acme/ada"]

    graph = await whole_graph(empty_store)
    assert await exported(empty_store, tmp_path / "acme-after") == first
    chat = await exported(empty_store, tmp_path / "chat-out", "chat")
    for name, bundle in (("acme", WHOLE), ("chat", CHAT)):
        again = await imported(empty_store, tmp_path / f"{name}-again", bundle, source=name)
        assert again.total("saved") + again.total("changed") == 0
    assert await whole_graph(empty_store) == graph
    await emptied(empty_store)
    for name in ("acme-after", "chat-out"):
        await import_bundle(empty_store, tmp_path / name, Options(text=TextMode.FULL))
    assert await exported(empty_store, tmp_path / "chat-third", "chat") == chat
    assert await exported(empty_store, tmp_path / "acme-third") == first


async def test_who_comes_first_keeps_the_id_and_a_changed_row_keeps_the_join(
    empty_store: Store, tmp_path: Path
) -> None:
    hr: dict[str, Any] = {
        "people": [{"id": "7", "name": "Ann Lee", "email": "ann@x.example", "title": "Head"}]
    }
    for source in ("chat", "hr"):
        rows = hr if source == "hr" else {"people": [{"id": "U", "email": "Ann@X.example"}]}
        await imported(empty_store, tmp_path / source, rows, source=source)
    assert await _people(empty_store) == [["chat/U", ["chat/U", "hr/7"]]]
    hr["people"][0] |= {"title": "Chief", "email": "ann.lee@x.example"}
    await imported(empty_store, tmp_path / "hr", hr, source="hr")
    assert await _people(empty_store) == [["chat/U", ["chat/U", "hr/7"]]]
    found = await query(empty_store, "MATCH (p:Person) RETURN p.id, p.name, p.title")
    assert found == [("chat/U", "Ann Lee", "Chief")]


async def test_an_address_that_one_source_gives_to_two_is_left_to_a_person(
    empty_store: Store, tmp_path: Path
) -> None:
    hris = [
        {"id": "u1", "name": "Ann Lee (old account)", "email": "Ann.Lee@acme.com"},
        {"id": "u2", "name": "Ann Lee", "email": "ann.lee@acme.com"},
        {"id": "v1", "email": "same@acme.com"},
        {"id": "v2", "email": "same@acme.com"},
        {"id": "bot", "email": "bot@acme.com", "bot": True},
    ]
    await imported(
        empty_store,
        tmp_path / "chat",
        {
            "people": [
                {"id": "S9", "email": "ann.lee@acme.com"},
                {"id": "B", "email": "bot@acme.com"},
            ]
        },
        source="chat",
    )
    report = await imported(empty_store, tmp_path / "hris", {"people": hris}, source="hris")

    assert ["chat/S9", ["chat/S9", "hris/u2"]] in await _people(empty_store)
    assert len(await _people(empty_store)) == 6
    assert report.total("doubtful") == 3
    doubtful = {one.id for one in report.notes if one.status == "doubtful"}
    assert doubtful == {"hris/u1", "hris/v2", "hris/bot"}
    pairs = {(one.one, one.other): one.reasons for one in await duplicate_people(empty_store, 10)}
    assert set(pairs) == {
        ("chat/S9", "hris/u1"),
        ("hris/v1", "hris/v2"),
        ("chat/B", "hris/bot"),
    }
    okr: dict[str, Any] = {
        "people": [{"id": "o", "email": "same@acme.com"}, {"id": "p", "email": "ann.lee@acme.com"}]
    }
    report = await imported(empty_store, tmp_path / "okr", okr, source="okr")
    doubtful = {(one.line, one.id) for one in report.notes if one.status == "doubtful"}
    assert (report.total("doubtful"), doubtful) == (1, {(1, "okr/o")})
    bots: dict[str, Any] = {"people": [{"id": "b", "email": "bot@acme.com"}]}
    report = await imported(empty_store, tmp_path / "bots", bots, source="aa")
    doubtful = {(one.line, one.id) for one in report.notes if one.status == "doubtful"}
    assert doubtful == {(1, "aa/b")}
    await _hand(empty_store, join_people, "hris/v1", ["hris/v2", "okr/o"])
    assert await person_ids_by_email(empty_store, "same@acme.com") == ["hris/v1"]


@pytest.mark.parametrize("pair", list(combinations(["ada", "bob", "cy"], 2)), ids="-".join)
async def test_after_a_split_everything_is_as_before_the_join(
    pair: tuple[str, str], empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path / "in", WHOLE)
    await _back_and_forth(empty_store, tmp_path, [f"acme/{one}" for one in pair])


@given(rows=bundles(), pair=st.sampled_from(list(combinations("abc", 2))))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
async def test_after_a_split_any_organisation_is_as_before_the_join(
    rows: dict[str, list[str]], pair: tuple[str, str], store: Store, tmp_path: Path
) -> None:
    await emptied(store)
    people = [*rows["people"], *(f'{{"id": "{one}"}}' for one in "abc")]
    await import_bundle(store, folder(tmp_path / "in", rows | {"people": people}))
    await _back_and_forth(store, tmp_path, [f"acme/{one}" for one in pair])


async def _back_and_forth(store: Store, path: Path, pair: list[str]) -> None:
    """Join two people and part them, comparing what the store holds and exports."""
    graph = await whole_graph(store, moments=False)
    bundle = await exported(store, path / "before")
    await _hand(store, join_people, pair[0], pair[1:])
    assert [pair[0], sorted(pair)] in await _people(store)
    assert await exported(store, path / "joined") == bundle
    assert await query(store, "MATCH (p:Person)-[r]->(p) RETURN type(r)") == []
    after_join = await whole_graph(store)
    again = await _hand(store, join_people, pair[0], pair[1:])
    assert again.outcomes[0].status == "unchanged"
    report = await import_bundle(store, path / "before", Options(text=TextMode.FULL))
    assert report.total("saved") == 0
    if report.total("changed") == 0:
        assert await whole_graph(store) == after_join
        await _hand(store, split_person, pair[0], pair[1:])
        assert await whole_graph(store, moments=False) == graph
    else:
        await _hand(store, split_person, pair[0], pair[1:])
    assert await exported(store, path / "parted") == bundle


async def test_a_split_outlives_imports(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path / "acme", WHOLE)
    await imported(empty_store, tmp_path / "chat", CHAT, source="chat")
    answer = await _hand(empty_store, split_person, "chat/U1", ["acme/ada"])
    assert [outcome.id for outcome in answer.outcomes] == ["acme/ada", "chat/U1"]
    people = [CHAT["people"][0] | {"title": "Else"}, CHAT["people"][1]]
    await imported(empty_store, tmp_path / "chat", CHAT | {"people": people}, source="chat")
    assert ["chat/U1", ["chat/U1"]] in await _people(empty_store)
    assert await duplicate_people(empty_store, 10) == []
    assert len(await person_ids_by_email(empty_store, "ada@acme.example")) == 2
    await _hand(empty_store, join_people, "acme/ada", ["chat/U1"])
    assert len(await person_ids_by_email(empty_store, "ada@acme.example")) == 1


async def test_what_cannot_be_joined_or_parted_is_said(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path / "acme", WHOLE)
    for work, what in (
        (join_people, ("acme/ada", ["acme/nobody"])),
        (join_people, ("acme/ada", [])),
        (split_person, ("acme/ada", ["acme/bob"])),
        (split_person, ("acme/ada", ["acme/ada"])),
    ):
        with pytest.raises((WriteAbort, NotFound)):
            await _hand(empty_store, work, *what)


async def test_chains_of_command_of_two_sources_close_no_circle(
    empty_store: Store, tmp_path: Path
) -> None:
    mails = {"1": "a@x.example", "2": "b@x.example"}
    hr = [{"id": "1", "email": mails["1"], "manager": "2"}, {"id": "2", "email": mails["2"]}]
    okr = [{"id": "1", "email": mails["1"]}, {"id": "2", "email": mails["2"], "manager": "1"}]
    for source, people in (("hr", hr), ("okr", okr)):
        await imported(empty_store, tmp_path / source, {"people": people}, source=source)
    lines = "MATCH (p:Person)-[:REPORTS_TO]->(q:Person) RETURN p.id, q.id"
    assert await query(empty_store, lines) == [("hr/1", "hr/2")]
    assert (
        b'"manager": "1"' in (await exported(empty_store, tmp_path / "out", "okr"))["people.jsonl"]
    )


async def test_two_imports_at_once_make_one_person(empty_store: Store, tmp_path: Path) -> None:
    def people(source: str) -> dict[str, Any]:
        rows = [{"id": f"{source}{n}", "email": f"p{n}@x.example"} for n in range(40)]
        return {"people": rows if source == "s1" else rows[::-1]}

    names = ["s1", "s2", "s3"]
    paths = [folder(tmp_path / name, people(name), source=name) for name in names]
    await asyncio.gather(*(import_bundle(empty_store, path) for path in paths))
    assert [len(accounts) for _, accounts in await _people(empty_store)] == [3] * 40
