"""Who saw numbers of a person, as that person and administrators read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET

from api.execution.context import Context
from api.nouns.privacy_choices import may_read
from api.types.connections import DEFAULT_SIZE, LARGEST_SIZE
from api.types.cursors import from_cursor, to_cursor
from api.types.list_sizes import size_of
from api.types.record_types import (
    batched,
    graphql_enum,
    plain_field,
    plain_nested,
    pointer_field,
)
from graph.identity.profile_views import (
    ProfileView,
    ViewPage,
    count_views_of_people,
    views_of_people,
)
from graph.identity.roles import Role

PLACE = "views of a person"
First = Annotated[
    Optional[int],  # noqa: UP045
    strawberry.argument(
        description=f"How many, {DEFAULT_SIZE} where absent, {LARGEST_SIZE} at most."
    ),
]
After = Annotated[
    Optional[str],  # noqa: UP045
    strawberry.argument(description="The `endCursor` of the page before."),
]
ViewerRole: Any = graphql_enum(Role)


@dataclass(frozen=True, slots=True)
class ViewsSource:
    """The source of a page of views of one person."""

    person: str
    page: ViewPage


@strawberry.type(
    name="ProfileView",
    description="That somebody saw numbers of a person on a day, in a role, for a purpose.",
)
class ProfileViewType:
    """See `graph.identity.profile_views.ProfileView`."""

    day = plain_field(lambda root: root.day, date, "The day, in UTC.")
    last_at = plain_field(lambda root: root.at, datetime, "When it was last on that day.")
    viewer = pointer_field(
        "Person",
        lambda root: root.viewer,
        "Who saw them; null for keys that stand for nobody, and for who is erased.",
    )
    role = plain_field(
        lambda root: next(role for role in Role if role.value == root.role),
        ViewerRole,
        "The role that let them; a member's was a share of the person's own.",
    )
    purpose = plain_field(
        lambda root: root.purpose,
        str | None,
        "What it was for, as they stated; null: they did not.",
    )
    fields = plain_field(
        lambda root: list(root.fields), list[str], "The fields that showed them, as `Type.field`."
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a view."""
        return isinstance(obj, ProfileView)


async def _total(context: Context, roots: Sequence[ViewsSource], _: dict[str, Any]) -> list[int]:
    counts = await count_views_of_people(context.store, [root.person for root in roots])
    return [counts[root.person] for root in roots]


@strawberry.type(description="A page of views of a person's numbers.")
class ProfileViews:
    """See `ViewsSource`."""

    nodes = plain_nested(
        lambda root: root.page.views, list[ProfileViewType], "The views, the latest day first."
    )
    has_next_page = plain_field(lambda root: root.page.more, bool, "Whether there are more.")
    end_cursor = plain_field(
        lambda root: to_cursor(PLACE, root.page.views[-1].by_day) if root.page.views else None,
        str | None,
        "What `after` takes for the next page.",
    )
    total_count = batched(_total, int, "How many there are; after a year they are forgotten.")

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a page of views."""
        return isinstance(obj, ViewsSource)


async def _views(
    context: Context, roots: Sequence[Any], arguments: dict[str, Any]
) -> list[ViewsSource | None]:
    """The views of each person, None for whoever may not know of them."""
    limit = size_of(arguments.get("first"), DEFAULT_SIZE, LARGEST_SIZE, "ask page by page")
    given = arguments.get("after")
    after = from_cursor(None if given is UNSET else given, "after", PLACE)
    ids = [root.id for root in roots if may_read(context, root.id)]
    pages = await views_of_people(context.store, ids, limit, after) if ids else {}
    return [ViewsSource(root.id, pages[root.id]) if root.id in pages else None for root in roots]


views_field = batched(
    _views,
    Optional[ProfileViews],  # noqa: UP045
    "Who saw numbers of the person: by day, role and purpose, and which fields; null for whoever is "
    "neither the person nor an administrator.",
    first=First,
    after=After,
)
