"""The import into a real store: what is there afterwards, once, twice, and after changes."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph.importing import Options, PrivateMode, TextMode, batch_writer, import_bundle
from graph.sources.kinds import FILES, Kind
from graph.store.driver import Store
from tests.graph.importing.whole_organisation import WHOLE, exported, imported, query, whole_graph
from tests.graph.sources.bundles import contents, folder, tarred, zipped

FULL = Options(text=TextMode.FULL)


def changed(**rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The whole organisation with rows put in the place of those of the same id."""
    bundle = copy.deepcopy(WHOLE)
    for kind, news in rows.items():
        ids = {row["id"] for row in news}
        bundle[kind] = [row for row in bundle[kind] if row["id"] not in ids] + news
    return bundle


async def test_a_whole_organisation_arrives(empty_store: Store, tmp_path: Path) -> None:
    report = await imported(empty_store, tmp_path, WHOLE)
    assert report.exit_code == 0
    assert {one.file: (one.read, one.saved) for one in report.in_order()} == {
        f"{kind}.jsonl": (len(rows), len(rows)) for kind, rows in WHOLE.items()
    }
    counts = dict(
        await query(empty_store, "MATCH (n) UNWIND labels(n) AS l RETURN l, count(*) ORDER BY l")
    )
    assert {label: n for label, n in counts.items() if label not in ("Lock", "Migration")} == {
        "Account": 3,
        "Capability": 4,
        "CheckIn": 2,
        "Conversation": 2,
        "Decision": 2,
        "Experiment": 2,
        "Goal": 3,
        "GoalVersion": 3,
        "Group": 3,
        "Link": 2,
        "Message": 4,
        "Need": 1,
        "Offer": 1,
        "Outcome": 2,
        "Person": 3,
        "Ref": 4,
        "Source": 1,
    }
    types = dict(
        await query(empty_store, "MATCH ()-[r]->() RETURN type(r) AS t, count(*) ORDER BY t")
    )
    assert types == {
        "ABOUT": 2, "BLOCKS": 1, "ACCEPTED": 1, "ADVANCES": 1, "ASKED": 1, "BACKS": 2, "CAME_FROM": 2, "CAN": 3,
        "CARRIES": 4, "CHECKED_IN": 1, "CITES": 1, "CONNECTED": 2, "DECIDED": 1, "DECLARED": 1,
        "DISCUSSED_IN": 1, "HELD": 2, "HELD_IN": 1, "HOME_IN": 1, "HOSTS": 1, "IN": 4, "LED_TO": 1,
        "MADE_IN": 1, "MEMBER_OF": 3, "MENTIONS": 2, "OF": 7, "OFFERS": 1, "ON": 2, "OWNS": 2,
        "PART_OF": 1, "PROPOSED": 2, "PROVIDES": 2, "PURSUES": 2, "RAISED_IN": 2, "REACTED_TO": 2,
        "REPLIES_TO": 1, "REPORTS_TO": 2, "REQUIRES": 2, "RETRY_OF": 1, "SENT_TO": 2, "SOLVED": 1,
        "SUCCEEDS": 1, "SUPPORTS": 2, "TESTS": 1, "TO": 2, "TOOK_PART_IN": 3, "VERSION_OF": 3, "WROTE": 3,
    }  # fmt: skip


async def test_properties_are_those_of_the_model(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, WHOLE)
    ((person,),) = await query(
        empty_store, "MATCH (p:Person {id: 'acme/bob'}) RETURN p {.*, content_hash: null}"
    )
    moment, _, whose = person.pop("by_updated").partition("\u001f")
    assert (datetime.fromisoformat(moment).tzinfo, whose) == (UTC, "acme/bob")
    assert person == {
        "id": "acme/bob",
        "bot": False,
        "by_name": "bob\u001facme/bob",
        "content_hash": None,
    }
    ((message,),) = await query(
        empty_store, "MATCH (m:Message {id: 'acme/m3'}) RETURN m {.*, content_hash: null}"
    )
    assert message["at"].to_native() == datetime(2026, 2, 1, tzinfo=UTC)
    assert (message["at_precision"], message["seq"], message["question"]) == ("day", 3, False)
    assert (
        message["by_at"]
        == "acme/c1\u001f2026-02-01T00:00:00.000000Z\u001f000000000003\u001facme/m3"
    )
    ((goal,),) = await query(empty_store, "MATCH (g:Goal {id: 'acme/kr'}) RETURN g {.*}")
    assert (goal["metric_current"], goal["metric_current_value"]) == ("2.25", 2.25)
    assert (goal["by_due"], goal["version"]) == ("2026-03-31\u001facme/kr", 1)
    assert await query(
        empty_store,
        "MATCH (a:Account {id: 'acme/ada'})-[:OF]->(p) RETURN a.email, a.email_key, p.id",
    ) == [("Ada@Acme.example", "ada@acme.example", "acme/ada")]


