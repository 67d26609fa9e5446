"""The root field `search`: a connection of whatever matches the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.scopes.tie_arguments import After, Before, First, Last
from api.types.connections import PageInfo, page_info, page_of
from api.types.cursors import to_cursor
from api.types.record_types import PARENT, Node, graphql_enum, plain_field
from graph.errors import BadInput
from graph.keys import SEPARATOR, native_of
from graph.organisation.search import Hit, search, search_messages, snippet
from graph.records import Goal
from graph.records.enums import Choice


class SearchPlace(Choice):
    """Where the words are looked for."""

    NAMES = (
        "names",
        "In titles, names, job titles and descriptions of goals, conversations, people and groups.",
    )
    MESSAGES = (
        "messages",
        "In the texts of messages, where these are kept; never in private talk, nor for `the`.",
    )


NAMING = ("name", "title", "text")
"""The properties that say what a hit is called, and where a message matches."""

SearchPlaceEnum: Any = graphql_enum(SearchPlace)


def _title(edge: Any) -> str:
    node = edge.node
    called = getattr(node, "name" if hasattr(node, "name") else "title", None)
    return called or native_of(node.id)


@strawberry.type(description="One match.")
class SearchEdge:
    """A node that matches, and how well."""

    cursor: str = strawberry.field(description="Pass it to `after` or `before`.")
    node: Node = strawberry.field(
        description="What matches: a goal, a conversation, a person, a group, or a message."
    )
    score: float = strawberry.field(
        description="How well it matches; comparable inside one search only."
    )
    snippet: str | None = strawberry.field(
        description="Of a message: the part of its text that matches."
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


InArgument = Annotated[
    Optional[SearchPlaceEnum],  # noqa: UP045
    strawberry.argument(name="in", description="Where the words are looked for; NAMES."),
]


async def find_hits(
    info: Info,
    text: Annotated[
        str,
        strawberry.argument(
            description="Words, or beginnings of words, whatever the case and accents."
        ),
    ],
    within: InArgument = None,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> SearchConnection:
    """The page of the first 100 matches that the arguments ask for."""
    arguments: dict[str, Any] = {"text": text, "within": within}
    arguments |= {"first": first, "after": after, "last": last, "before": before}
    return (await hits_batch(info.context, [None], arguments))[0]


async def hits_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[SearchConnection]:
    """The page of the first 100 matches that the arguments ask for, for the root."""
    text, messages = arguments["text"], arguments.get("within") is SearchPlace.MESSAGES
    place = "search messages" if messages else "search"
    page = page_of(Goal, arguments, [place])
    hits = await (search_messages if messages else search)(context.store, text)
    start = 0 if page.after is None else _place(hits, page.after, "after") + 1
    end = len(hits) if page.before is None else _place(hits, page.before, "before")
    end = max(start, end)
    if page.backward:
        start = max(start, end - page.limit)
    else:
        end = min(end, start + page.limit)
    edges = await _edges(context, hits[start:end], place, text)
    connection = SearchConnection(
        edges=edges,
        page_info=page_info(edges, end < len(hits), start > 0),
        total_count=len(hits),
    )
    return [connection for _ in roots]


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


async def _edges(context: Context, hits: list[Hit], place: str, text: str) -> list[SearchEdge]:
    """The hits with their nodes, which are read in one statement."""
    nodes = await context.listed_nodes([(hit.label, hit.id) for hit in hits], NAMING)
    return [
        SearchEdge(
            cursor=to_cursor(place, _cursor(hit)),
            node=node,
            score=hit.score,
            snippet=snippet(node.text, text) if hit.label == "Message" and node.text else None,
        )
        for hit in hits
        if (node := nodes.get((hit.label, hit.id))) is not None
    ]
