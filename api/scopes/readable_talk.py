"""What is worked out of conversations, for a viewer who may not read all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from api.execution.context import Context
from graph import records
from graph.store.composition.composed_rows import readable_ids


class TalkSource(Protocol):
    """What is worked out of conversations, and can be of some of them."""

    @property
    def talk(self) -> Sequence[str]:
        """The ids of the conversations."""
        ...

    def keep(self, readable: Collection[str]) -> None:
        """Look only at these."""
        ...


async def keep_readable(context: Context, sources: Sequence[TalkSource]) -> None:
    """Let these look only at talk that the viewer may read: what they say is about few people."""
    if context.store.restricted:
        talk = {id_ for source in sources for id_ in source.talk}
        readable = await readable_ids(context.store, records.Conversation, talk)
        for source in sources:
            source.keep(readable)
