"""GraphQL types made from the records: a property is declared once, in its record.

    @node_type(records.Goal)
    class Goal(Node): ...

gives the type a field for each property of the record, with its documentation. The source of such
a type at run time is the record itself: fields read its attributes, methods get it as `root`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import EnumType
from inspect import Parameter, Signature
from operator import attrgetter
from typing import Annotated, Any, Optional, TypeVar, get_args

import strawberry
from strawberry import UNSET
from strawberry.types import Info
from strawberry.types.lazy_type import StrawberryLazyReference

from api.execution.compiler.declarations import Column, Declaration, Function, Pointer
from api.execution.context import field_read
from api.execution.cost import Cost
from api.types.global_ids import to_global_id
from api.types.graphql_names import camel
from graph.keys import native_of, source_of
from graph.records import BY_LABEL, NodeRecord, Record
from graph.records.base import Property
from graph.records.enums import Choice

C = TypeVar("C", bound=type)

MODULES: Mapping[str, str] = {
    "Person": "api.nouns.person",
    "Account": "api.nouns.person",
    "Capability": "api.nouns.person",
    "Group": "api.nouns.group",
    "Goal": "api.nouns.goal",
    "CheckIn": "api.nouns.goal",
    "Conversation": "api.nouns.conversation",
    "Message": "api.nouns.message",
    "Ref": "api.nouns.message",
    "Link": "api.nouns.link",
    "Decision": "api.nouns.link",
    "Need": "api.nouns.need",
    "Offer": "api.nouns.need",
    "Experiment": "api.nouns.experiment",
    "Outcome": "api.nouns.experiment",
    "Analysis": "api.nouns.analysis",
    "CheckInVersion": "api.nouns.goal",
    "Change": "api.nouns.change",
}
"""Label → the module that holds its GraphQL type."""

PARENT: Any = strawberry.Parent[Any]  # type: ignore[misc]
"""Annotation of a resolver's first parameter: the source of the type, a record."""

_ENUMS: dict[EnumType, Any] = {}


def graphql_enum(enum: type[Choice]) -> Any:
    """The GraphQL enum of a closed set of values, made once."""
    if enum not in _ENUMS:
        made: Any = strawberry.enum(enum, description=(enum.__doc__ or "").strip())
        for value in made.__strawberry_definition__.values:
            value.description = enum[value.name].doc
        _ENUMS[enum] = made
    return _ENUMS[enum]


def lazy_type(label: str) -> Any:
    """The GraphQL type of a label, resolved when the schema is built."""
    return Annotated[label, StrawberryLazyReference(MODULES[label])]


def graphql_type(item: Property) -> Any:
    """The GraphQL type of a property, nullable where it may be absent."""
    bare: Any = item.type
    if issubclass(item.type, Choice):
        bare = graphql_enum(item.type)
    if item.many:
        bare = list[bare]
    return Optional[bare] if item.optional else bare  # noqa: UP045


@strawberry.type(description="A thing and its name in the source that it came from.")
class NodeKey:
    """The natural key of a node."""

    source: str = strawberry.field(description="The source, for example `rust-lang`.")
    external_id: str = strawberry.field(description="The id inside that source.")


def node_type(record_type: type[NodeRecord], skip: tuple[str, ...] = ()) -> Callable[[C], C]:
    """A decorator that makes the class the GraphQL type of a record, without the properties in `skip`."""

    def decorate(cls: C) -> C:
        add_fields(cls, record_type, skip=("id", *skip))
        cls.is_type_of = classmethod(  # type: ignore[attr-defined]
            lambda _, obj, *__: isinstance(obj, (record_type, cls))
        )
        made: C = strawberry.type(cls, description=(record_type.__doc__ or "").strip())
        return made

    return decorate


def add_fields(
    cls: type, record_type: type[Record], skip: tuple[str, ...] = (), inside: str = ""
) -> None:
    """Give the class a field for each property of the record, before its own fields.

    `inside` names the attribute of the source that holds the record; empty: the source itself.
    """
    own = inspect.get_annotations(cls)
    added = {}
    for item in record_type.PROPERTIES.values():
        if item.name in skip or item.name in cls.__dict__:
            continue
        get = attrgetter(f"{inside}.{item.name}" if inside else item.name)
        if item.points_at is not None:
            at = Pointer(item.points_at, f"{inside or 'node'}.{item.name}")
            pointed = pointer_field(at.label, get, item.doc, name=camel(item.shown), read=at)
            setattr(cls, item.name, pointed)
        elif inside:
            read = Column(f"{inside}.{item.name}")
            plain = plain_field(get, graphql_type(item), item.doc, read, camel(item.shown))
            setattr(cls, item.name, plain)
        else:
            added[item.name] = graphql_type(item)
            field = strawberry.field(description=item.doc, name=camel(item.shown))
            setattr(cls, item.name, field)
    cls.__annotations__ = added | own


