"""The mutation that lets a machine suggest links; people decide on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.input_rows import Given
from api.mutations.mutation_types import ERRORS, made_input, made_type, mutation
from api.mutations.payloads import MAY_WRITE, UserError, of_error
from api.mutations.references import ConversationRef, GoalRef, People
from api.types.null_inputs import LEAVE_OUT, refuse_nulls
from api.types.record_types import graphql_enum, lazy_type
from graph.errors import BadInput, Forbidden, NotFound
from graph.goals.linking import SuggestOptions, SuggestReport, suggest
from graph.goals.linking.options import LEAST, MACHINE, MOST, Suggested
from graph.records import Conversation, Goal, Link
from graph.records.enums import LinkMethod

SHOWN = 100
COST = 6_000
"""What one call costs: two seconds, which is what reading and comparing thousands of goals takes."""

GIVEN = made_input(
    "SuggestLinksInput",
    "Which links to suggest. Without `conversations` everything that has changed is looked at.",
    {},
    {
        "conversations": (list[ConversationRef], "Only in these conversations, at most 1,000."),
        "goal": (GoalRef, "Only this goal."),
        "most": (int, f"At most this many suggestions a conversation, 1 to 20; {MOST}."),
        "least": (float, f"The lowest score that is suggested, 0 to 1; {LEAST}."),
        "methods": (
            list[graphql_enum(LinkMethod)],  # type: ignore[misc]
            "Only these methods of a machine: EXPLICIT, INHERITED, LEXICAL; all.",
        ),
        "everything": (bool, "Look at what has not changed too."),
        "preview": (bool, "Only count and show the pairs; nothing is written."),
    },
)
METHOD = made_type(
    "SuggestedByMethod",
    "How many suggestions a method made.",
    {
        "method": (graphql_enum(LinkMethod), "The method."),
        "count": (int, "How many suggestions it made."),
    },
)
PAIR = made_type(
    "SuggestedPair",
    "A conversation and a goal that it may advance, with the reasons in words.",
    {
        "conversation": (lazy_type("Conversation"), "The conversation."),
        "goal": (lazy_type("Goal"), "The goal."),
        "method": (graphql_enum(LinkMethod), "What found it."),
        "score": (float, "How likely it is that a person would confirm it, 0 to 1."),
        "reasons": (list[str], "What both share, in words."),
        "doubtful": (bool, "Whether another goal is nearly as likely, or the score is low."),
    },
)
PAYLOAD = made_type(
    "SuggestLinksPayload",
    "What a machine suggested.",
    {
        "read": (int, "Conversations that were looked at."),
        "goals": (int, "Goals that they were compared with."),
        "suggested": (int, "New suggestions; in a preview, those that there would be."),
        "updated": (int, "Suggestions whose score or reasons changed."),
        "unchanged": (int, "Suggestions that were there already."),
        "decided": (int, "Pairs left alone, since a person or an import has decided them."),
        "doubtful": (int, "Suggestions where another goal is nearly as likely: look first."),
        "by_method": (list[METHOD], "How many suggestions each method made."),  # type: ignore[valid-type]
        "pairs": (
            list[PAIR],  # type: ignore[valid-type]
            f"The first {SHOWN} new suggestions as they were found, also in a preview.",
        ),
        "links": (list[lazy_type("Link")], f"The first {SHOWN} new suggestions."),  # type: ignore[misc]
        "user_errors": (list[UserError], ERRORS),
    },
)


async def _suggest_links(info: Info, input: Any) -> Any:
    context: Context = info.context
    if not context.viewer.roles & MAY_WRITE:
        return _refused(
            Forbidden("only stewards and tools let a machine suggest", remedy="ask a steward")
        )
    try:
        options = _options(input)
        report = await suggest(context.store, options)
    except (BadInput, NotFound) as error:
        return _refused(error)
    context.forget()
    return await _shown(context, report)


def _options(given: Any) -> SuggestOptions:
    """What is asked for; raises BadInput where it cannot be."""
    refuse_nulls(given, ("conversations", "goal", "methods"))
    if given.methods == []:
        raise BadInput("`methods` is empty", remedy=LEAVE_OUT, path=("methods",))
    asked = {
        name: getattr(given, name)
        for name in ("most", "least", "everything")
        if getattr(given, name) not in (UNSET, None)
    }
    if given.methods:
        asked["methods"] = tuple(one for one in LinkMethod if one in given.methods)
    unknown = set(asked.get("methods", ())) - set(MACHINE)
    if unknown:
        raise BadInput(
            f"{min(unknown).name} is not a method of a machine",
            remedy="choose from EXPLICIT, INHERITED, LEXICAL",
            path=("methods",),
        )
    reader = Given(People())
    if given.goal:
        asked["goal"] = reader.id_of(given.goal, "goal")
    if given.conversations not in (UNSET, None):
        if len(given.conversations) > 1000:
            raise BadInput(
                f"`conversations` has {len(given.conversations):,} entries, at most 1,000 are allowed",
                remedy="send several requests",
                path=("conversations",),
            )
        asked["conversations"] = [
            reader.id_of(one, "conversations", n) for n, one in enumerate(given.conversations)
        ]
    if reader.faults:
        fault = reader.faults[0]
        raise BadInput(fault.message, remedy=fault.remedy, path=fault.place)
    return SuggestOptions(**asked, dry_run=given.preview is True)


async def _shown(context: Context, report: SuggestReport) -> Any:
    links = await context.nodes(Link).load_many(report.created[:SHOWN])
    pairs = await _pairs(context, report.examples[:SHOWN])
    return PAYLOAD(
        read=report.read,
        goals=report.goals,
        suggested=report.suggested,
        updated=report.updated,
        unchanged=report.unchanged,
        decided=report.decided,
        doubtful=report.doubtful,
        by_method=[METHOD(method=one, count=count) for one, count in report.by_method.items()],
        pairs=pairs,
        links=[one for one in links if one is not None],
        user_errors=[],
    )


async def _pairs(context: Context, found: Sequence[Suggested]) -> list[Any]:
    """The pairs with their conversations and goals; without those that are gone by now."""
    talks = await context.nodes(Conversation).load_many([one.conversation for one in found])
    goals = await context.nodes(Goal).load_many([one.goal for one in found])
    return [
        PAIR(
            conversation=talk,
            goal=goal,
            method=one.method,
            score=one.score,
            reasons=one.reasons,
            doubtful=one.doubtful,
        )
        for one, talk, goal in zip(found, talks, goals, strict=True)
        if talk is not None and goal is not None
    ]


def _refused(error: BadInput | Forbidden | NotFound) -> Any:
    names = ("read", "goals", "suggested", "updated", "unchanged", "decided", "doubtful")
    return PAYLOAD(
        **dict.fromkeys(names, 0), by_method=[], pairs=[], links=[], user_errors=[of_error(error)]
    )


suggest_links = mutation(
    _suggest_links,
    GIVEN,
    PAYLOAD,
    "Lets a machine suggest which goals conversations advance, by marks, kin and words. It never "
    "decides, and never suggests again what was rejected.",
    cost=COST,
)
