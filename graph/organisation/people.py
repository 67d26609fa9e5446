"""What can be read of people, their accounts and what they can do: one statement a list, for many parents at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.records import (
    Account,
    Capability,
    CheckIn,
    Conversation,
    Decision,
    Experiment,
    Goal,
    Group,
    Message,
    Need,
    Offer,
    Outcome,
    Person,
)
from graph.records.email_address import mail_key
from graph.records.relationships import Membership, Moment, Reaction, ReportingLine, Span
from graph.store.driver import Store
from graph.store.statement_lists import NodeList, NodeOne, RootList

people = RootList("people", Person)
capabilities = RootList("capabilities", Capability)

current_groups_of_people = NodeList("current_groups_of_people", Group)
groups_of_people = NodeList("groups_of_people", Group, Membership)
homes_of_people = NodeList("homes_of_people", Group, Span)
home_of_people = NodeOne("home_of_people", Group)
managers_of_people = NodeList("managers_of_people", Person, ReportingLine)
manager_of_people = NodeOne("manager_of_people", Person)
reports_of_people = NodeList("reports_of_people", Person, ReportingLine)
accounts_of_people = NodeList("accounts_of_people", Account)
person_of_accounts = NodeOne("person_of_accounts", Person)
capabilities_of_people = NodeList("capabilities_of_people", Capability)
people_of_capabilities = NodeList("people_of_capabilities", Person)
offers_of_capabilities = NodeList("offers_of_capabilities", Offer)
needs_of_capabilities = NodeList("needs_of_capabilities", Need)
goals_of_owners = NodeList("goals_of_owners", Goal)
check_ins_of_people = NodeList("check_ins_of_people", CheckIn)
decisions_of_people = NodeList("decisions_of_people", Decision)
conversations_of_hosts = NodeList("conversations_of_hosts", Conversation)
conversations_of_people = NodeList("conversations_of_people", Conversation)
messages_of_people = NodeList("messages_of_people", Message)
messages_mentioning_people = NodeList("messages_mentioning_people", Message)
messages_sent_to_people = NodeList("messages_sent_to_people", Message)
messages_of_reactors = NodeList("messages_of_reactors", Message, Reaction)
needs_of_askers = NodeList("needs_of_askers", Need, Moment)
needs_of_holders = NodeList("needs_of_holders", Need, Span)
needs_of_solvers = NodeList("needs_of_solvers", Need, Moment)
needs_of_connectors = NodeList("needs_of_connectors", Need)
offers_of_people = NodeList("offers_of_people", Offer, Moment)
experiments_of_proposers = NodeList("experiments_of_proposers", Experiment, Moment)
experiments_of_backers = NodeList("experiments_of_backers", Experiment, Moment)
outcomes_of_people = NodeList("outcomes_of_people", Outcome)


async def person_ids_by_email(store: Store, email: str) -> list[str]:
    """The ids of the people who have an account with this mail address, in id order."""
    return [row[0] for row in await store.rows("person_ids_by_email", email_key=mail_key(email))]


async def people_of_accounts(store: Store, accounts: Iterable[str]) -> dict[str, str]:
    """Account → the person whose it is, for those of these accounts that there are."""
    ids = sorted(set(accounts))
    return dict(await store.rows("person_ids_of_accounts", ids=ids)) if ids else {}


async def names_of_people(store: Store, people: Sequence[str]) -> dict[str, str]:
    """The name of each of these people who is there; empty for who has none."""
    ((ids, names),) = await store.rows("names_of_people", ids=[*people])
    return dict(zip(ids, names, strict=True))
