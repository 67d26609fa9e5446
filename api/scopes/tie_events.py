"""The field `events` of a tie between two people: the acts behind it, with what shows each."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Optional, cast

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.scopes.conventions import DEFAULT_EVENTS
from api.types.connections import LARGEST_SIZE
from api.types.list_sizes import size_of
from api.types.record_types import PARENT, Node, graphql_enum, lazy_type
from graph.network.ties.events import TieEvent as Event
from graph.network.ties.events import events_of_ties
from graph.records import BY_LABEL, Person
from graph.records.enums import Choice, HelpKind, InteractionKind

TieEventKind: Any = graphql_enum(
    cast(Any, Choice)(
        "TieEventKind",
        {kind.name: (kind.value, kind.doc) for kind in (*InteractionKind, *HelpKind)},
        module=__name__,
    )
)
TieEventKind.__strawberry_definition__.description = "How one person acted towards another."


async def _actors(context: Context, roots: Sequence[Event], _: dict[str, Any]) -> list[Any]:
    ids = sorted({event.actor for event in roots if event.actor is not None})
    people = await context.nodes(Person).load_by_key(ids)
    return [None if event.actor is None else people[event.actor] for event in roots]


async def _evidence(context: Context, roots: Sequence[Event], _: dict[str, Any]) -> list[Any]:
    """What shows each act: one statement a label."""
    ids_of_label: dict[str, set[str]] = defaultdict(set)
    for node in roots:
        ids_of_label[node.label].add(node.node)
    loaded = await asyncio.gather(
        *(
            context.nodes(BY_LABEL[label]).load_many(sorted(ids))
            for label, ids in ids_of_label.items()
        )
    )
    node_of_id = {
        (node.label, node.id): node for nodes in loaded for node in nodes if node is not None
    }
    return [node_of_id.get((node.label, node.node)) for node in roots]


def _nested_field(batch: Any, type_: Any, name: str, description: str) -> Any:
    async def resolve(root: Any, info: Info) -> Any:
        return (await batch(info.context, [root], {}))[0]

    resolve.__annotations__ = {"root": PARENT, "info": Info, "return": type_}
    return strawberry.field(
        resolver=resolve, name=name, description=description, metadata={"batch": batch}
    )


@strawberry.type(description="One act of one person towards another.")
class TieEvent:
    """See the record of the same name."""

    kind: TieEventKind = strawberry.field(description="What it was.")
    at: datetime = strawberry.field(description="When; of a conversation: when both had spoken.")
    actor = _nested_field(
        _actors,
        Optional[lazy_type("Person")],  # noqa: UP045
        "from",
        "Who acted, or helped; null where both spoke in one conversation.",
    )
    evidence = _nested_field(
        _evidence,
        Optional[Node],  # noqa: UP045
        "evidence",
        "What shows it: the message; the need; of speaking together the conversation.",
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is an act."""
        return isinstance(obj, Event)


async def _batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[list[Event]]:
    """The newest acts behind each tie; the ties of a list are all asked for alike."""
    remedy = "ask for the newest ones in a narrower window"
    first = size_of(arguments.get("first"), DEFAULT_EVENTS, LARGEST_SIZE, remedy)
    query, day = roots[0].basis
    ends = [(root.near.id, root.node.id) for root in roots]
    events_of_tie = await events_of_ties(context.store, ends, query, day, first)
    return [list(events_of_tie.get(tie_ends, ())) for tie_ends in ends]


async def _resolve(root: Any, info: Info, first: Any = UNSET) -> Any:
    return (await _batch(info.context, [root], {"first": first}))[0]


_resolve.__annotations__ = {
    "root": PARENT,
    "info": Info,
    "first": Annotated[
        Optional[int],  # noqa: UP045
        strawberry.argument(description="How many, at most 100; 10 where absent."),
    ],
    "return": list[TieEvent],
}

events_field = strawberry.field(
    resolver=_resolve,
    description="The acts behind the tie, newest first: of the kinds, the goal and the window that "
    "the ties are asked for. Never from private conversations.",
    metadata={"batch": _batch},
)

__all__ = ["events_field"]
