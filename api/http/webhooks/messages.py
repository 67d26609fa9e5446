"""Changes as messages: what the API shows of a change to the viewer whom a hook stands for, at that moment."""

from __future__ import annotations

from typing import Any

import orjson

from api.execution.context import Context
from api.execution.viewer import Viewer
from api.nouns.change_event import cursor_of
from api.schema.schema import schema
from api.types.global_ids import to_global_id
from graph import records
from graph.errors import GoalgraphError
from graph.identity.api_keys import principal_of_key_id
from graph.identity.hooks import Hook
from graph.store.driver import Store

SHOWN = """
query Message($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Change {
      id kind at ofId
      of { __typename id ... on Goal { title } }
      item { id }
      from to
      by { id }
      recordedBy source
    }
  }
}
"""
"""What a message says of a change."""
TEST = "TEST"
"""The type of the message that `goalgraph hooks test` sends."""


class Unshown(Exception):
    """A change cannot be shown, for a reason that nobody expected."""


async def viewer_of(store: Store, hook: Hook) -> Viewer:
    """Whom a hook stands for by now. Raises Unauthenticated where its key is not valid any more."""
    return Viewer.of(await principal_of_key_id(store, hook.key))


async def message_of(
    store: Store, viewer: Viewer, hook: Hook, change: records.Change
) -> tuple[str, bytes] | None:
    """Id and body of the message of a change; None where the viewer may not read it, or it is gone.

    Raises GoalgraphError where that may pass, and Unshown.
    """
    result = await schema.execute(
        SHOWN,
        variable_values={"ids": [to_global_id("Change", change.id)]},
        context_value=Context(store.base, viewer),
    )
    for error in result.errors or ():
        cause = error.original_error
        if isinstance(cause, GoalgraphError) and cause.retryable:
            raise cause
        raise Unshown(type(cause).__name__) from cause
    assert result.data is not None
    (shown,) = result.data["nodes"]
    return None if shown is None else message(hook, change.id, _told(shown, cursor_of(change)))


def _told(shown: dict[str, Any], cursor: str) -> dict[str, Any]:
    """Type, timestamp and data of a change that is shown."""
    data = shown | {"cursor": cursor}
    return {"type": shown["kind"], "timestamp": shown["at"], "data": data}


def message(hook: Hook, name: str, told: dict[str, Any]) -> tuple[str, bytes]:
    """Id and body of a message; the id is the same however often it is sent.

    Two hooks have different ids for one change, since both may lead to one receiver.
    """
    return f"{hook.id}_{name}", orjson.dumps(told)
