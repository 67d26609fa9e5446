"""The root field `search`: a connection of whatever matches the words."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.connections import PageInfo, page_of
from api.context import Context
from api.ids import to_cursor
from api.shape import PARENT, Node, plain_field
from api.ties import After, Before, First, Last
from graph.errors import BadInput
from graph.keys import SEPARATOR, native_of
from graph.records import BY_LABEL, Goal
from graph.search import Hit, search


def _title(edge: Any) -> str:
    node = edge.node
    return getattr(node, "title", None) or getattr(node, "name", None) or native_of(node.id)


@strawberry.type(description="One match.")
class SearchEdge:
    """A node that matches, and how well."""

    cursor: str = strawberry.field(description="Pass it to `after` or `before`.")
    node: Node = strawberry.field(
        description="What matches: a goal, a conversation, a person or a group."
    )
    score: float = strawberry.field(
        description="How well it matches; comparable inside one search only."
    )
    title = plain_field(
        _title, str, "What the match is called, whatever it is; its id in the source where unnamed."
    )


def _nodes(root: Any) -> list[Node]:
    return [edge.node for edge in root.edges]


_nodes.__annotations__["root"] = PARENT


@strawberry.type(description="A page of what matches, best first.")
class SearchConnection:
    """Relay's connection of matches."""

    edges: list[SearchEdge] = strawberry.field(description="The matches of this page, best first.")
    page_info: PageInfo = strawberry.field(description="Where this page lies in the list.")
    total_count: int = strawberry.field(description="How many matches there are, at most 100.")
    nodes = strawberry.field(
        resolver=_nodes,
        description="The nodes of this page, for those who need no edges.",
        metadata={"nested": _nodes},
    )


async def find_hits(
    info: Info,
    text: Annotated[str, strawberry.argument(description="Words, or beginnings of words.")],
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> SearchConnection:
    """The page of the first 100 matches that the arguments ask for."""
    context: Context = info.context
    page = page_of(Goal, {"first": first, "after": after, "last": last, "before": before})
    hits = await search(context.store, text)
    start = 0 if page.after is None else _place(hits, page.after, "after") + 1
    end = len(hits) if page.before is None else _place(hits, page.before, "before")
    end = max(start, end)
    if page.backward:
        start = max(start, end - page.limit)
    else:
        end = min(end, start + page.limit)
    edges = await _edges(context, hits[start:end])
    return SearchConnection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=end < len(hits),
            has_previous_page=start > 0,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=len(hits),
    )


def _cursor(hit: Hit) -> str:
    return f"{hit.label}{SEPARATOR}{hit.id}"


def _place(hits: list[Hit], cursor: str, argument: str) -> int:
    """Where the hit of a cursor stands."""
    for place, hit in enumerate(hits):
        if _cursor(hit) == cursor:
            return place
    raise BadInput(
        f"`{argument}` is not a cursor of this search",
        remedy="pass a cursor that the same `text` gave",
        path=(argument,),
    )


async def _edges(context: Context, hits: list[Hit]) -> list[SearchEdge]:
    """The hits with their nodes, read in one statement a label."""
    ids: dict[str, list[str]] = defaultdict(list)
    for hit in hits:
        ids[hit.label].append(hit.id)
    nodes: dict[tuple[str, str], Any] = {}
    for label, keys in ids.items():
        found = await context.nodes(BY_LABEL[label]).load_many(keys)
        nodes |= {(label, key): node for key, node in zip(keys, found, strict=True)}
    return [
        SearchEdge(cursor=to_cursor(_cursor(hit)), node=node, score=hit.score)
        for hit in hits
        if (node := nodes[hit.label, hit.id]) is not None
    ]