def plain_field(
    get: Callable[[Any], Any],
    type_: Any,
    description: str,
    read: Declaration | None = None,
    name: str | None = None,
) -> Any:
    """A field whose value is a function of the source alone; it costs no resolver.

    `read` says how a statement reads it without the source, `name` how it is called where not as its
    attribute is.
    """

    def resolve(root: Any) -> Any:
        return get(root)

    resolve.__annotations__ = {"root": PARENT, "return": type_}
    metadata = {"plain": get, "read": read}
    return strawberry.field(resolver=resolve, description=description, metadata=metadata, name=name)


def derived_field(of: Callable[..., Any], reads: tuple[str, ...], type_: Any, doc: str) -> Any:
    """A field whose value is a function of these properties of a node, or of its `label`."""
    get = attrgetter(*reads)
    one = len(reads) == 1
    return plain_field(
        lambda root: of(get(root)) if one else of(*get(root)), type_, doc, Function(of, reads)
    )


def plain_nested(get: Callable[[Any], Any], type_: Any, description: str) -> Any:
    """A field whose objects are a function of the source alone."""

    def resolve(root: Any) -> Any:
        return get(root)

    resolve.__annotations__ = {"root": PARENT, "return": type_}
    return strawberry.field(resolver=resolve, description=description, metadata={"nested": get})


def batched(
    batch: Any,
    type_: Any,
    description: str,
    cost: Cost | None = None,
    metadata: Mapping[str, Any] | None = None,
    **arguments: Any,
) -> Any:
    """A field that is asked once for all sources; `cost` where it is dear, `metadata` what else it says.

    `arguments` are annotated types by name; one that may be null need not be given.
    """

    async def resolve(root: Any, info: Info, **given: Any) -> Any:
        field_read.set(f"{info._raw_info.parent_type.name}.{info.field_name}")
        return (await batch(info.context, [root], given))[0]

    give_arguments(resolve, type_, arguments)
    said = {"batch": batch, **(metadata or {})}
    return strawberry.field(resolver=resolve, description=description, metadata=priced(said, cost))


def give_arguments(resolver: Any, type_: Any, arguments: Mapping[str, Any]) -> None:
    """Give a resolver of root and info the arguments of a field, and what it returns.

    `arguments` are annotated types by name; one that may be null need not be given.
    """
    parameters = [
        Parameter("root", Parameter.POSITIONAL_OR_KEYWORD, annotation=PARENT),
        Parameter("info", Parameter.POSITIONAL_OR_KEYWORD, annotation=Info),
    ]
    for name, annotation in arguments.items():
        default = UNSET if type(None) in get_args(get_args(annotation)[0]) else Parameter.empty
        parameters.append(
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        )
    resolver.__signature__ = Signature(parameters, return_annotation=type_)
    resolver.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": type_}


def priced(metadata: dict[str, Any], cost: Cost | None) -> dict[str, Any]:
    """The metadata of a field that costs more than its objects, where `cost` is given."""
    return metadata if cost is None else metadata | {"cost": cost}


def pointer_field(
    label: str,
    get: Callable[[Any], str | None],
    description: str,
    *,
    name: str | None = None,
    **metadata: Any,
) -> Any:
    """A field that shows the node of a label whose id the source holds; null where it holds none."""

    async def batch(context: Any, roots: Sequence[Any], _: dict[str, Any]) -> list[Any]:
        ids = [get(root) for root in roots]
        there = [id_ for id_ in ids if id_ is not None]
        nodes = await context.nodes(BY_LABEL[label]).load_many(there)
        found = dict(zip(there, nodes, strict=True))
        return [None if id_ is None else found[id_] for id_ in ids]

    async def resolve(root: Any, info: Info) -> Any:
        return (await batch(info.context, [root], {}))[0]

    resolve.__annotations__ = {
        "root": PARENT,
        "info": Info,
        "return": Optional[lazy_type(label)],  # noqa: UP045
    }
    return strawberry.field(
        resolver=resolve, description=description, metadata={"batch": batch} | metadata, name=name
    )


def key_field() -> Any:
    """The field that shows the natural key of a node."""

    def of(id: str) -> NodeKey:
        return NodeKey(source=source_of(id), external_id=native_of(id))

    def key(root: Any) -> NodeKey:
        return of(root.id)

    key.__annotations__ = {"root": PARENT, "return": NodeKey}
    return strawberry.field(
        resolver=key,
        description="The source it came from and its id there.",
        metadata={"nested": key, "read": Function(of, ("id",))},
    )


def name_field(doc: str) -> Any:
    """The field that shows the key of a node that belongs to no source: it is its name."""
    return plain_field(lambda root: root.id, str, doc, Column("node.id"))


@strawberry.interface(description="Anything that can be found again by its global id.")
class Node:
    """Relay's interface of the same name."""

    id = derived_field(
        to_global_id, ("label", "id"), strawberry.ID, "Opaque global id; pass it to `node`."
    )

    updated_at = plain_field(
        lambda root: getattr(root, "updated_at", None),
        Optional[datetime],  # noqa: UP045
        "When it was last changed. Null of what is worked out: the network, sets of people.",
    )

    @classmethod
    def resolve_type(cls, obj: Any, *_: Any) -> str:
        """The name of the GraphQL type of a record."""
        return str(obj.label)
