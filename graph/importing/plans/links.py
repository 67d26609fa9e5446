"""How the claims of conversations to goals are saved."""

from __future__ import annotations

from graph.importing.batch_statements import Steps
from graph.importing.plans.context import Context, time_and_precision, time_key
from graph.importing.row_hash import StorableRow
from graph.keys import sort_key

LINKS = (
    "save_links",
    "link_links_to_conversations",
    "link_links_to_goals",
    "save_decisions",
    "link_decisions",
    "link_deciders",
    "remove_advances",
    "link_advances",
)


def link(steps: Steps, item: StorableRow, context: Context) -> None:
    """Add what saves a link, the decision that led to it, and whether the goal is advanced.

    Each change of an imported link is one more decision, so its history stays.
    """
    row, id_ = item.row, item.id
    conversation, goal = row["conversation"], row["goal"]
    claim = {
        "state": row["state"],
        "method": row.get("method"),
        "score": row.get("score"),
        "reasons": row.get("reasons", []),
        **time_and_precision(row, "at"),
    }
    steps.add(
        "save_links",
        id=id_,
        **claim,
        origin=row.get("origin", False),
        version=item.version,
        source=context.source,
        content_hash=item.hash,
    )
    steps.add("link_links_to_conversations", link=id_, conversation=conversation)
    steps.add("link_links_to_goals", link=id_, goal=goal)
    decision = f"{id_}#{item.version}"
    steps.add(
        "save_decisions",
        id=decision,
        **claim,
        by_at=sort_key(time_key(row.get("at")), decision),
        source=context.source,
    )
    steps.add("link_decisions", decision=decision, link=id_)
    if "by" in row:
        steps.add("link_deciders", person=row["by"], decision=decision, account=row["by"])
    advances = "link_advances" if row["state"] == "confirmed" else "remove_advances"
    steps.add(advances, conversation=conversation, goal=goal)
