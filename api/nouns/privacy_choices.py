"""What people chose of their own numbers, as they and administrators read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Optional

import strawberry

from api.execution.context import Context
from api.execution.viewer import Viewer
from api.types.record_types import (
    batched,
    plain_field,
    pointer_field,
)
from graph.identity.privacy_choices import (
    ProfileShare,
    opt_outs_of_people,
    shares_of_people,
    shares_with_people,
)
from graph.identity.roles import Permission


@strawberry.type(
    name="ProfileShare", description="That somebody lets another, or everybody, see their numbers."
)
class ProfileShareType:
    """See `graph.identity.privacy_choices.ProfileShare`."""

    person = pointer_field(
        "Person",
        lambda root: root.person,
        "The other: with whom the numbers are shared, or who shares them; null: everybody.",
    )
    at = plain_field(lambda root: root.at, datetime, "Since when.")

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a share of a profile."""
        return isinstance(obj, ProfileShare)


def may_read(context: Context, person: str) -> bool:
    """Whether the viewer may read what concerns a person's own numbers: they themself, and admins."""
    viewer = context.viewer
    return viewer.id == person or viewer.may(Permission.READ_VIEWS)


async def _shared_with(context: Context, roots: Sequence[Any], _: dict[str, Any]) -> list[Any]:
    """With whom each person shares, None for whoever may not know."""
    ids = [root.id for root in roots if may_read(context, root.id)]
    loader = context.loader("shares", lambda keys: shares_of_people(context.store, keys))
    found = await loader.load_by_key(ids)
    return [found.get(root.id) for root in roots]


shared_with_field = batched(
    _shared_with,
    Optional[list[ProfileShareType]],  # noqa: UP045
    "With whom the person shares their numbers, everybody first; null for whoever is neither the person "
    "nor an administrator.",
)


async def _shared_with_me(
    context: Context, roots: Sequence[Viewer], _: dict[str, Any]
) -> list[Any]:
    ids = [root.person for root in roots if root.person is not None]
    found = await shares_with_people(context.store, ids) if ids else {}
    return [found.get(root.person or "", []) for root in roots]


shared_with_me_field = batched(
    _shared_with_me,
    list[ProfileShareType],
    "Who lets the viewer see their numbers, in the order of ids; at most 1,000.",
)


async def _opted_out_at(context: Context, roots: Sequence[Viewer], _: dict[str, Any]) -> list[Any]:
    ids = [root.person for root in roots if root.person is not None]
    found = await opt_outs_of_people(context.store, ids) if ids else {}
    return [found.get(root.person or "") for root in roots]


opted_out_at_field = batched(
    _opted_out_at,
    Optional[datetime],  # noqa: UP045
    "Since when the viewer is out of measures; null where they are in them. Nobody else is told.",
)
