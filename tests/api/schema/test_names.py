"""Names of the schema: one name is one thing, and says what it is to somebody who sees it for the first time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import graphql
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
)

from api.schema.schema import schema
from graph.records import NODES

TYPES = {name: kind for name, kind in schema._schema.type_map.items() if not name.startswith("__")}
OBJECTS = {name: kind for name, kind in TYPES.items() if isinstance(kind, GraphQLObjectType)}
WORDS_OF_EACH_NOUN = {
    "direction": "of a measure it is said in words: mostly neither is better",
    "kind": "each noun has kinds of its own",
    "reason": "of a mistake it is one of a closed set, of a failure a sentence",
    "reasons": "each answer has reasons of its own",
    "role": "of a broker, of a viewer",
    "roles": "of a broker, of a viewer",
    "source": "of progress it is one of a closed set",
    "state": "each noun goes through states of its own",
    "status": "what became of a row, where a goal stands, what a check-in says",
}
NUMBERS = {
    "after": "a figure, or the analysis that it is of",
    "before": "a figure, or the analysis that it is of",
    "change": "between two periods by how much, of an event what was changed",
    "denominator": "of the value ledger credits, which are no whole numbers",
    "distanceFragmentation": "of an absence as it is and without the people",
    "exact": "of progress the fraction, of introductions whether all were tried",
    "expected": "of progress a decimal as goals have them",
    "fragmentation": "of an absence as it is and without the people",
    "mean": "of a list each of its numbers",
    "progress": "what somebody says, a number; of a goal with how it came about",
    "rate": "of a kind of value its form",
    "reach": "of an absence a measure, of a goal people and groups, of the ledger its days",
    "score": "of a broker with rank and evidence, of a link how sure a method was",
    "share": "of a line of sight with its parts",
    "steps": "how many, or each of them",
    "total": "of brokerage with rank and evidence, of a run how much there is to do",
    "value": "a plain number of what it is told of; of a goal or scope the value ledger",
}
SHORT_LISTS = {
    "figures": "of periods one object; of analyses a list",
    "goals": "short by nature: no page",
    "groups": "short by nature: no page",
    "inputs": "of the value ledger their names",
    "links": "of suggestions the first ones",
    "people": "short by nature: no page",
    "sharedGoals": "of an introduction the first ones",
    "signs": "the warning signs, in the object that says of which window",
}
OTHERS = {
    "current": "of a mistake the node that stands in the way, of a metric its value",
    "from": "of a change text as it was written",
    "key": "of a measure, which has no source",
    "message": "of a mistake what is wrong",
    "to": "of a change text as it is written",
}
DIFFERENT: Mapping[str, str] = WORDS_OF_EACH_NOUN | NUMBERS | SHORT_LISTS | OTHERS
"""Names that are not of one type everywhere, and why."""
OF_NODES = {
    "figures": DIFFERENT["figures"],
    "kind": DIFFERENT["kind"],
    "name": "a source need not know the name of a person; `displayName` is never null",
    "progress": DIFFERENT["progress"],
    "startedAt": "a run has always begun; when talk began its source need not know",
    "state": DIFFERENT["state"],
    "status": DIFFERENT["status"],
    "value": DIFFERENT["value"],
}
"""Names that cannot be selected side by side of nodes of several types without an alias, and why."""
COUNTS = frozenset(
    {"FlowCell", "FlowGroup", "GoalsFromTalk", "GoalTalk", "NetworkTotals", "PeriodFigures"}
    | {"RankCorrelation"}
    | {f"{noun}Dependents" for noun in ("Conversation", "Goal", "Group", "Message", "Person")}
)
"""Types of numbers of what they are called by: `messages` there is how many messages."""
PACKED = frozenset({"GoalGraph", "NetworkGraph"})
"""Types whose fields are columns of many rows."""
TIES = ("goal", "window", "kinds", "halfLifeDays", "leastInteractions")
UNTOLD = frozenset(
    [
        "already",
        "andWhatHangsOnIt",
        "anew",
        "asked",
        "backed",
        "chosen",
        "confirm",
        "connected",
        "cutOff",
        "declared",
        "everything",
        "found",
        "held",
        "hidden",
        "hosted",
        "kept",
        "least",
        "live",
        "lived",
        "most",
        "onPaper",
        "one",
        "proposed",
        "reached",
        "reaching",
        "read",
        "said",
        "same",
        "shown",
        "solved",
        "tied",
        "told",
        "unknown",
        "unreached",
        "what",
        "who",
        "without",
        "wouldOrphan",
    ]
)
"""Words that say nothing alone: no name of a field, an argument or an enum value is one of them."""
STATES = {
    "Connectedness",
    "NeedState",
    "ProgressSource",
    "ExperimentState",
    "GoalStatus",
    "PeriodResult",
    "ChangeKind",
    "WriteStatus",
}
"""Enums whose values are what something is by now, so that a participle says it."""


def shape(type_: Any, *, strict: bool) -> str:
    """The type of a field as those who select it side by side with others must know it.

    As the specification has it (FieldsInSetCanMerge): objects are alike whatever they are, leaves are
    not. `strict` tells what may be null.
    """
    if isinstance(type_, GraphQLNonNull):
        return shape(type_.of_type, strict=strict) + ("!" if strict else "")
    if isinstance(type_, GraphQLList):
        return f"[{shape(type_.of_type, strict=strict)}]"
    return "object" if is_composite_type(type_) else str(type_)


def shapes(types: Mapping[str, Any], *, strict: bool) -> dict[str, set[str]]:
    """Name of a field → the shapes that it has in these types."""
    found: dict[str, set[str]] = {}
    for kind in types.values():
        for name, field in kind.fields.items():
            found.setdefault(name, set()).add(shape(field.type, strict=strict))
    return found


def differing(types: Mapping[str, Any], *, strict: bool) -> set[str]:
    """The names of fields that have more than one shape."""
    return {name for name, found in shapes(types, strict=strict).items() if len(found) > 1}


def test_fields_of_one_name_are_of_one_type() -> None:
    by_structure = ("Edge", "Range", "Mean")  # what they hold follows from what is listed
    types = {
        name: kind
        for name, kind in OBJECTS.items()
        if name not in COUNTS | PACKED and not name.endswith(by_structure)
    }
    assert differing(types, strict=False) == DIFFERENT.keys()
    assert set(DIFFERENT.values()).isdisjoint({""})


def test_fields_of_nodes_can_be_selected_side_by_side() -> None:
    node = TYPES["Node"]
    nodes = {name: kind for name, kind in OBJECTS.items() if node in kind.interfaces}
    assert len(nodes) > 15
    assert differing(nodes, strict=True) == OF_NODES.keys()


def test_types_of_counts_hold_numbers() -> None:
    for name in COUNTS:
        fields = OBJECTS[name].fields
        leaves = {get_named_type(field.type).name for field in fields.values()}
        assert leaves & {"Int", "Float"}, name
        nouns = {one for one in OBJECTS["Query"].fields.keys() & fields.keys() if one[-1] == "s"}
        assert {shape(fields[one].type, strict=False) for one in nouns} <= {"Int"}, name


def test_what_makes_ties_is_one_input() -> None:
    """No field takes by itself what `TieInput` has, but for a goal and a window where no ties are read."""
    loose = set[tuple[str, str, str]]()
    for name, kind in TYPES.items():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in kind.fields.items():
                types = {one: str(get_named_type(arg.type)) for one, arg in field.args.items()}
                taken = {one for one in TIES if one in types and types[one] == TIE_TYPES[one]}
                loose |= {(name, field_name, one) for one in taken}
        elif isinstance(kind, GraphQLInputObjectType) and name != "TieInput":
            taken = {one for one in TIES if one in kind.fields}
            loose |= {(name, "", one) for one in taken if str(get_named_type(kind.fields[one].type)) == TIE_TYPES[one]}  # fmt: skip
    assert {one for _, _, one in loose} == {"goal", "window"}
    both = {(kind, field) for kind, field, one in loose if one == "goal"}
    # the ledger has rules of its own, and what happens to a goal reads no ties
    assert {field for _, field in both} == {"value", "goalActivity"}
    assert TIE_TYPES.keys() == set(TIES)


TIE_TYPES = {
    name: str(get_named_type(field.type))
    for name, field in TYPES["TieInput"].fields.items()  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("node", NODES, ids=lambda node: str(node.label))
def test_an_order_is_called_as_the_field_that_it_goes_by(node: Any) -> None:
    kind = TYPES.get(f"{node.label}Order")
    if not isinstance(kind, GraphQLEnumType) or node.label not in OBJECTS:
        return
    fields = {graphql_words(name) for name in OBJECTS[node.label].fields}
    orders = {name.rpartition("_")[0] for name in kind.values}
    if node.label == "CheckInVersion":  # the number at the end of its id
        fields.add("VERSION")
    assert {one for one in orders if not one.endswith("_COUNT")} <= fields


def graphql_words(name: str) -> str:
    """A name in capitals, its words parted."""
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name)


def names() -> Iterator[tuple[str, str]]:
    """Every name of a field, an argument or an enum value, and where it stands."""
    for name, kind in TYPES.items():
        if name in COUNTS:  # how many were reached, moved, dropped
            continue
        if isinstance(kind, GraphQLEnumType):
            if name not in STATES and not name.endswith(("Where", "Facet")):
                yield from ((f"{name}.{one}", one.lower()) for one in kind.values)
            continue
        for field_name, field in getattr(kind, "fields", {}).items():
            yield f"{name}.{field_name}", field_name
            for argument in getattr(field, "args", {}):
                yield f"{name}.{field_name}({argument})", argument


def test_no_name_is_a_word_that_says_nothing_alone() -> None:
    found = list(names())
    assert len(found) > 3_000
    assert [place for place, name in found if name in UNTOLD] == []


def test_booleans_do_not_bear_the_names_of_lists() -> None:
    plural = {
        name
        for kind in OBJECTS.values()
        for name, field in kind.fields.items()
        if isinstance(graphql.get_nullable_type(field.type), GraphQLList)
        or get_named_type(field.type).name.endswith("Connection")
    }
    booleans = {
        name
        for kind in OBJECTS.values()
        for name, field in kind.fields.items()
        if get_named_type(field.type).name == "Boolean"
    }
    assert booleans & plural == set()
