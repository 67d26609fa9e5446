"""Of somebody who was erased no property of any node or relationship holds a name, address, id or word.

The person stands wherever a row of a bundle can name somebody, under accounts of three sources, and
the organisation was analysed, its ledger kept, and changed by requests that are remembered.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from graph.importing import Options, TextMode
from graph.ledger.run import run_ledger
from graph.network.analyses.run import analyse
from graph.sources.kinds import FIELDS, Kind
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate
from tests.graph.importing.whole_organisation import WHOLE, imported, query

MARKS = ("zoe", "quillfeather", "zebrawort")
"""Stand in the ids, addresses, names and own words of the person, and nowhere else."""
OWN_WORDS = {
    Kind.MESSAGES: ("author", ("text",)),
    Kind.CHECKINS: ("by", ("note",)),
    Kind.LINKS: ("by", ("reasons",)),
    Kind.NEEDS: ("asked_by", ("title", "requires")),
    Kind.OFFERS: ("person", ("what", "capabilities")),
    Kind.EXPERIMENTS: ("proposed_by", ("title", "finding", "practice")),
}
"""Kind → the field that says whose row it is, and those that hold what they say in their own words."""
STAYS = {Kind.GOALS, Kind.OUTCOMES}
"""Rows that name people, but are the words of the organisation or of the conversation."""


def _whole() -> dict[str, list[dict[str, Any]]]:
    """The whole organisation with Zoe in the place of Ada, and as the second owner of each row."""
    rows: dict[str, list[dict[str, Any]]] = json.loads(
        json.dumps(WHOLE)
        .replace('"ada"', '"zoe-1"')
        .replace("Ada@Acme.example", "Zoe.Q@Acme.example")
    )
    rows["people"][0] |= {
        "name": "Zoe Quillfeather",
        "title": "Zebrawort",
        "capabilities": ["Zebrawort"],
    }
    rows["checkins"][0]["by"] = "zoe-1"
    rows["experiments"][0]["proposed_by"] = "zoe-1"
    rows["offers"][0]["person"] = "zoe-1"
    rows["people"].append({"id": "dee", "manager": ["bob", "zoe-1"]})
    rows["memberships"].append({"person": "dee", "group": "core"})
    rows["conversations"][1]["participants"] = ["zoe-1", "dee"]
    rows["messages"].append(
        {
            "id": "m5",
            "conversation": "c1",
            "at": "2026-02-03",
            "author": "bob",
            "to": ["zoe-1"],
            "refs": ["file-1"],
        }
    )
    rows["needs"].append(
        {
            "id": "n2",
            "title": "T",
            "asked_by": "bob",
            "asked_at": "2026-02-01",
            "solver": "zoe-1",
            "state": "solved",
            "solved_at": "2026-02-02",
        }
    )
    for kind, (owner, fields) in OWN_WORDS.items():
        for row in rows[kind.value]:
            if row.get(owner) == "zoe-1":
                for name in fields:
                    row[name] = _marked(row.get(name, "It says"))
    rows["messages"][0]["refs"] = ["file-zebrawort"]
    return rows


def _marked(value: Any) -> Any:
    if isinstance(value, list):
        return [f"{one} zebrawort" for one in value]
    return f"{value} #zebrawort https://zebrawort.example/zoe"


def test_the_person_stands_wherever_a_row_can_name_somebody() -> None:
    rows = _whole()
    for kind, fields in FIELDS.items():
        for field in fields:
            if field.target is Kind.PEOPLE:
                name = field.part_of or field.name
                assert any("zoe" in json.dumps(row.get(name)) for row in rows[kind.value]), (
                    kind,
                    name,
                )
    prose = {
        kind
        for kind, fields in FIELDS.items()
        if any(field.target is Kind.PEOPLE for field in fields)
        and any(field.form == "prose" for field in fields)
    }
    assert prose <= OWN_WORDS.keys() | STAYS


async def left(store: Store) -> set[str]:
    """Where the store names the person: label or type, property and the text."""
    nodes = "MATCH (n) RETURN labels(n)[0], properties(n)"
    edges = "MATCH ()-[r]->() RETURN type(r), properties(r)"
    return {
        f"{label}.{name}: {text[:200]}"
        for statement in (nodes, edges)
        for label, properties in await query(store, statement)
        for name, value in properties.items()
        for text in _texts(value)
        if any(one in text.casefold() for one in MARKS)
    }


def _texts(value: Any) -> Iterator[str]:
    """Every text of a property; of one that is packed what is in it, since its letters are anybody's."""
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        try:
            yield zlib.decompress(base64.b64decode(value, validate=True)).decode("latin-1")
        except (ValueError, zlib.error):
            yield value


