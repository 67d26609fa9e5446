"""Fields of the root of subscriptions: each is a stream of events."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping
from operator import attrgetter
from typing import Any

import strawberry
from strawberry.types import Info

from api.execution.context import Context, LiveEvent
from api.types.record_types import give_arguments

Stream = Callable[[Context, Mapping[str, Any]], AsyncGenerator[LiveEvent, None]]


def live_field(stream: Stream, type_: Any, description: str, **arguments: Any) -> Any:
    """A subscription; `arguments` are annotated types by name, one that may be null need not be given."""

    async def subscribe(root: Any, info: Info, **given: Any) -> AsyncGenerator[LiveEvent, None]:
        async for event in stream(info.context, given):
            yield event

    give_arguments(subscribe, AsyncGenerator[type_, None], arguments)
    return strawberry.subscription(
        resolver=subscribe, description=description, metadata={"nested": attrgetter("value")}
    )
