"""What an operation costs: static prices times page sizes, in one linear pass.

    an object 1 · ten scalars 1 · `__schema` 15,000 · `__type` 500
    a connection: 1 + what lies beside its rows + page size × one row

`edges` are free beside their `node`. The page size is `first` or `last` (variables resolved). Where
neither is given it is 25; in another list without a size 10, deeper 5: so much a tree has, and a page
of 25 in each of 25 in each of 25 is seldom full. A list without them counts as its longest list argument, or as 10. Of
fragments on different object types only the dearest counts. A mutation costs 5 for each row of its
input, and the results of as many. A field says another price with
`strawberry.field(metadata={"cost": 5})`, or with a function of what is said there (`Selected`); 300
stand for a tenth of a second in a network of 10,000 people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from typing import Any, NamedTuple

from graphql import (
    EnumValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    is_object_type,
)

PAGES = (25, 10, 5)
"""What a list without a size counts as: the outermost one, one inside it, and each deeper one.

It shows more where there is more: then the price is an estimate, and what the answer came to counts.
"""
LIST = 10
OBJECT = 10
SCALAR = 1
ROW = 50
"""What each row of a mutation costs beside its results."""
UNIT = 10
"""Prices are counted in tenths."""
META = {"__schema": 15_000 * UNIT, "__type": 500 * UNIT, "__typename": SCALAR}


class Price(NamedTuple):
    """`once` and, for lists that take the page size of the field around them, `each` row."""

    once: int
    each: int = 0


class Selected(NamedTuple):
    """A field as it is asked for: its type, and the enum value or number that an argument is given."""

    on: str
    said: Callable[[str], str | None]
    number: Callable[[str], int | None]


Cost = int | Callable[[Selected], int | None]
"""What a field costs; None: what it costs without a stated price."""


def longest(value: Any) -> int:
    """The length of the longest list that lies directly in an input."""
    inside = value.values() if isinstance(value, dict) else ()
    return max((len(one) for one in inside if isinstance(one, list)), default=0)


def cost_of_answer(data: Any) -> int:
    """What the data of an answer came to: an object but the root and edges costs 1, ten scalars 1.

    >>> cost_of_answer({"people": [{"name": "Ann"}, {"name": None}]})
    3
    """
    total, left = 0, list((data or {}).values())
    while left:
        value = left.pop()
        if isinstance(value, dict):
            total += 0 if "node" in value else OBJECT
            left += value.values()
        elif isinstance(value, list):
            left += value
        else:
            total += SCALAR
    return -(-total // UNIT)


class Pricing:
    """The price of one operation; each fragment is looked at once.

    `used` names the variables that the price depends on; `is_estimate` says that an answer may come to
    more, since lists without a size lie inside one another.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.variables = variables
        self.used: set[str] = set()
        self.known: dict[tuple[str, int], Price] = {}
        self.is_estimate = False

    def of(self, operation: OperationDefinitionNode) -> int:
        """The cost of a valid operation."""
        root = self.schema.get_root_type(operation.operation)
        price = self.selections(operation.selection_set, root)
        return -(-(price.once + price.each * LIST) // UNIT)

    def selections(self, selection_set: SelectionSetNode, parent: Any, level: int = 0) -> Price:
        """The price of a selection set on a type, in so many lists without a size."""
        once = each = 0
        choices: dict[str, int] = {}
        for selection in selection_set.selections:
            on = None
            if isinstance(selection, FieldNode):
                price = self.field(selection, parent, level)
            elif isinstance(selection, FragmentSpreadNode):
                price, on = self.fragment(selection.name.value, level)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                on = self.schema.get_type(condition.name.value) if condition else parent
                price = self.selections(selection.selection_set, on, level)
            if on is not None and on is not parent and is_object_type(on):
                before = choices.get(on.name, 0)
                choices[on.name] = before + price.once + price.each * LIST
            else:
                once += price.once
                each += price.each
        return Price(once + max(choices.values(), default=0), each)

    def fragment(self, name: str, level: int) -> tuple[Price, Any]:
        """The price of a fragment and the type that it is on."""
        fragment = self.fragments[name]
        on = self.schema.get_type(fragment.type_condition.name.value)
        known = self.known.get((name, level))
        if known is None:
            known = self.selections(fragment.selection_set, on, level)
            self.known[name, level] = known
        return known, on

    def field(self, node: FieldNode, parent: Any, level: int) -> Price:
        """The price of a field with all that is below it."""
        name = node.name.value
        if name in META:
            return Price(META[name])
        field = parent.fields[name]
        named = get_named_type(field.type)
        if node.selection_set is None or not is_composite_type(named):
            return Price(self.stated(node, field, parent, SCALAR))
        size, below = self.page_size(node, field, level)
        inner = self.selections(node.selection_set, named, below)
        own = self.stated(node, field, parent, 0 if name == "edges" else OBJECT)
        if parent is self.schema.mutation_type:
            rows = self.rows(node)
            own, size = own + rows * ROW, max(rows, 1)
        if not is_list_type(get_nullable_type(field.type)):
            return Price(own + inner.once + inner.each * (LIST if size is None else size))
        row = own + inner.once + inner.each * LIST
        if size is None:
            size = self.longest_list(node) or self.metadata(field).get("entries")
        return Price(0, row) if size is None else Price(row * size)

    def stated(self, node: FieldNode, field: GraphQLField, parent: Any, otherwise: int) -> int:
        """The price that a field states in its metadata, in tenths."""
        cost: Cost | None = self.metadata(field).get("cost")
        if callable(cost):
            said, number = partial(self.said, node), partial(self.number, node)
            cost = cost(Selected(parent.name, said, number))
        return otherwise if cost is None else int(cost) * UNIT

    def metadata(self, field: GraphQLField) -> Mapping[str, Any]:
        """What a field says of itself."""
        definition = field.extensions.get("strawberry-definition")
        return getattr(definition, "metadata", None) or {}

    def rows(self, node: FieldNode) -> int:
        """How many rows the input of a mutation holds: the length of its longest list."""
        return max((self.inner_list(one.value) for one in node.arguments or ()), default=0)

    def inner_list(self, node: ValueNode) -> int:
        """The length of the longest list that lies directly in an object."""
        if isinstance(node, VariableNode):
            self.used.add(node.name.value)
            return longest(self.variables.get(node.name.value))
        if not isinstance(node, ObjectValueNode):
            return 0
        lists = (self.value(one.value) for one in node.fields)
        return max((len(one) for one in lists if isinstance(one, list)), default=0)

    def said(self, node: FieldNode, argument: str) -> str | None:
        """The name of the enum value that a field is given for an argument; None for none."""
        value = next((a.value for a in node.arguments or () if a.name.value == argument), None)
        if isinstance(value, VariableNode):
            self.used.add(value.name.value)
            given = self.variables.get(value.name.value)
            return given.name if isinstance(given, Enum) else None
        return value.value if isinstance(value, EnumValueNode) else None

    def number(self, node: FieldNode, argument: str) -> int | None:
        """The whole number that a field is given for an argument; None for none."""
        values = (self.value(a.value) for a in node.arguments or () if a.name.value == argument)
        return next((value for value in values if isinstance(value, int)), None)

    def page_size(self, node: FieldNode, field: GraphQLField, level: int) -> tuple[int | None, int]:
        """The page that a field asks for, None without pages; in how many lists without a size its rows lie."""
        if "first" not in field.args and "last" not in field.args:
            return None, level
        values = (
            self.value(a.value) for a in node.arguments or () if a.name.value in ("first", "last")
        )
        sizes = [value for value in values if isinstance(value, int)]
        if sizes:
            return max(0, *sizes), level
        self.is_estimate |= level > 0
        last = len(PAGES) - 1
        return PAGES[level], min(level + 1, last)

    def longest_list(self, node: FieldNode) -> int | None:
        """The length of a field's longest list argument; None where it has none."""
        values = (self.value(argument.value) for argument in node.arguments or ())
        return max((len(value) for value in values if isinstance(value, list)), default=None)

    def value(self, node: ValueNode) -> Any:
        """The integer or list that an argument stands for; None for anything else."""
        if isinstance(node, VariableNode):
            self.used.add(node.name.value)
            value = self.variables.get(node.name.value)
            return value if isinstance(value, (int, list)) else None
        if isinstance(node, IntValueNode):
            return int(node.value)
        return list(node.values) if isinstance(node, ListValueNode) else None
