"""What the tests of the import share: a whole organisation, importing it, and looking into the store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.exporting import export_bundles
from graph.importing import Options, Report, TextMode, import_bundle
from graph.records.base import BY_UPDATED
from graph.store.driver import Store
from tests.graph.sources.bundles import Rows, folder

WHOLE: dict[str, list[dict[str, Any]]] = {
    "people": [
        {
            "id": "ada",
            "name": "Ada",
            "email": "Ada@Acme.example",
            "title": "Head",
            "level": 1,
            "joined_at": "2020-01-01",
            "capabilities": ["Python", "Hiring"],
        },
        {"id": "bob", "manager": "ada", "home_group": "core", "capabilities": ["python"]},
        {
            "id": "cy",
            "name": "Cy",
            "manager": "bob",
            "left_at": "2025-05-05T05:05:05Z",
            "bot": True,
        },
    ],
    "groups": [
        {"id": "core", "name": "Core", "kind": "team", "parent": "root"},
        {"id": "old", "name": "Old", "description": "was here", "archived": True},
        {"id": "root", "name": "Root", "kind": "unit"},
    ],
    "memberships": [
        {"person": "ada", "group": "core", "role": "lead", "since": "2024-01-01"},
        {
            "person": "ada",
            "group": "core",
            "role": "member",
            "since": "2022-01-01T00:00:00Z",
            "until": "2024-01-01",
        },
        {"person": "bob", "group": "root", "role": "member"},
    ],
    "goals": [
        {
            "id": "kr",
            "title": "Answers within a day",
            "kind": "key_result",
            "status": "active",
            "parents": [{"goal": "why"}, {"goal": "obj", "weight": 0.5}],
            "owners": ["bob", "ada"],
            "groups": ["root", "core"],
            "starts_on": "2026-01-01",
            "due_on": "2026-03-31",
            "metric": {"kind": "reach", "unit": "%", "baseline": 1, "target": 3, "current": 2.25},
            "tags": ["b", "a"],
            "synonyms": ["finding things"],
            "archived": True,
            "predecessor": "obj",
            "blocked_by": ["why"],
        },
        {"id": "obj", "title": "Help finds who needs it", "kind": "objective"},
        {"id": "why", "title": "Nobody is left alone", "kind": "purpose", "description": "Why."},
    ],
    "checkins": [
        {
            "goal": "kr",
            "at": "2026-01-31",
            "progress": 0.5,
            "value": 2.25,
            "status": "at_risk",
            "note": "half of it",
            "by": "bob",
        },
        {"id": "said-2", "goal": "kr", "at": "2026-02-28T10:00:00Z", "progress": 1.0},
    ],
    "conversations": [
        {
            "id": "c1",
            "title": "Search is slow",
            "group": "core",
            "kind": "thread",
            "hosts": ["ada"],
            "participants": ["cy", "bob"],
            "accepted_answer": "m2",
            "url": "https://talk.example/c1",
            "started_at": "2026-02-01T08:00:00Z",
            "visibility": "group",
            "tags": ["search"],
        },
        {"id": "c2", "title": "No start", "kind": "chat"},
    ],
    "messages": [
        {
            "id": "m1",
            "conversation": "c1",
            "at": "2026-02-01T08:00:00Z",
            "author": "ada",
            "to": ["bob", "cy"],
            "text": "Why is #Search slow? See https://a.example/x and #goal/kr",
            "refs": ["file-1"],
        },
        {
            "id": "m2",
            "conversation": "c1",
            "at": "2026-02-01T09:00:00.250Z",
            "author": "bob",
            "reply_to": "m3",
            "mentions": ["cy", "ada"],
            "edited_at": "2026-02-01T09:10:00Z",
            "text": "The index is cold.",
            "kind": "answer",
        },
        {"id": "m3", "conversation": "c1", "at": "2026-02-01", "author": "cy", "seq": 3},
        {"id": "m4", "conversation": "c2", "at": "2026-02-02", "deleted_at": "2026-02-03"},
    ],
    "reactions": [
        {"message": "m2", "person": "ada", "kind": "thanks", "at": "2026-02-01T10:00:00Z"},
        {"message": "m2", "person": "cy", "kind": "like"},
    ],
    "links": [
        {
            "conversation": "c1",
            "goal": "kr",
            "state": "confirmed",
            "method": "person",
            "by": "ada",
            "at": "2026-02-04",
            "reasons": ["asked for it", "again"],
            "origin": True,
        },
        {
            "conversation": "c2",
            "goal": "obj",
            "state": "suggested",
            "method": "lexical",
            "score": 0.25,
        },
    ],
    "outcomes": [
        {
            "id": "o1",
            "conversation": "c1",
            "kind": "started",
            "what": "Warm the index",
            "at": "2026-02-05",
            "by": "ada",
            "led_to": {"experiment": "x1"},
            "message": "m2",
        },
        {
            "id": "o2",
            "conversation": "c2",
            "kind": "declined",
            "what": "More servers",
            "at": "2026-02-06T00:00:00Z",
            "reason": "too dear",
        },
    ],
    "needs": [
        {
            "id": "n1",
            "title": "Somebody who knows indexes",
            "asked_by": "ada",
            "asked_at": "2026-02-01T08:00:00Z",
            "message": "m1",
            "conversation": "c1",
            "requires": ["Lucene", "Python"],
            "state": "solved",
            "goals": ["obj", "kr"],
            "holds": [
                {"person": "cy", "from": "2026-02-01T08:30:00Z", "until": "2026-02-02"},
                {"person": "ada"},
            ],
            "matched_at": "2026-02-02",
            "solved_at": "2026-02-03T00:00:00Z",
            "solver": "bob",
            "connectors": ["cy", "ada"],
        }
    ],
    "experiments": [
        {
            "id": "x1",
            "title": "Warm-up job",
            "proposed_by": "bob",
            "proposed_at": "2026-02-05",
            "state": "running",
            "backers": [{"person": "cy", "at": "2026-02-06"}, {"person": "ada"}],
            "started_at": "2026-02-07",
            "finding": "Half the wait.",
            "goals": ["kr"],
            "conversation": "c1",
            "practice": "small batches",
            "retry_of": "x2",
        },
        {
            "id": "x2",
            "title": "Bigger cache",
            "proposed_by": "ada",
            "proposed_at": "2025-02-05",
            "state": "failed",
            "ended_at": "2025-06-01",
        },
    ],
    "offers": [
        {
            "id": "f1",
            "person": "cy",
            "what": "I can index things",
            "at": "2026-01-15",
            "capabilities": ["Indexing", "Lucene"],
            "until": "2026-12-31",
            "conversation": "c2",
        }
    ],
}
"""An organisation with every file and every field, in canonical order."""


async def imported(
    store: Store, path: Path, rows: Rows, options: Options | None = None, **manifest: Any
) -> Report:
    """The report of importing these rows, with their texts unless other options are given."""
    bundle = folder(path, rows, **manifest)
    return await import_bundle(store, bundle, options or Options(text=TextMode.FULL))


async def query(store: Store, text: str, **params: Any) -> list[tuple[Any, ...]]:
    """The rows of a query of a test."""
    async with store.driver.session(database=store.database) as session:
        return [tuple(row) async for row in await session.run(text, params)]


async def exported(store: Store, path: Path, source: str = "acme") -> dict[str, bytes]:
    """File name → bytes of the source's export."""
    await export_bundles(store, path, source=source)
    return {entry.name: entry.read_bytes() for entry in sorted(path.iterdir())}


async def whole_graph(store: Store, *, moments: bool = True) -> list[str]:
    """Everything in the store but its schema, locks and versions, in an order of its own: to compare two.

    Nor the log of changes: it tells by which way the rest came to be as it is. Without `moments` a stamp
    of a node's last change keeps only whose it is: two stores are not written at the same time.
    """
    nodes = await query(
        store,
        "MATCH (n) WHERE NOT n:Migration AND NOT n:Lock AND NOT n:Change "
        "RETURN labels(n)[0], coalesce(n.id, n.key), n {.*, settled: null, changed: null}",
    )
    edges = await query(
        store,
        "MATCH (a)-[r]->(b) WHERE NOT a:Change "
        "RETURN coalesce(a.id, a.key), type(r), coalesce(b.id, b.key), properties(r)",
    )
    for *_, node in nodes if not moments else ():
        if (stamp := node.get(BY_UPDATED)) is not None:
            node[BY_UPDATED] = stamp.partition("\u001f")[2]
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in [*nodes, *edges])
