"""What the progress of a goal is made of: the goals that support it, counted and left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context
from api.nouns.conventions import DEFAULT_INPUTS, MOST_INPUTS
from api.types.global_ids import id_in_argument
from api.types.list_sizes import size_of
from api.types.record_types import PARENT, lazy_type, plain_field
from graph.goals.progress.decimals import decimal_of, exact_text
from graph.goals.progress.goal_progress import GoalProgress as ReadProgress
from graph.goals.progress.rollup import Input
from graph.records import Goal

FirstInputs = Annotated[
    int | None,
    strawberry.argument(description="How many, at most 1,000; 100 where absent."),
]
AfterInput = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only those after the input of the goal with this id."),
]


@dataclass(frozen=True, slots=True)
class ProgressInputSource:
    """The source of a ProgressInput: the input, with its share and contribution as decimals."""

    input: Input
    share: Decimal | None
    contribution: Decimal | None


@dataclass(frozen=True, slots=True)
class ProgressLeftOutSource:
    """A goal that supports another and is not counted."""

    goal: str
    because: str


def _decimal(number: Fraction | None) -> Decimal | None:
    return None if number is None else decimal_of(number)


def fraction_text(number: Fraction | None) -> str | None:
    """The text of a fraction such as `1/3`."""
    return None if number is None else exact_text(number)


def number_field(get: Callable[[Any], Fraction | None], description: str) -> Any:
    """A field that shows a fraction as a decimal."""
    return plain_field(lambda root: _decimal(get(root)), Decimal | None, description)


def is_type_of_source(source: type) -> Any:
    """The method by which a type knows its sources."""
    return classmethod(lambda cls, obj, *_: isinstance(obj, source))


def _goal_of(get: Callable[[Any], str], description: str) -> Any:
    """A field that shows the goal whose id the source holds."""

    async def batch(context: Context, roots: Sequence[Any], _: dict[str, Any]) -> list[Any]:
        return await context.nodes(Goal).load_many([get(root) for root in roots])

    def resolve(root: Any, info: Info) -> Any:
        return info.context.node(Goal, get(root))

    resolve.__annotations__ = {
        "root": PARENT,
        "info": Info,
        "return": Optional[lazy_type("Goal")],  # noqa: UP045
    }
    return strawberry.field(resolver=resolve, description=description, metadata={"batch": batch})


def nested_field(get: Callable[[Any], Any], type_: Any, description: str) -> Any:
    """A field that shows objects which the source holds."""

    def resolve(root: Any) -> Any:
        return get(root)

    resolve.__annotations__ = {"root": PARENT, "return": type_}
    return strawberry.field(resolver=resolve, description=description, metadata={"nested": get})


@strawberry.type(description="One goal that supports another, in the roll-up of that other.")
class ProgressInput:
    """A child of a roll-up."""

    is_type_of = is_type_of_source(ProgressInputSource)
    goal = _goal_of(lambda root: root.input.goal, "The goal that supports.")
    weight = number_field(
        lambda root: root.input.weight,
        "Its weight, 1 where none is given; null where what is stored is no number.",
    )
    value = number_field(lambda root: root.input.value, "Its progress, 0 to 1; null while unknown.")
    share = plain_field(
        lambda root: root.share,
        Decimal | None,
        "Its share of the weight that is known; the shares add up to 1.",
    )
    contribution = plain_field(
        lambda root: root.contribution,
        Decimal | None,
        "What it adds to the parent's value: share times value. The contributions of a roll-up add "
        "up to its value, to the last digit.",
    )
    exact = plain_field(
        lambda root: fraction_text(root.input.contribution),
        str | None,
        "The contribution as a fraction, for example `1/3`.",
    )
    unknown_because = plain_field(
        lambda root: root.input.because,
        str | None,
        "Why its progress is unknown.",
    )


@strawberry.type(description="A goal that supports another and is not counted in its roll-up.")
class ProgressLeftOut:
    """A child that the roll-up does not look at."""

    is_type_of = is_type_of_source(ProgressLeftOutSource)
    goal = _goal_of(lambda root: root.goal, "The goal.")
    because: str = strawberry.field(description="Why it is not counted.")


async def inputs_batch(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[list[ProgressInputSource]]:
    """A part of the inputs of each progress."""
    remedy, after = "ask for fewer, and go on with `after`", arguments.get("after")
    size = size_of(arguments.get("first"), DEFAULT_INPUTS, MOST_INPUTS, remedy)
    goal = None if after is None or after is UNSET else id_in_argument(after, "Goal", "after")
    return [_part(root.read, size, goal) for root in roots]


def _part(read: ReadProgress, size: int, after: str | None) -> list[ProgressInputSource]:
    """So many inputs after the one of a goal; from the first where that is no input."""
    places = (place for place, child in enumerate(read.inputs, start=1) if child.goal == after)
    start = 0 if after is None else next(places, 0)
    decimals = read.input_decimals
    return [
        ProgressInputSource(child, *decimals.get(child.goal, (None, None)))
        for child in read.inputs[start : start + size]
    ]


async def _inputs(
    root: Any, info: Info, first: FirstInputs = UNSET, after: AfterInput = UNSET
) -> list[ProgressInput]:
    """A part of the inputs of one progress."""
    return (await inputs_batch(info.context, [root], {"first": first, "after": after}))[0]  # type: ignore[return-value]


_inputs.__annotations__["root"] = PARENT

inputs_field = strawberry.field(
    resolver=_inputs,
    description="The goals that support it, the heaviest first; those of which nothing is known "
    "too. They make the value where `source` is ROLL_UP; else they are only shown.",
    metadata={"batch": inputs_batch},
)
