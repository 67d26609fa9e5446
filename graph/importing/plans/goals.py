"""How goals and check-ins are saved."""

from __future__ import annotations

from typing import Any

from graph.importing.batch_statements import Steps
from graph.importing.plans.context import (
    Context,
    hash_now,
    key_of,
    known_at,
    place,
    time_and_precision,
    time_key,
)
from graph.importing.row_hash import StorableRow
from graph.keys import order_text, sort_key

GOALS = (
    "save_goals",
    "link_goal_parents",
    "save_awaited_parents",
    "link_owners",
    "link_pursuers",
    "link_predecessors",
    "link_blockers",
    "save_versions_of_goals",
)
LATE_GOALS = ("link_goal_parents", "save_hashes_of_goals", "save_versions_of_goals")
CHECK_INS = (
    "save_versions_of_check_ins",
    "remove_lists_of_check_ins",
    "save_check_ins",
    "link_check_ins",
    "link_check_in_authors",
    "save_changes_of_progress",
)


def goal(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves a goal with its owners, groups and parents, as far as these are not there already."""
    row, id_ = item.row, item.id
    steps.add(
        "save_goals",
        id=id_,
        title=row["title"],
        title_key=key_of(row["title"]),
        kind=row.get("kind"),
        description=row.get("description"),
        status=row.get("status"),
        starts_on=row.get("starts_on"),
        due_on=row.get("due_on"),
        **_metric(row.get("metric", {})),
        tags=row.get("tags", []),
        synonyms=row.get("synonyms", []),
        archived=row.get("archived", False),
        predecessor=row.get("predecessor"),
        version=item.version,
        by_title=sort_key(order_text(row["title"]), id_),
        by_due=sort_key(row.get("due_on"), id_),
        content_hash=hash_now(item),
    )
    if item.keeps_edges:
        _add_version(steps, item, context)
        return
    for number, owner in enumerate(row.get("owners", ())):
        steps.add("link_owners", person=owner, goal=id_, place=place(number), account=owner)
    for number, group in enumerate(row.get("groups", ())):
        steps.add("link_pursuers", group=group, goal=id_, place=place(number))
    steps.add("link_predecessors", goal=id_)
    for number, blocker in enumerate(row.get("blocked_by", ())):
        steps.add("link_blockers", goal=id_, blocker=blocker, place=place(number))
    if not item.late:
        _add_parents(steps, item)
        _add_version(steps, item, context)


def late_goal(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves the parents of a goal, one of which stands later in the file."""
    _add_parents(steps, item)
    steps.add("save_hashes_of_goals", id=item.id, content_hash=item.hash)
    _add_version(steps, item, context)


def _add_version(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what notes how the goal stands, once it is whole; what is exported tomorrow stands so today."""
    steps.add("save_versions_of_goals", id=item.id, at=known_at(context))


def _add_parents(steps: Steps, item: StorableRow) -> None:
    for number, parent in enumerate(item.row.get("parents", ())):
        weight = parent.get("weight")
        awaited = parent["goal"] in item.awaited
        steps.add(
            "save_awaited_parents" if awaited else "link_goal_parents",
            goal=item.id,
            parent=parent["goal"],
            weight=None if weight is None else float(weight),
            weight_text=weight,
            place=place(number),
        )


def _metric(metric: dict[str, str]) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "metric_kind": metric.get("kind"),
        "metric_unit": metric.get("unit"),
    }
    for name in ("baseline", "target", "current"):
        text = metric.get(name)
        properties[f"metric_{name}"] = text
        properties[f"metric_{name}_value"] = None if text is None else float(text)
    return properties


def check_in(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves a check-in."""
    row, value = item.row, item.row.get("value")
    if not item.new:
        _add_correction(steps, item, context)
        steps.add_id("remove_lists_of_check_ins", item.id)
    steps.add(
        "save_check_ins",
        id=item.id,
        **time_and_precision(row, "at"),
        progress=row.get("progress"),
        value=value,
        value_number=None if value is None else float(value),
        status=row.get("status"),
        note=row.get("note"),
        version=item.version,
        by_at=sort_key(time_key(row["at"]), item.id),
        source=context.source,
        content_hash=item.hash,
    )
    steps.add("link_check_ins", check_in=item.id, goal=row["goal"])
    steps.add_id("save_changes_of_progress", row["goal"])
    if "by" in row:
        steps.add("link_check_in_authors", person=row["by"], check_in=item.id, account=row["by"])


def _add_correction(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what keeps the earlier version of a check-in, where the row says otherwise."""
    row = item.row
    steps.add(
        "save_versions_of_check_ins",
        id=item.id,
        goal=row["goal"],
        **time_and_precision(row, "at"),
        **{name: row.get(name) for name in ("progress", "value", "status", "note", "by")},
        corrected_at=known_at(context),
    )
