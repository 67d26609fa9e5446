"""The root of subscriptions: what is told when it happens (docs/subscriptions.md)."""

from __future__ import annotations

from typing import Annotated, Any, Optional

import strawberry

from api.nouns.change import OF_ALL
from api.nouns.change_event import ChangeEvent, changes_stream
from api.types.live_fields import live_field


def optional(type_: Any, doc: str) -> Any:
    """An argument that may be null."""
    return Annotated[Optional[type_], strawberry.argument(description=doc)]  # noqa: UP045


@strawberry.type(description="Everything that is told when it happens, over a web socket.")
class Subscription:
    """The root of subscriptions."""

    changes = live_field(
        changes_stream,
        ChangeEvent,
        "What is changed of goals, links and people, in the order in which the store writes it.",
        **{name: optional(*argument) for name, argument in OF_ALL.own.items()},
    )