async def test_who_took_part_and_where_a_conversation_begins_is_derived(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, WHOLE)
    taking_part = (
        "MATCH (p)-[t:TOOK_PART_IN]->(c:Conversation {id: 'acme/c1'}) RETURN p.id, t.listed "
        "ORDER BY p.id"
    )
    assert await query(empty_store, taking_part) == [
        ("acme/ada", None),
        ("acme/bob", True),
        ("acme/cy", True),
    ]
    starts = "MATCH (c:Conversation) RETURN c.by_start, c.stale ORDER BY c.id"
    assert await query(empty_store, starts) == [
        ("2026-02-01T08:00:00.000000Z\u001facme/c1", None),
        ("2026-02-02T00:00:00.000000Z\u001facme/c2", None),
    ]
    quiet = {"id": "c1", "title": "t", "participants": ["bob"]}
    moved = [m | {"conversation": "c2"} for m in WHOLE["messages"] if m["id"] == "m3"]
    await imported(empty_store, tmp_path, {"conversations": [quiet], "messages": moved})
    assert await query(empty_store, taking_part) == [("acme/ada", None), ("acme/bob", True)]
    assert (await query(empty_store, starts))[1][0].startswith("2026-02-01T00:00:00.000000Z")


async def test_importing_twice_writes_nothing(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path, WHOLE)
    before = await whole_graph(empty_store)
    report = await imported(empty_store, tmp_path, WHOLE)
    assert report.total("unchanged") == report.total("read")
    assert report.total("saved") == report.total("changed") == 0
    assert await whole_graph(empty_store) == before


@pytest.mark.parametrize("pack", [zipped, tarred])
async def test_archives_import_like_the_folder(
    empty_store: Store, tmp_path: Path, pack: Any
) -> None:
    await imported(empty_store, tmp_path / "b", WHOLE)
    archive = pack(tmp_path / "packed", contents(WHOLE), "acme-export/")
    report = await import_bundle(empty_store, archive, FULL)
    assert report.total("unchanged") == report.total("read")


async def test_a_later_row_replaces_the_record_and_its_lists(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, WHOLE)
    rows = changed(
        goals=[{"id": "kr", "title": "Other", "parents": [{"goal": "obj"}], "owners": ["cy"]}],
        people=[{"id": "ada", "capabilities": ["Go"]}],
        messages=[{"id": "m1", "conversation": "c1", "at": "2026-02-01", "author": "bob"}],
        needs=[{"id": "n1", "title": "N", "asked_by": "bob", "asked_at": "2026-02-01"}],
    )
    report = await imported(empty_store, tmp_path, rows)
    assert report.total("changed") == 4
    assert report.total("unchanged") == report.total("read") - 4
    ((goal,),) = await query(empty_store, "MATCH (g:Goal {id: 'acme/kr'}) RETURN g {.*}")
    assert (goal["title"], goal["version"], goal["tags"]) == ("Other", 2, [])
    assert "description" not in goal and "metric_kind" not in goal
    again = await imported(empty_store, tmp_path, rows)
    assert again.total("unchanged") == again.total("read")
    fresh = await exported(empty_store, tmp_path / "out")
    lines = [orjson.loads(line) for line in fresh["goals.jsonl"].splitlines()]
    assert lines[0] == {
        "id": "kr",
        "title": "Other",
        "parents": [{"goal": "obj"}],
        "owners": ["cy"],
    }


