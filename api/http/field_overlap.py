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


class Merges(NamedTuple):
    """What merging a document takes: pairs of equal fields, and whether all were counted."""

    pairs: int
    counted: bool


def merges(document: DocumentNode, fragments: Fragments, most: int) -> Merges:
    """The pairs of fields that fall on one path; the counting ends above `most`, or by its own bound."""
    counting = _Pairs(fragments, SMALL + VISITS * selections_of(document))
    roots = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    for operation in roots:
        counting.below([operation.selection_set], most)
    for name, fragment in fragments.items():
        if name not in counting.reached:
            counting.below([fragment.selection_set], most)
    return Merges(counting.pairs, counting.left >= 0)


def mergeable_within(budget: int) -> type[OverlappingFieldsCanBeMergedRule]:
    """graphql-core's rule of mergeable fields that gives up after `budget` steps."""

    class Budgeted(OverlappingFieldsCanBeMergedRule):
        """The rule on its budget."""

        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            self.rule_context.remaining_complexity_budget = budget

    return Budgeted


def selections_of(document: DocumentNode) -> int:
    """How many selections are written in a document, each counted once."""
    stack = [s for d in document.definitions if (s := getattr(d, "selection_set", None))]
    found = 0
    while stack:
        selections = stack.pop().selections
        found += len(selections)
        stack += [inner for one in selections if (inner := getattr(one, "selection_set", None))]
    return found


class _Pairs:
    """Counts pairs; the same selection sets together are looked at once."""

    def __init__(self, fragments: Fragments, visits: int) -> None:
        self.fragments = fragments
        self.left = visits
        self.pairs = 0
        self.reached: set[str] = set()
        self.known: set[frozenset[int]] = set()

    def below(self, together: list[SelectionSetNode], most: int) -> None:
        """Nothing; the pairs on all paths below these selection sets are added."""
        stack = [together]
        while stack and self.left >= 0 and self.pairs <= most:
            together = stack.pop()
            key = frozenset(map(id, together))
            if key in self.known:
                continue
            self.known.add(key)
            groups: defaultdict[str, list[SelectionSetNode]] = defaultdict(list)
            sizes: defaultdict[str, int] = defaultdict(int)
            for field in self._merged(together):
                name = (field.alias or field.name).value
                sizes[name] += 1
                if field.selection_set:
                    groups[name].append(field.selection_set)
            self.pairs += sum(size * (size - 1) // 2 for size in sizes.values())
            stack.extend(groups.values())

    def _merged(self, together: Iterable[SelectionSetNode]) -> list[FieldNode]:
        """The fields that selection sets of one path bring together, each fragment once."""
        stack = list(together)
        seen: set[str] = set()
        fields = []
        while stack and self.left >= 0:
            for selection in stack.pop().selections:
                self.left -= 1
                if isinstance(selection, FieldNode):
                    fields.append(selection)
                elif isinstance(selection, FragmentSpreadNode):
                    name = selection.name.value
                    if name in self.fragments and name not in seen:
                        seen.add(name)
                        self.reached.add(name)
                        stack.append(self.fragments[name].selection_set)
                else:
                    stack.append(cast(InlineFragmentNode, selection).selection_set)
        return fields
