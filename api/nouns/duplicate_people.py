"""GraphQL types of people who may be one, for somebody to decide."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry.types import Info

from api.execution.context import Context
from api.nouns.conventions import MOST_DOUBTS
from api.nouns.person import Person
from api.types.conventions import DEFAULT_SIZE
from api.types.record_types import graphql_enum
from graph.errors import BadInput
from graph.identity.roles import Permission
from graph.records import Person as Record
from graph.records.enums import DuplicateReason
from graph.writing.account_joins import duplicate_people

_REASONS = {str(reason): reason for reason in DuplicateReason}
First = Annotated[int, strawberry.argument(description="How many, at most 100.")]


@strawberry.type(description="Two people who may be one: `joinPeople` makes them one.")
class DuplicateCandidate:
    """Two people, why they may be one, and what is the same."""

    person: Person = strawberry.field(description="The first person.")
    other: Person = strawberry.field(description="The second person.")
    reasons: list[graphql_enum(DuplicateReason)] = strawberry.field(  # type: ignore[valid-type]
        description="Why they may be one."
    )
    shared_values: list[str] = strawberry.field(
        description="What is the same, folded, in the order of the reasons: an address, a name."
    )


async def find_duplicates(info: Info, first: First = DEFAULT_SIZE) -> list[DuplicateCandidate]:
    """The pairs of people who may be one, in the order of their ids."""
    context: Context = info.context
    context.viewer.require(Permission.JOIN_PEOPLE)
    if not 0 <= first <= MOST_DOUBTS:
        raise BadInput(
            f"`first` is {first}; 0 to {MOST_DOUBTS} are allowed",
            remedy="decide on these first, then ask again",
            path=("first",),
        )
    pairs = await duplicate_people(context.store, first)
    ids = [id_ for pair in pairs for id_ in (pair.one, pair.other)]
    people = await context.nodes(Record).load_by_key(ids)
    pair_rows = [
        (
            people[pair.one],
            people[pair.other],
            [_REASONS[reason] for reason in pair.reasons],
            pair.same,
        )
        for pair in pairs
    ]
    return [
        DuplicateCandidate(person=first, other=second, reasons=reasons, shared_values=shared)  # type: ignore[arg-type]
        for first, second, reasons, shared in pair_rows
        if first is not None and second is not None
    ]