def labels(found: Iterable[str]) -> set[str]:
    return {one.partition(".")[0] for one in found}


async def _organisation(store: Store, path: Path) -> None:
    await _imports(store, path)
    numbers = count()

    async def said(
        name: str, input: dict[str, Any], selection: str = "userErrors { message }"
    ) -> None:
        input = input | {"idempotencyKey": f"key-{next(numbers)}"}
        payload = await mutate(store, name, input, selection)
        assert payload["userErrors"] == []

    zoe = key("zoe-1")
    await said("savePerson", {"person": zoe | {"jobTitle": "Zebrawort head"}})
    await said(
        "savePeople",
        {"people": [key("zoe-4", "desk") | {"name": "Zoe Q."}, key("dee") | {"name": "Dee"}]},
    )
    await said("joinPeople", {"keep": zoe, "others": [key("zoe-4", "desk")]})
    await said("splitPerson", {"person": zoe, "accounts": [key("zoe-3", "okr")["key"]]})
    await said("joinPeople", {"keep": zoe, "others": [key("zoe-3", "okr")]})
    await said("splitPerson", {"person": zoe, "accounts": [key("zoe-2", "chat")["key"]]})
    await said("joinPeople", {"keep": zoe, "others": [key("zoe-2", "chat")]})
    goal = key("why")
    links = [{"conversation": key("c2"), "goal": goal, "reasons": ["zebrawort I think"]}]
    await said("linkConversations", {"links": links, "by": zoe})
    await said(
        "rejectLinks",
        {
            "links": [{"conversation": key("c2"), "goal": goal, "reasons": ["No zebrawort"]}],
            "by": zoe,
        },
    )
    await said("removeGoal", {"goal": goal, "cascade": True})
    check_in = {
        "goal": key("kr"),
        "on": "2026-01-31",
        "by": zoe,
        "note": "zebrawort again",
        "progress": 0.6,
    }
    await said("checkIn", {"checkIns": [check_in]})
    await said("saveGoals", {"goals": [key("new") | {"title": "New", "owners": [zoe]}]})
    await analyse(store)
    await run_ledger(store)


async def _imports(store: Store, path: Path) -> None:
    for name, rows in (("acme", _whole()), ("chat", _chat("zoe-2")), ("okr", _chat("zoe-3"))):
        text = TextMode.FULL if name == "acme" else TextMode.TITLE
        report = await imported(store, path / name, rows, Options(text=text), source=name)
        assert report.rejected == 0


def _chat(id_: str) -> dict[str, Any]:
    message = {
        "conversation": "t",
        "at": "2026-02-09",
        "author": id_,
        "text": "Ask zebrawort? #zebrawort",
    }
    return {
        "people": [
            {"id": id_, "name": "zoe quillfeather", "email": "ZOE.q@acme.EXAMPLE"},
            {"id": "b", "manager": id_},
        ],
        "conversations": [{"id": "t", "hosts": [id_], "participants": ["b"]}],
        "messages": [
            message | {"id": "1"},
            message
            | {"id": "2", "mentions": [id_], "author": "b", "text": "I do", "reply_to": "1"},
        ],
        "reactions": [{"message": "2", "person": id_}],
    }


async def test_nothing_of_an_erased_person_is_left_anywhere(
    empty_store: Store, tmp_path: Path
) -> None:
    await _organisation(empty_store, tmp_path)
    before = labels(await left(empty_store))
    assert {
        "Account", "Person", "Ref", "Request", "REJECTED", "LedgerColumn", "LedgerTalk", "Decision",
        "Link", "Need", "Offer", "Experiment", "Capability", "CheckIn", "CheckInVersion", "EARNED",
        "MEMBER_OF", "REACTED_TO", "REPORTS_TO", "INTERACTED", "HELPED",
    } <= before  # fmt: skip

    for expected in ("SAVED", "UNCHANGED"):
        input = {
            "person": key("zoe-2", "chat"),
            "cascade": True,
            "idempotencyKey": expected,
        }
        assert (await mutate(empty_store, "removePerson", input, "status"))["status"] == expected
        assert await left(empty_store) == set()

    await _imports(empty_store, tmp_path)
    assert await left(empty_store) == set()
    await analyse(empty_store)
    await run_ledger(empty_store)
    assert await left(empty_store) == set()
