"""The GraphQL schema: its roots, made from the nouns."""

from __future__ import annotations

import asyncio
from typing import Annotated

import strawberry
from strawberry.types import Info

from api.analysis import Analysis
from api.connections import connection
from api.context import Context
from api.conversation import Conversation
from api.experiment import Experiment, Outcome
from api.goal import CheckIn, Goal
from api.group import Group
from api.link import Decision, Link
from api.message import Message, Ref
from api.need import Need, Offer
from api.person import Account, Capability, Person
from api.roots import find, find_node, find_person
from api.shape import Node
from graph.conversations import conversations as all_conversations
from graph.errors import BadInput
from graph.experiments import experiments as all_experiments
from graph.experiments import outcomes as all_outcomes
from graph.goals import goals as all_goals
from graph.groups import groups as all_groups
from graph.messages import messages as all_messages
from graph.needs import needs as all_needs
from graph.needs import offers as all_offers
from graph.people import capabilities as all_capabilities
from graph.people import people as all_people

MOST_NODES = 100


@strawberry.type(description="Everything that can be read.")
class Query:
    """The root of reading."""

    person = strawberry.field(
        resolver=find_person, description="One person, by id, key or mail address."
    )
    people = connection(all_people, "All people.")
    group = find("Group", "One group.")
    groups = connection(all_groups, "All groups.")
    goal = find("Goal", "One goal.")
    goals = connection(all_goals, "All goals.")
    conversation = find("Conversation", "One conversation.")
    conversations = connection(all_conversations, "All conversations.")
    message = find("Message", "One message.")
    messages = connection(all_messages, "All messages, in the order of time.")
    need = find("Need", "One need.")
    needs = connection(all_needs, "All needs.")
    offer = find("Offer", "One offer.")
    offers = connection(all_offers, "All offers.")
    experiment = find("Experiment", "One experiment.")
    experiments = connection(all_experiments, "All experiments.")
    outcome = find("Outcome", "One outcome.")
    outcomes = connection(all_outcomes, "All outcomes.")
    capabilities = connection(all_capabilities, "Everything that people can do.")

    @strawberry.field(description="The node with this global id, or null.")
    async def node(
        self,
        info: Info[Context],
        id: Annotated[strawberry.ID, strawberry.argument(description="Global id of the node.")],
    ) -> Node | None:
        """The node with this global id, or None."""
        return await find_node(info.context, id)  # type: ignore[return-value]

    @strawberry.field(
        description="The nodes with these global ids, in their order, null where unknown."
    )
    async def nodes(
        self,
        info: Info[Context],
        ids: Annotated[
            list[strawberry.ID], strawberry.argument(description="Global ids, at most 100.")
        ],
    ) -> list[Node | None]:
        """The nodes in the order of the ids, one statement a type."""
        if len(ids) > MOST_NODES:
            raise BadInput(
                f"`ids` has {len(ids)} entries, at most {MOST_NODES} are allowed",
                remedy="ask in several requests",
                path=("ids",),
            )
        return list(await asyncio.gather(*(find_node(info.context, one) for one in ids)))  # type: ignore[arg-type]


NODE_TYPES = [
    Person,
    Account,
    Capability,
    Group,
    Goal,
    CheckIn,
    Conversation,
    Message,
    Ref,
    Link,
    Decision,
    Need,
    Offer,
    Experiment,
    Outcome,
    Analysis,
]

schema = strawberry.Schema(query=Query, types=NODE_TYPES)
