"""What an operation may ask for, counted in one linear pass over the document, fragments memoised.

`excesses` counts what is written (depth, aliases, root fields, directives, fields), as if every
fragment were expanded, before anything costly looks at the document. `cost` prices what would be
read, page sizes with the values of their variables. Both visit each node once, however often its
fragment is spread: a fragment bomb is refused in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.http.field_overlap import merges
from graph.errors import TooCostly


@dataclass(frozen=True, slots=True)
class Limits:
    """The published limits of one request; docs/http.md lists them."""

    tokens: int = 2_000
    document_characters: int = 256 * 1024
    depth: int = 20
    aliases: int = 30
    root_fields: int = 10
    directives: int = 50
    fields: int = 2_000
    fragments: int = 2_000
    repeats: int = 10_000
    merge_steps: int = 40_000
    cost: int = 20_000
    body_bytes: int = 256 * 1024
    write_body_bytes: int = 4 * 1024 * 1024
    nesting: int = 64
    values: int = 50_000
    seconds: float = 10.0
    write_seconds: float = 60.0
    head_bytes: int = 64 * 1024
    head_seconds: float = 10.0
    body_seconds: float = 10.0
    idle_seconds: float = 30.0
    unread_seconds: float = 60.0
    held_bytes: int = 64 * 1024 * 1024
    answer_bytes: int = 16 * 1024 * 1024
    running: int = 64
    waiting: int = 128
    wait_seconds: float = 1.0
    subscriptions: int = 32
    event_bytes: int = 1024 * 1024
    init_seconds: float = 10.0
    ping_seconds: float = 20.0
    slow_seconds: float = 20.0
    empty_seconds: float = 300.0


INTROSPECTION = frozenset({"__schema", "__type"})
UNCOUNTED = frozenset({"edges", "node"}) | INTROSPECTION
LEVELS = 200
"""Selection sets within one another, fragments included: as deep as the parser allows."""


TANGLED = "The fields that fall on one path take too many steps to compare."


class DocumentSize(NamedTuple):
    """What is written below a place, fragments expanded."""

    depth: int = 0
    aliases: int = 0
    width: int = 0
    directives: int = 0
    fields: int = 0
    fragments: int = 0


EMPTY = DocumentSize()


def excesses(document: DocumentNode, limits: Limits) -> list[TooCostly]:
    """The limits that a document breaks by what is written in it; empty where it breaks none."""
    fragments = fragments_of(document)
    counter = _SizeCounter(fragments)
    failures: list[TooCostly] = []
    for operation in operations_of(document):
        try:
            size = counter.of(operation.selection_set, 1)
        except RecursionError:
            return [_too_many("levels of selections", LEVELS + 1, LEVELS, "flatten the query")]
        operation_directives = sum(
            len(v.directives or ()) for v in operation.variable_definitions or ()
        )
        operation_directives += len(operation.directives or ())
        failures += _excesses_of(
            size._replace(directives=size.directives + operation_directives), limits
        )
    return failures or _unmergeable(document, fragments, limits)


def operations_of(document: DocumentNode) -> Iterator[OperationDefinitionNode]:
    """The operations of a document."""
    return (d for d in document.definitions if isinstance(d, OperationDefinitionNode))


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """The fragments of a document by name."""
    definitions = (d for d in document.definitions if isinstance(d, FragmentDefinitionNode))
    return {fragment.name.value: fragment for fragment in definitions}


def _excesses_of(size: DocumentSize, limits: Limits) -> list[TooCostly]:
    rows = (
        ("levels of depth", size.depth, limits.depth, "start at a node nearer to the answer"),
        ("aliases", size.aliases, limits.aliases, "send several operations"),
        ("root fields", size.width, limits.root_fields, "send several operations"),
        ("directives", size.directives, limits.directives, "drop the directives"),
        ("fields", size.fields, limits.fields, "select less, or merge the fragments"),
        ("fragments", size.fragments, limits.fragments, "merge the fragments"),
    )
    return [_too_many(what, n, most, remedy) for what, n, most, remedy in rows if n > most]


def _too_many(what: str, count: int, most: int, remedy: str) -> TooCostly:
    count_text = f"{count:,}" if count < 10**9 else "more than 1,000,000,000"
    return TooCostly(
        f"The operation has {count_text} {what} with its fragments expanded; {most:,} are allowed.",
        remedy=remedy,
    )


MERGE = "select each field once and merge the fragments that repeat it"


def _unmergeable(
    document: DocumentNode, fragments: Mapping[str, FragmentDefinitionNode], limits: Limits
) -> list[TooCostly]:
    """Why equal fields of a document are not compared at all; empty where they may be."""
    pairs, are_counted = merges(document, fragments, limits.repeats)
    if pairs > limits.repeats:
        return [_too_many("pairs of equal fields to merge", pairs, limits.repeats, MERGE)]
    return [] if are_counted else [TooCostly(TANGLED, remedy=MERGE)]


class _SizeCounter:
    """Counts a document; each fragment is looked at once."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.size_of_fragment: dict[str, DocumentSize] = {}

    def of(self, selection_set: SelectionSetNode, level: int) -> DocumentSize:
        """What a selection set asks for; raises RecursionError below too many levels."""
        if level > LEVELS:
            raise RecursionError
        depth = aliases = width = directives = fields = fragments = 0
        for selection in selection_set.selections:
            directives += len(selection.directives or ())
            if isinstance(selection, FieldNode):
                below = self.field(selection, level)
                aliases += selection.alias is not None
                fields += 1
                width += 1
            else:
                if isinstance(selection, FragmentSpreadNode):
                    below = self.fragment(selection.name.value, level)
                else:
                    inline = cast(InlineFragmentNode, selection)
                    below = self.of(inline.selection_set, level + 1)
                width += below.width
                fragments += 1
            depth = max(depth, below.depth)
            aliases += below.aliases
            directives += below.directives
            fields += below.fields
            fragments += below.fragments
        return DocumentSize(depth, aliases, width, directives, fields, fragments)

    def field(self, field: FieldNode, level: int) -> DocumentSize:
        """What a field asks for, its own level of depth included."""
        name = field.name.value
        below = self.of(field.selection_set, level + 1) if field.selection_set else EMPTY
        if name in INTROSPECTION:
            return below._replace(depth=1)
        return below if name in UNCOUNTED else below._replace(depth=below.depth + 1)

    def fragment(self, name: str, level: int) -> DocumentSize:
        """What a fragment asks for; nothing where it spreads itself, which validation refuses."""
        size = self.size_of_fragment.get(name)
        if size is None:
            self.size_of_fragment[name] = EMPTY
            fragment = self.fragments.get(name)
            if fragment is None:
                return EMPTY
            size = self.of(fragment.selection_set, level + 1)
            fragment_directives = len(fragment.directives or ())
            size = self.size_of_fragment[name] = size._replace(
                directives=size.directives + fragment_directives
            )
        return size
