"""Search by words over the real full-text index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.organisation.conventions import SNIPPET
from graph.organisation.search import Words, lucene, search, snippet, words_of
from graph.store.driver import Store
from graph.upkeep.folded_texts import renew_folded_texts
from tests.api.store_query import ask, data
from tests.conftest import emptied
from tests.graph.importing.whole_organisation import imported
from tests.graph.network.organisation import asked, founded


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def acme(store: Store) -> AsyncIterator[Store]:
    """The hand-written organisation, its words indexed."""
    await founded(store)
    await renew_folded_texts(store)
    await asked(store, "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    yield store


OPERATORS = '+-&|!(){}[]^"~*?:\\/ '

OPERATORS = '+-&|!(){}[]^"~*?:\\/ '
KEYS = """MATCH (n) WHERE n:Goal OR n:Person OR n:Group OR n:Conversation
RETURN labels(n)[0], n.id, n.title_key, n.name_key, n.by_title, n.by_name ORDER BY labels(n)[0], n.id"""
QUERY = """query($text: String!, $first: Int, $after: String) {
  search(text: $text, first: $first, after: $after) { totalCount
    edges { cursor score node { __typename id } }
    nodes { ... on Goal { title } ... on Conversation { subject: title } ... on Scope { displayName } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } }"""


async def test_words_and_beginnings_of_words_find_goals_conversations_people_and_groups(
    acme: Store,
) -> None:
    results = (await data(acme, QUERY, {"text": "clinic bob east"}))["search"]

    kinds = sorted(edge["node"]["__typename"] for edge in results["edges"])
    assert kinds == ["Conversation", "Goal", "Goal", "Group", "Person"]
    assert results["totalCount"] == 5
    scores = [edge["score"] for edge in results["edges"]]
    assert scores == sorted(scores, reverse=True)
    assert {"displayName": "East"} in results["nodes"]


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
def test_nothing_of_the_text_but_letters_and_digits_stands_outside_of_quotation_marks(
    text: str,
) -> None:
    try:
        words = Words.of(text)
    except BadInput:
        return
    plain, names = lucene(words, names=False), lucene(words, names=True)

    for word in plain.split(" "):
        assert not set(word.removesuffix("^2").removesuffix("*")) & set(OPERATORS)
    quoted = re.sub(r'(title_key|name_key):"[^"\\]*"\^8', "", names)
    fields = re.sub(r"(title_key|name_key):/\.\*\[[^]]*\]\w+\.\*/", "", quoted)
    for word in fields.split():
        assert not set(word.removesuffix("^2").removesuffix("*")) & set(OPERATORS)


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def titled(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """Goals with joined, accented and common titles among much talk, with kept texts."""
    await emptied(store)
    names = [
        "Array equality",
        "Iterator includes",
        "Prototype pollution",
        "JS engines",
        "Node graph",
    ]
    nfd = unicodedata.normalize("NFD", "Résumé")
    titles = ["`Array.prototype.includes`", "Node.js upgrade", "Straße", "Résumé", nfd]
    titles += [
        "CI/CD for foo_bar",
        "The",
        "Lift-off: “moon”",
        "a+b=c (v2.0)",
        "データ移行",
        "Équipe",
    ]
    talk = [{"id": f"c{n}", "title": names[n % 5]} for n in range(80)]
    talk += [{"id": "same", "title": "Node.js upgrade"}, {"id": "hid", "visibility": "private"}]
    talk += [{"id": "team", "visibility": "group"}]
    texts = {
        "m1": ("c1", "Nobody knows the Straße, but we shall use array.prototype.includes there."),
        "m2": ("team", "word " * 200 + "Wir öffnen das Bürofenster, bitte. " + "word " * 200),
        "m3": ("hid", "Bürofenster and Straße, in private"),
        "m4": ("c2", "Nothing of all that."),
    }
    messages = [
        {
            "id": id_,
            "conversation": where,
            "author": "ada",
            "at": "2026-03-01T10:00:00Z",
            "text": text,
        }
        for id_, (where, text) in texts.items()
    ]
    rows = {
        "people": [{"id": "ada", "name": "Ada Łukasz", "title": "Ingénieure"}],
        "groups": [{"id": "g", "name": "Équipe", "description": "Großes für alle"}],
        "goals": [{"id": f"g{n}", "title": title} for n, title in enumerate(titles)],
        "conversations": talk,
        "messages": messages,
    }
    report = await imported(store, tmp_path_factory.mktemp("titled"), rows)
    assert report.exit_code in (0, 3)
    await asked(store, "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    yield store
    await emptied(store)


HITS = """query($text: String!, $in: SearchPlace) { search(text: $text, in: $in, first: 100) {
  edges { title score snippet node { __typename id ... on Goal { title } } } } }"""


async def hits(store: Store, text: str, place: str | None = None) -> list[dict[str, Any]]:
    """The edges of a search."""
    edges = (await data(store, HITS, {"text": text, "in": place}))["search"]["edges"]
    scores = [edge["score"] for edge in edges]
    assert scores == sorted(scores, reverse=True)
    return list(edges)


async def test_every_goal_comes_first_for_its_own_title(titled: Store) -> None:
    goals = (await data(titled, "{ goals(first: 100) { nodes { id title } } }"))["goals"]["nodes"]
    assert len(goals) == 11
    for goal in goals:
        title = goal["title"]
        for text in (title, title.upper(), title.strip("`"), f" {title}? "):
            edges = await hits(titled, text)
            first = [edge["node"]["title"] for edge in edges[:2] if "title" in edge["node"]]
            assert first and words_of(first[0]) == words_of(title), text
            alike = [edge for edge in edges if edge["node"].get("title") == title]
            assert alike, text


async def test_a_word_inside_one_that_is_joined_is_found(titled: Store) -> None:
    for text, titles in [
        ("prototype", "`Array.prototype.includes`"),
        ("includes", "`Array.prototype.includes`"),
        ("js", "Node.js upgrade"),
        ("bar", "CI/CD for foo_bar"),
        ("cd", "CI/CD for foo_bar"),
        ("v2", "a+b=c (v2.0)"),
    ]:
        assert titles in [edge["title"] for edge in await hits(titled, text)], text


@pytest.mark.parametrize(
    ("texts", "filtered"),
    [
        (["strasse", "STRASSE", "Straße", "straẞe"], 1),
        (["resume", "Résumé", "RÉSUMÉ", unicodedata.normalize("NFD", "résumé")], 2),
        (["equipe", "ÉQUIPE"], 1),
    ],
)
async def test_search_and_filters_fold_alike(
    titled: Store, texts: list[str], filtered: int
) -> None:
    query = "query($text: String!) { goals(where: {title: {eqFold: $text}}) { nodes { id } } %s }"
    more = "a: goals(where: {title: {contains: $text}}) { totalCount } "
    more += "b: goals(where: {title: {startsWith: $text}}) { totalCount } "
    more += "c: goals(where: {title: {inFold: [$text]}}) { totalCount }"
    for text in texts:
        answer = await data(titled, query % more, {"text": text})
        ids = {node["id"] for node in answer["goals"]["nodes"]}
        assert len(ids) == filtered, text
        assert {answer[name]["totalCount"] for name in "abc"} == {filtered}
        goals = [e["node"]["id"] for e in await hits(titled, text) if "title" in e["node"]]
        assert set(goals) == ids, text
    exact = "query($text: String!) { goals(where: {title: {eq: $text}}) { nodes { title } } }"
    for title in ("Straße", "Résumé", "Équipe"):
        nodes = (await data(titled, exact, {"text": title}))["goals"]["nodes"]
        assert nodes == [{"title": title}]
        answer = await data(titled, exact, {"text": title.upper()})
        assert answer["goals"]["nodes"] == []


async def test_descriptions_and_job_titles_are_found_without_accents(titled: Store) -> None:
    for text in ("grosses", "Großes", "fur"):
        assert [edge["title"] for edge in await hits(titled, text)] == ["Équipe"], text
    for text in ("ingenieure", "Lukasz", "łukasz"):
        assert [edge["title"] for edge in await hits(titled, text)] == ["Ada Łukasz"], text


async def test_kept_texts_of_messages_are_found_with_what_matches(titled: Store) -> None:
    for text in ("burofenster", "Bürofenster", "büro"):
        (edge,) = await hits(titled, text, "MESSAGES")
        assert edge["node"]["__typename"] == "Message"
        assert "Bürofenster" in edge["snippet"] and len(edge["snippet"]) <= SNIPPET + 4
        assert edge["snippet"].startswith("… ") and edge["snippet"].endswith(" …")
    (edge,) = await hits(titled, "includes", "MESSAGES") or await hits(
        titled, "Array.prototype.includes", "MESSAGES"
    )
    assert edge["snippet"].startswith("Nobody knows the Straße")
    assert len(await hits(titled, "straße", "MESSAGES")) == 1
    assert await hits(titled, "straße", "NAMES") == await hits(titled, "straße")


async def test_a_cursor_of_names_is_none_of_messages(titled: Store) -> None:
    query = """query($after: String) { search(text: "strasse", in: MESSAGES, after: $after) {
        edges { cursor } } }"""
    names = '{ search(text: "strasse") { edges { cursor } } }'
    cursor = (await data(titled, names))["search"]["edges"][0]["cursor"]

    answer = await ask(titled, query, {"after": cursor})

    with pytest.raises(BadInput, match="of this list in this order"):
        raise answer.errors[0]


@given(st.text(max_size=400), st.text(min_size=1, max_size=20))
def test_a_snippet_is_a_part_of_the_text(text: str, searched: str) -> None:
    snippet_text = snippet(text, searched)
    part = snippet_text.removeprefix("… ").removesuffix(" …")
    assert len(part) <= SNIPPET
    assert part in " ".join(text.split()) or part.split() == text.split()[: len(part.split())]


async def test_a_store_of_an_older_version_is_folded_anew(titled: Store) -> None:
    before = await asked(titled, KEYS)
    await asked(titled, "MATCH (n:Goal) SET n.title_key = toLower(n.title), n.by_title = n.id")
    await asked(titled, "MATCH (n:Person) SET n.name_key = n.name, n.by_name = n.name")
    assert await asked(titled, KEYS) != before

    changed = await renew_folded_texts(titled)

    assert changed == 12
    assert await asked(titled, KEYS) == before
    assert await renew_folded_texts(titled) == 0


async def test_of_names_that_fold_alike_the_written_one_comes_first_and_goals_before_any_talk(
    empty_store: Store, tmp_path: Path
) -> None:
    alike = ["Strasse", "Straße", "STRASSE", "Resume", "Résumé", "Zürich", "Zurich"]
    alike += ["e", "É", "x²", "x2"]
    daily = [{"id": f"d{n}", "title": "Daily stand-up"} for n in range(130)]
    rows = {
        "goals": [{"id": f"g{n}", "title": title} for n, title in enumerate(alike)]
        + [{"id": "daily", "title": "daily stand-up"}],
        "conversations": daily + [{"id": f"c{n}", "title": t} for n, t in enumerate(alike)],
    }
    await imported(empty_store, tmp_path, rows)
    await asked(empty_store, "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")

    for title in alike:
        first = (await hits(empty_store, title))[0]
        assert (first["node"]["__typename"], first["title"]) == ("Goal", title)
    for text in ("Daily stand-up", "DAILY STAND-UP"):
        assert (await hits(empty_store, text))[0]["title"] == "daily stand-up", text
