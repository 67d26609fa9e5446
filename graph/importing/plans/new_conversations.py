"""How conversations are saved that the store has not: made at once, with their groups, hosts and people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from graph.importing.batch_statements import Params
from graph.importing.plans.context import accounts_named
from graph.importing.plans.talk import conversation_properties
from graph.importing.row_hash import StorableRow


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
        if rows := accounts_named(items, "conversation", name):
            # In the order in which the plan for any row has them.
            yield statement, {"rows": sorted(rows, key=itemgetter("account", "conversation"))}


def _conversation(item: StorableRow, groups: dict[str, int]) -> dict[str, Any]:
    """A row of `save_new_conversations`."""
    group = groups[item.row["group"]] if "group" in item.row else -1
    return {**conversation_properties(item), "group": group}
