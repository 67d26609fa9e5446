"""The root fields that find one node: by global id, by natural key, people also by mail address."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Optional

import strawberry
from strawberry.types import Info

from api.execution.compiler.declarations import Found
from api.execution.context import Context
from api.types.conventions import MOST_NODES
from api.types.global_ids import from_global_id, id_of_label
from api.types.record_types import Node, lazy_type
from graph.errors import BadInput, Conflict
from graph.organisation.people import person_ids_by_email, person_of_accounts
from graph.organisation.totals import NETWORK
from graph.records import BY_LABEL
from graph.scopes.set_members import SET_LABEL, set_of_id
from graph.sources.values import quote

ID = Annotated[
    Optional[strawberry.ID],  # noqa: UP045
    strawberry.argument(description="Global id, as an `id` field of this API gave it."),
]


@strawberry.input(description="A thing's name in the source that it came from.")
class NodeKeyInput:
    """The natural key of a node."""

    source: str = strawberry.field(description="The source, for example `rust-lang`.")
    external_id: str = strawberry.field(description="The id inside that source.")


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
            remedy='for example `key: {source: "acme", externalId: "ada"}`',
        )
    if key is not None:
        return f"{key.source}/{key.external_id}"
    return id_of_label(label, id, "id", remedy=f"ask `node(id:)`, or pass the id of a {label}")


def find(label: str, description: str) -> Any:
    """A root field that finds one node of a label by `id` or `key`."""

    async def resolve(info: Info, id: Any = None, key: Any = None) -> Any:
        context: Context = info.context
        return await context.node(BY_LABEL[label], native_id(label, id, key))

    async def wanted(_: Context, given: Mapping[str, Any]) -> list[tuple[str, str]]:
        return [(label, native_id(label, given.get("id"), given.get("key")))]

    resolve.__annotations__ = {
        "info": Info,
        "id": ID,
        "key": Key,
        "return": Optional[lazy_type(label)],  # noqa: UP045
    }
    metadata = {"read": Found(wanted)}
    return strawberry.field(resolver=resolve, description=description, metadata=metadata)


async def _person(context: Context, native: str) -> Any:
    """The person who has this id, or an account of this id; None for nobody."""
    found = await context.node(BY_LABEL["Person"], native)
    return found or await context.ones(person_of_accounts).load(native)


async def find_person(info: Info, id: ID = None, key: Key = None, email: Email = None) -> Any:
    """The person with this id, with an account of this key, or with this mail address."""
    context: Context = info.context
    if email is None:
        return await _person(context, native_id("Person", id, key))
    native = await _id_by_email(context, id, key, email)
    return None if native is None else await context.node(BY_LABEL["Person"], native)


async def wanted_person(context: Context, given: Mapping[str, Any]) -> list[tuple[str, str] | None]:
    """The id of the person whom the arguments name."""
    id, key, email = (given.get(name) for name in ("id", "key", "email"))
    if email is None:
        return [("Person", native_id("Person", id, key))]
    native = await _id_by_email(context, id, key, email)
    return [None if native is None else ("Person", native)]


async def _id_by_email(context: Context, id: Any, key: Any, email: str) -> str | None:
    """The id of the person with this mail address, None for nobody."""
    if id is not None or key is not None:
        raise BadInput("give exactly one of `id`, `key` and `email`", remedy="drop the others")
    people = await person_ids_by_email(context.store, email)
    if len(people) > 1:
        raise Conflict(
            f"{len(people)} people have an account with the mail address {quote(email)}: "
            f"{', '.join(people[:5])}",
            remedy="ask by `key` or `id`; make them one with `joinPeople` or `goalgraph people join`",
            path=("email",),
        )
    return people[0] if people else None


find_person.__annotations__["return"] = Optional[lazy_type("Person")]  # noqa: UP045


GlobalId = Annotated[strawberry.ID, strawberry.argument(description="Global id of the node.")]
GlobalIds = Annotated[
    list[strawberry.ID], strawberry.argument(description="Global ids, at most 100.")
]


async def find_node(info: Info, id: GlobalId) -> Node | None:
    """The node with this global id, or None."""
    found: Node | None = await node_of_id(info.context, id)
    return found


async def find_nodes(info: Info, ids: GlobalIds) -> list[Node | None]:
    """The nodes in the order of the ids, one statement a type."""
    _check_number(ids)
    return list(await asyncio.gather(*(_node_or_none(info.context, one) for one in ids)))


def _check_number(ids: Sequence[str]) -> None:
    """Raise BadInput where more nodes are asked for than may be."""
    if len(ids) > MOST_NODES:
        raise BadInput(
            f"`ids` has {len(ids)} entries, at most {MOST_NODES} are allowed",
            remedy="ask in several requests",
            path=("ids",),
        )


async def wanted_node(_: Context, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and id of the node that the argument names."""
    return [from_global_id(given["id"])]


async def wanted_nodes(_: Context, given: Mapping[str, Any]) -> list[tuple[str, str] | None]:
    """Label and id of the nodes that the argument names, None where a text is no id at all."""
    _check_number(given["ids"])
    return [_id_or_none(one) for one in given["ids"]]


def _id_or_none(id: str) -> tuple[str, str] | None:
    try:
        return from_global_id(id)
    except BadInput:
        return None


async def _node_or_none(context: Context, id: str) -> Any:
    """The node with a global id; None also where the text is no id at all."""
    return None if _id_or_none(id) is None else await node_of_id(context, id)


async def node_of_id(context: Context, id: str) -> Any:
    """The node with a global id, or None."""
    label, native = from_global_id(id)
    if label == NETWORK.label:
        return NETWORK if native == NETWORK.id else None
    if label == SET_LABEL:
        return await set_of_id(context.store, native)
    if label == "Person":
        return await _person(context, native)
    return await context.node(BY_LABEL[label], native)
