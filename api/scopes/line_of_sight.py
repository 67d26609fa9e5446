"""The field `lineOfSight` of every scope."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.scopes.conventions import MOST_PATHS, PATHS_SHOWN
from api.scopes.disclosure import rounds, withheld_reason
from api.scopes.ratio import Share, rounded_share, share_of
from api.scopes.suppression import Withheld
from api.scopes.tie_arguments import WindowArgument, window_of
from api.types.list_sizes import size_of
from api.types.record_types import PARENT, batched, graphql_enum, plain_field
from api.types.windows import window_field
from graph import records
from graph.goals.alignment.cache import organisation_cache_of
from graph.goals.alignment.goal_graph import Tops
from graph.goals.alignment.line_of_sight import ScopeView, SightPath
from graph.goals.alignment.organisation_view import View
from graph.goals.alignment.ratio import Ratio
from graph.goals.scope_goals import scope_view
from graph.records.window import Window
from graph.scopes.set_talk import set_scope
from graph.store.composition.composed_rows import readable_ids

T = TypeVar("T")

LazyPerson = Annotated["Person", strawberry.lazy("api.nouns.person")]  # type: ignore[name-defined]  # noqa: F821
LazyConversation = Annotated["Conversation", strawberry.lazy("api.nouns.conversation")]  # type: ignore[name-defined]  # noqa: F821
LazyGoal = Annotated["Goal", strawberry.lazy("api.nouns.goal")]  # type: ignore[name-defined]  # noqa: F821

MUCH = 50_000
"""Rows of talk from which work is done in a thread, so that it does not hold up other requests."""

PathsArgument = Annotated[
    int, strawberry.argument(description="How many paths at most, 0 to 10; never all of them.")
]


def view_of(context: Context) -> Awaitable[View]:
    """What this process holds of the store as of now; asked for once a request.

    From then on the request takes goals from the view as far as earlier requests have read them.
    """

    async def read(_: Sequence[str]) -> dict[str, View]:
        view = await organisation_cache_of(context.store).view()
        context.nodes(records.Goal).share(view.goals.records)
        return {"view": view}

    return context.loader("sight", read).load("view")


def prefetch_view(context: Context) -> None:
    """Ask for the view before it is needed."""
    view_of(context)


async def computed(view: View, work: Callable[[], T]) -> T:
    """What `work` gives; in a thread where there is much talk."""
    if len(view.participation.day) < MUCH:
        return work()
    return await asyncio.to_thread(work)


def scope_of(view: View, root: Any, window: Window) -> ScopeView:
    """The scope that a person, a group or the network is."""
    if root.label == "PeopleSet":
        return set_scope(view, root, window)
    return scope_view(view, root, window)


def path_limit(argument: Any) -> int:
    """How many paths an argument asks for; raises BadInput where they are too many."""
    return size_of(argument, 3, MOST_PATHS, "ask for fewer paths: these are examples, not a list")


@dataclass(slots=True)
class LineOfSightPathSource:
    """A path with its nodes."""

    person: Any
    conversation: Any
    goals: list[Any]

    @property
    def steps(self) -> int:
        """Relationships that it walks."""
        return len(self.goals) + 1


@dataclass(slots=True)
class LineOfSightSource:
    """The source of `LineOfSight`."""

    root: Any
    scope: ScopeView
    limit: int


async def _paths(
    context: Context, roots: Sequence[LineOfSightSource], _: dict[str, Any]
) -> list[Any]:
    """The shortest few paths of each scope with their nodes, one statement a label."""
    store, readable = context.store, None
    if store.restricted:
        talk = {id_ for source in roots for id_ in source.scope.sighted_talk}
        readable = await readable_ids(store, records.Conversation, talk)
    view = roots[0].scope.view
    paths_of_scopes = await computed(
        view, lambda: [source.scope.paths(source.limit, readable) for source in roots]
    )
    flat = [path for paths in paths_of_scopes for path in paths]
    people, talks, goals = await asyncio.gather(
        context.nodes(records.Person).load_by_key(path.person for path in flat),
        context.nodes(records.Conversation).load_by_key(path.conversation for path in flat),
        context.nodes(records.Goal).load_by_key(goal for path in flat for goal in path.goals),
    )

    def path_source(path: SightPath) -> LineOfSightPathSource:
        way = [goals[goal] for goal in path.goals]
        return LineOfSightPathSource(people[path.person], talks[path.conversation], way)

    path_sources = [[path_source(path) for path in paths] for paths in paths_of_scopes]
    return [[source for source in paths if _is_whole(source)] for paths in path_sources]


def _is_whole(path: LineOfSightPathSource) -> bool:
    return all(node is not None for node in (path.person, path.conversation, *path.goals))


def _is_of_one(source: LineOfSightSource) -> bool:
    """Whether it is the line of sight of a single person."""
    return source.root.label == "Person" or len(source.scope.places) == 1


async def _ratios(
    context: Context,
    roots: Sequence[LineOfSightSource],
    is_told: Callable[[LineOfSightSource], bool],
) -> list[Ratio]:
    """How many people of each scope have a line of sight.

    Of a scope that `is_told` in whole that is what the viewer may read themselves; of others a
    figure of all talk.
    """
    told = [context.store.restricted and is_told(source) for source in roots]
    talk = {
        id_ for source, is_so in zip(roots, told, strict=True) if is_so for id_ in source.scope.talk
    }
    readable = await readable_ids(context.store, records.Conversation, talk) if talk else talk

    def work() -> list[Ratio]:
        return [
            source.scope.sight_over(readable) if is_so else source.scope.sight
            for source, is_so in zip(roots, told, strict=True)
        ]

    return await computed(roots[0].scope.view, work)


async def _share(
    context: Context, roots: Sequence[LineOfSightSource], _: dict[str, Any]
) -> list[Share]:
    ratios = await _ratios(context, roots, _is_of_one)
    if any(source.root.label != "Person" for source in roots):
        await context.read_choices()
    found = []
    for ratio, source in zip(ratios, roots, strict=True):
        reason = _withheld(context, source, ratio)
        if reason is None and rounds(context, source.root) and len(source.scope.places) != 1:
            found.append(rounded_share(ratio, 1))
        else:
            found.append(share_of(ratio, source.scope, reason))
    return found


def _withheld(context: Context, source: LineOfSightSource, ratio: Ratio) -> Withheld | None:
    """Why a share of people is not shown: everybody sees a person's line of sight, small groups apart."""
    root, scope = source.root, source.scope
    if root.label == "Person":
        return Withheld.BOT if root.bot else None
    if root.label == "PeopleSet" and len(scope.places) == 1:
        return None
    return withheld_reason(context, root, scope, scope.at.window, ratio.denominator)


