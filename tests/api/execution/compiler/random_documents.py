"""Documents made by chance of what the schema plainly stores, to compare two ways of answering them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from api.execution.compiler.declarations import Listing, One, Pointer, declaration_of
from api.execution.strawberry_fields import own_field
from api.schema.schema import schema
from api.types.cursors import to_cursor
from graph.records import BY_LABEL

LISTS = ("people", "groups", "goals", "conversations", "messages", "needs", "experiments")
WORKED_OUT = {"Goal": "progress { value }"}
"""Fields that the process works out, which stand among the others now and then."""


def core_type(name: str) -> GraphQLObjectType:
    """An object type of the schema."""
    found = schema._schema.type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def plain(type_: GraphQLObjectType) -> Iterator[tuple[str, GraphQLField]]:
    """The fields of a node that are stored, with the key and what hangs on it."""
    record = BY_LABEL[type_.name]
    for name, field in type_.fields.items():
        own = own_field(field)
        assert own is not None
        if declaration_of(own.metadata) is not None or own.python_name in record.PROPERTIES:
            yield name, field


def two_of(type_: Any) -> str:
    """A list of two values of an enum, or of two words, as a document has it."""
    values = (
        sorted(type_.values)[:2] if isinstance(type_, GraphQLEnumType) else ['"product"', '"x"']
    )
    return f"[{', '.join(values)}]"


class Maker:
    """Makes documents from a seed; `wrong` ones have arguments that are refused."""

    def __init__(self, seed: int, ids: Sequence[str], *, wrong: bool = False) -> None:
        self.random = random.Random(seed)
        self.ids = ids
        self.wrong = wrong
        self.variables: dict[str, tuple[str, Any]] = {}
        self.fragments: list[str] = []
        self.aliases = 0

    def document(self) -> tuple[str, dict[str, Any]]:
        """A query and its variables."""
        roots = [self.root() for _ in range(self.random.randint(1, 2))]
        said = ", ".join(f"${name}: {type_}" for name, (type_, _) in self.variables.items())
        head = f"query Made({said})" if said else "query Made"
        text = f"{head} {{ {' '.join(roots)} }} {' '.join(self.fragments)}"
        return text, {name: value for name, (_, value) in self.variables.items()}

    def root(self) -> str:
        """One root field."""
        kind = self.random.random()
        if kind < 0.7:
            name = self.random.choice(LISTS)
            return self.connection(name, core_type("Query").fields[name], depth=2)
        chosen = self.random.sample(list(self.ids), 3)
        inner = " ".join(
            f"... on {label} {{ {self.node(core_type(label), 1)} }}"
            for label in self.random.sample(sorted(BY_LABEL), 6)
        )
        if kind < 0.85:
            ids = self.variable("[ID!]!", [*chosen, "nonsense", chosen[0]])
            return f"{self.alias()}nodes(ids: {ids}) {{ __typename id {inner} }}"
        return f"{self.alias()}node(id: {self.variable('ID!', chosen[0])}) {{ id {inner} }}"

    def node(self, type_: GraphQLObjectType, depth: int) -> str:
        """A selection of a node; lists lie at most `depth` deep in one another."""
        fields = dict(plain(type_))
        chosen = self.random.sample(sorted(fields), min(len(fields), self.random.randint(1, 4)))
        parts = [self.field(name, fields[name], depth) for name in chosen]
        parts += [part for part in (self.fragment(type_), self.conditional(type_)) if part]
        if type_.name in WORKED_OUT and self.random.random() < 0.3:
            parts.append(WORKED_OUT[type_.name])
        return " ".join(["__typename", *(part for part in parts if part)])

    def field(self, name: str, field: GraphQLField, depth: int) -> str:
        """One field of a node; empty where lists lie too deep."""
        own = own_field(field)
        assert own is not None
        said = declaration_of(own.metadata)
        if isinstance(said, Listing):
            return self.connection(name, field, depth - 1) if depth else ""
        inner = get_named_type(field.type)
        if isinstance(said, One | Pointer):
            assert isinstance(inner, GraphQLObjectType)
            below = self.node(inner, depth - 1) if depth else "__typename id"
            return f"{self.alias()}{name} {{ {below} }}"
        if is_leaf_type(inner):
            return f"{self.alias()}{name}"
        return f"{self.alias()}{name} {{ __typename a: externalId source }}"

    def connection(self, name: str, field: GraphQLField, depth: int) -> str:
        """A list with arguments."""
        type_ = get_named_type(field.type)
        assert isinstance(type_, GraphQLObjectType)
        edge = get_named_type(type_.fields["edges"].type)
        node = get_named_type(type_.fields["nodes"].type)
        assert isinstance(edge, GraphQLObjectType) and isinstance(node, GraphQLObjectType)
        parts = []
        if self.random.random() < 0.4:
            parts.append("totalCount")
        if self.random.random() < 0.3:
            parts.append("pageInfo { hasNextPage hasPreviousPage startCursor e: endCursor }")
        if self.random.random() < 0.4:
            own = [one for one in edge.fields if one not in ("node", "cursor")]
            link = [f"{one} {{ id state }}" if one == "link" else one for one in own]
            shown = " ".join(["cursor", *link])
            parts.append(f"edges {{ {shown} node {{ {self.node(node, depth)} }} }}")
        if len(parts) < 2 or self.random.random() < 0.3:
            parts.append(f"nodes {{ {self.node(node, depth)} }}")
        parts += self.whole_list(type_)
        return f"{self.alias()}{name}{self.arguments(field, name)} {{ {' '.join(parts)} }}"

    def whole_list(self, type_: GraphQLObjectType) -> list[str]:
        """What is said of the whole list, sometimes; drawn by itself, so that the rest stays as it is."""
        drawn = random.Random(f"{type_.name} {self.aliases} {len(self.variables)}")
        said = get_named_type(type_.fields["aggregate"].type)
        if drawn.random() > 0.3 or not isinstance(said, GraphQLObjectType):
            return []
        parts = ["count"]
        for name in ("min", "max", "mean"):
            if name in said.fields and drawn.random() < 0.5:
                inner = get_named_type(said.fields[name].type)
                assert isinstance(inner, GraphQLObjectType)
                parts.append(f"{name} {{ {drawn.choice(sorted(inner.fields))} __typename }}")
        found = [f"aggregate {{ {' '.join(parts)} }}"]
        if "facets" in type_.fields:
            argument = get_named_type(type_.fields["facets"].args["fields"].type)
            names = drawn.sample(sorted(argument.values), 1)
            facets = self.variable(f"[{argument.name}!]!", names)
            found.append(f"w: facets(fields: {facets}) {{ field truncated values {{ value label count }} }}")  # fmt: skip
            found.append(f"v: aggregate {{ countBy(field: {names[0]}) {{ value count }} }}")
        return found

    def order(self, field: GraphQLField) -> str:
        """One key of the list's order, or several."""
        type_: Any = get_named_type(get_named_type(field.args["orderBy"].type).fields["field"].type)
        names = sorted(type_.values)
        names = self.random.sample(names, min(len(names), self.random.choice((1, 1, 2, 3))))
        ways = ("", ", direction: DESC", ", nulls: FIRST", ", direction: DESC, nulls: LAST")
        keys = [f"{{field: {name}{self.random.choice(ways)}}}" for name in names]
        return keys[0] if len(keys) == 1 else f"[{', '.join(keys)}]"

    def arguments(self, field: GraphQLField, name: str) -> str:
        """The arguments of a list."""
        most = 1000 if self.wrong and self.random.random() < 0.3 else 4
        size = str(self.random.randint(0, most))
        if self.random.random() < 0.5:
            size = self.variable("Int", int(size))
        said = [f"{self.random.choice(['first', 'last'])}: {size}"]
        if "orderBy" in field.args and self.random.random() < 0.4:
            said.append(f"orderBy: {self.order(field)}")
        if "on" in field.args and self.random.random() < 0.5:
            said.append('on: "2026-03-01"')
        if "includeSupporting" in field.args and self.random.random() < 0.5:
            said.append(f"includeSupporting: {self.variable('Boolean', True)}")
        if self.wrong and self.random.random() < 0.3:
            cursor = self.random.choice(["junk", to_cursor(f"{name} x", "a")])
            said.append(f"after: {self.variable('String', cursor)}")
        if "where" in field.args and self.random.random() < 0.3:
            said.append(f"where: {self.where(get_named_type(field.args['where'].type), 3)}")
        return f"({', '.join(said)})"

    def where(self, type_: Any, levels: int) -> str:
        """A filter of one term; below it one of related nodes, or of several that are joined."""
        name = self.random.choice(sorted(type_.fields))
        below = get_named_type(type_.fields[name].type)
        if is_list_type(get_nullable_type(type_.fields[name].type)):
            return f"{{{name}: [{self.where(below, levels - 1)}]}}" if levels else "{}"
        if "isNull" in below.fields:
            return f"{{{name}: {{isNull: false}}}}"
        if "notIn" in below.fields:
            return f"{{{name}: {{notIn: []}}}}"
        if "hasAny" in below.fields:
            return f"{{{name}: {{hasAny: {two_of(get_named_type(below.fields['hasAny'].type))}}}}}"
        if not levels:
            return "{}"
        inner = below.fields.get("some")
        if inner is None:
            return f"{{{name}: {self.where(below, levels - 1)}}}"
        quantifier = self.random.choice(["some", "none", "all"])
        of_them = self.where(get_named_type(inner.type), levels - 1)
        return f"{{{name}: {{{quantifier}: {of_them}}}}}"

    def fragment(self, type_: GraphQLObjectType) -> str:
        """A fragment of an interface or of the type itself, sometimes."""
        if self.random.random() > 0.4:
            return ""
        name = f"F{len(self.fragments)}"
        on = self.random.choice(["Node", type_.name])
        self.fragments.append(f"fragment {name} on {on} {{ id __typename }}")
        return self.random.choice([f"...{name}", f"... on {on} {{ shown: id }} ...{name}"])

    def conditional(self, type_: GraphQLObjectType) -> str:
        """A field that is shown on a condition, sometimes."""
        if self.random.random() > 0.4:
            return ""
        flag = self.variable("Boolean!", self.random.random() < 0.5)
        return f"{self.alias()}id @{self.random.choice(['skip', 'include'])}(if: {flag})"

    def variable(self, type_: str, value: Any) -> str:
        """A variable of this value."""
        name = f"v{len(self.variables)}"
        self.variables[name] = (type_, value)
        return f"${name}"

    def alias(self) -> str:
        """A name of its own for a field."""
        self.aliases += 1
        return f"a{self.aliases}: "
