"""The GraphQL schema: its roots, made from the nouns."""

from __future__ import annotations

import strawberry

from api.execution.compiler.declarations import Found
from api.execution.executor import Executor
from api.nouns.ad_hoc_cypher import CypherAnswer, cost_of_cypher, find_cypher
from api.nouns.analysis import Analysis
from api.nouns.change import OF_ALL, Change
from api.nouns.conventions import (
    GOAL_GRAPH_COST,
    MOST_DRAWN_GOALS,
    MY_DATA_COST,
    PERIOD_COST,
)
from api.nouns.conversation import Conversation
from api.nouns.duplicate_people import DuplicateCandidate, find_duplicates
from api.nouns.experiment import Experiment, Outcome
from api.nouns.goal import CheckIn, CheckInVersion, Goal
from api.nouns.goal_graph import GoalGraph, find_goal_graph
from api.nouns.group import Group
from api.nouns.ledger_run import LedgerStatus, find_ledger
from api.nouns.link import Decision, Link
from api.nouns.membership import MEMBERSHIPS
from api.nouns.message import Message, Ref
from api.nouns.need import Need, Offer
from api.nouns.network import Network, find_network
from api.nouns.people_set import PeopleSet, find_set
from api.nouns.period import PeriodType, find_period
from api.nouns.period_comparison import PeriodComparison, compare_periods
from api.nouns.person import Account, Capability, Person
from api.nouns.search import SearchConnection, find_hits, hits_batch
from api.nouns.viewer import ViewerType, find_my_data, find_viewer
from api.schema.mutation import Mutation
from api.schema.subscription import Subscription
from api.scopes.analysis_comparison import AnalysisComparison, compare
from api.scopes.measures import Measure, all_measures
from api.types.connections import connection
from api.types.node_roots import (
    find,
    find_node,
    find_nodes,
    find_person,
    wanted_node,
    wanted_nodes,
    wanted_person,
)
from api.types.scalars import SCALARS
from graph.network.analyses.stored_scores import analyses as all_analyses
from graph.organisation.changes import changes as all_changes
from graph.organisation.conversations import conversations as all_conversations
from graph.organisation.experiments import experiments as all_experiments
from graph.organisation.experiments import outcomes as all_outcomes
from graph.organisation.goals import check_ins as all_check_ins
from graph.organisation.goals import goals as all_goals
from graph.organisation.groups import groups as all_groups
from graph.organisation.links import decisions as all_decisions
from graph.organisation.links import links as all_links
from graph.organisation.members import memberships as all_memberships
from graph.organisation.messages import messages as all_messages
from graph.organisation.messages import refs as all_refs
from graph.organisation.needs import needs as all_needs
from graph.organisation.needs import offers as all_offers
from graph.organisation.people import capabilities as all_capabilities
from graph.organisation.people import people as all_people


