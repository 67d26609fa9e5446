"""How conversations are saved that the store has not: made at once, with their groups, hosts and people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graph.importing.plans.context import hash_now, key_of, place, time_and_precision, time_key
from graph.importing.row_hash import StorableRow
from graph.importing.steps import Params
from graph.keys import order_text, sort_key


def new_conversations(items: Sequence[StorableRow]) -> Iterator[tuple[str, Params]]:
    """The statements that save these conversations, with their parameters."""
    groups = sorted({item.row["group"] for item in items if "group" in item.row})
    places = {id_: n for n, id_ in enumerate(groups)}
    yield (
        "save_new_conversations",
        {"groups": groups, "rows": [_conversation(item, places) for item in items]},
    )
    for name, statement in (
        ("hosts", "link_new_hosts"),
        ("participants", "link_new_participants"),
    ):
        if named := _named(items, name):
            yield statement, {"rows": named}


def _conversation(item: StorableRow, groups: dict[str, int]) -> dict[str, Any]:
    """A row of `save_new_conversations`."""
    row, id_ = item.row, item.id
    title, start = row.get("title"), row.get("started_at")
    return {
        "id": id_,
        "group": groups[row["group"]] if "group" in row else -1,
        "title": title,
        "title_key": key_of(title),
        "kind": row.get("kind"),
        "visibility": row.get("visibility", "public"),
        "url": row.get("url"),
        **time_and_precision(row, "started_at"),
        "tags": row.get("tags", []),
        "by_title": sort_key(order_text(title), id_),
        "by_start": sort_key(time_key(start), id_),
        "content_hash": hash_now(item),
    }


def _named(items: Sequence[StorableRow], name: str) -> list[dict[str, Any]]:
    """The accounts that conversations name, sorted as the plan for any row sorts them."""
    return sorted(
        (
            {"conversation": item.id, "account": account, "place": place(n)}
            for item in items
            for n, account in enumerate(item.row.get(name, ()))
        ),
        key=lambda row: (row["account"], row["conversation"]),
    )
