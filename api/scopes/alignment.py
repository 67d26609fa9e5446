"""The field `alignment` of every scope: where its talk and its goals meet, and where they do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.scopes.differencing import compared, of_group, of_set
from api.scopes.line_of_sight import Share, scope_of, shown, view_ahead, view_of, worked_out
from api.scopes.suppression import Withheld, no_members, own_or_analyst
from api.scopes.tie_arguments import WindowArgument, window_of
from api.types.list_sizes import size_of
from api.types.memory_connections import listed
from api.types.record_types import PARENT, batched, graphql_enum, plain_field
from api.types.windows import window_field
from graph import records
from graph.goals.alignment.alignment import Alignment as Worked
from graph.goals.alignment.goal_graph import Tops
from graph.goals.alignment.shares import Ratio
from graph.measures.arrays import Ints
from graph.records.talk_counts import LastTalk, LiveTalk, Volume
from graph.store.memory_pages import Listed

SupportingArgument = Annotated[
    bool,
    strawberry.argument(
        description="Also count talk that advances what supports a goal as talk about the goal."
    ),
]
MOST_CLUSTERS = 100
ClustersArgument = Annotated[
    int, strawberry.argument(description="How many clusters at most, 0 to 100.")
]


@dataclass(slots=True)
class Aligned:
    """The source of `Alignment`."""

    root: Any
    worked: Worked


@dataclass(slots=True)
class Cluster:
    """The source of `GoalCluster`."""

    worked: Worked
    goals: Ints


def _ratios(get: Callable[[Worked], Ratio], why: Any = None) -> Any:
    """A batch that shows a share of each scope."""

    async def batch(context: Context, roots: Sequence[Aligned], _: dict[str, Any]) -> list[Share]:
        work = [one.worked for one in roots]
        found = await worked_out(work[0].view, lambda: [get(one) for one in work])
        if why is not None:
            await compared(context, work[0].at)
        reasons = [None if why is None else why(context, one) for one in roots]
        return [
            shown(ratio, one.scope, reason)
            for ratio, one, reason in zip(found, work, reasons, strict=True)
        ]

    return batch


def _why(context: Context, aligned: Aligned) -> Withheld | None:
    """Why the share of a scope's talk is not shown."""
    root, scope = aligned.root, aligned.worked.scope
    if root.label == "Person":
        if not own_or_analyst(context, root.id):
            return Withheld.NOT_YOURS
        return Withheld.BOT if root.bot else None
    if root.label != "Network" and (why := no_members(scope)) is not None:
        return why
    if root.label == "Group":
        return of_group(context, scope.at, root.id, scope.sight.denominator)
    return of_set(context, scope) if root.label == "PeopleSet" else None


def _lists(get: Callable[[Any], Listed]) -> Any:
    async def lists(_: Context, roots: Sequence[Any], __: dict[str, Any]) -> list[Listed]:
        return await worked_out(roots[0].worked.view, lambda: [get(one) for one in roots])

    return lists


@strawberry.type(description="Talk and people that have no goal; for nobody's blame.")
class VoiceGap:
    """Where a goal is missing."""

    conversations = listed(
        "unlinked_conversations",
        records.Conversation,
        _lists(lambda aligned: aligned.worked.unlinked()),
        "Conversations of the window in which its people took part (of the network: all) that "
        "advance no goal by a confirmed link, those with most of its people's messages first.",
        Volume,
    )
    groups = listed(
        "silent_groups",
        records.Group,
        _lists(lambda aligned: aligned.worked.silent_groups()),
        "Groups of the scope whose members' talk in the window advances no goal. Archived groups "
        "and those without members are left out; a person holds no groups.",
        Volume,
    )


def _itself(aligned: Aligned) -> Any:
    return aligned


_itself.__annotations__ = {"aligned": PARENT, "return": VoiceGap}


@strawberry.type(description="Goals that support each other while none of them reaches a top.")
class GoalCluster:
    """New goals grow so; each goal says what it grew from."""

    goals = listed(
        "goals_of_cluster",
        records.Goal,
        _lists(lambda cluster: cluster.worked.goals_of_cluster(cluster.goals)),
        "Its goals with how much each is talked about; `origin` is the talk that a goal grew from.",
        LiveTalk,
    )


def _clusters_of(cluster_list: ClusterList) -> list[Cluster]:
    found = cluster_list.clusters[: cluster_list.limit]
    return [Cluster(cluster_list.worked, one) for one in found]


@dataclass(slots=True)
class ClusterList:
    """The source of `GoalClusters`."""

    worked: Worked
    clusters: list[Ints]
    limit: int


_clusters_of.__annotations__ = {"cluster_list": PARENT, "return": list[GoalCluster]}


