"""The field `flows` of the network: who helps whom across groups, as a matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.scopes.disclosure import question_withheld
from api.scopes.snapshot_choice import latest_of_all
from api.scopes.suppression import REMEDIES, Withheld, sees_small
from api.scopes.tie_arguments import tie_field, tie_query_of
from api.scopes.tie_suppression import group_tie_steps
from api.types.connections import DEFAULT_SIZE, LARGEST_SIZE
from api.types.list_sizes import size_of
from api.types.record_types import PARENT, graphql_enum, lazy_type, plain_field
from api.types.windows import WINDOW_DOC, ScoreWindow, shown_window
from graph import records
from graph.keys import native_of
from graph.network.conventions import LEAST_MEMBERS
from graph.network.flows import GroupFlows, group_flows
from graph.network.ties.tie_query import EVERYTHING, command
from graph.records.enums import GroupKind, TieKind
from graph.records.window import Window, day_time
from graph.scopes.rounded_ties import rounded_flows

CELL_COST = 25
"""Cells are a square of what `first` counts once: each is priced as a row of them."""


@dataclass(frozen=True, slots=True)
class FlowGroupSource:
    """One group of a matrix and its margins; without a group everybody else."""

    group: records.Group | None
    members: int
    given: float
    received: float
    within: float


def _group(root: Any) -> Any:
    return root.group


_group.__annotations__ = {"root": PARENT, "return": Optional[lazy_type("Group")]}  # noqa: UP045


def _name(root: FlowGroupSource) -> str:
    return "Others" if root.group is None else root.group.name or native_of(root.group.id)


@strawberry.type(description="One group of a matrix of flows with its margins.")
class FlowGroup:
    """See `FlowGroupSource`."""

    group = strawberry.field(
        resolver=_group,
        description="The group; null for everybody else.",
        metadata={"nested": _group},
    )
    display_name = plain_field(_name, str, "The group's name; `Others` for everybody else.")
    members: int = strawberry.field(
        description="People counted here: without a window those who are there now, with one also "
        "who was there or acted in it."
    )
    given: float = strawberry.field(
        description="Strength of what they do, towards their own group too: the row's sum."
    )
    received: float = strawberry.field(
        description="Strength of what is done towards them, by their own too: the column's sum."
    )
    within: float = strawberry.field(description="Strength inside the group.")

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a group of a matrix."""
        return isinstance(obj, FlowGroupSource)


@strawberry.type(description="What the people of one group do towards those of another.")
class FlowCell:
    """One entry of the matrix that is not zero."""

    source: FlowGroup = strawberry.field(name="from", description="Whose people act, or help.")
    target: FlowGroup = strawberry.field(name="to", description="Towards whose people.")
    strength: float = strawberry.field(description="Strength of their ties together.")
    ties: int | None = strawberry.field(
        description="Ties of one person towards another; null where `people` is."
    )
    people: int | None = strawberry.field(
        description="Different people at either end of these ties; null: fewer than 5, to a viewer who "
        "may not see each person's numbers."
    )


@strawberry.type(description="Who helps whom across groups; the cells add up to the whole.")
class Flows:
    """A matrix in the form of its entries that are not zero."""

    groups: list[FlowGroup] = strawberry.field(
        description="Those that give and receive most first; last everybody else: people of groups "
        "of fewer than 5 (unless an admin asks), of groups beyond `first`, and of no group."
    )
    cells: list[FlowCell] = strawberry.field(
        description="Strongest first; a group towards itself is one of them.",
        metadata={"cost": CELL_COST},
    )
    strength: float = strawberry.field(description="The sum of all cells.")
    rounded_to: float | None = strawberry.field(
        description="The step that the strengths of cells are rounded to, for a viewer who may not see "
        "each person's numbers; null where all is exact.",
        default=None,
    )
    window: ScoreWindow = strawberry.field(description=WINDOW_DOC)
    as_of: datetime | None = strawberry.field(
        description="Ties are taken at the start of this day; null where no analysis has been run.",
        default=None,
    )
    withheld: graphql_enum(Withheld) | None = strawberry.field(  # type: ignore[valid-type]
        description="Why there is nothing to see.", default=None
    )
    remedy: str | None = strawberry.field(description="What to do about it.", default=None)


