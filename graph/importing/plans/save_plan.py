"""How the rows of each kind are saved: the statements, in order, and the parameters of each row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.importing.batch_statements import Steps
from graph.importing.plans import goals, links, market, organisation, talk
from graph.importing.plans.context import Context
from graph.importing.row_hash import StorableRow
from graph.sources.kinds import Kind
from graph.store.versions import Part


@dataclass(frozen=True, slots=True)
class Plan:
    """How one kind is saved.

    `stored` is the statement that tells what the store has, `statements` those that save, `row`
    adds one row to them. `late` saves what must wait until all rows of `after` are there:
    its statements and the function that adds a row. `lock` is held while rows are written; `marks` are the
    parts of the organisation that are marked as changed in the same transaction, before any row is written.
    """

    stored: str
    statements: tuple[str, ...]
    row: Callable[[Steps, StorableRow, Context], None]
    late: tuple[str, ...] = ()
    late_row: Callable[[Steps, StorableRow, Context], None] | None = None
    after: Kind | None = None
    lock: str | None = None
    marks: tuple[Part, ...] = ()


PLANS: dict[Kind, Plan] = {
    Kind.GROUPS: Plan(
        "stored_groups",
        organisation.GROUPS,
        organisation.group,
        organisation.LATE_GROUPS,
        organisation.late_group,
        Kind.GROUPS,
        lock="groups",
    ),
    Kind.PEOPLE: Plan(
        "stored_people",
        organisation.PEOPLE,
        organisation.person,
        organisation.LATE_PEOPLE,
        organisation.late_person,
        Kind.PEOPLE,
        lock="people",
    ),
    Kind.MEMBERSHIPS: Plan("stored_memberships", ("save_memberships",), organisation.membership),
    Kind.GOALS: Plan(
        "stored_goals",
        goals.GOALS,
        goals.goal,
        goals.LATE_GOALS,
        goals.late_goal,
        Kind.GOALS,
        lock="goals",
        marks=(Part.GOALS, Part.PROGRESS),  # with the batch: an import may be killed
    ),
    Kind.CHECKINS: Plan(
        "stored_check_ins", goals.CHECK_INS, goals.check_in, marks=(Part.PROGRESS,)
    ),
    Kind.CONVERSATIONS: Plan(
        "stored_conversations",
        talk.CONVERSATIONS,
        talk.conversation,
        talk.LATE_CONVERSATIONS,
        talk.late_conversation,
        Kind.MESSAGES,
        lock="conversations",
    ),
    Kind.MESSAGES: Plan(
        "stored_messages",
        talk.MESSAGES,
        talk.message,
        talk.LATE_MESSAGES,
        talk.late_message,
        Kind.MESSAGES,
    ),
    Kind.REACTIONS: Plan("stored_reactions", ("save_reactions",), talk.reaction),
    Kind.LINKS: Plan("stored_links", links.LINKS, links.link),
    Kind.NEEDS: Plan("stored_needs", market.NEEDS, market.need),
    Kind.OFFERS: Plan("stored_offers", market.OFFERS, market.offer),
    Kind.EXPERIMENTS: Plan(
        "stored_experiments",
        market.EXPERIMENTS,
        market.experiment,
        market.LATE_EXPERIMENTS,
        market.late_experiment,
        Kind.EXPERIMENTS,
    ),
    Kind.OUTCOMES: Plan("stored_outcomes", market.OUTCOMES, market.outcome),
}
"""Kind → how it is saved."""
