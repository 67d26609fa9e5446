"""The root fields that find one node: by global id, by natural key, people also by mail address."""

from __future__ import annotations

from typing import Annotated, Any, Optional

import strawberry
from strawberry.types import Info

from api.context import Context
from api.ids import from_global_id
from api.shape import lazy_type
from graph.errors import BadInput
from graph.people import person_ids_by_email
from graph.records import NODES, NodeRecord

RECORDS: dict[str, type[NodeRecord]] = {node.label: node for node in NODES}

ID = Annotated[
    Optional[strawberry.ID],  # noqa: UP045
    strawberry.argument(description="Global id, as an `id` field of this API gave it."),
]


@strawberry.input(description="A thing's name in the source that it came from.")
class NodeKeyInput:
    """The natural key of a node."""

    source: str = strawberry.field(description="The source, for example `rust-lang`.")
    id: str = strawberry.field(description="The id inside that source.")


Key = Annotated[
    Optional[NodeKeyInput],  # noqa: UP045
    strawberry.argument(description="Natural key: the source and the id inside it."),
]
Email = Annotated[
    Optional[str],  # noqa: UP045
    strawberry.argument(description="Mail address of one of the person's accounts."),
]


def native_id(label: str, id: str | None, key: NodeKeyInput | None) -> str:
    """The stored id that the arguments name; raises BadInput unless exactly one of them fits."""
    if (id is None) == (key is None):
        raise BadInput(
            "give exactly one of `id` and `key`" + (", `email`" if label == "Person" else ""),
            remedy='for example `key: {source: "acme", id: "ada"}`',
        )
    if key is not None:
        return f"{key.source}/{key.id}"
    found, native = from_global_id(str(id))
    if found != label:
        raise BadInput(
            f"that is the id of a {found}, not of a {label}",
            remedy=f"ask `node(id:)`, or pass the id of a {label}",
            path=("id",),
        )
    return native


def find(label: str, description: str) -> Any:
    """A root field that finds one node of a label by `id` or `key`."""

    async def resolve(info: Info, id: Any = None, key: Any = None) -> Any:
        context: Context = info.context
        return await context.node(RECORDS[label], native_id(label, id, key))

    resolve.__annotations__ = {
        "info": Info,
        "id": ID,
        "key": Key,
        "return": Optional[lazy_type(label)],  # noqa: UP045
    }
    return strawberry.field(resolver=resolve, description=description)


async def find_person(
    info: Info, id: ID = None, key: Key = None, email: Email = None
) -> Optional[Annotated["Person", strawberry.lazy("api.person")]]:  # noqa: F821, UP037, UP045
    """The person with this id, key or mail address."""
    context: Context = info.context
    if email is None:
        native = native_id("Person", id, key)
    elif id is not None or key is not None:
        raise BadInput("give exactly one of `id`, `key` and `email`", remedy="drop the others")
    else:
        found = await person_ids_by_email(context.store, email)
        if not found:
            return None
        native = found[0]
    return await context.node(RECORDS["Person"], native)  # type: ignore[return-value]


async def find_node(context: Context, id: str) -> NodeRecord | None:
    """The node with this global id, or None."""
    label, native = from_global_id(id)
    return await context.node(RECORDS[label], native)
