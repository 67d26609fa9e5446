"""What lists of goals are filtered by beyond what the store holds: whether a goal is at risk, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Optional

import strawberry
from strawberry import UNSET

from api.types.conventions import LONGEST_LIST
from api.types.null_inputs import refuse_nulls, shown_place
from api.types.record_types import graphql_enum
from graph.errors import BadInput
from graph.goals.goals_at_risk import risks_of_goals, today
from graph.goals.risk import GoalRisk
from graph.goals.risk_kinds import RiskKind
from graph.identity.roles import Permission
from graph.store.filter_terms import Filter, Not, Reckoned, Term

RiskKindEnum: Any = graphql_enum(RiskKind)
_NAMES = ("any", "has", "has_any", "on")


@strawberry.input(
    description="What puts goals at risk, as `Goal.risk` says it to the viewer; all given must hold. "
    "`{}` asks for nothing."
)
class RiskWhere:
    """Comparisons with the reasons why a goal is at risk."""

    any: bool | None = strawberry.field(
        default=UNSET, description="True: there is any reason. False: there is none."
    )
    has: Optional[RiskKindEnum] = strawberry.field(  # noqa: UP045
        default=UNSET, description="This is one of the reasons."
    )
    has_any: Optional[list[RiskKindEnum]] = strawberry.field(  # noqa: UP045
        default=UNSET, description="At least one of these is among the reasons, at most 100."
    )
    on: date | None = strawberry.field(
        default=UNSET, description="The day at whose end it is judged; today (UTC) where absent."
    )


@dataclass(frozen=True)
class GoalsAtRisk(Reckoned):
    """The ids of the goals that are at risk for one of these reasons, as the viewer may know."""

    kinds: frozenset[RiskKind]
    on: date | None = None

    async def value(self, context: Any) -> tuple[str, ...]:
        """The ids, in their order."""
        risks = await all_risks(context, self.on or today())
        return tuple(sorted(one.goal for one in risks.values() if one.kinds & self.kinds))


def sees_talk(context: Any, owners: Collection[str]) -> bool:
    """Whether the viewer may see what the talk of a goal with these owners says of it."""
    viewer = context.viewer
    may = viewer.may(Permission.SEE_GOAL_SIGNS)
    return bool(may or not {viewer.id, viewer.person}.isdisjoint(owners))


def risk_loader(context: Any, on: date) -> Any:
    """The loader of the risk of goals on a day, as the viewer may know it."""

    async def read(keys: Sequence[str]) -> Mapping[str, GoalRisk]:
        return await risks_of_goals(
            context.store, on, keys, lambda owners: sees_talk(context, owners)
        )

    return context.loader(("risk", on), read)


async def all_risks(context: Any, on: date) -> Mapping[str, GoalRisk]:
    """The risk of every goal on a day; read once a request."""

    async def read(_: Sequence[str]) -> Mapping[str, Mapping[str, GoalRisk]]:
        risks = await risks_of_goals(
            context.store, on, None, lambda owners: sees_talk(context, owners)
        )
        risk_loader(context, on).share(risks)
        return {"all": risks}

    risks: Mapping[str, GoalRisk] = await context.loader(("risk of all", on), read).load("all")
    return risks


def risk_terms(asked: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Term, ...]]:
    """The terms that a `risk` input asks for; raises BadInput for a null or too many kinds."""
    refuse_nulls(asked, _NAMES, *path, remedy="leave it out to ask for all goals")
    on = None if asked.on is UNSET else asked.on
    if asked.any is not UNSET:
        found = Filter("id", "in", GoalsAtRisk(frozenset(RiskKind), on))
        yield (found if asked.any else Not(found),)
    if asked.has is not UNSET:
        yield (Filter("id", "in", GoalsAtRisk(frozenset({asked.has}), on)),)
    if asked.has_any is not UNSET:
        if len(asked.has_any) > LONGEST_LIST:
            place = shown_place((*path, "has_any"))
            raise BadInput(
                f"`{'.'.join(map(str, place))}` has {len(asked.has_any)} values, at most "
                f"{LONGEST_LIST} are allowed",
                remedy="ask in several requests",
                path=place,
            )
        yield (Filter("id", "in", GoalsAtRisk(frozenset(asked.has_any), on)),)
