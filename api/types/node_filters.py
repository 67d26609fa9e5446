"""What lists are filtered by beyond properties and relations: sources, the risk and progress of goals, who may decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Optional

import strawberry
from strawberry import UNSET

from api.types.conventions import LONGEST_LIST
from api.types.null_inputs import refuse_nulls, shown_place
from api.types.record_types import graphql_enum
from api.types.risk_filter import RiskWhere, risk_terms
from graph.errors import BadInput
from graph.goals.goals_at_risk import today
from graph.goals.progress.expected_progress import ProposedStatus
from graph.goals.progress.goals_of_status import goals_of_status
from graph.records.enums import CheckInStatus
from graph.sources.values import is_source, quote
from graph.store.filter_terms import AnyOf, Filter, Not, Reckoned, Term

Path = tuple[str | int, ...]
Terms = Iterator[tuple[Term, ...]]
ProposedStatusEnum: Any = graphql_enum(ProposedStatus)
CheckInStatusEnum: Any = graphql_enum(CheckInStatus)
EVERYTHING = "*"
"""In place of a person: whoever may decide on every link."""


@strawberry.input(
    description="The source that a thing came from, as its `key` says; all given must hold."
)
class SourceWhere:
    """Comparisons with the source of an id."""

    eq: str | None = strawberry.field(default=UNSET, description="This source.")
    in_: list[str] | None = strawberry.field(
        name="in", default=UNSET, description="One of these sources, at most 100."
    )
    ne: str | None = strawberry.field(default=UNSET, description="Another source.")
    not_in: list[str] | None = strawberry.field(
        default=UNSET, description="None of these sources, at most 100."
    )


def _source_terms(asked: Any, path: Path) -> Terms:
    names = ("eq", "in_", "ne", "not_in")
    refuse_nulls(asked, names, *path, remedy="leave it out to ask for all sources")
    for name in names:
        value = getattr(asked, name, UNSET)
        if value is UNSET:
            continue
        place = (*path, name.removesuffix("_"))
        values = value if isinstance(value, list) else [value]
        check_length(values, place)
        for number, one in enumerate(values):
            if not is_source(one):
                at = (*place, number) if isinstance(value, list) else place
                raise BadInput(
                    f"{quote(str(one))} is no source: those are lower-case letters, digits and hyphens",
                    remedy='name it as in `key { source }`, for example "acme"',
                    path=shown_place(at),
                )
        found = AnyOf(tuple(Filter("id", "starts_with", f"{one}/") for one in values))
        yield (Not(found) if name in ("ne", "not_in") else found,)


@strawberry.input(
    description="How far goals are, as `Goal.progress` says it; all given must hold. `{}` asks for nothing."
)
class ProgressWhere:
    """Comparisons with the status of a goal's progress."""

    proposed_status: Optional[list[ProposedStatusEnum]] = strawberry.field(  # noqa: UP045
        default=UNSET, description="Value against expectation proposes one of these, at most 100."
    )
    reported_status: Optional[list[CheckInStatusEnum]] = strawberry.field(  # noqa: UP045
        default=UNSET,
        description="The latest check-in that names a status says one of these, at most 100.",
    )
    on: date | None = strawberry.field(
        default=UNSET, description="The day at whose end it is judged; today (UTC) where absent."
    )


@dataclass(frozen=True)
class GoalsOfStatus(Reckoned):
    """The ids of the goals whose progress has one of these statuses, proposed or said."""

    statuses: frozenset[str]
    is_said: bool
    on: date | None = None

    async def value(self, context: Any) -> tuple[str, ...]:
        """The ids, in their order."""
        on = self.on or today()
        return await goals_of_status(context.store, on, self.statuses, is_said=self.is_said)


def _progress_terms(asked: Any, path: Path) -> Terms:
    refuse_nulls(asked, ("proposed_status", "reported_status", "on"), *path)
    on = None if asked.on is UNSET else asked.on
    for name, is_said in (("proposed_status", False), ("reported_status", True)):
        values = getattr(asked, name)
        if values is UNSET:
            continue
        check_length(values, (*path, name))
        statuses = frozenset(one.value for one in values if one is not None)
        yield (Filter("id", "in", GoalsOfStatus(statuses, is_said, on)),)


@strawberry.enum(description="Who decides on links.")
class LinkDecider(Enum):
    """Whoever asks."""

    ME = strawberry.enum_value("me", description="Whoever asks; nobody, where that is no person.")


@dataclass(frozen=True)
class WhoAsks(Reckoned):
    """The person who asks, as far as they decide on links."""

    async def value(self, context: Any) -> str:
        """Their id, `*` for a steward of everything, nothing for who is no person."""
        person: str | None = context.viewer.person
        return EVERYTHING if context.viewer.may_decide_any(person) else person or ""


def _decider_terms(asked: Any, path: Path) -> Terms:
    yield (Filter("id", "may_decide", WhoAsks()),)


def check_length(values: Sequence[Any], path: Path) -> None:
    """Refuse more values than a comparison takes."""
    if len(values) > LONGEST_LIST:
        place = shown_place(path)
        raise BadInput(
            f"`{'.'.join(map(str, place))}` has {len(values)} values, at most {LONGEST_LIST} are allowed",
            remedy="ask in several requests",
            path=place,
        )


@dataclass(frozen=True)
class NodeFilter:
    """One further filter of a label: its type, what it asks for, and its terms."""

    type: Any
    doc: str
    terms: Callable[[Any, Path], Terms]


_SOURCE = NodeFilter(SourceWhere, "From which source it came, as its `key` says.", _source_terms)
WITH_KEYS = ("Person", "Group", "CheckIn", "Conversation", "Message", "Need", "Offer", "Experiment", "Outcome")  # fmt: skip
NODE_FILTERS: Mapping[str, Mapping[str, NodeFilter]] = {
    **{label: {"source": _SOURCE} for label in WITH_KEYS},
    "Goal": {
        "source": _SOURCE,
        "risk": NodeFilter(RiskWhere, "Whether it is at risk, and why.", risk_terms),
        "progress": NodeFilter(ProgressWhere, "How far it is.", _progress_terms),
    },
    "Link": {
        "may_decide": NodeFilter(
            LinkDecider, "Those on which they may decide today.", _decider_terms
        ),
    },
}
"""Label → name of a filter → the filter."""
