"""What completes a checked row: its identity, the defaults of the format, and small mends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graph.keys import fold, sort_key, source_of
from graph.sources.check_in_keys import check_in_key
from graph.sources.kinds import FIELDS, Kind
from graph.sources.values import InvalidValue

Row = dict[str, Any]
Mended = list[tuple[str, object, str, str]]
"""Field, value, reason and mend of what was mended in a row."""


def _id(row: Row, mends: Mended) -> str:
    id_: str = row["id"]
    return id_


def _once(row: Row, name: str, mends: Mended, key: Callable[[Any], object] = lambda v: v) -> None:
    """Take repeated items out of the list `name`; an empty list is the same as none."""
    items = row.get(name)
    if items is None:
        return
    if len(items) > 1:
        first_items: dict[object, Any] = {}
        for item in items:
            if first_items.setdefault(key(item), item) is not item:
                mends.append((name, item, f"`{name}` names it twice", "name it once"))
        row[name] = list(first_items.values())
    elif not items:
        del row[name]


def _words(row: Row, name: str, mends: Mended) -> None:
    """Keep capabilities once a folded name, and none that is empty."""
    if name in row:
        row[name] = [item for item in row[name] if fold(item)]
    _once(row, name, mends, fold)


def _person(row: Row, mends: Mended) -> str:
    _managers(row, mends)
    if row.get("bot") is False:
        del row["bot"]
    _words(row, "capabilities", mends)
    return _id(row, mends)


def _managers(row: Row, mends: Mended) -> None:
    """Split the managers into the one of the line and those of dotted lines; nobody is their own."""
    line, *dotted = row.pop("manager", None) or [None]
    for manager in [line, *dotted]:
        if manager == row["id"]:
            reason = "`manager` is the person itself; taken as none"
            mends.append(("manager", row["id"], reason, "leave it out"))
    if line is not None and line != row["id"]:
        row["manager"] = line
    row["dotted_managers"] = [
        manager for manager in dotted if manager is not None and manager != row["id"]
    ]
    if line in row["dotted_managers"]:
        row["dotted_managers"].insert(0, line)
        _once(row, "dotted_managers", mends)
        row["dotted_managers"].remove(line)
    else:
        _once(row, "dotted_managers", mends)
    _empty(row, "dotted_managers")


def _group(row: Row, mends: Mended) -> str:
    if row.get("archived") is False:
        del row["archived"]
    return _id(row, mends)


def _membership(row: Row, mends: Mended) -> str:
    row.setdefault("role", "member")
    return sort_key(row["person"], row["group"], row["role"], row.get("since"))


def _goal(row: Row, mends: Mended) -> str:
    _once(row, "parents", mends, lambda parent: parent["goal"])
    _once(row, "owners", mends)
    _once(row, "groups", mends)
    _blockers(row, mends)
    _empty(row, "tags", "metric", "synonyms", "archived", "blocked_by")
    return _id(row, mends)


def _blockers(row: Row, mends: Mended) -> None:
    """Leave the goal itself out of what it waits for."""
    if row["id"] in row.get("blocked_by", ()):
        row["blocked_by"] = [one for one in row["blocked_by"] if one != row["id"]]
        reason = "`blocked_by` names the goal itself; left out"
        mends.append(("blocked_by", row["id"], reason, "leave it out"))
    _once(row, "blocked_by", mends)


def _empty(row: Row, *names: str) -> None:
    for name in names:
        if name in row and not row[name]:
            del row[name]


def _checkin(row: Row, mends: Mended) -> str:
    id_: str | None = row.get("id")
    if id_ is not None:
        return id_
    source = row.get("source") or source_of(row["goal"])
    return check_in_key(source, row["goal"], row["at"], row.get("by"))


def _conversation(row: Row, mends: Mended) -> str:
    if row.get("visibility") == "public":
        del row["visibility"]
    _once(row, "hosts", mends)
    _once(row, "participants", mends)
    _empty(row, "tags")
    return _id(row, mends)


def _message(row: Row, mends: Mended) -> str:
    if "refs" in row:
        row["refs"] = [key for key in row["refs"] if key]
    for name in ("refs", "to", "mentions"):
        if name in row:
            _once(row, name, mends)
    for name in ("question", "brief"):
        if row.get(name) is False:
            del row[name]
    return _id(row, mends)


def _reaction(row: Row, mends: Mended) -> str:
    row.setdefault("kind", "like")
    return sort_key(row["message"], row["person"], row["kind"])


def _link(row: Row, mends: Mended) -> str:
    if "state" not in row:
        sure = row.get("method") == "explicit" or "by" in row
        row["state"] = "confirmed" if sure else "suggested"
    _empty(row, "reasons", "origin")
    return f"{row['conversation']}>{row['goal']}"


def _outcome(row: Row, mends: Mended) -> str:
    if row["kind"] == "declined" and not row.get("reason"):
        raise InvalidValue(
            "`reason` is missing; a declined outcome must say why",
            "add the reason, or choose another kind",
            "reason",
        )
    return _id(row, mends)


def _need(row: Row, mends: Mended) -> str:
    _words(row, "requires", mends)
    _once(row, "goals", mends)
    _once(row, "connectors", mends)
    _once(row, "holds", mends, lambda hold: (hold["person"], hold.get("from")))
    if "state" not in row:
        row["state"] = _need_state(row)
    return _id(row, mends)


def _need_state(row: Row) -> str:
    """Where a need stands by what is known of it."""
    if "solved_at" in row or "solver" in row:
        return "solved"
    if "matched_at" in row:
        return "matched"
    return "held" if any("until" not in hold for hold in row.get("holds", ())) else "open"


def _experiment(row: Row, mends: Mended) -> str:
    _once(row, "goals", mends)
    _once(row, "backers", mends, lambda backer: backer["person"])
    if "state" not in row:
        row["state"] = "running" if "started_at" in row else "proposed"
    return _id(row, mends)


def _offer(row: Row, mends: Mended) -> str:
    _words(row, "capabilities", mends)
    return _id(row, mends)


SPANS: dict[Kind, tuple[tuple[str, str], ...]] = {
    Kind.PEOPLE: (("joined_at", "left_at"),),
    Kind.MEMBERSHIPS: (("since", "until"),),
    Kind.GOALS: (("starts_on", "due_on"),),
    Kind.MESSAGES: (("at", "edited_at"), ("at", "deleted_at")),
    Kind.NEEDS: (
        ("asked_at", "matched_at"),
        ("asked_at", "solved_at"),
        ("matched_at", "solved_at"),
    ),
    Kind.EXPERIMENTS: (("proposed_at", "started_at"), ("started_at", "ended_at")),
    Kind.OFFERS: (("at", "until"),),
}
"""Kind → pairs of fields of which the first is never the later one."""


def reversed_spans(kind: Kind, row: Row) -> list[tuple[str, object, str, str]]:
    """The times of a row that end before they begin; it is kept as it says, and told."""
    faults = []
    pairs = [(first, last, row, "") for first, last in SPANS.get(kind, ())]
    pairs += [("from", "until", hold, "holds.") for hold in row.get("holds", ())]
    for first, last, values, where in pairs:
        begin, end = values.get(first), values.get(last)
        if begin is not None and end is not None and _before(end, begin):
            reason = f"`{where}{last}` is {end}, before `{where}{first}` ({begin})"
            faults.append((f"{where}{last}", end, reason, "correct one of the two"))
    return faults


def _before(first: str, second: str) -> bool:
    """Whether a canonical time lies before another; of days that may be the same, not."""
    length = 10 if len(first) == 10 or len(second) == 10 else 19
    return first[:length] < second[:length]


FINISH: dict[Kind, Callable[[Row, Mended], str]] = {
    Kind.PEOPLE: _person,
    Kind.GROUPS: _group,
    Kind.MEMBERSHIPS: _membership,
    Kind.GOALS: _goal,
    Kind.CHECKINS: _checkin,
    Kind.CONVERSATIONS: _conversation,
    Kind.MESSAGES: _message,
    Kind.REACTIONS: _reaction,
    Kind.LINKS: _link,
    Kind.OUTCOMES: _outcome,
    Kind.NEEDS: _need,
    Kind.EXPERIMENTS: _experiment,
    Kind.OFFERS: _offer,
}
"""Kind → the function that completes a row and gives its identity. It may raise Wrong."""

assert FINISH.keys() == FIELDS.keys()