@strawberry.type(description="The clusters of goals that are not yet connected.")
class GoalClusters:
    """The first few, and how many there are."""

    total_count = plain_field(lambda found: len(found.clusters), int, "How many clusters.")
    goal_count = plain_field(
        lambda found: sum(len(one) for one in found.clusters), int, "How many goals in all of them."
    )
    clusters = strawberry.field(
        resolver=_clusters_of,
        description="In the order of their goals' titles.",
        metadata={"nested": _clusters_of},
    )


async def _not_yet_batch(
    context: Context, roots: Sequence[Aligned], given: dict[str, Any]
) -> list[ClusterList]:
    limit = size_of(given.get("first"), 10, MOST_CLUSTERS, "ask for fewer clusters")
    work = [one.worked for one in roots]
    found = await worked_out(work[0].view, lambda: [one.clusters() for one in work])
    return [ClusterList(one, clusters, limit) for one, clusters in zip(work, found, strict=True)]


async def _not_yet(root: Any, info: Info, first: ClustersArgument = 10) -> GoalClusters:
    return (await _not_yet_batch(info.context, [root], {"first": first}))[0]  # type: ignore[return-value]


_not_yet.__annotations__["root"] = PARENT


@strawberry.type(
    description="Where the talk of a scope and its goals meet, and where they do not, in one window. "
    "Its goals are: of a person those they own, of a group those that it or a group that is part of "
    "it pursues, of the network all; archived and dropped goals are left out. Private talk is too."
)
class Alignment:
    """Talk and goals side by side, each number with its evidence."""

    window = window_field(lambda aligned: aligned.worked.at.window)
    tops = plain_field(
        lambda aligned: aligned.worked.tops,
        graphql_enum(Tops),
        "In which goals a line of sight ends.",
    )
    goal_linked_share = batched(
        _ratios(lambda worked: worked.scope.linked_talk, _why),
        Share,
        "Messages of its people in conversations that advance a goal by a confirmed link / messages "
        "of its people. Standing messages; those of programs and unknown authors are nobody's. "
        "Neither more nor less is better.",
    )
    linked_conversations = listed(
        "linked_conversations",
        records.Conversation,
        _lists(lambda aligned: aligned.worked.linked()),
        "The conversations with a goal behind `goalLinkedShare`, most of its people's messages first.",
        Volume,
    )
    coverage = batched(
        _ratios(lambda worked: worked.coverage),
        Share,
        "Goals of the scope that a conversation held in the window advances, whoever took part / "
        "goals of the scope.",
    )
    covered_goals = listed(
        "covered_goals",
        records.Goal,
        _lists(lambda aligned: aligned.worked.covered()),
        "The goals behind `coverage`, with how much they are talked about.",
        LiveTalk,
    )
    conversation_gap = listed(
        "conversation_gap",
        records.Goal,
        _lists(lambda aligned: aligned.worked.conversation_gap()),
        "Goals of the scope that nobody talks about in the window, with when somebody last did.",
        LastTalk,
    )
    voice_gap = strawberry.field(
        resolver=_itself,
        description="Conversations and groups that have no goal.",
        metadata={"nested": _itself},
    )
    not_yet_connected = strawberry.field(
        resolver=_not_yet,
        description="Goals of the scope, or advanced by its talk in the window, from which no way "
        "leads to a top, in the clusters that they form. They are new growth, no defects.",
        metadata={"batch": _not_yet_batch},
    )
    alone_goals = listed(
        "alone_goals",
        records.Goal,
        _lists(lambda aligned: aligned.worked.alone()),
        "Goals of the scope, or advanced by its talk in the window, that support no goal and that "
        "no goal supports; a purpose is not among them.",
        LiveTalk,
    )


async def alignment_batch(
    context: Context, roots: Sequence[Any], given: dict[str, Any]
) -> list[Aligned]:
    """The alignment of each scope."""
    window, supporting = window_of(given.get("window")), given.get("include_supporting") is True
    view = await view_of(context)
    return [Aligned(root, Worked(scope_of(view, root, window), supporting)) for root in roots]


async def _alignment(
    root: Any,
    info: Info,
    window: WindowArgument = UNSET,
    include_supporting: SupportingArgument = False,
) -> Alignment:
    given = {"window": window, "include_supporting": include_supporting}
    return (await alignment_batch(info.context, [root], given))[0]  # type: ignore[return-value]


_alignment.__annotations__["root"] = PARENT

alignment_field = strawberry.field(
    resolver=_alignment,
    description="Where its talk and its goals meet, and where they do not.",
    metadata={"batch": alignment_batch, "ahead": view_ahead},
)
