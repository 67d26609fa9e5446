"""What the value ledger is made from, read from a bundle in memory: no store takes part.

Ids are those of the bundle. For bundles of one source whose people have one account each, as samples are:
the ledger is then the one that an import of the whole bundle leads to.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from graph.importing.message_brevity import brief
from graph.importing.text_features import asks, refs_of
from graph.ledger.events.catalogue import all_events
from graph.ledger.facts import Facts
from graph.ledger.goal_sets import GoalSets, sets_of_conversations
from graph.ledger.homes import homes_of
from graph.ledger.inputs import days_of_joining
from graph.ledger.ledger import Ledger, Reach
from graph.ledger.ledger import ledger_of as ledger_of_parts
from graph.ledger.organisation_days import Organisation, leads_of
from graph.ledger.packed_columns import content_hash, parts_of
from graph.ledger.talk_reader import TalkReader
from graph.ledger.talk_tables import TalkTables, numbered_people, ordered_talk
from graph.organisation.membership import membership_index

Row = Mapping[str, Any]
Bundle = Mapping[str, Sequence[Row]]
Home = tuple[str, str, bool, int | None, int | None]
FILES = (
    "people", "groups", "memberships", "goals", "conversations", "messages", "reactions", "links",
    "needs", "experiments", "outcomes",
)  # fmt: skip


def bundle_of(folder: Path) -> Bundle:
    """File → its rows."""
    return {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_bytes().splitlines()]
        for name in FILES
    }


def second(text: str | None) -> int | None:
    """A time or day of a bundle in seconds since 1970."""
    if text is None:
        return None
    at = datetime.fromisoformat(text)
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


def ledger_of(facts: Facts) -> Ledger:
    """The ledger of these facts."""
    parts = list(parts_of(all_events(facts), facts.people, facts.sets.sets, facts.evidence_ids))
    days = facts.day
    first, last = (int(days.min()), int(days.max())) if len(days) else (None, None)
    return ledger_of_parts(
        parts, Reach({}, "", first, last, content_hash(part.id for part in parts))
    )


def facts_of_bundle(bundle: Bundle) -> Facts:
    """Everything that events are made from."""
    people = sorted(bundle["people"], key=lambda row: str(row["id"]))
    ids = [row["id"] for row in people]
    index = {id_: number for number, id_ in enumerate(ids)}
    talk = ordered_talk(_talk(bundle))
    goals_of: dict[str, list[str]] = defaultdict(list)
    for row in bundle["links"]:
        if row["state"] == "confirmed":
            goals_of[row["conversation"]].append(row["goal"])
    sets = GoalSets()
    private = {row["id"] for row in bundle["conversations"] if row.get("visibility") == "private"}
    homes = _homes(bundle)
    return Facts(
        people=ids,
        measured=np.array([not row.get("bot") for row in people], np.bool_),
        talk=numbered_people(talk, ids),
        sets=sets,
        goals=sets_of_conversations(sets, talk.ids["conversations"], goals_of),
        homes=homes_of(homes, index),
        organisation=_organisation(bundle, people, index),
        needs=_of_open_talk(bundle["needs"], private, _need),
        experiments=_of_open_talk(bundle["experiments"], private, _experiment),
        outcomes=_of_open_talk(bundle["outcomes"], private, _outcome),
    )


def _of_open_talk(rows: Sequence[Row], private: set[str], read: Any) -> list[tuple[Any, ...]]:
    return sorted(read(row) for row in rows if row.get("conversation") not in private)


def _talk(bundle: Bundle) -> TalkTables:
    """All talk that is not private, as the statement `talk_of_ledger` gives it."""
    programs = {row["id"] for row in bundle["people"] if row.get("bot")}
    author = {row["id"]: row.get("author") for row in bundle["messages"]}
    by_id = {row["id"]: row for row in bundle["messages"]}
    messages: dict[str, list[Row]] = defaultdict(list)
    for row in bundle["messages"]:
        messages[row["conversation"]].append(row)
    reactions: dict[str, list[list[Any]]] = defaultdict(list)
    for row in bundle["reactions"]:
        reactions[row["message"]].append([row["person"], second(row["at"])])
    reader = TalkReader(programs, len(bundle["people"]) - len(programs), {})
    for row in bundle["conversations"]:
        if row.get("visibility") == "private":
            continue
        said = sorted(messages[row["id"]], key=_in_time)
        who = {
            *row.get("participants", ()),
            *row.get("hosts", ()),
            *(author[m["id"]] for m in said),
        }
        told = [
            _message(m, row.get("accepted_answer"), by_id, reactions[m["id"]])
            for m in said
            if "deleted_at" not in m
        ]
        visibility, kind = row.get("visibility", "public"), row.get("kind")
        hosts, present = row.get("hosts", []), sorted(who - {None})
        reader.read([row["id"], visibility, row.get("group"), kind, present, hosts, told])
    return reader.tables()


def _in_time(row: Row) -> tuple[int, float, str]:
    return second(row["at"]) or 0, row.get("seq", float("inf")), row["id"]


def _message(
    row: Row, accepted: str | None, by_id: Mapping[str, Row], reactions: list[list[Any]]
) -> list[Any]:
    text, refs = row.get("text", ""), row.get("refs", [])
    above = by_id.get(row.get("reply_to", ""))
    answered = []
    if above is not None and "deleted_at" not in above and above.get("author"):
        asked = asks(above.get("text", ""))
        answered = [[above["author"], above["id"], above.get("kind"), asked]]
    refs = [*refs, *(key for key in refs_of(text) if key not in refs)]
    return [
        second(row["at"]), row.get("author"), answered, row.get("mentions", []), row.get("to", []),
        reactions, asks(text), row["id"] == accepted, row["id"], row.get("kind"),
        brief(text) and "refs" not in row, None, refs, [],
    ]  # fmt: skip


def _span(row: Row, person: Row) -> tuple[int | None, int | None]:
    """From when until when a membership holds: no longer than the person is here."""
    since, until = second(row.get("since")), second(row.get("until"))
    joined, gone = second(person.get("joined_at")), second(person.get("left_at"))
    first = max((one for one in (since, joined) if one is not None), default=None)
    return first, min((one for one in (until, gone) if one is not None), default=None)


def _homes(bundle: Bundle) -> list[Home]:
    """Rows as `home_spans` gives them: the home group first, then memberships in units."""
    people = {row["id"]: row for row in bundle["people"]}
    counted = {row["id"]: row.get("kind") for row in bundle["groups"] if not row.get("archived")}
    rows: list[Home] = [
        (row["id"], row["home_group"], True, *_span({}, row))
        for row in bundle["people"]
        if row.get("home_group") in counted
    ]
    rows += [
        (row["person"], row["group"], False, *_span(row, people[row["person"]]))
        for row in bundle["memberships"]
        if counted.get(row["group"]) == "unit"
    ]
    return sorted(rows, key=lambda row: (row[0], not row[2], row[1]))


def _organisation(bundle: Bundle, people: Sequence[Row], index: Mapping[str, int]) -> Organisation:
    by_id = {row["id"]: row for row in people}
    spans: dict[str, list[Any]] = {row["id"]: [] for row in bundle["groups"]}
    leads = []
    for row in bundle["memberships"]:
        span = _span(row, by_id[row["person"]])
        spans[row["group"]].append((row["person"], False, *span))
        if row.get("role") == "lead":
            leads.append((row["group"], row["person"], *span))
    for row in people:
        if "home_group" in row:
            spans[row["home_group"]].append((row["id"], True, *_span({}, row)))
    pursued: dict[str, list[str]] = defaultdict(list)
    for row in sorted(bundle["goals"], key=lambda goal: str(goal["id"])):
        for group in row.get("groups", ()):
            pursued[group].append(row["id"])
    last = max((_day(row["at"]) for row in bundle["messages"]), default=0)
    return Organisation(
        membership=membership_index(
            [
                (
                    row["id"],
                    bool(row.get("bot")),
                    second(row.get("joined_at")),
                    second(row.get("left_at")),
                )
                for row in people
            ],
            [
                (row["id"], row["id"], bool(row.get("archived")), _parents(row))
                for row in sorted(bundle["groups"], key=lambda group: str(group["id"]))
            ],
            sorted(spans.items()),
        ),
        levels=np.array([row.get("level", -1) for row in people], np.int64),
        joined=days_of_joining((second(row.get("joined_at")) for row in people), last),
        leads=leads_of(leads, index),
        pursued=dict(sorted(pursued.items())),
    )


def _day(text: str) -> int:
    return (second(text) or 0) // 86_400


def _parents(row: Row) -> list[str]:
    return [row["parent"]] if "parent" in row else []


def _need(row: Row) -> tuple[Any, ...]:
    solved = second(row.get("solved_at"))
    solvers = [[row["solver"], solved]] if row.get("solver") else []
    holds = [
        [hold["person"], second(hold.get("from")), second(hold.get("until"))]
        for hold in row.get("holds") or ()
    ]
    times = (second(row.get("asked_at")), second(row.get("matched_at")), solved)
    connectors, goals = row.get("connectors") or [], row.get("goals") or []
    raised = row.get("message"), row.get("conversation")
    return (row["id"], row["state"], *times, row["asked_by"], solvers, connectors, holds, *raised, goals)  # fmt: skip


def _experiment(row: Row) -> tuple[Any, ...]:
    backers = [[one["person"], second(one.get("at"))] for one in row.get("backers") or ()]
    times = (second(row.get(name)) for name in ("proposed_at", "started_at", "ended_at"))
    found = bool((row.get("finding") or "").strip())
    about = row.get("conversation"), row.get("goals") or []
    return (row["id"], row["state"], *times, found, row.get("practice"), row["proposed_by"], backers, *about)  # fmt: skip


def _outcome(row: Row) -> tuple[Any, ...]:
    return row["id"], row["conversation"], row["kind"], second(row.get("at")), row.get("by")
