"""The mutation that lets a machine suggest links; people decide on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.mutations.conventions import SUGGESTIONS_SHOWN
from api.mutations.input_rows import InputReader
from api.mutations.mutation_types import ERRORS, define_input, define_output, mutation
from api.mutations.payloads import UserError, of_error, size_error
from api.mutations.references import ConversationRef, GoalRef, People
from api.types.null_inputs import LEAVE_OUT, refuse_nulls
from api.types.record_types import graphql_enum, lazy_type
from graph.errors import BadInput, NotFound
from graph.goals.conventions import LEAST_SCORE, MOST_SUGGESTIONS
from graph.goals.linking import SuggestOptions, SuggestReport, suggest
from graph.goals.linking.options import MACHINE, Suggestion
from graph.records import Conversation, Goal, Link
from graph.records.enums import LinkMethod

COST = 6_000
"""What one call costs: two seconds, which is what reading and comparing thousands of goals takes."""

OPTIONS = ("max_per_conversation", "min_score", "include_unchanged", "semantic")
"""Fields of the input that are options by the same name."""
INPUT = define_input(
    "SuggestLinksInput",
    "Which links to suggest. Without `conversations` everything that has changed is looked at.",
    {},
    {
        "conversations": (list[ConversationRef], "Only in these conversations, at most 1,000."),
        "goal": (GoalRef, "Only this goal."),
        "max_per_conversation": (
            int,
            f"At most this many suggestions a conversation, 1 to 20; {MOST_SUGGESTIONS}.",
        ),
        "min_score": (float, f"The lowest score that is suggested, 0 to 1; {LEAST_SCORE}."),
        "methods": (
            list[graphql_enum(LinkMethod)],  # type: ignore[misc]
            "Only these methods of a machine: EXPLICIT, INHERITED, LEXICAL; all.",
        ),
        "include_unchanged": (bool, "Look at what has not changed too."),
        "preview": (bool, "Only count and show the pairs; nothing is written."),
        "semantic": (
            bool,
            "Compare what sentences mean too; a user error without the extra `goalgraph[semantic]`.",
        ),
    },
)
METHOD = define_output(
    "SuggestedByMethod",
    "How many suggestions a method made.",
    {
        "method": (graphql_enum(LinkMethod), "The method."),
        "count": (int, "How many suggestions it made."),
    },
)
PAIR = define_output(
    "SuggestedPair",
    "A conversation and a goal that it may advance, with the reasons in words.",
    {
        "conversation": (lazy_type("Conversation"), "The conversation."),
        "goal": (lazy_type("Goal"), "The goal."),
        "method": (graphql_enum(LinkMethod), "What found it."),
        "score": (float, "How likely it is that a person would confirm it, 0 to 1."),
        "reasons": (list[str], "What both share, in words."),
        "is_doubtful": (bool, "Whether another goal is nearly as likely, or the score is low."),
    },
)
PAYLOAD = define_output(
    "SuggestLinksPayload",
    "What a machine suggested.",
    {
        "conversation_count": (int, "Conversations that were looked at."),
        "goal_count": (int, "Goals that they were compared with."),
        "suggested": (int, "New suggestions; in a preview, those that there would be."),
        "updated": (int, "Suggestions whose score or reasons changed."),
        "unchanged": (int, "Suggestions that were there already."),
        "decided": (int, "Pairs left alone, since a person or an import has decided them."),
        "doubtful_count": (int, "Suggestions where another goal is nearly as likely: look first."),
        "by_method": (list[METHOD], "How many suggestions each method made."),  # type: ignore[valid-type]
        "pairs": (
            list[PAIR],  # type: ignore[valid-type]
            f"The first {SUGGESTIONS_SHOWN} new suggestions as they were found, also in a preview.",
        ),
        "links": (list[lazy_type("Link")], f"The first {SUGGESTIONS_SHOWN} new suggestions."),  # type: ignore[misc]
        "user_errors": (list[UserError], ERRORS),
    },
)


async def _suggest_links(info: Info, input: Any) -> Any:
    context: Context = info.context
    try:
        options = _options(input)
        report = await suggest(context.store.base, options)
    except (BadInput, NotFound) as error:
        return _refusal(error)
    context.forget()
    return await _payload(context, report)


def _options(input: Any) -> SuggestOptions:
    """What is asked for; raises BadInput where it cannot be."""
    refuse_nulls(input, ("conversations", "goal", "methods"))
    if input.methods == []:
        raise BadInput("`methods` is empty", remedy=LEAVE_OUT, path=("methods",))
    options = {
        name: getattr(input, name) for name in OPTIONS if getattr(input, name) not in (UNSET, None)
    }
    if input.methods:
        options["methods"] = tuple(method for method in LinkMethod if method in input.methods)
    unknown = set(options.get("methods", ())) - set(MACHINE)
    if unknown:
        raise BadInput(
            f"{min(unknown).name} is not a method of a machine",
            remedy="choose from EXPLICIT, INHERITED, LEXICAL",
            path=("methods",),
        )
    reader = InputReader(People())
    if input.goal:
        options["goal"] = reader.id_of(input.goal, "goal")
    if input.conversations not in (UNSET, None):
        if (error := size_error(input.conversations, "conversations")) is not None:
            raise error
        options["conversations"] = [
            reader.id_of(reference, "conversations", n)
            for n, reference in enumerate(input.conversations)
        ]
    if reader.faults:
        fault = reader.faults[0]
        raise BadInput(fault.message, remedy=fault.remedy, path=fault.place)
    return SuggestOptions(**options, dry_run=input.preview is True)


async def _payload(context: Context, report: SuggestReport) -> Any:
    links = await context.nodes(Link).load_many(report.created[:SUGGESTIONS_SHOWN])
    pairs = await _pairs(context, report.examples[:SUGGESTIONS_SHOWN])
    return PAYLOAD(
        conversation_count=report.read,
        goal_count=report.goals,
        suggested=report.suggested,
        updated=report.updated,
        unchanged=report.unchanged,
        decided=report.decided,
        doubtful_count=report.doubtful,
        by_method=[
            METHOD(method=method, count=count) for method, count in report.by_method.items()
        ],
        pairs=pairs,
        links=[link for link in links if link is not None],
        user_errors=[],
    )


async def _pairs(context: Context, suggestions: Sequence[Suggestion]) -> list[Any]:
    """The pairs with their conversations and goals; without those that are gone by now."""
    talks = await context.nodes(Conversation).load_many(
        [suggestion.conversation for suggestion in suggestions]
    )
    goals = await context.nodes(Goal).load_many([suggestion.goal for suggestion in suggestions])
    return [
        PAIR(
            conversation=talk,
            goal=goal,
            method=suggestion.method,
            score=suggestion.score,
            reasons=suggestion.reasons,
            is_doubtful=suggestion.doubtful,
        )
        for suggestion, talk, goal in zip(suggestions, talks, goals, strict=True)
        if talk is not None and goal is not None
    ]


def _refusal(error: BadInput | NotFound) -> Any:
    names = (
        "conversation_count",
        "goal_count",
        "suggested",
        "updated",
        "unchanged",
        "decided",
        "doubtful_count",
    )
    return PAYLOAD(
        **dict.fromkeys(names, 0), by_method=[], pairs=[], links=[], user_errors=[of_error(error)]
    )


suggest_links = mutation(
    _suggest_links,
    INPUT,
    PAYLOAD,
    "Lets a machine suggest which goals conversations advance, by marks, kin and words. It never "
    "decides, and never suggests again what was rejected.",
    cost=COST,
)
