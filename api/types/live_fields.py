"""Fields of the root of subscriptions: each is a stream of events."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from inspect import Parameter, Signature
from operator import attrgetter
from typing import Any, get_args

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from api.execution.context import Context, LiveEvent
from api.types.record_types import PARENT

Stream = Callable[[Context, Mapping[str, Any]], AsyncGenerator[LiveEvent, None]]


def live_field(stream: Stream, type_: Any, description: str, **arguments: Any) -> Any:
    """A subscription; `arguments` are annotated types by name, one that may be null need not be given."""

    async def subscribe(root: Any, info: Info, **given: Any) -> AsyncGenerator[LiveEvent, None]:
        async for event in stream(info.context, given):
            yield event

    parameters = [
        Parameter("root", Parameter.POSITIONAL_OR_KEYWORD, annotation=PARENT),
        Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=Info),
    ]
    for name, annotation in arguments.items():
        default = UNSET if type(None) in get_args(get_args(annotation)[0]) else Parameter.empty
        parameters.append(
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        )
    returned = AsyncGenerator[type_, None]
    subscribe.__signature__ = Signature(parameters, return_annotation=returned)  # type: ignore[attr-defined]
    subscribe.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": returned}
    return strawberry.subscription(
        resolver=subscribe, description=description, metadata={"nested": attrgetter("value")}
    )
