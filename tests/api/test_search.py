"""Search by words over the real full-text index."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.search import lucene, search
from graph.store import Store
from tests.analysing.organisation import asked, founded
from tests.api.asking import ask, data


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store) -> AsyncIterator[Store]:
    """The hand-written organisation, its words indexed."""
    await founded(store)
    await asked(store, "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    yield store


QUERY = """query($text: String!, $first: Int, $after: String) {
  search(text: $text, first: $first, after: $after) { totalCount
    edges { cursor score node { __typename id } }
    nodes { ... on Goal { title } ... on Conversation { subject: title } ... on Scope { displayName } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } }"""


async def test_words_and_beginnings_of_words_find_goals_conversations_people_and_groups(
    acme: Store,
) -> None:
    found = (await data(acme, QUERY, {"text": "clinic bob east"}))["search"]

    kinds = sorted(edge["node"]["__typename"] for edge in found["edges"])
    assert kinds == ["Conversation", "Goal", "Goal", "Group", "Person"]
    assert found["totalCount"] == 5
    scores = [edge["score"] for edge in found["edges"]]
    assert scores == sorted(scores, reverse=True)
    assert {"displayName": "East"} in found["nodes"]


async def test_hits_are_paged(acme: Store) -> None:
    first = (await data(acme, QUERY, {"text": "clinics", "first": 2}))["search"]
    rest = (await data(acme, QUERY, {"text": "clinics", "after": first["pageInfo"]["endCursor"]}))[
        "search"
    ]

    assert (len(first["edges"]), len(rest["edges"]), first["totalCount"]) == (2, 1, 3)
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)
    assert rest["pageInfo"]["hasPreviousPage"]


@pytest.mark.parametrize("text", ["", "  ", '" && (', "___", "x" * 501])
async def test_text_without_a_word_or_too_long_is_refused(acme: Store, text: str) -> None:
    answer = await ask(acme, QUERY, {"text": text})

    with pytest.raises(BadInput):
        raise answer.errors[0]


@pytest.mark.parametrize(
    "text",
    [
        "AND",
        "OR NOT",
        'clinics" OR title:*',
        "a*b?c~^2",
        "[a TO b]",
        "name:bob && (",
        "\\",
        "Ünïcode ﬁx",
        "x/y",
        "日本語",
    ],
)
async def test_nothing_in_the_text_is_an_operator(acme: Store, text: str) -> None:
    answer = await ask(acme, QUERY, {"text": text})

    assert [error for error in answer.errors if not isinstance(error, BadInput)] == []


async def test_a_word_that_occurs_nowhere_finds_nothing(acme: Store) -> None:
    assert await search(acme, "zzzzqq") == []


async def test_a_cursor_of_another_search_is_refused(acme: Store) -> None:
    first = (await data(acme, QUERY, {"text": "bob"}))["search"]

    answer = await ask(acme, QUERY, {"text": "clinics", "after": first["pageInfo"]["endCursor"]})

    with pytest.raises(BadInput, match="not a cursor of this search"):
        raise answer.errors[0]


@given(st.text(max_size=60))
def test_a_query_holds_words_weights_and_stars_only(text: str) -> None:
    try:
        query = lucene(text)
    except BadInput:
        return
    for word in query.split(" "):
        assert word.removesuffix("^2").removesuffix("*").replace("_", "a").isalnum()
