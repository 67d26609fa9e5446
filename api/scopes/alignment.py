"""The field `alignment` of every scope: where its talk and its goals meet, and where they do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.scopes.conventions import CLUSTERS_SHOWN, MOST_CLUSTERS
from api.scopes.line_of_sight import computed, prefetch_view, scope_of, view_of
from api.scopes.linked_message_share import linked_shares
from api.scopes.ratio import Share, share_of
from api.scopes.readable_talk import readable_talk, readable_view
from api.scopes.tie_arguments import WindowArgument, window_of
from api.types.list_sizes import size_of
from api.types.memory_connections import listed
from api.types.record_types import PARENT, batched, graphql_enum, plain_field
from api.types.windows import window_field
from graph import records
from graph.goals.alignment.alignment import Alignment as TalkAlignment
from graph.goals.alignment.goal_graph import Tops
from graph.goals.alignment.line_of_sight import ScopeView
from graph.measures.arrays import Ints
from graph.records.talk_counts import LastTalk, TalkVolume, Volume
from graph.store.memory_pages import MemoryList

SupportingArgument = Annotated[
    bool,
    strawberry.argument(
        description="Also count talk that advances what supports a goal as talk about the goal."
    ),
]
ClustersArgument = Annotated[
    int, strawberry.argument(description="How many clusters at most, 0 to 100.")
]


@dataclass(slots=True)
class AlignmentSource:
    """The source of `Alignment`: a scope with all talk, and whether what supports a goal counts."""

    root: Any
    scope: ScopeView
    supporting: bool


@dataclass(slots=True)
class GoalClusterSource:
    """The source of `GoalCluster`."""

    alignment: TalkAlignment
    goals: Ints


async def _readable(context: Context, sources: Sequence[AlignmentSource]) -> list[TalkAlignment]:
    """Where talk and goals meet as far as the viewer may read the talk: of hidden talk nothing is told."""
    view = await readable_view(context, sources[0].scope.view)
    scopes = [one.scope if view is one.scope.view else one.scope.over(view) for one in sources]
    return [
        TalkAlignment(one, source.supporting) for one, source in zip(scopes, sources, strict=True)
    ]


async def _coverage(
    context: Context, roots: Sequence[AlignmentSource], _: dict[str, Any]
) -> list[Share]:
    alignments = await _readable(context, roots)
    ratios = await computed(alignments[0].view, lambda: [one.coverage for one in alignments])
    return [share_of(ratio, one.scope) for ratio, one in zip(ratios, alignments, strict=True)]


def _lists(get: Callable[[TalkAlignment], MemoryList]) -> Any:
    async def lists(context: Context, roots: Sequence[Any], _: dict[str, Any]) -> list[MemoryList]:
        alignments = await _readable(context, roots)
        return await computed(alignments[0].view, lambda: [get(one) for one in alignments])

    return lists


async def _silent_groups(
    context: Context, roots: Sequence[AlignmentSource], _: dict[str, Any]
) -> list[MemoryList]:
    """The silent groups of each scope; how much they say is counted of what the viewer may read."""
    alignments = await _readable(context, roots)
    talk = await readable_talk(context, {id_ for one in alignments for id_ in one.scope.talk})
    return await computed(
        alignments[0].view, lambda: [one.silent_groups(talk) for one in alignments]
    )


async def _goals_of_clusters(
    _: Context, roots: Sequence[GoalClusterSource], __: dict[str, Any]
) -> list[MemoryList]:
    return await computed(
        roots[0].alignment.view,
        lambda: [one.alignment.goals_of_cluster(one.goals) for one in roots],
    )


@strawberry.type(description="Talk and people that have no goal; for nobody's blame.")
class VoiceGap:
    """Where a goal is missing."""

    conversations = listed(
        "unlinked_conversations",
        records.Conversation,
        _lists(TalkAlignment.unlinked),
        "Conversations of the window in which its people took part (of the network: all) that "
        "advance no goal by a confirmed link, those with most of its people's messages first.",
        Volume,
    )
    groups = listed(
        "silent_groups",
        records.Group,
        _silent_groups,
        "Groups of the scope whose members' talk in the window advances no goal. Archived groups "
        "and those without members are left out; a person holds no groups.",
        Volume,
    )


def _itself(aligned: AlignmentSource) -> Any:
    return aligned


_itself.__annotations__ = {"aligned": PARENT, "return": VoiceGap}


@strawberry.type(description="Goals that support each other while none of them reaches a top.")
class GoalCluster:
    """New goals grow so; each goal says what it grew from."""

    goals = listed(
        "goals_of_cluster",
        records.Goal,
        _goals_of_clusters,
        "Its goals with how much each is talked about; `origin` is the talk that a goal grew from.",
        TalkVolume,
    )


def _clusters_of(cluster_list: GoalClustersSource) -> list[GoalClusterSource]:
    clusters = cluster_list.clusters[: cluster_list.limit]
    return [GoalClusterSource(cluster_list.alignment, goals) for goals in clusters]


@dataclass(slots=True)
class GoalClustersSource:
    """The source of `GoalClusters`."""

    alignment: TalkAlignment
    clusters: list[Ints]
    limit: int


_clusters_of.__annotations__ = {"cluster_list": PARENT, "return": list[GoalCluster]}


@strawberry.type(description="The clusters of goals that are not yet connected.")
class GoalClusters:
    """The first few, and how many there are."""

    total_count = plain_field(lambda source: len(source.clusters), int, "How many clusters.")
    goal_count = plain_field(
        lambda source: sum(len(goals) for goals in source.clusters),
        int,
        "How many goals in all of them.",
    )
    clusters = strawberry.field(
        resolver=_clusters_of,
        description="In the order of their goals' titles.",
        metadata={"nested": _clusters_of},
    )


async def _not_yet_batch(
    context: Context, roots: Sequence[AlignmentSource], arguments: dict[str, Any]
) -> list[GoalClustersSource]:
    limit = size_of(arguments.get("first"), CLUSTERS_SHOWN, MOST_CLUSTERS, "ask for fewer clusters")
    alignments = await _readable(context, roots)
    clusters_of_each = await computed(
        alignments[0].view, lambda: [alignment.clusters() for alignment in alignments]
    )
    return [
        GoalClustersSource(alignment, clusters, limit)
        for alignment, clusters in zip(alignments, clusters_of_each, strict=True)
    ]


async def _not_yet(root: Any, info: Info, first: ClustersArgument = CLUSTERS_SHOWN) -> GoalClusters:
    return (await _not_yet_batch(info.context, [root], {"first": first}))[0]  # type: ignore[return-value]


_not_yet.__annotations__["root"] = PARENT


@strawberry.type(
    description="Where the talk of a scope and its goals meet, and where they do not, in one window. "
    "Its goals are: of a person those they own, of a group those that it or a group that is part of "
    "it pursues, of the network all; archived and dropped goals are left out. Private talk is too."
)
class Alignment:
    """Talk and goals side by side, each number with its evidence."""

    window = window_field(lambda source: source.scope.at.window)
    tops = plain_field(
        lambda source: source.scope.view.goals.kind_of_tops,
        graphql_enum(Tops),
        "In which goals a line of sight ends.",
    )
    goal_linked_share = batched(
        linked_shares,
        Share,
        "Messages of its people in conversations that advance a goal by a confirmed link / messages "
        "of its people. Standing messages; those of programs and unknown authors are nobody's. "
        "Neither more nor less is better.",
    )
    linked_conversations = listed(
        "linked_conversations",
        records.Conversation,
        _lists(TalkAlignment.linked),
        "The conversations with a goal behind `goalLinkedShare`, most of its people's messages first.",
        Volume,
    )
    coverage = batched(
        _coverage,
        Share,
        "Goals of the scope that a conversation held in the window advances, whoever took part / "
        "goals of the scope.",
    )
    covered_goals = listed(
        "covered_goals",
        records.Goal,
        _lists(TalkAlignment.covered),
        "The goals behind `coverage`, with how much they are talked about.",
        TalkVolume,
    )
    conversation_gap = listed(
        "conversation_gap",
        records.Goal,
        _lists(TalkAlignment.conversation_gap),
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
        _lists(TalkAlignment.alone),
        "Goals of the scope, or advanced by its talk in the window, that support no goal and that "
        "no goal supports; a purpose is not among them.",
        TalkVolume,
    )


async def alignment_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[AlignmentSource]:
    """The alignment of each scope."""
    window, supporting = (
        window_of(arguments.get("window")),
        arguments.get("include_supporting") is True,
    )
    view = await view_of(context)
    return [AlignmentSource(root, scope_of(view, root, window), supporting) for root in roots]


async def _alignment(
    root: Any,
    info: Info,
    window: WindowArgument = UNSET,
    include_supporting: SupportingArgument = False,
) -> Alignment:
    arguments = {"window": window, "include_supporting": include_supporting}
    return (await alignment_batch(info.context, [root], arguments))[0]  # type: ignore[return-value]


_alignment.__annotations__["root"] = PARENT

alignment_field = strawberry.field(
    resolver=_alignment,
    description="Where its talk and its goals meet, and where they do not.",
    metadata={"batch": alignment_batch, "prefetch": prefetch_view},
)