async def test_a_change_of_home_and_manager_ends_the_span_and_begins_another(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, WHOLE)
    bob = {"id": "bob", "manager": "eve", "home_group": "old"}
    rows = {"people": [{"id": "eve"}, bob]}
    for _ in range(2):
        await imported(empty_store, tmp_path, rows, exported_at="2026-06-01T12:00:00Z")
    spans = (
        "MATCH (:Person {id: 'acme/bob'})-[r:HOME_IN|REPORTS_TO]->(x) "
        "RETURN x.id, toString(r.since), toString(r.until) ORDER BY type(r), r.until"
    )
    assert await query(empty_store, spans) == [
        ("acme/core", None, "2026-06-01T12:00:00Z"),
        ("acme/old", "2026-06-01T12:00:00Z", None),
        ("acme/ada", None, "2026-06-01T12:00:00Z"),
        ("acme/eve", "2026-06-01T12:00:00Z", None),
    ]
    await imported(empty_store, tmp_path, {"people": [{"id": "bob"}]}, exported_at="2026-07-01")
    assert [row[2] for row in await query(empty_store, spans)] == [
        "2026-06-01T12:00:00Z",
        "2026-07-01T00:00:00Z",
        "2026-06-01T12:00:00Z",
        "2026-07-01T00:00:00Z",
    ]


async def test_reversing_a_goal_graph_passes_through_no_cycle(
    empty_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_writer, "BATCH", 400)
    size = 1000
    up = [{"id": f"g{n:04}", "title": "t", "parents": [f"g{n + 1:04}"]} for n in range(size - 1)]
    down = [{"id": f"g{n + 1:04}", "title": "t", "parents": [f"g{n:04}"]} for n in range(size - 1)]
    await imported(empty_store, tmp_path, {"goals": [*up, {"id": f"g{size - 1:04}", "title": "t"}]})
    report = await imported(
        empty_store, tmp_path, {"goals": [{"id": "g0000", "title": "t"}, *down]}
    )
    assert (report.rejected, report.total("changed")) == (0, size)
    assert await query(
        empty_store,
        "MATCH (:Goal {id: 'acme/g0999'})-[:SUPPORTS]->+(g) RETURN count(DISTINCT g)",
    ) == [(size - 1,)]


async def test_text_modes(empty_store: Store, tmp_path: Path) -> None:
    texts = {}
    for mode in (TextMode.TITLE, TextMode.NONE, TextMode.FULL):
        await imported(empty_store, tmp_path, WHOLE, Options(text=mode))
        texts[mode] = await query(
            empty_store,
            "MATCH (c:Conversation {id: 'acme/c1'})<-[:IN]-(m:Message {id: 'acme/m1'}) "
            "RETURN c.title, m.text, m.question, "
            "COLLECT { MATCH (m)-[:CARRIES]->(r) RETURN r.key ORDER BY r.key }",
        )
    refs = ["#goal/kr", "#search", "file-1", "https://a.example/x"]
    text = WHOLE["messages"][0]["text"]
    assert texts[TextMode.TITLE] == [("Search is slow", None, True, refs)]
    assert texts[TextMode.NONE] == [(None, None, True, refs)]
    assert texts[TextMode.FULL] == [("Search is slow", text, True, refs)]


