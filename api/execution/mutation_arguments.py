"""Where the arguments of mutations are read: in documents, and in their variables."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLInputType,
    GraphQLSchema,
    NameNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    ValueNode,
    ValuesOfCorrectTypeRule,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_operation_ast,
    visit,
)
from graphql.execution.values import VariableValues, get_variable_values
from graphql.language import SKIP, VisitorAction
from graphql.pyutils import Undefined
from graphql.utilities.coerce_input_value import coerce_input_literal

from api.execution.input_coercion import InputReader, Misshapen


class ValuesOfCorrectType(ValuesOfCorrectTypeRule):
    """GraphQL's rule, but that a wrong scalar in the argument of a mutation is left to its row."""

    def is_valid_value_node(
        self, node: ValueNode, input_type: GraphQLInputType | None
    ) -> VisitorAction:
        """Report what is wrong with a literal, unless a row can tell it."""
        context = self.context
        parent = context.get_parent_type()
        if input_type and context.get_argument() and parent is context.schema.mutation_type:
            with suppress(Misshapen):
                InputReader().literal(node, input_type)
                return SKIP
        return super().is_valid_value_node(node, input_type)


@dataclass(frozen=True, slots=True)
class Reread:
    """A document whose unreadable arguments are variables, and the values of these."""

    document: DocumentNode
    raw: dict[str, Any]
    values: dict[str, Any]


def reread(
    schema: GraphQLSchema,
    document: DocumentNode,
    raw: Mapping[str, Any],
    name: str | None,
    known: VariableValues | None = None,
) -> Reread | None:
    """The document with its unreadable arguments of mutations read value by value.

    None where nothing is unreadable, or where something is beside these arguments. `known` are the
    variables where all of them could be read already.
    """
    operation = get_operation_ast(document, name)
    if operation is None or operation.operation is not OperationType.MUTATION:
        return None
    good, bad = (known, set[str]()) if known is not None else _variables(schema, operation, raw)
    reader = InputReader(good, {one: raw[one] for one in bad if one in raw})
    replacing = _Replacing(schema, operation, reader)
    try:
        changed = visit(document, replacing)
    except Misshapen:
        return None
    if not replacing.values or not bad <= raw.keys() or bad & _names(changed):
        return None
    left = [one for one in operation.variable_definitions or () if _name(one) not in bad]
    renewed = get_operation_ast(changed, name)
    assert renewed is not None
    slim = _changed(renewed, variable_definitions=tuple(left))
    definitions = tuple(slim if one is renewed else one for one in changed.definitions)
    made = _changed(changed, definitions=definitions)
    kept = {one: value for one, value in raw.items() if one not in bad}
    lost = {one: raw[one] for one in bad}
    return Reread(made, kept, lost | replacing.values)


def _name(definition: VariableDefinitionNode) -> str:
    return definition.variable.name.value


def _variables(
    schema: GraphQLSchema, operation: OperationDefinitionNode, raw: Mapping[str, Any]
) -> tuple[VariableValues, set[str]]:
    """The variables that can be read, and the names of those that cannot."""
    good = VariableValues({}, {})
    bad = set()
    for definition in operation.variable_definitions or ():
        found = get_variable_values(schema, [definition], dict(raw))
        if isinstance(found, list):
            bad.add(_name(definition))
        else:
            good.sources.update(found.sources)
            good.coerced.update(found.coerced)
    return good, bad


class _Replacing(Visitor):
    """Puts a variable in the place of each argument of a mutation that cannot be read as it is."""

    def __init__(
        self, schema: GraphQLSchema, operation: OperationDefinitionNode, reader: InputReader
    ) -> None:
        super().__init__()
        self.root: Any = schema.mutation_type
        self.operation = operation
        self.reader = reader
        self.values: dict[str, Any] = {}

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> VisitorAction:
        """Skip other operations."""
        return None if node is self.operation else SKIP

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> VisitorAction:
        """Skip fragments on other types than the root."""
        return None if node.type_condition.name.value == self.root.name else SKIP

    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        """The root field with its arguments as they can be read; what is below it is not looked at."""
        field = self.root.fields.get(node.name.value)
        if field is None:
            return SKIP
        arguments = [
            self._argument(one, field.args[one.name.value].type) for one in node.arguments or ()
        ]
        if all(new is old for new, old in zip(arguments, node.arguments or (), strict=True)):
            return SKIP
        return _changed(node, arguments=tuple(arguments))

    def _argument(self, node: ArgumentNode, type_: Any) -> ArgumentNode:
        reader = self.reader
        if not _names(node) & reader.raw.keys():
            if isinstance(node.value, VariableNode):
                return node
            if coerce_input_literal(node.value, type_, reader.values) is not Undefined:
                return node
        name = f"input of {len(self.values)}"
        self.values[name] = reader.literal(node.value, type_)
        made: ArgumentNode = _changed(node, value=VariableNode(name=NameNode(value=name)))
        return made


def _changed(node: Any, **values: Any) -> Any:
    """The node with other values; documents are remembered, so none is changed itself."""
    kept = {key: getattr(node, key) for key in (*node.keys, "loc")}
    return type(node)(**kept | values)


class _Names(Visitor):
    """Collects the variables that are used."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def enter_variable_definition(self, *_: Any) -> VisitorAction:
        """Skip what only says that there is a variable."""
        return SKIP

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        """Remember the variable."""
        self.found.add(node.name.value)


def _names(node: Node) -> set[str]:
    """The variables that are used in a node."""
    names = _Names()
    visit(node, names)
    return names.found
