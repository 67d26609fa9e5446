"""The `where` inputs: comparisons of properties, related nodes, and `and`, `or`, `not` over them.

Every label that is listed has one, `PersonWhere`, `GoalWhere`, …; they name one another, so they are
made together and found by name in this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET
from strawberry.types.lazy_type import StrawberryLazyReference

from api.types.conventions import MOST_LEVELS, MOST_TERMS
from api.types.filters import (
    COMPARATORS,
    LISTS,
    IdWhere,
    NamedNodeWhere,
    TagsWhere,
    comparison_input,
    stored_filters,
)
from api.types.global_ids import id_of_label
from api.types.graphql_names import camel
from api.types.node_filters import NODE_FILTERS, check_length
from api.types.null_inputs import IS_NULL, refuse_nulls, shown_place
from api.types.related_filters import RELATED, Relation
from graph.errors import BadInput
from graph.records import BY_LABEL, NodeRecord
from graph.records.base import Property
from graph.store.filter_terms import AllOf, AnyOf, Filter, Not, Quantifier, Related, Term
from graph.store.statement_lists import NodeOne

_IDS = ("eq", "in_", "ne", "not_in")
_QUANTIFIERS = {
    Quantifier.SOME: "At least one of them passes.",
    Quantifier.NONE: "None of them passes; `{}` passes all: there are none.",
    Quantifier.ALL: "All of them pass, also where there are none.",
}
Path = tuple[str | int, ...]


def where_input(node: type[NodeRecord]) -> Any:
    """The input that filters a list of these nodes; None where nothing can be compared."""
    return globals().get(f"{node.label}Where")


def _filtered(node: type[NodeRecord]) -> dict[str, str]:
    """The properties that can be compared: name in the API → property."""
    return {item.shown: item.name for item in node.PROPERTIES.values() if item.filtered}


def input_of(item: Property) -> Any:
    """The input that compares a property; one that names a node is compared by its global id."""
    return comparison_input(item) if item.points_at is None else NamedNodeWhere


def _lazy(name: str) -> Any:
    """An optional input of this module by its name."""
    return Optional[Annotated[name, StrawberryLazyReference(__name__)]]  # noqa: UP045


def _make_input(name: str, description: str, fields: Mapping[str, tuple[Any, str]]) -> None:
    """Make an input by name; its fields by name, each with its type and what it asks for."""
    body: dict[str, Any] = {
        "__annotations__": {one: type_ for one, (type_, _) in fields.items()},
        "__module__": __name__,
    }
    for one, (_, doc) in fields.items():
        body[one] = strawberry.field(description=doc, default=UNSET, name=camel(one))
    globals()[name] = strawberry.input(type(name, (), body), description=description)


def _make_related_input(label: str) -> None:
    """Make the input that says of how many related nodes of a label something holds."""
    _make_input(
        f"Related{label}Where",
        f"Of how many related {label} nodes something holds; all given must hold.",
        {one.value: (_lazy(f"{label}Where"), doc) for one, doc in _QUANTIFIERS.items()},
    )


def _make_where_input(node: type[NodeRecord]) -> None:
    """Make the input of a label."""
    label, name = node.label, f"{node.label}Where"
    fields: dict[str, tuple[Any, str]] = {"id": (Optional[IdWhere], "Which nodes.")}  # noqa: UP045
    for prop in _filtered(node).values():
        item = node.PROPERTIES[prop]
        fields[item.shown] = Optional[input_of(item)], item.doc  # noqa: UP045
    if "tags" in node.PROPERTIES:
        fields["tags"] = Optional[TagsWhere], node.PROPERTIES["tags"].doc  # noqa: UP045
    for one, further in NODE_FILTERS.get(label, {}).items():
        fields[one] = Optional[further.type], further.doc  # noqa: UP045
    for one, relation in RELATED.get(label, {}).items():
        other = relation.node.label
        if isinstance(relation, NodeOne):
            fields[one] = _lazy(f"{other}Where"), f"There is this {other}, and it passes."
        else:
            shown = "Those that the field of this name shows."
            fields[one] = _lazy(f"Related{other}Where"), shown
    itself: Any = Annotated[name, StrawberryLazyReference(__name__)]
    many = Optional[list[itself]]  # noqa: UP045
    fields |= {
        "and_": (many, "All of these hold."),
        "or_": (many, "At least one of these holds."),
        "not_": (
            _lazy(name),
            "This does not hold; a comparison with an absent value does not.",
        ),
    }
    _make_input(
        name,
        f"Which {label} nodes a list shows; all terms must hold. "
        "A comparison with an absent value is false. A term that is not given, or whose variable "
        "has no value, asks for nothing; one that is null is refused. At most "
        f"{MOST_TERMS} terms, {MOST_LEVELS} levels deep.",
        fields,
    )


_RELATIONS = [relation for named in RELATED.values() for relation in named.values()]
_ENDS = RELATED.keys() | {relation.node.label for relation in _RELATIONS}
for _node in BY_LABEL.values():
    if _filtered(_node) or _node.label in _ENDS:
        _make_where_input(_node)
for _label in {one.node.label for one in _RELATIONS if not isinstance(one, NodeOne)}:
    _make_related_input(_label)


def filters_of(node: type[NodeRecord], where: Any) -> tuple[Term, ...]:
    """The terms that a `where` input asks for.

    Raises BadInput for a null, which is no value to compare with, and beyond the published limits.
    """
    if where is None or where is UNSET:
        return ()
    reader = _Reader()
    terms = tuple(reader.terms(node, where, ("where",), 1))
    if reader.count > MOST_TERMS:
        raise BadInput(
            f"`where` has {reader.count} terms, at most {MOST_TERMS} are allowed",
            remedy="compare fewer properties",
            path=("where",),
        )
    return terms


@dataclass(slots=True)
class _Reader:
    """Reads inputs; `count` is how many terms there were."""

    count: int = 0

    def terms(self, node: type[NodeRecord], where: Any, path: Path, level: int) -> Iterator[Term]:
        """The terms of one input, all of which must hold."""
        if level > MOST_LEVELS:
            raise BadInput(
                f"`where` is more than {MOST_LEVELS} levels deep",
                remedy="ask for related nodes from the other end, or in several requests",
                path=shown_place(path),
            )
        relations, filtered = RELATED.get(node.label, {}), _filtered(node)
        further = NODE_FILTERS.get(node.label, {})
        names = ["id", *filtered, "tags", *further, *relations, "and_", "or_", "not_"]
        names = [name for name in names if getattr(where, name, UNSET) is not UNSET]
        refuse_nulls(where, names, *path, remedy=IS_NULL)
        for name in names:
            asked, place = getattr(where, name), (*path, name.removesuffix("_"))
            if name in ("and_", "or_"):
                yield self._joined(node, name, asked, place, level)
            elif name == "not_":
                yield Not(AllOf(tuple(self.terms(node, asked, place, level + 1))))
            elif name in relations:
                yield from self._related(relations[name], asked, place, level)
            elif name == "id":
                yield from self._counted(_ids(node.label, "id", asked, place))
            elif name == "tags":
                yield from self._counted(_tags(asked, place))
            elif name in further:
                yield from self._counted(further[name].terms(asked, place))
            else:
                yield from self._counted(_comparisons(node, filtered[name], asked, place))

    def _counted(self, terms: Iterator[tuple[Term, ...]]) -> Iterator[Term]:
        for term in terms:
            self.count += 1
            yield from term

    def _joined(
        self, node: type[NodeRecord], name: str, asked: list[Any], path: Path, level: int
    ) -> Term:
        check_length(asked, path)
        parts = []
        for number, one in enumerate(asked):
            place = (*path, number)
            if one is None:
                raise BadInput(
                    f"`{'.'.join(map(str, shown_place(place)))}` is null",
                    remedy="leave it out",
                    path=shown_place(place),
                )
            parts.append(AllOf(tuple(self.terms(node, one, place, level + 1))))
        return AllOf(tuple(parts)) if name == "and_" else AnyOf(tuple(parts))

    def _related(self, relation: Relation, asked: Any, path: Path, level: int) -> Iterator[Term]:
        if isinstance(relation, NodeOne):
            self.count += 1
            terms = tuple(self.terms(relation.node, asked, path, level + 1))
            yield Related(relation.name, Quantifier.SOME, terms)
            return
        refuse_nulls(asked, [one.value for one in Quantifier], *path)
        for quantifier in Quantifier:
            inner = getattr(asked, quantifier.value, UNSET)
            if inner is UNSET:
                continue
            self.count += 1
            place = (*path, quantifier.value)
            terms = tuple(self.terms(relation.node, inner, place, level + 1))
            yield Related(relation.name, quantifier, terms)


def _comparisons(
    node: type[NodeRecord], name: str, asked: Any, path: Path
) -> Iterator[tuple[Term, ...]]:
    """What is compared in the store for each comparison of a property."""
    item = node.PROPERTIES[name]
    refuse_nulls(asked, [*COMPARATORS, "is_null"], *path, remedy=IS_NULL)
    if item.points_at is not None:
        yield from _ids(item.points_at, name, asked, path)
    for comparator in () if item.points_at is not None else COMPARATORS:
        value = getattr(asked, comparator, UNSET)
        if value is UNSET:
            continue
        if comparator in LISTS:
            check_length(value, (*path, comparator))
        yield tuple(stored_filters(item, comparator, value))
    absent = getattr(asked, "is_null", UNSET)
    if absent is not UNSET:
        yield (Filter(item.name, "is_null" if absent else "is_not_null"),)


def _ids(label: str, name: str, asked: Any, path: Path) -> Iterator[tuple[Term, ...]]:
    """The comparisons of a property that holds the id of a node of a label."""
    refuse_nulls(asked, _IDS, *path, remedy="leave it out to ask for all ids")
    for comparator in _IDS:
        value = getattr(asked, comparator, UNSET)
        if value is UNSET:
            continue
        place = (*path, comparator.removesuffix("_"))
        if isinstance(value, list):
            check_length(value, place)
            ids = [_native(label, one, (*place, number)) for number, one in enumerate(value)]
            yield (Filter(name, COMPARATORS[comparator], tuple(ids)),)
        else:
            yield (Filter(name, COMPARATORS[comparator], _native(label, value, place)),)


def _native(label: str, id_: str, path: Path) -> str:
    """The id in the store; raises BadInput for that of a node of another label."""
    return id_of_label(label, id_, *shown_place(path), subject=repr(id_[:80]))


def _tags(asked: Any, path: Path) -> Iterator[tuple[Term, ...]]:
    refuse_nulls(asked, ("has", "has_any"), *path, remedy="leave it out to ask for all tags")
    if asked.has is not UNSET:
        yield (Filter("tags", "has", asked.has),)
    if asked.has_any is not UNSET:
        check_length(asked.has_any, (*path, "has_any"))
        yield (AnyOf(tuple(Filter("tags", "has", one) for one in asked.has_any)),)
