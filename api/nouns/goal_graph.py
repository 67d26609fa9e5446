"""The root field `goalGraph`: goals as packed columns, thousands in one answer, to draw."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.nouns.conventions import MOST_DRAWN_GOALS
from api.scopes.graph_columns import people_labels
from api.scopes.line_of_sight import computed, view_of
from api.types.global_ids import id_in_argument, to_global_id
from api.types.record_types import batched, graphql_enum, plain_field
from graph import records
from graph.errors import BadInput, NotFound
from graph.goals.alignment.goal_graph import GoalGraph as HeldGoals
from graph.goals.alignment.goal_layers import GoalLayers, goal_layers
from graph.goals.progress.progress_columns import progress_column, weight_column
from graph.organisation.goals import conversations_of_goals
from graph.records.enums import GoalKind, GoalStatus
from graph.store.where import Page


@dataclass(frozen=True, eq=False)
class GoalGraphSource:
    """The source of a `GoalGraph`."""

    goals: HeldGoals
    layers: GoalLayers
    on: date

    @cached_property
    def ids(self) -> list[str]:
        """The goals that are drawn."""
        return [self.goals.ids[place] for place in self.layers.places.tolist()]

    @cached_property
    def owned(self) -> list[tuple[int, str]]:
        """Of each owner of a drawn goal the place of the goal, and the person."""
        local = {place: n for n, place in enumerate(self.layers.places.tolist())}
        return sorted((local[goal], one) for goal, one in self.goals.owners if goal in local)

    @cached_property
    def owners(self) -> list[str]:
        """Everybody who owns one of them, in the order of ids."""
        return sorted({person for _, person in self.owned})

    @property
    def owner_places(self) -> list[int]:
        """The person of each row of `owned`, as a place in `owners`."""
        place = {person: n for n, person in enumerate(self.owners)}
        return [place[person] for _, person in self.owned]


def _column(
    read: Callable[[Context, GoalGraphSource], Awaitable[Any]], type_: Any, description: str
) -> Any:
    """A column that is read where it is asked for."""

    async def batch(
        context: Context, roots: Sequence[GoalGraphSource], _: dict[str, Any]
    ) -> list[Any]:
        return [await read(context, root) for root in roots]

    return batched(batch, type_, description)


async def _records(context: Context, root: GoalGraphSource) -> list[Any]:
    return list(await context.nodes(records.Goal).load_many(root.ids))


async def _labels(context: Context, root: GoalGraphSource) -> list[str]:
    return ["" if goal is None else goal.title for goal in await _records(context, root)]


async def _kinds(context: Context, root: GoalGraphSource) -> list[Any]:
    return [goal and goal.kind for goal in await _records(context, root)]


async def _statuses(context: Context, root: GoalGraphSource) -> list[Any]:
    return [goal and goal.status for goal in await _records(context, root)]


async def _progress(context: Context, root: GoalGraphSource) -> list[float | None]:
    return await progress_column(context.store, root.ids, root.on)


async def _talk(context: Context, root: GoalGraphSource) -> list[int]:
    return await context.totals(conversations_of_goals, Page()).load_many(root.ids)


async def _weights(context: Context, root: GoalGraphSource) -> list[float | None]:
    ends = zip(root.layers.children.tolist(), root.layers.parents.tolist(), strict=True)
    pairs = [(root.ids[low], root.ids[high]) for low, high in ends]
    return await weight_column(context.store, pairs, root.on)


async def _owner_labels(context: Context, root: GoalGraphSource) -> list[str]:
    return await people_labels(context, root.owners)


@strawberry.type(
    description="Goals as columns, those nearest to the top first: what a drawing needs. Columns of goals stand "
    "beside `ids`, those of arrows beside `source`, those of owners beside `owned`. Archived and dropped goals "
    "are left out, but for the goal that is asked for."
)
class GoalGraph:
    """See `GoalGraphSource`."""

    ids = plain_field(
        lambda root: [to_global_id("Goal", one) for one in root.ids],
        list[strawberry.ID],
        "The goals, by global id.",
    )
    labels = _column(_labels, list[str], "Their titles.")
    kind = _column(
        _kinds,
        list[graphql_enum(GoalKind) | None],  # type: ignore[misc]
        "What kind of goal each is.",
    )
    status = _column(
        _statuses,
        list[graphql_enum(GoalStatus) | None],  # type: ignore[misc]
        "Where each stands.",
    )
    depth = plain_field(
        lambda root: root.layers.steps.tolist(),
        list[int],
        "The fewest steps from each up to the top.",
    )
    progress = _column(
        _progress,
        list[float | None],
        "How far each is today, 0 to 1, as `progress { value }` says exactly; null where nothing is known.",
    )
    talk = _column(
        _talk,
        list[int],
        "How many conversations that the viewer may read advance each, as `conversations { totalCount }`.",
    )
    source = plain_field(
        lambda root: root.layers.children.tolist(),
        list[int],
        "The goal that supports, of each arrow, as a place in `ids`, from 0.",
    )
    target = plain_field(
        lambda root: root.layers.parents.tolist(),
        list[int],
        "The goal that is supported, likewise.",
    )
    weight = _column(
        _weights,
        list[float | None],
        "How much the one counts for the other: 1 where none is given; null where what is stored is no number.",
    )
    owner_ids = plain_field(
        lambda root: [to_global_id("Person", one) for one in root.owners],
        list[strawberry.ID],
        "Everybody who answers for one of these goals, by global id.",
    )
    owner_labels = _column(
        _owner_labels, list[str], "What each of them is called, as the `displayName`."
    )
    owned = plain_field(
        lambda root: [goal for goal, _ in root.owned],
        list[int],
        "A row an owner of a goal: the goal, as a place in `ids`.",
    )
    owner = plain_field(
        lambda root: root.owner_places,
        list[int],
        "The person of the row, as a place in `ownerIds`.",
    )
    total_count = plain_field(
        lambda root: root.layers.total, int, "How many goals there are down to that depth."
    )
    truncated = plain_field(
        lambda root: root.layers.total > len(root.layers.places),
        bool,
        f"Whether there are more than {MOST_DRAWN_GOALS:,}: these are nearest to the top.",
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a drawing of goals."""
        return isinstance(obj, GoalGraphSource)


RootArgument = Annotated[
    Optional[strawberry.ID],  # noqa: UP045
    strawberry.argument(
        name="root",
        description="The goal at the top; everything from the goals that support no other where absent.",
    ),
]
DepthArgument = Annotated[
    Optional[int],  # noqa: UP045
    strawberry.argument(
        description="How many steps below the top: 0 is the top alone; all of them where absent."
    ),
]


async def find_goal_graph(
    info: Info, top: RootArgument = UNSET, depth: DepthArgument = UNSET
) -> GoalGraph:
    """The goals below a goal, or all; raises BadInput or NotFound for a root that is no goal."""
    if depth is not None and depth is not UNSET and depth < 0:
        raise BadInput(
            f"`depth` is {depth}", remedy="give 0, for the top alone, or more", path=("depth",)
        )
    native = None if top is None or top is UNSET else id_in_argument(top, "Goal", "root")
    view = await view_of(info.context)
    place = None if native is None else view.goals.index.get(native)
    if native is not None and place is None:
        raise NotFound(
            f"there is no goal {native!r}", remedy="`goals` lists those there are", path=("root",)
        )
    steps = None if depth is UNSET else depth
    layers = await computed(view, lambda: goal_layers(view.goals, place, steps, MOST_DRAWN_GOALS))
    on = datetime.now(UTC).date()
    return GoalGraphSource(view.goals, layers, on)  # type: ignore[return-value]
