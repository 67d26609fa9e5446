"""A strict reader of bundles, written from the format's table and not from the code that writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TIME = re.compile(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ)?")
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])")

GROUP_KINDS = "unit team community project"
GOAL_KINDS = "purpose objective key_result initiative"
GOAL_STATES = "proposed active achieved missed dropped"
TALK_KINDS = "thread meeting mail issue chat question_hour"
MESSAGE_KINDS = "post question answer announcement work_in_progress"
METRICS = "reach increase decrease stay_above stay_below baseline"

# field → kind of value; `!` = required, `[x]` = a list of x, `>file` = an id of that file, the rest
# are the allowed words.
TABLE: dict[str, dict[str, str]] = {
    "people": {
        "id": "!id", "name": "text", "email": "text", "title": "text", "level": "level",
        "manager": ">people", "home_group": ">groups", "joined_at": "time", "left_at": "time",
        "bot": "bool", "capabilities": "[text]",
    },
    "groups": {
        "id": "!id", "name": "!text", "kind": GROUP_KINDS, "parent": ">groups",
        "description": "text", "archived": "bool",
    },
    "memberships": {
        "person": "!>people", "group": "!>groups", "role": "text", "since": "time",
        "until": "time",
    },
    "goals": {
        "id": "!id", "title": "!text", "kind": GOAL_KINDS, "description": "text",
        "status": GOAL_STATES, "parents": "[{goal}]", "owners": "[>people]",
        "groups": "[>groups]", "starts_on": "day", "due_on": "day", "metric": "{metric}",
        "tags": "[text]", "blocked_by": "[>goals]",
    },
    "checkins": {
        "goal": "!>goals", "at": "!time", "progress": "share", "value": "number",
        "status": "on_track at_risk off_track", "note": "text", "by": ">people",
    },
    "conversations": {
        "id": "!id", "title": "text", "group": ">groups", "kind": TALK_KINDS,
        "hosts": "[>people]", "participants": "[>people]", "accepted_answer": ">messages",
        "url": "text", "started_at": "time", "visibility": "public group private",
        "tags": "[text]",
    },
    "messages": {
        "id": "!id", "conversation": "!>conversations", "at": "!time", "author": ">people",
        "seq": "level", "reply_to": ">messages", "to": "[>people]", "mentions": "[>people]",
        "edited_at": "time", "text": "text", "refs": "[text]", "kind": MESSAGE_KINDS,
        "deleted_at": "time",
    },
    "reactions": {
        "message": "!>messages", "person": "!>people", "kind": "text", "at": "time",
    },
    "links": {
        "conversation": "!>conversations", "goal": "!>goals",
        "state": "suggested confirmed rejected",
        "method": "explicit inherited lexical semantic person", "score": "share",
        "by": ">people", "at": "time", "reasons": "[text]",
    },
    "outcomes": {
        "id": "!id", "conversation": "!>conversations", "kind": "!started stopped changed declined",
        "what": "!text", "at": "!time", "by": ">people", "led_to": "{led}", "reason": "text",
        "message": ">messages",
    },
    "needs": {
        "id": "!id", "title": "!text", "asked_by": "!>people", "asked_at": "!time",
        "message": ">messages", "conversation": ">conversations", "requires": "[text]",
        "state": "open held matched solved withdrawn", "goals": "[>goals]", "holds": "[{hold}]",
        "matched_at": "time", "solved_at": "time", "solver": ">people", "connectors": "[>people]",
    },
    "experiments": {
        "id": "!id", "title": "!text", "proposed_by": "!>people", "proposed_at": "!time",
        "state": "proposed supported running proven failed abandoned", "backers": "[{backer}]",
        "started_at": "time", "ended_at": "time", "finding": "text", "goals": "[>goals]",
        "conversation": ">conversations", "practice": "text", "retry_of": ">experiments",
    },
    "offers": {
        "id": "!id", "person": "!>people", "what": "!text", "at": "!time",
        "capabilities": "[text]", "until": "time", "conversation": ">conversations",
    },
}  # fmt: skip
OBJECTS: dict[str, dict[str, str]] = {
    "goal": {"goal": "!>goals", "weight": "number"},
    "metric": {
        "kind": METRICS, "unit": "text", "baseline": "number", "target": "number",
        "current": "number",
    },
    "led": {"goal": ">goals", "need": ">needs", "experiment": ">experiments"},
    "hold": {"person": "!>people", "from": "!time", "until": "time"},
    "backer": {"person": "!>people", "at": "!time"},
}  # fmt: skip
KEYS = {
    "memberships": ("person", "group", "role", "since"),
    "reactions": ("message", "person", "kind"),
    "checkins": ("goal", "at"),
    "links": ("conversation", "goal"),
}
Rows = dict[str, list[dict[str, Any]]]


def read(folder: Path) -> Rows:
    """File → its rows."""
    assert {path.name for path in folder.iterdir()} == {
        "manifest.json", "truth.json", *(f"{name}.jsonl" for name in TABLE)
    }  # fmt: skip
    return {
        name: [
            json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
        ]
        for name in TABLE
    }


def faults(rows: Rows) -> list[str]:
    """Everything in which the rows break the format; empty for a valid bundle."""
    ids = {name: {row["id"] for row in result if "id" in row} for name, result in rows.items()}
    wrong: list[str] = []
    for name, result in rows.items():
        fields = TABLE[name]
        key = KEYS.get(name, ("id",))
        if len({tuple(row.get(part) for part in key) for row in result}) != len(result):
            wrong.append(f"{name}: the same {key} twice")
        for number, row in enumerate(result, 1):
            wrong += [f"{name}:{number}: {fault}" for fault in _object(row, fields, ids)]
    wrong += _cycles(rows)
    return wrong


def _object(row: dict[str, Any], fields: dict[str, str], ids: dict[str, set[str]]) -> Iterator[str]:
    order = [field for field in fields if field in row]
    if list(row) != order:
        yield f"fields {list(row)} are unknown or not in the order of the table"
    for field, kind in fields.items():
        if field not in row:
            if kind.startswith("!"):
                yield f"{field} is missing"
            continue
        yield from (f"{field}: {fault}" for fault in _value(row[field], kind.lstrip("!"), ids))


def _value(value: Any, kind: str, ids: dict[str, set[str]]) -> Iterator[str]:
    if kind.startswith("["):
        if not isinstance(value, list) or not value:
            yield f"{value!r} is no list with content"
            return
        for item in value:
            yield from _value(item, kind[1:-1], ids)
    elif kind.startswith("{"):
        if not isinstance(value, dict):
            yield f"{value!r} is no object"
            return
        yield from _object(value, OBJECTS[kind[1:-1]], ids)
    elif not _fits(value, kind, ids):
        yield f"{value!r} is no {kind}"


def _fits(value: Any, kind: str, ids: dict[str, set[str]]) -> bool:
    if kind.startswith(">"):
        return value in ids[kind[1:]]
    if kind == "bool":
        return isinstance(value, bool)
    if kind in ("level", "number", "share"):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        whole = kind != "level" or isinstance(value, int) and value >= 1
        return number and whole and (kind != "share" or 0 <= value <= 1)
    if not isinstance(value, str) or not value.strip():
        return False
    if kind == "time":
        return TIME.fullmatch(value) is not None
    if kind == "day":
        return DAY.fullmatch(value) is not None
    return kind in ("id", "text") or value in kind.split()


def _cycles(rows: Rows) -> Iterator[str]:
    ups: dict[str, dict[str, list[str]]] = {
        "manager": {row["id"]: [row["manager"]] for row in rows["people"] if "manager" in row},
        "group": {row["id"]: [row["parent"]] for row in rows["groups"] if "parent" in row},
        "goal": {
            row["id"]: [parent["goal"] for parent in row.get("parents", [])]
            for row in rows["goals"]
        },
        "reply": {row["id"]: [row["reply_to"]] for row in rows["messages"] if "reply_to" in row},
        "retry": {row["id"]: [row["retry_of"]] for row in rows["experiments"] if "retry_of" in row},
    }
    for name, up in ups.items():
        done: set[str] = set()
        for start in up:
            path: list[str] = [start]
            ahead = [iter(up.get(start, []))]
            while ahead:
                step = next(ahead[-1], None)
                if step is None:
                    ahead.pop()
                    done.add(path.pop())
                elif step in path:
                    yield f"{name}: {step} is above itself"
                    ahead.clear()
                elif step not in done:
                    path.append(step)
                    ahead.append(iter(up.get(step, [])))
