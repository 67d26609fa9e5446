"""The mutations of links: a conversation advances a goal, people confirm it or reject it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.input_rows import InputReader, or_none, unreadable_faults
from api.mutations.mutation_types import KEY, ON_ERROR, define_input, define_output, mutation
from api.mutations.node_saves import bulk_fields, bulk_payload, result_fields, result_maker
from api.mutations.payloads import OnErrorEnum, UserError, check_size, of_error, speaks_for, write
from api.mutations.references import ConversationRef, GoalRef, People, PersonRef, references_in
from api.mutations.row_saves import on_error_of
from api.types.global_ids import id_of_label
from api.types.record_types import graphql_enum
from graph.errors import BadInput, ErrorCode
from graph.organisation.links import conversation_of_links, goal_of_links
from graph.records.enums import LinkMethod
from graph.store.driver import Transaction
from graph.writing.link_decisions import LinkDecisions, Pair, Verb
from graph.writing.row_changes import reason_faults
from graph.writing.row_results import Answer, Fault, Reason

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


def decision_mutation(verb: Verb, title: str, row: type, description: str) -> Any:
    """The mutation that does one thing to many links."""
    name = title[0].upper() + title[1:]
    input_class = define_input(
        f"{name}Input",
        "Links, at most 1,000.",
        {"links": (list[row], "The links, each once.")},  # type: ignore[valid-type]
        {
            "by": (PersonRef, BY),
            "on_error": (OnErrorEnum, ON_ERROR),
            "idempotency_key": (str, KEY),
        },
    )
    result = define_output(
        f"{name}Result", "What became of one link.", result_fields("link", "Link")
    )
    payload = define_output(
        f"{name}Payload", "What became of the links.", bulk_fields("links", result)
    )
    make = result_maker(result, "link")

    async def resolve(info: Info, input: Any) -> Any:
        answer = await decide(info.context, title, verb, input)
        return await bulk_payload(
            info, payload, answer, "Link", lambda number: ("links", number), make
        )

    return mutation(resolve, input_class, payload, description, rows="links")


async def decide(context: Context, title: str, verb: Verb, input: Any) -> Answer | UserError:
    """What became of the links of an input, or why none was looked at."""
    error = check_size(input.links, "links")
    if error is not None:
        return error
    people = People()
    await people.look_up(context.store, references_in([input.by, *input.links]))
    by, error = decider(context, input.by, people)
    if error is not None:
        return error
    ends = await ends_of(context, input.links)
    pairs = [pair_of(row, people, ends) for row in input.links]
    on_error = on_error_of(input)

    async def work(tx: Transaction) -> Answer:
        return await LinkDecisions(
            tx,
            verb,
            pairs,
            by,
            on_error,
            context.viewer.credential,
            context.viewer.may_decide_any(by),
        ).run()

    return await write(context, title, input, work)


def decider(
    context: Context, reference: Any, people: People
) -> tuple[str | None, UserError | None]:
    """In whose name a viewer decides: the person named, else the viewer; or why they may not."""
    by, error = person_of(reference, people)
    if by is None and error is None:
        by = context.viewer.person
    return by, error or speaks_for(context, by)


def person_of(reference: Any, people: People) -> tuple[str | None, UserError | None]:
    """The stored id of the person in whose name something is done; None where nobody is named."""
    if not reference:
        return None, None
    reader = InputReader(people)
    person = reader.id_of(reference, "by")
    if person is not None:
        return person, None
    fault = reader.faults[0]
    error = BadInput(fault.message, remedy=fault.remedy, path=fault.place)
    return None, of_error(error)


Ends = dict[str, tuple[str, str]]
"""Stored id of a link → its conversation and goal."""


async def ends_of(context: Context, rows: Sequence[Any]) -> Ends:
    """The ends of the links that the rows name by their ids, in two statements."""
    ids = []
    for row in rows:
        with suppress(BadInput):
            ids.append(id_of_label("Link", getattr(row, "link", None) or "", "link"))
    if not ids:
        return {}
    conversations = await context.ones(conversation_of_links).load_many(ids)
    goals = await context.ones(goal_of_links).load_many(ids)
    return {
        link: (conversation.id, goal.id)
        for link, conversation, goal in zip(ids, conversations, goals, strict=True)
        if conversation is not None and goal is not None
    }


def pair_of(row: Any, people: People, ends: Ends) -> Pair:
    """The pair that a row of an input names, with what is said of it."""
    faults = unreadable_faults(row)
    if faults:
        return Pair("", "", faults=faults)
    reader = InputReader(people)
    conversation, goal = _ends(row, reader, ends)
    score = getattr(row, "score", UNSET)
    if isinstance(score, float) and not 0 <= score <= 1:
        reader.faults.append(_fault(f"the score is {score}", "give a number from 0 to 1", "score"))
    reader.faults += reason_faults(or_none(row.reasons))
    method = getattr(row, "method", UNSET)
    return Pair(
        conversation,
        goal,
        version=or_none(row.version),
        method=or_none(method),
        score=or_none(score),
        reasons=or_none(row.reasons) or [],
        faults=reader.faults,
    )


def _ends(row: Any, reader: InputReader, ends: Ends) -> tuple[str, str]:
    """Conversation and goal of a row; empty, with a fault, where they cannot be told."""
    link = getattr(row, "link", UNSET)
    if link:
        if row.conversation or row.goal:
            reader.faults.append(_fault("give `link`, or both its ends", "drop one", "link"))
        return _of_link(str(link), reader, ends)
    references: Sequence[tuple[str, Any]] = (("conversation", row.conversation), ("goal", row.goal))
    ids = []
    for name, reference in references:
        if not reference:
            reader.faults.append(_fault(f"`{name}` is missing", "name both ends of the link", name))
            ids.append("")
        else:
            ids.append(reader.id_of(reference, name) or "")
    return ids[0], ids[1]


def _of_link(link: str, reader: InputReader, ends: Ends) -> tuple[str, str]:
    try:
        native = id_of_label("Link", link, "link")
    except BadInput as error:
        reader.faults.append(_fault(error.message, error.remedy, "link"))
        return "", ""
    if native not in ends:
        what, reason = "there is no such link", Reason.UNKNOWN_LINK
        fault = Fault(ErrorCode.NOT_FOUND, what, "correct the id", ("link",), reason=reason)
        reader.faults.append(fault)
    return ends.get(native, ("", ""))


def _fault(message: str, remedy: str | None, *place: str) -> Fault:
    return Fault(ErrorCode.BAD_INPUT, message, remedy, place)


link_conversations = decision_mutation(
    Verb.LINK,
    "linkConversations",
    LinkInput,
    "Says that conversations advance goals. In the name of somebody who has the right, or by an "
    "explicit mark, it is confirmed at once; else it waits to be confirmed.",
)
confirm_links = decision_mutation(
    Verb.CONFIRM,
    "confirmLinks",
    LinkRef,
    "Agrees that conversations advance goals; only confirmed links count in measures.",
)
reject_links = decision_mutation(
    Verb.REJECT,
    "rejectLinks",
    LinkRef,
    "Says that conversations do not advance goals; a machine never suggests these again.",
)