async def test_a_deleted_message_is_a_tombstone_without_text(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = changed(
        messages=[
            {
                "id": "m1",
                "conversation": "c1",
                "at": "2026-02-01",
                "author": "ada",
                "text": "gone #x?",
                "deleted_at": "2026-02-02",
            }
        ]
    )
    await imported(empty_store, tmp_path, rows)
    assert await query(
        empty_store,
        "MATCH (p)-[:WROTE]->(m:Message {id: 'acme/m1'}) "
        "RETURN p.id, m.text, m.question, toString(m.deleted_at), COUNT { (m)-[:CARRIES]->() }",
    ) == [("acme/ada", None, False, "2026-02-02T00:00:00Z", 0)]


async def test_private_talk_stays_out_or_keeps_only_its_structure(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = copy.deepcopy(WHOLE)
    rows["conversations"][0]["visibility"] = "private"
    report = await imported(empty_store, tmp_path, rows)
    # c1 with three messages, both reactions, its link and its outcome
    assert (report.total("private"), report.rejected, report.exit_code) == (8, 0, 0)
    assert await query(empty_store, "MATCH (m:Message) RETURN m.id") == [("acme/m4",)]
    options = Options(text=TextMode.FULL, private=PrivateMode.STRUCTURE)
    await imported(empty_store, tmp_path, rows, options)
    rows_ = await query(
        empty_store,
        "MATCH (p)-[:WROTE]->(m:Message)-[:IN]->(c {visibility: 'private'}) "
        "RETURN p.id, m.text, COUNT { (m)-[:CARRIES]->() }, c.title, c.url, c.tags ORDER BY p.id",
    )
    assert rows_ == [(f"acme/{who}", None, 0, None, None, []) for who in ("ada", "bob", "cy")]


async def test_a_conversation_that_becomes_private_leaves_the_store(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, WHOLE)
    private = {"conversations": [{"id": "c1", "visibility": "private"}]}
    await imported(empty_store, tmp_path, private)
    assert await query(empty_store, "MATCH (c:Conversation) RETURN c.id") == [("acme/c2",)]
    assert await query(empty_store, "MATCH (m:Message) RETURN m.id") == [("acme/m4",)]
    assert await query(empty_store, "MATCH (l:Link) RETURN l.id") == [("acme/c2>acme/obj",)]


async def test_a_link_that_a_person_decided_outranks_an_import(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, WHOLE)
    link = {"conversation": "c1", "goal": "kr", "state": "suggested", "method": "lexical"}
    report = await imported(empty_store, tmp_path, {"links": [link]})
    assert (report.total("kept"), report.total("unchanged"), report.exit_code) == (1, 1, 0)
    assert "outranks an import" in report.notes[0].reason
    assert await query(empty_store, "MATCH (l:Link {id: 'acme/c1>acme/kr'}) RETURN l.state") == [
        ("confirmed",)
    ]
    # The source itself may say that a person has decided anew.
    anew = link | {"state": "rejected", "by": "bob"}
    assert (await imported(empty_store, tmp_path, {"links": [anew]})).total("changed") == 1
    history = (
        "MATCH (l:Link {id: 'acme/c1>acme/kr'})<-[:ON]-(d)<-[:DECIDED]-(p) "
        "RETURN l.state, l.version, d.id, d.state, p.id ORDER BY d.id"
    )
    assert await query(empty_store, history) == [
        ("rejected", 2, "acme/c1>acme/kr#1", "confirmed", "acme/ada"),
        ("rejected", 2, "acme/c1>acme/kr#2", "rejected", "acme/bob"),
    ]
    assert await query(empty_store, "MATCH ()-[a:ADVANCES]->() RETURN count(a)") == [(0,)]
    # A decision that was taken here outranks even that.
    async with empty_store.driver.session(database=empty_store.database) as session:
        await session.run(
            "MATCH (l:Link {id: 'acme/c1>acme/kr'}), (p:Person {id: 'acme/ada'}) "
            "CREATE (p)-[:DECIDED]->(:Decision {id: 'acme/c1>acme/kr#3', state: 'rejected'})"
            "-[:ON]->(l)"
        )
    again = link | {"state": "confirmed", "by": "bob"}
    assert (await imported(empty_store, tmp_path, {"links": [again]})).total("kept") == 1


async def test_a_text_beyond_its_limit_is_cut_with_a_note_and_by_strict_refused(
    empty_store: Store, tmp_path: Path
) -> None:
    goal = {"id": "g", "title": "t" * 501, "description": "a\0b", "tags": ["w", "x" * 101]}
    talk = {"id": "c", "url": "javascript:alert(1)"}
    rows = {"goals": [goal], "conversations": [talk]}

    strict = await imported(empty_store, tmp_path / "strict", rows, Options(strict=True))
    assert (strict.stopped, strict.rejected) == (True, 2)
    assert await query(empty_store, "MATCH (n:Goal|Conversation) RETURN n.id") == []

    report = await imported(empty_store, tmp_path / "mended", rows)
    assert (report.exit_code, report.total("saved"), report.total("mended")) == (0, 2, 2)
    assert [note.field for note in report.notes] == ["title", "description", "tags[1]", "url"]
    kept = "MATCH (g:Goal), (c:Conversation) RETURN size(g.title), g.description, g.tags, c.url"
    assert await query(empty_store, kept) == [(500, "ab", ["w", "x" * 100], None)]


async def test_strict_loads_nothing_if_a_row_is_rejected(
    empty_store: Store, tmp_path: Path
) -> None:
    rows = {"people": [{"id": "a"}, {"id": 7}]}
    report = await imported(empty_store, tmp_path, rows, Options(strict=True))
    assert (report.stopped, report.exit_code, report.rejected) == (True, 1, 1)
    assert await query(empty_store, "MATCH (n:Person|Source) RETURN n") == []
    assert (await imported(empty_store, tmp_path, rows)).exit_code == 3


async def test_a_dry_run_compares_and_writes_nothing(empty_store: Store, tmp_path: Path) -> None:
    dry = Options(text=TextMode.FULL, dry_run=True)
    report = await imported(empty_store, tmp_path, WHOLE, dry)
    assert report.total("saved") == report.total("read")
    assert await whole_graph(empty_store) == []
    await imported(empty_store, tmp_path, WHOLE)
    rows = changed(goals=[{"id": "why", "title": "Other"}])
    report = await imported(empty_store, tmp_path, rows, dry)
    assert (report.total("changed"), report.total("saved")) == (1, 0)
    assert report.total("unchanged") == report.total("read") - 1


async def test_the_json_report_has_every_note(empty_store: Store, tmp_path: Path) -> None:
    rows = {"people": [{"id": n, "hat": 1} for n in range(50)] + [{"id": "a", "hat": 2}]}
    where = tmp_path / "report.json"
    bundle = folder(tmp_path / "b", rows)
    report = await import_bundle(empty_store, bundle, report_path=where)
    content = orjson.loads(where.read_bytes())
    assert (content["source"], content["exit_code"], len(content["notes"])) == ("acme", 3, 50)
    assert content["files"][0]["unknown_fields"] == {"hat": 1}
    assert content["notes"][6] == {
        "file": "people.jsonl",
        "line": 7,
        "status": "rejected",
        "id": None,
        "field": "id",
        "value": "6",
        "reason": "`id` is 6; an id is a text, not a number",
        "mend": 'write it as "6"',
    }
    assert len(report.notes) == 20 and report.notes_total == 50


async def test_references_across_sources(empty_store: Store, tmp_path: Path) -> None:
    await imported(empty_store, tmp_path / "a", WHOLE)
    rows = {
        "people": [{"id": "u1", "manager": {"source": "acme", "id": "ada"}}],
        "conversations": [{"id": "c", "participants": ["u1", {"source": "acme", "id": "bob"}]}],
        "links": [{"conversation": "c", "goal": {"source": "acme", "id": "kr"}}],
        "memberships": [
            {"person": {"source": "acme", "id": "cy"}, "group": {"source": "acme", "id": "core"}}
        ],
    }
    report = await imported(empty_store, tmp_path / "b", rows, source="chat")
    assert (report.exit_code, report.total("saved")) == (0, 4)
    files = await exported(empty_store, tmp_path / "out", "chat")
    assert files["memberships.jsonl"] == (
        b'{"person": {"source": "acme", "id": "cy"}, "group": {"source": "acme", "id": "core"}, '
        b'"role": "member"}\n'
    )
    assert (
        b'"participants": ["u1", {"source": "acme", "id": "bob"}]' in files["conversations.jsonl"]
    )
    again = await exported(empty_store, tmp_path / "acme", "acme")
    assert b'"cy"' not in again["memberships.jsonl"]


async def test_ids_that_differ_in_case_or_by_a_space_are_different(
    empty_store: Store, tmp_path: Path
) -> None:
    people = [{"id": "Ada"}, {"id": "ada"}, {"id": "ada "}, {"id": "a/d/a"}]
    assert (await imported(empty_store, tmp_path, {"people": people})).total("saved") == 4


async def test_very_long_names_and_titles_fit_the_indexes(
    empty_store: Store, tmp_path: Path
) -> None:
    long = "ﷺ" * 30_000
    rows = {
        "people": [{"id": "x" * 1000, "name": long}],
        "groups": [{"id": "g" * 1000, "name": long}],
        "goals": [{"id": "g", "title": long, "tags": [long]}],
        "conversations": [{"id": "c" * 1000, "title": long, "url": "https://x/" + long}],
        "messages": [
            {"id": "m" * 1000, "conversation": "c" * 1000, "at": "2026-01-01", "text": long}
        ],
        "memberships": [{"person": "x" * 1000, "group": "g" * 1000, "role": "ﷺ" * 100}],
        "reactions": [{"message": "m" * 1000, "person": "x" * 1000, "kind": "ﷺ" * 100}],
    }
    report = await imported(empty_store, tmp_path, rows)
    assert (report.rejected, report.total("saved")) == (0, 7)


def test_every_file_of_the_format_is_in_the_whole_organisation() -> None:
    assert {f"{kind}.jsonl" for kind in WHOLE} == set(FILES) == {kind.file for kind in Kind}
