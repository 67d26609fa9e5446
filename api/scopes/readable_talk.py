"""What is worked out of conversations, for a viewer who may not read all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from api.execution.context import Context
from graph import records
from graph.goals.alignment.organisation_view import View
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


async def readable_talk(context: Context, talk: Iterable[str]) -> Collection[str] | None:
    """Those of these conversations that the viewer may read; None where nothing is hidden from them."""
    if not context.store.restricted:
        return None
    return await readable_ids(context.store, records.Conversation, list(talk))


async def readable_view(context: Context, view: View) -> View:
    """The same view with the links of talk that the viewer may read; asked for once a request."""

    async def read(_: Sequence[str]) -> dict[str, View]:
        talk = await readable_ids(context.store, records.Conversation, view.linked_talk)
        return {"view": view.with_links_of(talk)}

    if not context.store.restricted:
        return view
    return await context.loader("readable view", read).load("view")
