"""Filters that are joined, turned round, and look at related nodes: beside the same worked out by hand."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from api.execution.compiler.declarations import Listing, One
from api.schema.schema import schema
from api.types.conventions import MOST_LEVELS, MOST_TERMS
from api.types.filters import IdWhere, TagsWhere
from api.types.global_ids import to_global_id
from api.types.related_filters import RELATED
from api.types.where_inputs import filters_of, input_of, where_input
from graph.errors import BadInput
from graph.records import BY_LABEL
from graph.store.driver import Store
from graph.store.filter_terms import AllOf, AnyOf, Filter, Not, Related
from graph.store.statement_lists import NodeList, NodeOne, RootList
from graph.store.where import Page
from tests.api.schema.test_hidden_talk import ANN, fill
from tests.api.store_query import ask, data
from tests.cypher.test_contract import relations

TREES = 60
EVERYTHING = Page(limit=10_000)
ROOTS = {
    one.node.label: one
    for one in relations().values()
    if isinstance(one, RootList)
    and one.name not in ("analyses", "present_people")
    and where_input(one.node) is not None
}
Tree = Mapping[str, Any]


def where(label: str, tree: Tree) -> Any:
    """The input that says what a tree says."""
    node, given = BY_LABEL[label], dict[str, Any]()
    for name, asked in tree.items():
        relation = RELATED.get(label, {}).get(name)
        if name in ("and_", "or_"):
            given[name] = [where(label, one) for one in asked]
        elif name == "not_":
            given[name] = where(label, asked)
        elif name == "id":
            given[name] = IdWhere(**{k: ids(label, v) for k, v in asked.items()})
        elif name == "tags":
            given[name] = TagsWhere(**asked)
        elif isinstance(relation, NodeOne):
            given[name] = where(relation.node.label, asked)
        elif relation is not None:
            inner = {k: where(relation.node.label, v) for k, v in asked.items()}
            given[name] = related_input(relation.node.label)(**inner)
        else:
            item = node.PROPERTIES[name]
            if item.points_at is not None:
                asked = {
                    k: v if k == "is_null" else ids(item.points_at, v) for k, v in asked.items()
                }
            given[item.shown] = input_of(item)(**asked)
    return where_input(node)(**given)


def ids(label: str, value: Any) -> Any:
    """Global ids."""
    if isinstance(value, list):
        return [to_global_id(label, one) for one in value]
    return to_global_id(label, value)


def related_input(label: str) -> Any:
    """The input that quantifies related nodes."""
    from api.types import where_inputs

    return getattr(where_inputs, f"Related{label}Where")


@dataclass
class Graph:
    """All that a reader may read: nodes by label and id, and what each is related to."""

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    related: dict[tuple[str, str], dict[str, list[str]]] = field(default_factory=dict)

    @classmethod
    async def of(cls, store: Store) -> Graph:
        """Read by the lists that the fields show."""
        made = cls()
        for label, root in ROOTS.items():
            edges = (await root.page(store, EVERYTHING)).edges
            made.nodes[label] = {edge.node.id: edge.node for edge in edges}
        labels = list(ROOTS)
        for label in labels:
            for name, relation in RELATED.get(label, {}).items():
                found = await _related(store, relation, list(made.nodes[label]))
                other = relation.node.label
                if other not in made.nodes:
                    labels.append(other)
                made.nodes.setdefault(other, {}).update(
                    {node.id: node for nodes in found.values() for node in nodes}
                )
                made.related[label, name] = {
                    id_: [node.id for node in nodes] for id_, nodes in found.items()
                }
        return made

    def passes(self, label: str, id_: str, tree: Tree) -> bool:
        """Whether a node passes all that a tree says."""
        return all(self._passes(label, id_, name, asked) for name, asked in tree.items())

    def _passes(self, label: str, id_: str, name: str, asked: Any) -> bool:
        relation = RELATED.get(label, {}).get(name)
        if name == "and_":
            return all(self.passes(label, id_, one) for one in asked)
        if name == "or_":
            return any(self.passes(label, id_, one) for one in asked)
        if name == "not_":
            return not self.passes(label, id_, asked)
        if relation is None:
            value = getattr(self.nodes[label][id_], name)
            return all(compared(value, comparator, one) for comparator, one in asked.items())
        other = relation.node.label
        there = self.related[label, name].get(id_, [])
        if isinstance(relation, NodeOne):
            return any(self.passes(other, one, asked) for one in there)
        quantifiers = {"some": any, "all": all, "none": lambda found: not any(found)}
        return all(
            quantifiers[quantifier](self.passes(other, one, inner) for one in there)
            for quantifier, inner in asked.items()
        )


async def _related(store: Store, relation: Any, parents: list[str]) -> dict[str, list[Any]]:
    if isinstance(relation, NodeOne):
        return {id_: [node] for id_, node in (await relation.of(store, parents)).items()}
    pages = await relation.pages(store, parents, EVERYTHING)
    return {id_: [edge.node for edge in page.edges] for id_, page in pages.items()}


def compared(value: Any, comparator: str, asked: Any) -> bool:
    """A comparison with an absent value is false."""
    if comparator == "is_null":
        return (value is None) is asked
    if comparator in ("has", "has_any"):
        return any(one in value for one in ([asked] if comparator == "has" else asked))
    if value is None:
        return False
    match comparator:
        case "eq":
            return bool(value == asked)
        case "ne":
            return bool(value != asked)
        case "in_":
            return value in asked
        case "not_in":
            return value not in asked
        case "gte":
            return bool(value >= asked)
    return bool(value < asked)


class Chance:
    """Trees made by chance, of values that there are."""

    def __init__(self, seed: int, graph: Graph) -> None:
        self.random = random.Random(seed)
        self.graph = graph

    def tree(self, label: str, levels: int) -> Tree:
        """A tree with a term or two."""
        terms = [self.term(label, levels) for _ in range(self.random.choice((1, 1, 2)))]
        return {name: asked for term in terms for name, asked in term.items()}

    def term(self, label: str, levels: int) -> Tree:
        """One comparison, or what has further levels."""
        kinds = ["compare", "id"]
        if levels > 1:
            kinds += ["and_", "or_", "not_", *["related"] * 4]
        kind = self.random.choice(kinds)
        if kind == "related" and label in RELATED:
            return self.related(label, levels - 1)
        if kind == "not_":
            return {kind: self.tree(label, levels - 1)}
        if kind in ("and_", "or_"):
            return {kind: [self.tree(label, levels - 1) for _ in range(2)]}
        if kind == "id" or not self.names(label):
            known = sorted(self.graph.nodes[label]) or ["acme/nobody"]
            many = self.random.sample(known, min(2, len(known)))
            return {"id": self.random.choice([{"eq": many[0]}, {"ne": many[0]}, {"not_in": many}])}
        return self.comparison(label)

    def related(self, label: str, levels: int) -> Tree:
        """Something of related nodes."""
        name, relation = self.random.choice(sorted(RELATED[label].items(), key=lambda one: one[0]))
        other = relation.node.label
        inner = self.tree(other, levels) if self.random.random() < 0.7 else {}
        if isinstance(relation, NodeOne):
            return {name: inner}
        return {name: {self.random.choice(("some", "none", "all")): inner}}

    def names(self, label: str) -> list[str]:
        """The properties that are compared here."""
        items = BY_LABEL[label].PROPERTIES.values()
        return [item.name for item in items if item.filtered or item.name == "tags"]

    def comparison(self, label: str) -> Tree:
        """A comparison of a property with a value that some node has."""
        name = self.random.choice(self.names(label))
        nodes = self.graph.nodes[label].values()
        known = [value for node in nodes if (value := getattr(node, name)) not in (None, [])]
        if name == "tags":
            tags = sorted({tag for value in known for tag in value}) or ["none"]
            return {name: self.random.choice([{"has": tags[0]}, {"has_any": tags[:2]}])}
        if not known or self.random.random() < 0.2:
            return {name: {"is_null": self.random.random() < 0.5}}
        value = self.random.choice(known)
        choices: list[Tree] = [{"eq": value}]
        known_comparators = {
            field.name for field in dataclasses.fields(input_of(BY_LABEL[label].PROPERTIES[name]))
        }
        choices += [{one: value} for one in ("ne", "gte", "lt") if one in known_comparators]
        choices += [{one: [value]} for one in ("in_", "not_in") if one in known_comparators]
        return {name: self.random.choice(choices)}


@pytest.mark.slow
@pytest.mark.parametrize("viewer", [None, ANN], ids=["everything", "member"])
async def test_filters_show_what_the_fields_of_their_names_show(
    store: Store, tmp_path: Path, viewer: Any
) -> None:
    await fill(store, tmp_path / "bundle", closed=True)
    reading = store if viewer is None else store.read_as(viewer.reader)
    graph = await Graph.of(reading)
    shown = 0
    for seed in range(TREES):
        chance = Chance(seed, graph)
        label = chance.random.choice(sorted(ROOTS))
        tree = chance.tree(label, MOST_LEVELS)
        try:
            filters = filters_of(BY_LABEL[label], where(label, tree))
        except BadInput as refused:
            assert "terms" in refused.message, tree
            continue
        page = Page(limit=10_000, filters=filters)
        found = [edge.node.id for edge in (await ROOTS[label].page(reading, page)).edges]
        wanted = [id_ for id_ in graph.nodes[label] if graph.passes(label, id_, tree)]
        assert sorted(found) == sorted(wanted), (label, tree)
        if seed % 3 == 0:
            assert await ROOTS[label].total(reading, page) == len(wanted), (label, tree)
        shown += 0 < len(wanted) < len(graph.nodes[label])
    assert shown > TREES / 4


@pytest.mark.slow
async def test_a_list_below_a_node_is_filtered_by_related_nodes_too(
    store: Store, tmp_path: Path
) -> None:
    await fill(store, tmp_path / "bundle", closed=True)
    text = """query ($who: ID!) { goals(where: {not: {kind: {eq: PURPOSE}}, owners: {some: {id: {eq: $who}}}}) {
      totalCount nodes { title conversations(where: {not: {participants: {some: {id: {ne: $who}}}}}) { totalCount }
        owners(where: {or: [{id: {eq: $who}}, {groups: {some: {name: {eq: "core"}}}}]}) { totalCount nodes { name } } } } }"""
    bob = to_global_id("Person", "acme/bob")
    answer = await data(store, text, {"who": bob})
    (goal,) = answer["goals"]["nodes"]
    assert (goal["title"], goal["owners"]["nodes"]) == ("Answers", [{"name": "Bob"}])
    assert goal["conversations"]["totalCount"] == 0
    wrong = await ask(store, text, {"who": to_global_id("Group", "acme/core")})
    (error, *_) = wrong.errors
    assert isinstance(error, BadInput)
    assert error.path[:4] == ("where", "owners", "some", "id")


def test_each_related_filter_is_what_the_field_of_its_name_shows() -> None:
    for label, named in RELATED.items():
        type_ = schema.get_type_by_name(label)
        assert type_ is not None
        fields = {field.python_name: field for field in type_.fields}  # type: ignore[union-attr]
        for name, relation in named.items():
            declared = next(
                value
                for value in fields[name].metadata.values()
                if isinstance(value, Listing | One)
            )
            assert declared.relation.name == relation.name, (label, name)


def test_levels_and_terms_are_bounded() -> None:
    node = BY_LABEL["Person"]
    deep: Tree = {"level": {"eq": 1}}
    for _ in range(MOST_LEVELS - 1):
        deep = {"not_": deep}
    assert len(filters_of(node, where("Person", deep))) == 1
    with pytest.raises(BadInput, match="levels deep"):
        filters_of(node, where("Person", {"not_": deep}))
    wide = {"or_": [{"level": {"eq": number}} for number in range(MOST_TERMS)]}
    assert len(filters_of(node, where("Person", wide))) == 1
    with pytest.raises(BadInput, match="terms"):
        filters_of(node, where("Person", wide | {"groups": {"some": {}}}))


def test_what_a_where_asks_for() -> None:
    node = BY_LABEL["Person"]
    tree = {"groups": {"none": {"archived": {"eq": True}}}, "not_": {"or_": [{"level": {"gt": 3}}]}}
    assert filters_of(node, where("Person", tree)) == (
        Related("current_groups_of_people", "none", (Filter("archived", "eq", True),)),  # type: ignore[arg-type]
        Not(AllOf((AnyOf((AllOf((Filter("level", "gt", 3),)),)),))),
    )
    assert not isinstance(RELATED["Person"]["home"], NodeList)
