"""What becomes of rows that depend on each other: repeated ids, dangling references, cycles."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.keys import tombstone
from graph.sources.bundle import open_bundle
from graph.sources.bundle_reader import read_rows
from graph.sources.kinds import ORDER, Kind
from graph.sources.references import resolve
from graph.sources.report import Note, Report
from graph.sources.spool import Spool, open_spool
from tests.graph.sources.bundles import Rows, folder


class Stored:
    """A store that holds these ids, with what they point up to."""

    def __init__(self, ids: Iterable[tuple[Kind, str]] = (), ups: Iterable[tuple[str, str]] = ()):
        self.ids = set(ids)
        self.ups = list(ups)
        self.gone: set[tuple[Kind, str]] = set()
        self.said: dict[str, tuple[str | None, str | None]] = {}
        self.formerly_gone: set[str] = set()

    async def known(self, kind: Kind, ids: list[str]) -> set[str]:
        return {id_ for id_ in ids if (kind, id_) in self.ids}

    async def private(self, ids: list[str]) -> set[str]:
        return {id_ for id_ in ids if "private" in id_}

    async def removed(self, kind: Kind) -> set[str]:
        return {tombstone(kind.value, id_) for one, id_ in self.gone if one is kind}

    async def authors(self, check_ins: list[str]) -> dict[str, tuple[str | None, str | None]]:
        return {id_: self.said[id_] for id_ in check_ins if id_ in self.said}

    async def removed_by_former_key(self) -> set[str]:
        return self.formerly_gone

    async def parents(self, kind: Kind, ids: list[str]) -> list[tuple[str, str]]:
        return [(low, high) for low, high in self.ups if low in ids]


def resolved(
    path: Path,
    rows: Rows,
    stored: Stored | None = None,
    private: str = "none",
    strict: bool = False,
) -> tuple[Report, list[Note], dict[str, list[str]]]:
    """The report, all notes, and the ids of the good rows of each file in file order."""
    report = Report("", "acme", "full", private, False, strict)
    with open_bundle(folder(path, rows)) as bundle, open_spool() as spool:
        read_rows(bundle, spool, report, lambda kind, done: None, mends=not strict)
        asyncio.run(resolve(spool, report, stored or Stored()))
        return report, notes_of(spool), good_rows(spool)


def notes_of(spool: Spool) -> list[Note]:
    return [Note(*row) for row in spool.all("SELECT * FROM notes ORDER BY file, line, rowid")]


def good_rows(spool: Spool) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for number, id_ in spool.all("SELECT kind, id FROM rows WHERE state = 0 ORDER BY n"):
        result.setdefault(ORDER[number].value, []).append(id_.removeprefix("acme/"))
    return result


def said(notes: list[Note]) -> list[str]:
    return [f"{n.status} {n.file}:{n.line}: {n.reason}" for n in notes]


def test_the_later_row_of_an_id_wins(tmp_path: Path) -> None:
    rows = [{"id": "a", "manager": "nobody"}, {"id": "b"}, {"id": "a"}]
    report, notes, good = resolved(tmp_path, {"people": rows})
    assert good == {"people": ["b", "a"]}
    assert said(notes) == ['mended people.jsonl:1: "a" stands again in line 3; the later row wins']
    counts = report.of(Kind.PEOPLE)
    assert (counts.read, counts.repeated, counts.mended, counts.rejected) == (3, 1, 1, 0)


def test_a_dangling_required_reference_rejects_and_cascades(tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "people": [{"id": "p"}, {"id": "q", "level": "x"}],
        "conversations": [{"id": "c"}],
        "messages": [
            {"id": "m1", "conversation": "nope", "at": "2026-01-01"},
            {"id": "m2", "conversation": "c", "at": "2026-01-01", "author": "q", "reply_to": "m1"},
        ],
        "reactions": [{"message": "m1", "person": "p"}, {"message": "m2", "person": "q"}],
    }
    _, notes, good = resolved(tmp_path, rows, strict=True)
    assert good == {"people": ["p"], "conversations": ["c"], "messages": ["m2"]}
    assert said(notes) == [
        (
            'rejected messages.jsonl:1: `conversation` names the conversation "nope", '
            "which is neither in the bundle nor in the store"
        ),
        (
            'mended messages.jsonl:2: `author` names the person "q", whose row was rejected '
            "(people.jsonl:2); the reference was left out"
        ),
        (
            'mended messages.jsonl:2: `reply_to` names the message "m1", whose row was rejected '
            "(messages.jsonl:1); the reference was left out"
        ),
        'rejected people.jsonl:2: `level` is "x"; a whole number is wanted, not a text',
        (
            'rejected reactions.jsonl:1: `message` names the message "m1", whose row was rejected '
            "(messages.jsonl:1)"
        ),
        (
            'rejected reactions.jsonl:2: `person` names the person "q", whose row was rejected '
            "(people.jsonl:2)"
        ),
    ]


def test_references_may_point_into_the_store(tmp_path: Path) -> None:
    stored = Stored({(Kind.PEOPLE, "slack/U1"), (Kind.GROUPS, "acme/old")})
    rows = [{"person": {"source": "slack", "id": "U1"}, "group": "old"}]
    assert "memberships" in resolved(tmp_path, {"memberships": rows}, stored)[2]


def test_a_rejected_row_is_no_target_though_the_store_has_an_older_one(tmp_path: Path) -> None:
    stored = Stored({(Kind.PEOPLE, "acme/p"), (Kind.GROUPS, "acme/g")})
    rows = {"people": [{"id": "p", "level": 0}], "memberships": [{"person": "p", "group": "g"}]}
    assert resolved(tmp_path, rows, stored, strict=True)[2] == {}


@pytest.mark.parametrize(
    ("kind", "rows", "way"),
    [
        ("groups", [("a", "b"), ("b", "c"), ("c", "a")], "c → a → b → c"),
        ("people", [("a", "b"), ("b", "a"), ("c", "b")], "b → a → b"),
        ("messages", [("a", "a"), ("b", "a")], "a → a"),
        ("experiments", [("b", None), ("a", "c"), ("c", "a")], "c → a → c"),
    ],
)
def test_a_cycle_costs_the_closing_reference_alone(
    tmp_path: Path, kind: str, rows: list[tuple[str, str | None]], way: str
) -> None:
    names = {
        "groups": ("parent", {"name": "x"}),
        "people": ("manager", {}),
        "messages": ("reply_to", {"conversation": "c", "at": "2026-01-01"}),
        "experiments": (
            "retry_of",
            {"title": "t", "proposed_by": "p", "proposed_at": "2026-01-01"},
        ),
    }
    name, rest = names[kind]
    made = [{"id": id_, name: up, **rest} for id_, up in rows]  # type: ignore[dict-item]
    bundle: Rows = {kind: made}
    if kind != "people":
        bundle |= {"conversations": [{"id": "c"}], "people": [{"id": "p"}]}  # type: ignore[operator]
    report, notes, result = resolved(tmp_path, bundle)
    assert result[kind] == [id_ for id_, _ in rows]
    cut = f"`{name}` closes a cycle: {way}; the reference was left out"
    assert [(note.status, note.reason) for note in notes] == [("mended", cut)]
    assert (report.of(Kind(kind)).mended, report.rejected) == (1, 0)


def test_the_boss_of_a_cycle_keeps_memberships_and_messages(tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "people": [{"id": id_, "manager": up} for id_, up in ("ab", "bc", "ca")],
        "groups": [{"id": "g", "name": "G"}],
        "memberships": [{"person": "c", "group": "g"}],
        "conversations": [{"id": "k"}],
        "messages": [{"id": "m", "conversation": "k", "at": "2026-05-01", "author": "c"}],
    }
    _, notes, result = resolved(tmp_path, rows)
    assert {kind: len(ids) for kind, ids in result.items()} == {k: len(v) for k, v in rows.items()}
    assert [(note.id, note.field) for note in notes] == [("acme/c", "manager")]


def test_a_cycle_through_the_store_is_found(tmp_path: Path) -> None:
    stored = Stored(
        {(Kind.GOALS, "acme/up"), (Kind.GOALS, "hr/top")},
        [("acme/up", "hr/top"), ("hr/top", "acme/new")],
    )
    goals = [{"id": "new", "title": "N", "parents": ["up"]}, {"id": "other", "title": "O"}]
    _, notes, good = resolved(tmp_path, {"goals": goals}, stored)
    assert good == {"goals": ["new", "other"]}
    assert notes[0].reason == (
        "`parents` closes a cycle: new → up → top → new; the reference was left out"
    )


def test_what_the_bundle_replaces_in_the_store_closes_no_cycle(tmp_path: Path) -> None:
    stored = Stored({(Kind.GOALS, "acme/a")}, [("acme/a", "acme/b")])
    goals = [{"id": "b", "title": "B", "parents": ["a"]}, {"id": "a", "title": "A"}]
    assert resolved(tmp_path, {"goals": goals}, stored)[2] == {"goals": ["b", "a"]}


def test_private_talk_is_left_out_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    stored = Stored({(Kind.CONVERSATIONS, "acme/private-1")})
    rows: dict[str, list[dict[str, Any]]] = {
        "people": [{"id": "p"}],
        "conversations": [{"id": "c", "visibility": "private"}, {"id": "d"}],
        "messages": [
            {"id": "m", "conversation": "c", "at": "2026-01-01", "author": "ghost"},
            {"id": "n", "conversation": "private-1", "at": "2026-01-01"},
        ],
        "reactions": [{"message": "m", "person": "p"}],
        "needs": [
            {"id": "x", "title": "t", "asked_by": "p", "asked_at": "2026-01-01", "message": "m"}
        ],
    }
    report, notes, good = resolved(tmp_path, rows, stored)
    assert good == {"people": ["p"], "conversations": ["d"], "needs": ["x"]}
    assert notes == []
    assert report.total("private") == 4
    assert report.rejected == 0
    assert resolved(tmp_path, rows, stored, private="structure")[2]["messages"] == ["m", "n"]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 25), st.integers(0, 2**32))
def test_goals_stay_acyclic_and_each_reference_left_out_closed_a_cycle(
    size: int, seed: int
) -> None:
    picked = random.Random(seed)
    ids = [f"g{n}" for n in range(size)]
    picked.shuffle(ids)
    rows = [
        {"id": id_, "title": id_, "parents": picked.sample(ids, picked.randint(0, 3) % (size + 1))}
        for id_ in ids
    ]
    import tempfile

    report = Report("", "acme", "full", "none", False)
    with tempfile.TemporaryDirectory() as tmp:
        path = folder(Path(tmp), {"goals": rows})
        with open_bundle(path) as bundle, open_spool() as spool:
            read_rows(bundle, spool, report, lambda kind, done: None)
            asyncio.run(resolve(spool, report, Stored()))
            cut = {(ids[n - 1], id_) for n, id_ in spool.all("SELECT n, substr(id, 6) FROM cut")}
            assert good_rows(spool)["goals"] == ids
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(ids)
    for row in rows:
        closed_cycles = {up for up in row["parents"] if nx.has_path(graph, up, row["id"])}
        assert {up for low, up in cut if low == row["id"]} == closed_cycles
        graph.add_edges_from((row["id"], up) for up in {*row["parents"]} - closed_cycles)
    assert nx.is_directed_acyclic_graph(graph)


def test_a_long_chain_of_replies_is_no_trouble(tmp_path: Path) -> None:
    size = 30_000
    messages = [
        {"id": f"m{n}", "conversation": "c", "at": "2026-01-01", "reply_to": f"m{(n or size) - 1}"}
        for n in range(size)
    ]
    _, notes, good = resolved(tmp_path, {"conversations": [{"id": "c"}], "messages": messages})
    assert len(good["messages"]) == size
    assert [note.line for note in notes] == [size]