async def _batch(context: Context, roots: Sequence[Any], arguments: dict[str, Any]) -> list[Flows]:
    query = tie_query_of(arguments, (TieKind.HELP,))
    kind, remedy = (
        _given_arguments(arguments).get("by", GroupKind.UNIT),
        "ask for fewer: the others count together",
    )
    limit = size_of(arguments.get("first"), DEFAULT_SIZE, LARGEST_SIZE, remedy, least=1)
    analysis = await latest_of_all(context)
    if analysis is None:
        reason, remedy = Withheld.NOT_COMPUTED, command(EVERYTHING)
        return [_withheld_flows(query.window, reason, remedy)] * len(roots)
    if (own := question_withheld(context, roots[0], query)) is not None:
        return [_withheld_flows(query.window, own, REMEDIES[own])] * len(roots)
    group_matrix = await group_flows(
        context.store,
        analysis.id,
        query,
        kind,
        most=limit,
        small=sees_small(context),
    )
    steps = await group_tie_steps(context, analysis.id, query)
    return [await _flows_of(context, query.window, group_matrix, steps)] * len(roots)


def _given_arguments(arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments that were given."""
    return {name: value for name, value in arguments.items() if value not in (None, UNSET)}


def _withheld_flows(window: Window, reason: Withheld, remedy: str | None = None) -> Flows:
    days = shown_window(window)
    return Flows(groups=[], cells=[], strength=0.0, window=days, withheld=reason, remedy=remedy)


async def _flows_of(
    context: Context, window: Window, group_matrix: GroupFlows, steps: Mapping[str, float] | None
) -> Flows:
    """The matrix with its groups, read in one statement; rounded where there is a step."""
    matrix = group_matrix.flows if steps is None else rounded_flows(group_matrix.flows, steps)
    if group_matrix.groups == (None,) and 0 < group_matrix.members[0] < LEAST_MEMBERS:
        return _withheld_flows(window, Withheld.TOO_FEW)
    ids = [group for group in group_matrix.groups if group is not None]
    groups = [*await context.nodes(records.Group).load_many(ids), None]
    margins = (matrix.given, matrix.received, matrix.within)
    rows = [
        FlowGroupSource(*row)
        for row in zip(
            groups, group_matrix.members, *(margin.tolist() for margin in margins), strict=True
        )
    ]
    columns = (matrix.sources, matrix.targets, matrix.strength, matrix.ties, matrix.people)
    cells = [
        FlowCell(
            source=rows[source],
            target=rows[target],
            strength=strength,
            ties=ties if people else None,
            people=people or None,
        )
        for source, target, strength, ties, people in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]
    return Flows(
        groups=[row for row in rows if row.group is not None or row.members],  # type: ignore[misc]
        cells=sorted(cells, key=lambda cell: -cell.strength),
        strength=float(matrix.strength.sum()),
        rounded_to=None if steps is None else steps["given"] or None,
        window=shown_window(window),
        as_of=day_time(group_matrix.day),
    )


flows_field = tie_field(
    _batch,
    Flows,
    "Who helps whom across groups, as a matrix of the strengths of ties between people. Everybody "
    "counts in one group, so that nothing counts twice: of units at home, of another kind in the one "
    "group that they are in; a kind in which somebody is in two is refused.",
    by=Annotated[
        Optional[graphql_enum(GroupKind)],  # noqa: UP045
        strawberry.argument(description="Which groups; UNIT, everybody's home, where absent."),
    ],
    first=Annotated[
        Optional[int],  # noqa: UP045
        strawberry.argument(
            description="How many groups stand by themselves, at most 100; 25 where absent."
        ),
    ],
)

__all__ = ["flows_field"]
