"""How much work it is to see that fields of one name can be merged, bounded before it is done.

GraphQL compares all fields that fall on one path, pair by pair. `merges` counts these pairs ahead of
it: selection sets that meet are looked at once, however many paths lead there, and no more than
`VISITS` times what is written is visited at all, whatever the fragments spread. The rule of
graphql-core itself runs on a budget (`mergeable_within`), so that no way of writing is forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OverlappingFieldsCanBeMergedRule,
    SelectionSetNode,
    ValidationContext,
)

Fragments = Mapping[str, FragmentDefinitionNode]

VISITS = 20
"""How often each selection of a document may be visited on average; usual documents need one to three."""
SMALL = 2_000
"""Visits that any document may take, however small it is."""


class MergeCount(NamedTuple):
    """What merging a document takes: pairs of equal fields, and whether all were counted."""

    pairs: int
    is_complete: bool


def merges(document: DocumentNode, fragments: Fragments, most: int) -> MergeCount:
    """The pairs of fields that fall on one path; the counting ends above `most`, or by its own bound."""
    counter = _PairCounter(fragments, SMALL + VISITS * selections_of(document))
    roots = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    for operation in roots:
        counter.below([operation.selection_set], most)
    for name, fragment in fragments.items():
        if name not in counter.reached:
            counter.below([fragment.selection_set], most)
    return MergeCount(counter.pairs, counter.left >= 0)


def mergeable_within(budget: int) -> type[OverlappingFieldsCanBeMergedRule]:
    """graphql-core's rule of mergeable fields that gives up after `budget` steps."""

    class BudgetedRule(OverlappingFieldsCanBeMergedRule):
        """The rule on its budget."""

        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            self.rule_context.remaining_complexity_budget = budget

    return BudgetedRule


def selections_of(document: DocumentNode) -> int:
    """How many selections are written in a document, each counted once."""
    stack = [s for d in document.definitions if (s := getattr(d, "selection_set", None))]
    count = 0
    while stack:
        selections = stack.pop().selections
        count += len(selections)
        stack += [
            inner
            for selection in selections
            if (inner := getattr(selection, "selection_set", None))
        ]
    return count


class _PairCounter:
    """Counts pairs; the same selection sets together are looked at once."""

    def __init__(self, fragments: Fragments, visits: int) -> None:
        self.fragments = fragments
        self.left = visits
        self.pairs = 0
        self.reached: set[str] = set()
        self.visited: set[frozenset[int]] = set()

    def below(self, together: list[SelectionSetNode], most: int) -> None:
        """Add the pairs on all paths below these selection sets."""
        stack = [together]
        while stack and self.left >= 0 and self.pairs <= most:
            together = stack.pop()
            key = frozenset(map(id, together))
            if key in self.visited:
                continue
            self.visited.add(key)
            groups: defaultdict[str, list[SelectionSetNode]] = defaultdict(list)
            sizes: defaultdict[str, int] = defaultdict(int)
            for field in self._fields_of_path(together):
                name = (field.alias or field.name).value
                sizes[name] += 1
                if field.selection_set:
                    groups[name].append(field.selection_set)
            self.pairs += sum(size * (size - 1) // 2 for size in sizes.values())
            stack.extend(groups.values())

    def _fields_of_path(self, together: Iterable[SelectionSetNode]) -> list[FieldNode]:
        """The fields that selection sets of one path bring together, each fragment once."""
        stack = list(together)
        spread_fragments: set[str] = set()
        fields = []
        while stack and self.left >= 0:
            for selection in stack.pop().selections:
                self.left -= 1
                if isinstance(selection, FieldNode):
                    fields.append(selection)
                elif isinstance(selection, FragmentSpreadNode):
                    name = selection.name.value
                    if name in self.fragments and name not in spread_fragments:
                        spread_fragments.add(name)
                        self.reached.add(name)
                        stack.append(self.fragments[name].selection_set)
                else:
                    stack.append(cast(InlineFragmentNode, selection).selection_set)
        return fields