@strawberry.type(description="Everything that can be read.")
class Query:
    """The root of reading."""

    viewer: ViewerType = strawberry.field(resolver=find_viewer, description="Who asks.")
    export_my_data: str = strawberry.field(
        resolver=find_my_data,
        description="All that is kept of the viewer, as JSON: `nodes` and `relationships`.",
        metadata={"cost": MY_DATA_COST},
    )
    person = strawberry.field(
        resolver=find_person,
        description="One person, by id, key or mail address.",
        metadata={"read": Found(wanted_person)},
    )
    people = connection(all_people, "All people.")
    duplicate_candidates: list[DuplicateCandidate] = strawberry.field(
        resolver=find_duplicates,
        description="Pairs of people who may be one, for somebody to decide.",
    )
    group = find("Group", "One group.")
    groups = connection(all_groups, "All groups.")
    goal = find("Goal", "One goal.")
    goals = connection(all_goals, "All goals.")
    period: PeriodType = strawberry.field(
        resolver=find_period,
        description="A quarter, or another period, with its goals and what became of them.",
        metadata={"cost": PERIOD_COST},
    )
    compare_periods: PeriodComparison = strawberry.field(
        resolver=compare_periods,
        description="Two periods side by side: what was reached, missed, moved and dropped, by group.",
        metadata={"cost": 2 * PERIOD_COST},
    )
    goal_graph: GoalGraph = strawberry.field(
        resolver=find_goal_graph,
        description="Goals with what they support, their progress, talk and owners as columns, to draw: all of "
        f"them or those below one, at most {MOST_DRAWN_GOALS:,}.",
        metadata={"cost": GOAL_GRAPH_COST},
    )
    memberships = connection(
        all_memberships,
        "All spans in which people belong or belonged to groups, a row a span.",
        pages=MEMBERSHIPS,
    )
    check_ins = connection(all_check_ins, "All check-ins of goals, in the order of time.")
    links = connection(
        all_links,
        "All links between conversations and goals; `where: {state: {eq: SUGGESTED}}` are those that "
        "wait for a decision, with `goal: {owners: {some: …}}` those of somebody's goals.",
    )
    decisions = connection(
        all_decisions,
        "All decisions on links, in the order of time: who said so, and by which right.",
    )
    conversation = find("Conversation", "One conversation.")
    conversations = connection(all_conversations, "All conversations.")
    message = find("Message", "One message.")
    messages = connection(all_messages, "All messages, in the order of time.")
    refs = connection(all_refs, "All links, hashtags and hashes of files that messages carry.")
    need = find("Need", "One need.")
    needs = connection(all_needs, "All needs.")
    offer = find("Offer", "One offer.")
    offers = connection(all_offers, "All offers.")
    experiment = find("Experiment", "One experiment.")
    experiments = connection(all_experiments, "All experiments.")
    outcome = find("Outcome", "One outcome.")
    outcomes = connection(all_outcomes, "All outcomes.")
    capabilities = connection(all_capabilities, "Everything that people can do.")
    network: Network = strawberry.field(
        resolver=find_network, description="Everybody, as one scope beside people and groups."
    )
    scope: PeopleSet = strawberry.field(
        resolver=find_set, description="People put together at will, as one scope."
    )
    search: SearchConnection = strawberry.field(
        resolver=find_hits,
        description="Goals, conversations, people and groups by their words, or messages by theirs, best "
        "first, at most 100. What bears the very name comes first.",
        metadata={"batch": hits_batch},
    )
    ledger: LedgerStatus = strawberry.field(
        resolver=find_ledger,
        description="The value ledger: how far it reaches, and its latest run.",
    )
    changes = connection(
        all_changes,
        "What was changed of goals, links and people, in the order in which the store wrote it: to follow, "
        "ask for what comes after the last `endCursor` (docs/changes.md).",
        pages=OF_ALL,
    )
    analysis = find("Analysis", "One published analysis.")
    analyses = connection(all_analyses, "All published analyses.")
    compare_analyses: AnalysisComparison = strawberry.field(
        resolver=compare, description="Two published analyses side by side."
    )
    measures: list[Measure] = strawberry.field(
        resolver=all_measures, description="Every measure, and what to know before trusting it."
    )

    cypher: CypherAnswer = strawberry.field(
        resolver=find_cypher,
        description="What a statement of one's own in Cypher answers; for analysts and administrators. "
        "It only reads, within bounds, and who asked is logged before the answer (docs/cypher.md).",
        metadata={"cost": cost_of_cypher},
    )

    node = strawberry.field(
        resolver=find_node,
        description="The node with this id, or null.",
        metadata={"read": Found(wanted_node)},
    )
    nodes = strawberry.field(
        resolver=find_nodes,
        description="The nodes with these ids, in their order, null where unknown or no id at all.",
        metadata={"read": Found(wanted_nodes, many=True)},
    )


NODE_TYPES = [
    Person,
    Account,
    Capability,
    Group,
    Goal,
    CheckIn,
    CheckInVersion,
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
    Change,
    Network,
    PeopleSet,
]

schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=NODE_TYPES,
    execution_context_class=Executor,
    scalar_overrides=SCALARS,
)


def sdl() -> str:
    """The schema in its definition language, as `api/schema.graphql` holds it."""
    return schema.as_str().rstrip() + "\n"