async def _reaches(
    context: Context, roots: Sequence[LineOfSightSource], _: dict[str, Any]
) -> list[bool]:
    ratios = await _ratios(context, roots, lambda source: source.root.label != "Network")
    return [ratio.numerator > 0 for ratio in ratios]


@strawberry.type(
    description="One line of sight: a person took part in a conversation that advances a goal by a "
    "confirmed link, and the goal supports others up to a top."
)
class LineOfSightPath:
    """An ordered walk from a person to a top."""

    person: LazyPerson = strawberry.field(description="Who took part.")
    conversation: LazyConversation = strawberry.field(
        description="The conversation, held in the window."
    )
    goals: list[LazyGoal] = strawberry.field(
        description="The goal that it advances, what that supports, and so on up to the top."
    )
    steps: int = strawberry.field(
        description="Relationships from the person to the top: 2 where the talk advances a top."
    )


@strawberry.type(
    description="Whether talk leads from people over confirmed conversations and goals up to a top."
)
class LineOfSight:
    """Person → conversation → goal → … → purpose."""

    reaches = batched(_reaches, bool, "Whether anybody of the scope has a line of sight.")
    share = batched(
        _share,
        Share,
        "People of the scope with a line of sight / people of the scope who were there in the "
        "window (joined before its end, not gone before its beginning, or spoke in it). Programs "
        "are in neither.",
    )
    tops = plain_field(
        lambda source: source.scope.view.goals.kind_of_tops,
        graphql_enum(Tops),
        "In which goals a line of sight ends.",
    )
    window = window_field(lambda source: source.scope.at.window)
    paths = batched(
        _paths,
        list[LineOfSightPath],
        "The shortest few, as evidence: of equally short ones those with different conversations "
        "and the latest talk first. No ranking of people.",
    )


async def line_of_sight_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[LineOfSightSource]:
    """The line of sight of each scope."""
    window, limit = window_of(arguments.get("window")), path_limit(arguments.get("first"))
    view = await view_of(context)
    return [LineOfSightSource(root, scope_of(view, root, window), limit) for root in roots]


async def _line_of_sight(
    root: Any, info: Info, window: WindowArgument = UNSET, first: PathsArgument = PATHS_SHOWN
) -> LineOfSight:
    """The line of sight of one scope."""
    arguments = {"window": window, "first": first}
    return (await line_of_sight_batch(info.context, [root], arguments))[0]  # type: ignore[return-value]


_line_of_sight.__annotations__["root"] = PARENT

line_of_sight_field = strawberry.field(
    resolver=_line_of_sight,
    description="How the talk of its people reaches the top of the goal graph: a person counts in "
    "a conversation on the days on which they wrote in it (one who wrote nothing on the day it "
    "began). Private talk, and goals that are archived or dropped, are left out.",
    metadata={"batch": line_of_sight_batch, "prefetch": prefetch_view},
)
