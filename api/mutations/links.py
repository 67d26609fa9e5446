"""The mutations of links: a conversation advances a goal, people confirm it or reject it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.input_rows import Given, or_none, unreadable_faults
from api.mutations.mutation_types import KEY, ON_ERROR, made_input, made_type, mutation
from api.mutations.node_saves import bulk_fields, bulk_payload, result_fields, result_maker
from api.mutations.payloads import OnErrorEnum, UserError, check_size, of_error, speaks_for, write
from api.mutations.references import ConversationRef, GoalRef, People, PersonRef, references_in
from api.mutations.row_saves import on_error_of
from api.types.global_ids import from_global_id
from api.types.record_types import graphql_enum
from graph.errors import BadInput, ErrorCode
from graph.organisation.links import conversation_of_links, goal_of_links
from graph.records.enums import LinkMethod
from graph.store.driver import Transaction
from graph.writing.link_decisions import LinkDecisions, Pair, Verb
from graph.writing.row_changes import reason_faults
from graph.writing.row_results import Answer, Fault

BY = (
    "In whose name; without it, it is the tool's own word. A person decides by a right of their own: "
    "they own the goal, took part in the conversation, or are a steward of a group that it concerns."
)
VERSION = (
    "The version of the link that was read; nothing is done where the store has another by now."
)


@strawberry.input(description="A conversation that is said to advance a goal.")
class LinkInput:
    """One link to make."""

    conversation: ConversationRef = strawberry.field(description="The conversation.")
    goal: GoalRef = strawberry.field(description="The goal that it advances.")
    method: graphql_enum(LinkMethod) | None = strawberry.field(  # type: ignore[valid-type]
        description="How it was found. EXPLICIT, a mark in the talk itself, confirms it.",
        default=UNSET,
    )
    score: float | None = strawberry.field(
        description="How sure the method was, 0 to 1.", default=UNSET
    )
    reasons: list[str] | None = strawberry.field(
        description="Why: matched terms or the explicit mark.", default=UNSET
    )
    version: int | None = strawberry.field(description=VERSION, default=UNSET)


@strawberry.input(description="A link to decide on: by its id, or by its two ends.")
class LinkRef:
    """One link."""

    link: strawberry.ID | None = strawberry.field(
        description="Global id of the link. Instead of `conversation` and `goal`.", default=UNSET
    )
    conversation: ConversationRef | None = strawberry.field(
        description="The conversation.", default=UNSET
    )
    goal: GoalRef | None = strawberry.field(description="The goal.", default=UNSET)
    reasons: list[str] | None = strawberry.field(
        description="Why it is decided so; shown with the decision.", default=UNSET
    )
    version: int | None = strawberry.field(description=VERSION, default=UNSET)


def deciding(verb: Verb, title: str, row: type, description: str) -> Any:
    """The mutation that does one thing to many links."""
    name = title[0].upper() + title[1:]
    given = made_input(
        f"{name}Input",
        "Links, at most 1,000.",
        {"links": (list[row], "The links, each once.")},  # type: ignore[valid-type]
        {
            "by": (PersonRef, BY),
            "on_error": (OnErrorEnum, ON_ERROR),
            "idempotency_key": (str, KEY),
        },
    )
    result = made_type(f"{name}Result", "What became of one link.", result_fields("link", "Link"))
    payload = made_type(f"{name}Payload", "What became of the links.", bulk_fields("links", result))
    make = result_maker(result, "link")

    async def resolve(info: Info, input: Any) -> Any:
        answer = await decide(info.context, title, verb, input)
        return await bulk_payload(
            info.context, payload, answer, "Link", lambda number: ("links", number), make
        )

    return mutation(resolve, given, payload, description, rows="links")


async def decide(context: Context, title: str, verb: Verb, whole: Any) -> Answer | UserError:
    """What became of the links of an input, or why none was looked at."""
    wrong = check_size(whole.links, "links")
    if wrong is not None:
        return wrong
    people = People()
    await people.look_up(context.store, references_in([whole.by, *whole.links]))
    by, wrong = person_of(whole.by, people)
    if wrong is not None:
        return wrong
    wrong = speaks_for(context, by)
    if wrong is not None:
        return wrong
    ends = await ends_of(context, whole.links)
    pairs = [pair_of(row, people, ends) for row in whole.links]
    on_error = on_error_of(whole)

    async def work(tx: Transaction) -> Answer:
        return await LinkDecisions(tx, verb, pairs, by, on_error).run()

    return await write(context, title, whole, work, for_members=True)


def person_of(reference: Any, people: People) -> tuple[str | None, UserError | None]:
    """The stored id of the person in whose name something is done; None where nobody is named."""
    if not reference:
        return None, None
    given = Given(people)
    found = given.id_of(reference, "by")
    if found is not None:
        return found, None
    fault = given.faults[0]
    error = BadInput(fault.message, remedy=fault.remedy, path=fault.place)
    return None, of_error(error)


Ends = dict[str, tuple[str, str]]
"""Stored id of a link → its conversation and goal."""


async def ends_of(context: Context, rows: Sequence[Any]) -> Ends:
    """The ends of the links that the rows name by their ids, in two statements."""
    ids = []
    for row in rows:
        with suppress(BadInput):
            label, native = from_global_id(str(getattr(row, "link", None) or ""))
            if label == "Link":
                ids.append(native)
    if not ids:
        return {}
    talk = await context.ones(conversation_of_links).load_many(ids)
    goals = await context.ones(goal_of_links).load_many(ids)
    return {
        link: (one.id, other.id)
        for link, one, other in zip(ids, talk, goals, strict=True)
        if one is not None and other is not None
    }


def pair_of(row: Any, people: People, ends: Ends) -> Pair:
    """The pair that a row of an input names, with what is said of it."""
    wrong = unreadable_faults(row)
    if wrong:
        return Pair("", "", faults=wrong)
    given = Given(people)
    conversation, goal = _ends(row, given, ends)
    score = getattr(row, "score", UNSET)
    if isinstance(score, float) and not 0 <= score <= 1:
        given.faults.append(_fault(f"the score is {score}", "give a number from 0 to 1", "score"))
    given.faults += reason_faults(or_none(row.reasons))
    method = getattr(row, "method", UNSET)
    return Pair(
        conversation,
        goal,
        version=or_none(row.version),
        method=or_none(method),
        score=or_none(score),
        reasons=or_none(row.reasons) or [],
        faults=given.faults,
    )


def _ends(row: Any, given: Given, ends: Ends) -> tuple[str, str]:
    """Conversation and goal of a row; empty, with a fault, where they cannot be told."""
    link = getattr(row, "link", UNSET)
    if link:
        if row.conversation or row.goal:
            given.faults.append(_fault("give `link`, or both its ends", "drop one", "link"))
        return _of_link(str(link), given, ends)
    both: Sequence[tuple[str, Any]] = (("conversation", row.conversation), ("goal", row.goal))
    found = []
    for name, reference in both:
        if not reference:
            given.faults.append(_fault(f"`{name}` is missing", "name both ends of the link", name))
            found.append("")
        else:
            found.append(given.id_of(reference, name) or "")
    return found[0], found[1]


def _of_link(link: str, given: Given, ends: Ends) -> tuple[str, str]:
    try:
        label, native = from_global_id(link, "link")
    except BadInput as error:
        given.faults.append(_fault(error.message, error.remedy, "link"))
        return "", ""
    if label != "Link":
        given.faults.append(_fault(f"that is the id of a {label}", "pass the id of a link", "link"))
        return "", ""
    if native not in ends:
        fault = Fault(ErrorCode.NOT_FOUND, "there is no such link", "correct the id", ("link",))
        given.faults.append(fault)
    return ends.get(native, ("", ""))


def _fault(message: str, remedy: str | None, *place: str) -> Fault:
    return Fault(ErrorCode.BAD_INPUT, message, remedy, place)


link_conversations = deciding(
    Verb.LINK,
    "linkConversations",
    LinkInput,
    "Says that conversations advance goals. In the name of somebody who has the right, or by an "
    "explicit mark, it is confirmed at once; else it waits to be confirmed.",
)
confirm_links = deciding(
    Verb.CONFIRM,
    "confirmLinks",
    LinkRef,
    "Agrees that conversations advance goals; only confirmed links count in measures.",
)
reject_links = deciding(
    Verb.REJECT,
    "rejectLinks",
    LinkRef,
    "Says that conversations do not advance goals; a machine never suggests these again.",
)
