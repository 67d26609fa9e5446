"""Several managers: one in the line, the others over dotted lines; the formal order follows the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.exporting.canonical import encode
from graph.organisation.coverage import managers
from graph.store.driver import Store
from tests.api.mutations.small_organisation import key, mutate
from tests.api.store_query import data
from tests.graph.importing.whole_organisation import exported, imported, query

PEOPLE: list[dict[str, Any]] = [
    {"id": "b1"},
    {"id": "b2", "manager": "mx"},
    {"id": "b3"},
    {"id": "mx", "manager": ["b1", "b3", "b2"]},
    {"id": "none", "manager": [None, "b1"]},
    {"id": "one", "manager": "b1"},
]
LINES = (
    "MATCH (p:Person)-[r:REPORTS_TO]->(q:Person) WHERE r.until IS NULL "
    "RETURN p.id, q.id, r.kind, toString(r.since) ORDER BY p.id, r.kind, r.place"
)


def file_of(people: list[dict[str, Any]]) -> bytes:
    return "".join(f"{encode(row)}\n" for row in people).encode()


async def test_all_managers_are_kept_shown_and_given_back(
    empty_store: Store, tmp_path: Path
) -> None:
    report = await imported(empty_store, tmp_path / "in", {"people": PEOPLE})
    assert (report.rejected, report.total("mended")) == (0, 0)
    assert await query(empty_store, LINES) == [
        ("acme/b2", "acme/mx", "line", None),
        ("acme/mx", "acme/b3", "dotted", None),
        ("acme/mx", "acme/b2", "dotted", None),
        ("acme/mx", "acme/b1", "line", None),
        ("acme/none", "acme/b1", "dotted", None),
        ("acme/one", "acme/b1", "line", None),
    ]
    assert (await exported(empty_store, tmp_path / "out"))["people.jsonl"] == file_of(PEOPLE)
    assert await managers(empty_store, 20_000) == {
        "acme/b2": "acme/mx",
        "acme/mx": "acme/b1",
        "acme/one": "acme/b1",
    }
    document = """{ people(first: 10) { nodes {
      manager { key { externalId } } managers { edges { kind node { key { externalId } } } }
    } } }"""
    shown = (await data(empty_store, document))["people"]["nodes"][3]
    assert shown["manager"]["key"]["externalId"] == "b1"
    edges = [(one["node"]["key"]["externalId"], one["kind"]) for one in shown["managers"]["edges"]]
    assert edges == [("b1", "LINE"), ("b2", "DOTTED"), ("b3", "DOTTED")]


async def test_a_change_of_lines_ends_and_begins_spans_of_their_kind(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, {"people": PEOPLE})
    changed = [{"id": "mx", "manager": ["b3", "b2"]}, {"id": "one", "manager": ["b1", "mx"]}]
    for _ in range(2):
        await imported(empty_store, tmp_path, {"people": changed}, exported_at="2026-06-01")
    running = [row for row in await query(empty_store, LINES) if row[0] in ("acme/mx", "acme/one")]
    june = "2026-06-01T00:00:00Z"
    assert running == [
        ("acme/mx", "acme/b2", "dotted", None),
        ("acme/mx", "acme/b3", "line", june),
        ("acme/one", "acme/mx", "dotted", june),
        ("acme/one", "acme/b1", "line", None),
    ]


async def test_a_mutation_changes_the_line_or_the_dotted_lines_alone(
    empty_store: Store, tmp_path: Path
) -> None:
    await imported(empty_store, tmp_path, {"people": PEOPLE})
    person = key("mx") | {"manager": None}
    await mutate(empty_store, "savePerson", {"person": person}, "status")
    person = key("one") | {"dottedManagers": [key("b2"), key("b3")]}
    await mutate(empty_store, "savePerson", {"person": person}, "status")
    rows = (await exported(empty_store, tmp_path / "out"))["people.jsonl"].decode().splitlines()
    assert rows[3] == '{"id": "mx", "manager": [null, "b3", "b2"]}'
    assert rows[5] == '{"id": "one", "manager": ["b1", "b2", "b3"]}'
    wrong = key("one") | {"dottedManagers": [key("ghost")]}
    done = await mutate(empty_store, "savePerson", {"person": wrong}, "status")
    assert [error["path"][-2] for error in done["userErrors"]] == ["dottedManagers"]
