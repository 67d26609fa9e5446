"""One introduction worth making: the two people, and what they have in common."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

import strawberry

from api.execution.context import Context
from api.scopes.conventions import COMMON_GROUND_SHOWN
from api.types.record_types import batched, lazy_type, plain_field, plain_nested
from graph import records
from graph.goals.alignment.common_ground import shared_goals, shared_groups
from graph.goals.alignment.line_of_sight import person_scope
from graph.goals.alignment.organisation_view import View
from graph.network.introductions import contacts_of_both, matching_needs
from graph.records.window import Window

LazyPerson = Annotated["Person", strawberry.lazy("api.nouns.person")]  # type: ignore[name-defined]  # noqa: F821
LazyCapability = Annotated["Capability", strawberry.lazy("api.nouns.person")]  # type: ignore[name-defined]  # noqa: F821
LazyNeed = Annotated["Need", strawberry.lazy("api.nouns.need")]  # type: ignore[name-defined]  # noqa: F821


@dataclass(slots=True)
class Ground:
    """What two people have in common, with how much there is of each."""

    contacts: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    matches: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class IntroductionSource:
    """The source of `Introduction`."""

    person: Any
    other: Any
    gain: float
    ground: Ground


@strawberry.type(description="An open need of one of the two that the other can meet.")
class NeedMatch:
    """A need, what it requires, and who could help."""

    need: LazyNeed = strawberry.field(description="The open need.")
    capability: LazyCapability = strawberry.field(description="What it requires and the other has.")
    asker: LazyPerson = strawberry.field(description="Who asked.")
    helper: LazyPerson = strawberry.field(description="Who can meet it.")
    has_offer: bool = strawberry.field(
        description="Whether the helper holds an offer ready; else it is a known capability."
    )


def _first_of(get: Any, label: str, description: str) -> Any:
    """A field that shows the first few nodes of a list of ids."""

    async def batch(
        context: Context, roots: Sequence[IntroductionSource], _: dict[str, Any]
    ) -> Any:
        lists = [get(root)[:COMMON_GROUND_SHOWN] for root in roots]
        nodes = await nodes_of(context, label, (id_ for ids in lists for id_ in ids))
        return [[nodes[id_] for id_ in ids if nodes[id_] is not None] for ids in lists]

    return batched(batch, list[lazy_type(label)], description)  # type: ignore[misc]


async def nodes_of(context: Context, label: str, ids: Iterable[str]) -> dict[str, Any]:
    """The nodes of these ids, None for one that is not there."""
    return await context.nodes(records.BY_LABEL[label]).load_by_key(ids)


def _count(get: Any, description: str) -> Any:
    return plain_field(lambda root: len(get(root)), int, description)


@strawberry.type(description="Two people who stand in no tie, and what they have in common.")
class Introduction:
    """An introduction worth making."""

    person: LazyPerson = strawberry.field(description="One of the scope itself.")
    other: LazyPerson = strawberry.field(description="One of the other scope.")
    gain: float = strawberry.field(
        description="By how much `nearness` would rise if the two were tied."
    )
    shared_contact_count = _count(
        lambda root: root.ground.contacts, "How many people both have a tie with, by any talk."
    )
    shared_contacts = _first_of(
        lambda root: root.ground.contacts,
        "Person",
        "The first ten of them, in the order of ids: who could introduce the two.",
    )
    shared_goal_count = _count(
        lambda root: root.ground.goals, "How many goals the talk of both advances in the window."
    )
    shared_goals = _first_of(
        lambda root: root.ground.goals, "Goal", "The first ten of them, in the order of titles."
    )
    shared_groups = _first_of(
        lambda root: root.ground.groups,
        "Group",
        "The first ten groups to which both belong themselves, in the order of names.",
    )
    needs_met = plain_nested(
        lambda root: root.ground.matches,
        list[NeedMatch],
        "Open needs of either that the other can meet.",
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is an introduction."""
        return isinstance(obj, IntroductionSource)


async def grounds(
    context: Context, view: View, window: Window, version: str, pairs: Sequence[tuple[str, str]]
) -> list[Ground]:
    """What each two people have in common."""
    contacts = await contacts_of_both(context.store, version, pairs)
    matches = await matching_needs(context.store, pairs)
    needs, capabilities, people = await asyncio.gather(
        nodes_of(context, "Need", (match.need for match in matches)),
        nodes_of(context, "Capability", (match.capability for match in matches)),
        nodes_of(context, "Person", (end for match in matches for end in match[:2])),
    )
    visible_matches: dict[frozenset[str], list[NeedMatch]] = {}
    for need_match in matches:
        nodes = (
            needs[need_match.need],
            capabilities[need_match.capability],
            people[need_match.asker],
            people[need_match.helper],
        )
        if all(node is not None for node in nodes):
            pair_matches = visible_matches.setdefault(frozenset(need_match[:2]), [])
            pair_matches.append(
                NeedMatch(
                    need=nodes[0],
                    capability=nodes[1],
                    asker=nodes[2],
                    helper=nodes[3],
                    has_offer=need_match.offers,
                )
            )
    scopes = {end: person_scope(view, end, window) for pair in pairs for end in pair}
    return [
        Ground(
            shared_contacts,
            shared_goals(scopes[person], scopes[other]),
            shared_groups(scopes[person], scopes[other]),
            visible_matches.get(frozenset((person, other)), []),
        )
        for shared_contacts, (person, other) in zip(contacts, pairs, strict=True)
    ]
