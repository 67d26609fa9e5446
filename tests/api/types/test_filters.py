"""What a filter asks for is what is answered: no null, no zone and no way of writing widens or empties it."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Iterator
from typing import Any

import graphql
import pytest
import pytest_asyncio
from strawberry import UNSET

from api.schema.schema import sdl
from api.scopes.tie_arguments import WindowInput, window_of
from api.types.null_inputs import refuse_nulls
from api.types.where_inputs import filters_of, input_of, where_input
from graph.errors import BadInput
from graph.records import BY_LABEL
from graph.records.base import Property
from graph.store.driver import Store
from tests.api.store_query import ask, data
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported

FILTERED = {label: node for label, node in BY_LABEL.items() if where_input(node) is not None}


def comparisons() -> Iterator[tuple[str, str, str]]:
    """Every label, property and comparator that can be asked for."""
    for label, node in FILTERED.items():
        for item in node.PROPERTIES.values():
            if item.filtered:
                for name in compared(item):
                    yield label, item.name, name


def compared(item: Property) -> set[str]:
    """The comparators of a property."""
    return {field.name for field in dataclasses.fields(input_of(item))}


def where(label: str, **terms: Any) -> Any:
    """A `where` input of a label."""
    return where_input(BY_LABEL[label])(**terms)


def test_null_is_refused_wherever_something_is_compared() -> None:
    tried = list(comparisons())
    assert len(tried) > 150
    for label, name, comparator in tried:
        node = BY_LABEL[label]
        compare, shown = input_of(node.PROPERTIES[name]), node.PROPERTIES[name].shown
        with pytest.raises(BadInput) as refused:
            filters_of(node, where(label, **{shown: compare(**{comparator: None})}))
        assert "isNull" in str(refused.value.remedy)
        assert len(refused.value.path) == 3 and refused.value.path[0] == "where"
        assert filters_of(node, where(label, **{shown: compare()})) == ()
        with pytest.raises(BadInput):
            filters_of(node, where(label, **{shown: None}))
    assert filters_of(BY_LABEL["Goal"], where("Goal")) == ()


def test_every_property_that_is_compared_can_be_asked_for_its_absence() -> None:
    by_property: dict[tuple[str, str], set[str]] = {}
    for label, name, comparator in comparisons():
        by_property.setdefault((label, name), set()).add(comparator)
    assert [one for one, known in by_property.items() if "is_null" not in known] == []


def test_every_input_of_a_query_in_which_null_may_stand_refuses_it() -> None:
    """A new input of the reading side is a `where`, an order (`test_list_order.py`), a window, or is added here with its test."""
    schema = graphql.build_schema(sdl())
    reached: set[str] = set()

    def walk(kind: Any) -> None:
        kind = graphql.get_named_type(kind)
        if isinstance(kind, graphql.GraphQLInputObjectType) and kind.name not in reached:
            reached.add(kind.name)
            for field in kind.fields.values():
                walk(field.type)

    for name, kind in schema.type_map.items():
        if isinstance(kind, graphql.GraphQLObjectType | graphql.GraphQLInterfaceType):
            for field in kind.fields.values() if name != "Mutation" else ():
                for argument in field.args.values():
                    walk(argument.type)
    inputs = [schema.type_map[name] for name in reached]
    nullable = {
        kind.name
        for kind in inputs
        if any(not graphql.is_non_null_type(field.type) for field in kind.fields.values())  # type: ignore[attr-defined]
    }
    assert {one for one in nullable if not one.endswith(("Where", "Order"))} == {
        "WindowInput",
        "TieInput",
    }
    defaults = [f.default_value for kind in inputs for f in kind.fields.values()]  # type: ignore[attr-defined]
    assert set(map(type, defaults)) == {type(graphql.Undefined)}


@pytest.mark.parametrize("side", ["since", "until"])
def test_a_side_of_a_window_that_is_null_is_refused(side: str) -> None:
    with pytest.raises(BadInput, match=f"window.{side}` is null"):
        window_of(WindowInput(**{side: None}))
    assert window_of(WindowInput()) == window_of(None) == window_of(UNSET)


def test_what_is_not_given_is_not_null() -> None:
    refuse_nulls(where("Goal"), ["title", "kind"], "where")


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def small(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """One person who joined in the night in which clocks go forward, goals with and without a day."""
    await emptied(store)
    rows: dict[str, list[dict[str, Any]]] = {
        "people": [
            {"id": "p", "name": "Tim", "joined_at": "2026-03-29T00:30:00Z"},
            {"id": "q", "name": "tim"},
        ],
        "goals": [
            {"id": "a", "title": "A", "kind": "purpose", "due_on": "2026-03-29"},
            {"id": "b", "title": "B"},
            {"id": "long", "title": "x" * 480 + "é" * 20},
        ],
    }
    await imported(store, tmp_path_factory.mktemp("small"), rows)
    yield store
    await emptied(store)


async def count(store: Store, field: str, terms: str) -> int:
    """How many nodes of a root list pass a filter."""
    return int(
        (await data(store, f"{{ {field}(where: {{{terms}}}) {{ totalCount }} }}"))[field][
            "totalCount"
        ]
    )


SAME = ["2026-03-29T01:30:00+01:00", "2026-03-29T00:30:00Z", "2026-03-28T19:30:00-05:00"]
SAME += ["2026-03-29T00:30:00.000+00:00", "2026-03-29T14:30:00+14:00", "2026-03-29t00:30:00z"]


@pytest.mark.parametrize("same", SAME)
async def test_instants_are_compared_as_instants_whatever_the_zone(small: Store, same: str) -> None:
    for comparator, wanted in [("eq", 1), ("gte", 1), ("lte", 1), ("gt", 0), ("lt", 0)]:
        assert await count(small, "people", f'joinedAt: {{{comparator}: "{same}"}}') == wanted
    assert (
        await count(small, "people", f'joinedAt: {{in: ["2020-01-01T00:00:00Z", "{same}"]}}') == 1
    )
    query = "query($t: DateTime) { people(where: {joinedAt: {eq: $t}}) { totalCount } }"
    assert (await data(small, query, {"t": same}))["people"]["totalCount"] == 1


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("2026-03-29T00:30:00", "no zone"),
        ("2026-03-29 00:30", "no zone"),
        ("0001-01-01T00:00:00+14:00", "outside the years"),
        ("yesterday", "is no time"),
        ("2026-02-30", "is no time"),
    ],
)
async def test_a_time_that_is_no_instant_is_refused(small: Store, time: str, words: str) -> None:
    for query in (
        f'{{ people(where: {{joinedAt: {{gte: "{time}"}}}}) {{ totalCount }} }}',
        f'{{ network {{ mixing(ties: {{window: {{since: "{time}"}}}}) {{ external }} }} }}',
    ):
        answer = await ask(small, query)
        assert words in str(answer.errors[0])


async def test_a_bare_day_is_its_start_in_utc(small: Store) -> None:
    assert await count(small, "people", 'joinedAt: {gte: "2026-03-29"}') == 1
    assert await count(small, "people", 'joinedAt: {gte: "2026-03-30"}') == 0


async def test_null_by_variable_is_refused_and_an_absent_variable_asks_for_nothing(
    small: Store,
) -> None:
    query = "query($d: Date) { goals(where: {dueOn: {eq: $d}}) { totalCount } }"
    answer = await ask(small, query, {"d": None})
    with pytest.raises(BadInput, match=r"where.dueOn.eq` is null") as refused:
        raise answer.errors[0]
    assert refused.value.path == ("where", "dueOn", "eq")
    assert (await data(small, query, {}))["goals"]["totalCount"] == 3
    assert (await data(small, query, {"d": "2026-03-29"}))["goals"]["totalCount"] == 1
    assert await count(small, "goals", "dueOn: {isNull: true}") == 2
    whole = "query($w: GoalWhere) { goals(where: $w) { totalCount } }"
    assert (await data(small, whole, {"w": None}))["goals"]["totalCount"] == 3
    nested = "query($k: GoalKind) { goals(where: {kind: {in: [$k]}}) { totalCount } }"
    assert (await ask(small, nested, {"k": None})).errors
    answer = await ask(small, "{ goals(where: {kind: null}) { totalCount } }")
    with pytest.raises(BadInput):
        raise answer.errors[0]


async def test_text_is_equal_letter_by_letter_unless_it_is_asked_to_fold(small: Store) -> None:
    assert await count(small, "people", 'name: {eq: "Tim"}') == 1
    assert await count(small, "people", 'name: {eqFold: "TIM"}') == 2
    assert await count(small, "people", 'name: {in: ["tim", "TIM"]}') == 1
    assert await count(small, "people", 'name: {inFold: ["tim", "bo"]}') == 2
    long = "x" * 480 + "é" * 20
    assert await count(small, "goals", f'title: {{eq: "{long}"}}') == 1
    assert await count(small, "goals", f'title: {{eqFold: "{long.upper()}"}}') == 1
    assert await count(small, "goals", f'title: {{eq: "{long}e"}}') == 0
