"""A bundle to fill in: a small organisation in which every field of every file stands once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.errors import BadInput
from graph.sources.file_names import MANIFEST
from graph.sources.kinds import ORDER, Kind

Row = dict[str, Any]

SOURCE = "example"
HEAD: Row = {
    "format": "goalgraph-bundle",
    "version": 1,
    "source": SOURCE,
    "exported_at": "2026-03-31T18:00:00Z",
}

EXAMPLES: dict[Kind, tuple[Row, ...]] = {
    Kind.GROUPS: (
        {"id": "all", "name": "Whole organisation", "kind": "unit"},
        {"id": "search", "name": "Search", "kind": "team", "parent": "all",
         "description": "Makes things findable.", "archived": False},
    ),
    Kind.PEOPLE: (
        {"id": "ada", "name": "Ada Example", "email": "ada@example.org", "level": 1},
        {"id": "bob", "name": "Bob Example", "manager": "ada"},
        {"id": "cy", "name": "Cy Example", "email": "cy@example.org", "title": "Developer",
         "level": 3, "manager": ["bob", "ada"], "home_group": "search",
         "joined_at": "2024-02-01", "left_at": "2026-12-31", "bot": False,
         "capabilities": ["Python", "Indexing"]},
    ),
    Kind.MEMBERSHIPS: (
        {"person": "cy", "group": "search", "role": "member", "since": "2024-02-01",
         "until": "2026-12-31"},
        {"person": "bob", "group": "search", "role": "lead"},
    ),
    Kind.GOALS: (
        {"id": "why", "title": "Nobody looks for help in vain", "kind": "purpose"},
        {"id": "fast", "title": "Answers within a day", "kind": "key_result",
         "description": "Counted from question to answer.", "status": "active",
         "parents": [{"goal": "why", "weight": 1}], "owners": ["bob"], "groups": ["search"],
         "starts_on": "2026-01-01", "due_on": "2026-06-30",
         "metric": {"kind": "decrease", "unit": "days", "baseline": 4, "target": 1, "current": 2.5},
         "tags": ["2026"], "synonyms": ["waiting time"], "archived": False, "predecessor": "fast-2025",
         "blocked_by": ["index"]},
        {"id": "index", "title": "A new index", "kind": "initiative"},
        {"id": "fast-2025", "title": "Answers within four days", "kind": "key_result", "status": "achieved",
         "starts_on": "2025-01-01", "due_on": "2025-12-31"},
    ),
    Kind.CHECKINS: (
        {"id": "u1", "goal": "fast", "at": "2026-02-28", "progress": 0.5, "value": 2.5,
         "status": "on_track", "note": "Half of the way.", "by": "bob"},
    ),
    Kind.CONVERSATIONS: (
        {"id": "c1", "title": "Search is slow", "group": "search", "kind": "thread",
         "hosts": ["bob"], "participants": ["ada"], "accepted_answer": "m2",
         "url": "https://talk.example.org/c1", "started_at": "2026-02-02T08:00:00Z",
         "visibility": "public", "tags": ["speed"]},
    ),
    Kind.MESSAGES: (
        {"id": "m1", "conversation": "c1", "at": "2026-02-02T08:00:00Z", "author": "bob",
         "text": "Why is search so slow? #goal/fast"},
        {"id": "m2", "conversation": "c1", "at": "2026-02-02T09:30:00+01:00", "author": "cy",
         "seq": 2, "reply_to": "m1", "to": ["bob"], "mentions": ["ada"],
         "edited_at": "2026-02-02T09:00:00Z", "text": "The index was cold.",
         "refs": ["https://wiki.example.org/index", "#speed"], "kind": "answer"},
        {"id": "m3", "conversation": "c1", "at": "2026-02-03", "author": "ada",
         "deleted_at": "2026-02-04", "question": True, "brief": True},
    ),
    Kind.REACTIONS: (
        {"message": "m2", "person": "bob", "kind": "thanks", "at": "2026-02-02T10:00:00Z"},
    ),
    Kind.LINKS: (
        {"conversation": "c1", "goal": "fast", "state": "confirmed", "method": "person",
         "score": 0.9, "by": "bob", "at": "2026-02-03", "reasons": ["asked for it"],
         "origin": False},
    ),
    Kind.NEEDS: (
        {"id": "n1", "title": "Somebody who knows indexes", "asked_by": "bob",
         "asked_at": "2026-02-02T08:00:00Z", "message": "m1", "conversation": "c1",
         "requires": ["Indexing"], "state": "solved", "goals": ["fast"],
         "holds": [{"person": "ada", "from": "2026-02-02T08:10:00Z", "until": "2026-02-03"}],
         "matched_at": "2026-02-02T08:30:00Z", "solved_at": "2026-02-03", "solver": "cy",
         "connectors": ["ada"]},
    ),
    Kind.OFFERS: (
        {"id": "o1", "person": "cy", "what": "I can index things", "at": "2026-01-15",
         "capabilities": ["Indexing"], "until": "2026-12-31", "conversation": "c1"},
    ),
    Kind.EXPERIMENTS: (
        {"id": "x1", "title": "A bigger cache", "proposed_by": "ada",
         "proposed_at": "2025-11-01", "state": "failed"},
        {"id": "x2", "title": "Warm the index at night", "proposed_by": "cy",
         "proposed_at": "2026-02-03", "state": "running",
         "backers": [{"person": "bob", "at": "2026-02-04"}], "started_at": "2026-02-05",
         "ended_at": "2026-03-05", "finding": "Half the wait.", "goals": ["fast"],
         "conversation": "c1", "practice": "small batches", "retry_of": "x1"},
    ),
    Kind.OUTCOMES: (
        {"id": "u1", "conversation": "c1", "kind": "declined", "what": "More servers",
         "at": "2026-02-03", "by": "ada", "led_to": {"experiment": "x2"},
         "reason": "The index was cold, not small.", "message": "m2"},
    ),
}  # fmt: skip
"""Kind → rows; the last ones have the fields that the first ones lack."""


def line_of(row: Row) -> str:
    """The row as a line of its file, without the line break."""
    return json.dumps(row, ensure_ascii=False)


def write_template(folder: Path) -> list[Path]:
    """The files written to a new or empty folder; raises BadInput for one that holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder} is there already", remedy="give a new or an empty folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / MANIFEST]
        files[0].write_text(line_of(HEAD) + "\n", encoding="utf-8")
        for kind in ORDER:
            files.append(folder / kind.file)
            lines = "".join(f"{line_of(row)}\n" for row in EXAMPLES[kind])
            files[-1].write_text(lines, encoding="utf-8")
    except OSError as error:
        raise BadInput(
            f"{folder} cannot be written: {error.strerror}", remedy="give another folder"
        ) from error
    return files
