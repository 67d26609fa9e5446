"""Who asks, as a GraphQL type: the person, the role, and what it lets them do."""

from __future__ import annotations

from typing import Any, Optional, cast

import orjson
import strawberry
from strawberry.types import Info

from api.execution.context import Context
from api.execution.viewer import Viewer
from api.nouns.privacy_choices import opted_out_at_field, shared_with_me_field
from api.types.record_types import batched, graphql_enum, lazy_type, plain_field
from graph.errors import NotFound
from graph.identity.roles import Permission, Role
from graph.organisation.accounts.personal_data import data_of
from graph.records import Person

RoleEnum: Any = graphql_enum(Role)
RoleEnum.__strawberry_definition__.name = "ViewerRole"
PermissionEnum: Any = graphql_enum(Permission)


async def _person(context: Context, roots: Any, _: dict[str, Any]) -> list[Any]:
    """The person whose account the credential names; read anew, since people are joined and erased."""
    return [
        None if viewer.person is None else await context.node(Person, viewer.person)
        for viewer in roots
    ]


@strawberry.type(name="Viewer", description="Who asks, and what they may do.")
class ViewerType:
    """See `api.execution.viewer.Viewer`."""

    person = batched(
        _person,
        Optional[lazy_type("Person")],  # noqa: UP045
        "The person who asks; null for keys that stand for nobody.",
    )
    role = plain_field(
        lambda viewer: viewer.role, RoleEnum, "The role that lets the viewer do most."
    )
    roles = plain_field(
        lambda viewer: [role for role in Role if role in viewer.roles],
        list[RoleEnum],
        "All roles that the viewer has.",
    )
    permissions = plain_field(
        lambda viewer: [one for one in Permission if one in viewer.permissions],
        list[PermissionEnum],
        "What the viewer may do beside reading what everybody may.",
    )
    source = plain_field(
        lambda viewer: viewer.source, str | None, "The only source that a tool writes; else null."
    )
    shared_with_me = shared_with_me_field
    opted_out_at = opted_out_at_field
    authenticated = plain_field(
        lambda viewer: viewer.is_authenticated,
        bool,
        "Whether the viewer has shown who they are; false where authentication is off.",
    )

    @classmethod
    def is_type_of(cls, obj: Any, *_: Any) -> bool:
        """Whether the source is a viewer."""
        return isinstance(obj, Viewer)


async def find_my_data(info: Info) -> str:
    """All that is kept of the viewer, as JSON."""
    context: Context = info.context
    if context.viewer.person is None:
        raise NotFound(
            "nothing is kept of you: your credential stands for no person",
            remedy="ask with a key or token of your own",
        )
    mine = await data_of(
        context.store.base, context.viewer.person
    )  # own talk and changes are all there
    return orjson.dumps(mine).decode()


def find_viewer(info: Info) -> ViewerType:
    """Who asks."""
    return cast(ViewerType, info.context.viewer)
