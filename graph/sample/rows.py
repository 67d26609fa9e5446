"""The rows of people, groups, memberships and goals."""

from __future__ import annotations

from typing import Any

from graph.sample.bundle_files import BundleWriter
from graph.sample.check_ins import tidy
from graph.sample.clock import day_text
from graph.sample.company import Goal, Group, Person, Seat
from graph.sample.formal_shape import DOMAIN
from graph.sample.goals import Goals
from graph.sample.organisation import Organisation


def write_company(organisation: Organisation, goals: Goals, writer: BundleWriter) -> None:
    """Write everybody, every group with its members, and every goal."""
    for person in organisation.people:
        writer.row("people", _person(person))
    for group in organisation.groups:
        writer.row("groups", _group(group))
        for seat in group.seats:
            writer.row("memberships", _membership(seat))
    for goal in goals.all:
        writer.row("goals", _goal(goal))


def _person(person: Person) -> dict[str, Any]:
    """A person's row; every twentieth has no mail address."""
    number = int(person.id.split("-")[1])
    return {
        "id": person.id,
        "name": person.name,
        "email": None if person.bot or number % 20 == 0 else f"{person.handle}@{DOMAIN}",
        "title": person.title,
        "level": person.level,
        "manager": person.manager.id if person.manager else None,
        "home_group": person.team.id if person.team else None,
        "joined_at": day_text(person.joined),
        "left_at": None if person.left is None else day_text(person.left),
        "bot": True if person.bot else None,
        "capabilities": person.capabilities or None,
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "name": group.name,
        "kind": group.kind,
        "parent": group.parent.id if group.parent else None,
        "description": group.text,
        "archived": True if group.archived else None,
    }


def _membership(seat: Seat) -> dict[str, Any]:
    return {
        "person": seat.person.id,
        "group": seat.group.id,
        "role": seat.role,
        "since": None if seat.since is None else day_text(seat.since),
        "until": None if seat.until is None else day_text(seat.until),
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "id": goal.id,
        "title": goal.title,
        "kind": goal.kind,
        "description": goal.text,
        "status": goal.status,
        "parents": [_parent(parent, weight) for parent, weight in goal.parents] or None,
        "owners": [person.id for person in goal.owners],
        "groups": list(dict.fromkeys(group.id for group in goal.groups)),
        "starts_on": day_text(goal.starts),
        "due_on": day_text(goal.due),
        "metric": _metric(goal),
        "tags": goal.tags,
        "blocked_by": [blocker.id for blocker in goal.blocked_by] or None,
    }


def _parent(parent: Goal, weight: float | None) -> dict[str, Any]:
    return {"goal": parent.id} if weight is None else {"goal": parent.id, "weight": weight}


def _metric(goal: Goal) -> dict[str, Any] | None:
    if goal.metric is None:
        return None
    kind, unit, baseline, target = goal.metric
    metric: dict[str, Any] = {"kind": kind, "unit": unit, "baseline": tidy(baseline)}
    metric["target"] = tidy(target)
    if goal.current is not None:
        metric["current"] = goal.current
    return metric
