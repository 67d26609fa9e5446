"""Documents parsed, limited and validated once: bounded caches keyed by the text of the query."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OverlappingFieldsCanBeMergedRule,
    ValuesOfCorrectTypeRule,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from graphql.execution.values import VariableValues
from graphql.validation.validate import ValidationAbortedError
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from api.execution.compiler.plan_cache import Plans
from api.execution.cost import Pricing, longest
from api.execution.mutation_arguments import ValuesOfCorrectType
from api.execution.viewer_answers import ViewerAnswers
from api.http.document_limits import MERGE, TANGLED, Limits, excesses, fragments_of
from api.http.field_overlap import mergeable_within
from graph.errors import GoalgraphError, TooCostly

REMEMBERED = 384 * 1024
"""Characters of all remembered documents; parsed, they take some 150 times as much memory."""
LARGEST_REMEMBERED = 16 * 1024
MOST_ERRORS = 20
MOST_COSTS = 64


@dataclass(slots=True)
class PreparedDocument:
    """A document and what is wrong with it; where nothing is, also the costs and plans found so far."""

    document: DocumentNode | None
    errors: list[GraphQLError | GoalgraphError]
    costs: dict[tuple[Any, ...], int] = field(default_factory=dict)
    size_variables: dict[str | None, tuple[str, ...]] = field(default_factory=dict)
    estimates: set[str | None] = field(default_factory=set)
    """Names of the operations of which an answer may come to more than it is said to cost."""
    plans: Plans = field(default_factory=dict)
    of_viewers: ViewerAnswers = field(default_factory=ViewerAnswers)

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """The operation of that name, or the only one; None where that is not clear."""
        return None if self.document is None else get_operation_ast(self.document, name)


class Documents:
    """The documents of one schema."""

    def __init__(self, schema: GraphQLSchema, limits: Limits, *, open_schema: bool) -> None:
        self.schema = schema
        self.limits = limits
        self.open_schema = open_schema
        own_rules: dict[Any, Any] = {
            OverlappingFieldsCanBeMergedRule: mergeable_within(limits.merge_steps),
            ValuesOfCorrectTypeRule: ValuesOfCorrectType,
        }
        self.rules = (
            *(own_rules.get(rule, rule) for rule in specified_rules),
            MaybeNullValidationRule,
            OneOfInputValidationRule,
            *(() if open_schema else (NoSchemaIntrospectionCustomRule,)),
        )
        self._remembered: OrderedDict[str, PreparedDocument] = OrderedDict()
        self._size = 0

    def remembers(self, text: str) -> bool:
        """Whether a document is ready."""
        return text in self._remembered

    def document_of(self, text: str) -> PreparedDocument:
        """The document of a query's text; remembered, refused ones too, unless it is long."""
        remembered_document = self._remembered.get(text)
        if remembered_document is not None:
            self._remembered.move_to_end(text)
            return remembered_document
        document = self._prepared_document(text)
        if len(text) <= LARGEST_REMEMBERED:
            self._remembered[text] = document
            self._size += len(text)
            while self._size > REMEMBERED:
                self._size -= len(self._remembered.popitem(last=False)[0])
        return document

    def _prepared_document(self, text: str) -> PreparedDocument:
        if len(text) > self.limits.document_characters:
            most = f"The document is longer than {self.limits.document_characters:,} characters."
            return PreparedDocument(None, [TooCostly(most, remedy="send long values as variables")])
        try:
            document = parse(text, max_tokens=self.limits.tokens)
        except GraphQLSyntaxError as error:
            if "tokens" in error.message:
                most = f"The document has more than {self.limits.tokens:,} tokens."
                return PreparedDocument(None, [TooCostly(most, remedy="send several operations")])
            return PreparedDocument(None, [error.with_traceback(None)])
        excessive = excesses(document, self.limits)
        if excessive:
            return PreparedDocument(document, [*excessive])
        errors = validate(
            self.schema,
            document,
            self.rules,
            max_errors=MOST_ERRORS,
            hide_suggestions=not self.open_schema,
        )
        return PreparedDocument(document, [_budget_error(error) for error in errors])

    def cost(
        self,
        prepared: PreparedDocument,
        operation: OperationDefinitionNode,
        variables: VariableValues,
    ) -> int:
        """The cost of a valid operation with these variables."""
        assert prepared.document is not None
        name = operation.name.value if operation.name else None
        size_variables = prepared.size_variables.get(name)
        if size_variables is not None:
            key = (name, *(_size(variables.coerced.get(used)) for used in size_variables))
            known_cost = prepared.costs.get(key)
            if known_cost is not None:
                return known_cost
        pricing = Pricing(self.schema, fragments_of(prepared.document), variables.coerced)
        cost = pricing.of(operation)
        prepared.size_variables[name] = tuple(sorted(pricing.used))
        if pricing.is_estimate:
            prepared.estimates.add(name)
        if size_variables is not None and len(prepared.costs) < MOST_COSTS:
            prepared.costs[key] = cost
        return cost


def _budget_error(error: GraphQLError) -> GraphQLError | GoalgraphError:
    """The error; where validation ran out of its budget, that limit."""
    out_of_budget = isinstance(error, ValidationAbortedError) and "limit" not in error.message
    return TooCostly(TANGLED, remedy=MERGE) if out_of_budget else error


def _size(value: Any) -> int | str | None:
    """What the value of a variable says about a price: the size of a list, or the name of a choice."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, dict):
        return longest(value)
    return value if isinstance(value, int) else len(value) if isinstance(value, list) else None
