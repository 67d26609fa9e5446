"""The order of matches, and the part of a message that is shown around what matches."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.organisation.conventions import LONGEST_SEARCH, MOST_WORDS, SNIPPET
from graph.organisation.search import (
    Hit,
    Words,
    lucene,
    search,
    search_messages,
    snippet,
    words_of,
)
from tests.statement_answers import StatementAnswers

FILLER = "lorem ipsum dolor sit amet " * 20
words = st.lists(st.sampled_from(["alpha", "Beta", "índex", "x", "longerword"]), max_size=120)


@settings(max_examples=80, deadline=None)
@given(words, st.integers(0, 120))
def test_a_snippet_is_a_part_of_the_text_in_whole_words_with_what_is_searched_for(
    parts: list[str], place: int
) -> None:
    parts.insert(min(place, len(parts)), "Needle")
    text = " ".join(parts)

    shown = snippet(text, "needle")

    assert "Needle" in shown
    part = shown.removeprefix("… ").removesuffix(" …")
    assert f" {part} " in f" {text} "
    assert len(part) <= SNIPPET
    assert shown.startswith("… ") == (not text.startswith(part))
    assert shown.endswith(" …") == (not text.endswith(part))
    assert (shown == text) == (len(text) <= SNIPPET)


@pytest.mark.parametrize("over", range(1, 22))
@pytest.mark.parametrize("place", [0, 1])
def test_a_text_a_little_too_long_is_cut_between_words(over: int, place: int) -> None:
    words = ("Start of it " + "some words " * SNIPPET).split()
    begin, end = ("needle", "") if place == 0 else ("", "needle")
    size = SNIPPET + over - len(begin) - len(end) - 1
    middle = " ".join(words)[:size].rstrip().ljust(size, "s")
    text = f"{begin} {middle}" if begin else f"{middle} {end}"
    assert len(text) == SNIPPET + over
    shown = snippet(text, "needle")
    part = shown.removeprefix("… ").removesuffix(" …")
    assert f" {part} " in f" {text} " and "needle" in part
    assert SNIPPET - 30 <= len(part) <= SNIPPET


def test_a_snippet_shows_where_most_of_the_words_stand() -> None:
    text = f"needle {FILLER} needle and needle {FILLER}"
    shown = snippet(text, "needle")
    assert shown.count("needle") == 2
    assert shown.startswith("… ") and shown.endswith(" …")


def test_a_snippet_finds_words_without_accents_and_by_their_beginning() -> None:
    text = f"{FILLER} the Résumés are {FILLER}"
    assert "Résumés" in snippet(text, "resume")


def test_without_a_match_the_beginning_is_shown_in_one_line() -> None:
    shown = snippet(FILLER.replace(" sit", "\n sit"), "absent")
    assert shown.startswith("lorem ipsum dolor sit amet") and shown.endswith(" …")
    assert len(shown) <= SNIPPET + 2


@pytest.mark.parametrize("length", [SNIPPET - 1, SNIPPET, SNIPPET + 1, SNIPPET + 200])
@pytest.mark.parametrize("at", [0, 0.5, 1])
def test_text_without_blanks_is_cut_to_length(length: int, at: float) -> None:
    text = "x" * length
    shown = snippet(text, "x" if at else "absent")
    assert shown.removesuffix(" …").removeprefix("… ") == "x" * min(length, SNIPPET)
    assert shown.endswith(" …") == (length > SNIPPET)


async def test_the_very_name_comes_first_and_goals_before_others() -> None:
    rows = [
        ("Message", "m", None, False, 9.0),
        ("Person", "p", "Heat Pump", False, 3.0),
        ("Goal", "g", "heat pump!", False, 2.0),
        ("Goal", "other", "Heat pumps", False, 8.0),
        ("Group", "n", "Wärme", True, 1.0),
    ]
    store: Any = StatementAnswers({"search": rows})

    hits = await search(store, "Heat pump", 7)

    assert hits == [
        Hit("Goal", "g", 32.0), Hit("Person", "p", 13.0), Hit("Group", "n", 11.0),
        Hit("Message", "m", 9.0), Hit("Goal", "other", 8.0),
    ]  # fmt: skip
    (sent,) = store.params("search")
    assert sent["limit"] == 7
    assert sent["words"] == lucene(Words.of("Heat pump"), names=True)
    assert sent["texts"] == "heat^2 heat* pump^2 pump*"
    assert await search(StatementAnswers({"search": []}), "x") == []  # type: ignore[arg-type]


async def test_messages_come_as_the_index_orders_them() -> None:
    rows = [("Message", "a", None, False, 2.0), ("Message", "b", None, False, 1.0)]
    store: Any = StatementAnswers({"search_messages": rows})
    hits = await search_messages(store, "x", 2)
    assert hits == [Hit("Message", "a", 2.0), Hit("Message", "b", 1.0)]
    assert store.params("search_messages") == [{"words": "x^2 x*", "found": 2, "limit": 2}]


@pytest.mark.parametrize("find", [search, search_messages])
async def test_what_a_reader_may_not_read_takes_no_place_and_tells_no_score(find: Any) -> None:
    rows = [("Message", "a", None, False, 9.0), ("Message", "b", None, False, 2.0)]
    store: Any = StatementAnswers({"search": rows, "search_messages": rows})
    store.restricted = True

    assert await find(store, "x", 2) == [Hit("Message", "a", 1.0), Hit("Message", "b", 0.5)]
    (sent,) = store.params(find.__name__)
    assert sent["limit"] == 2
    assert sent["found"] > 1_000_000_000  # whatever an index may hold
    store.restricted = False
    assert await find(store, "x", 2) == [Hit("Message", "a", 9.0), Hit("Message", "b", 2.0)]
    assert store.params(find.__name__)[1]["found"] == 2


@pytest.mark.parametrize(("length", "fits"), [(LONGEST_SEARCH, True), (LONGEST_SEARCH + 1, False)])
def test_a_text_to_search_for_has_an_end(length: int, fits: bool) -> None:
    if fits:
        assert Words.of("x" * length).folded == ("x" * length,)
    else:
        with pytest.raises(BadInput, match=f"{length} characters, at most {LONGEST_SEARCH}"):
            Words.of("x" * length)


@pytest.mark.parametrize("text", ["", "?!", "___", " - "])
def test_a_text_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no word"):
        Words.of(text)


def test_only_the_first_words_count_each_once() -> None:
    many = [f"w{n}" for n in range(MOST_WORDS + 1)]
    assert words_of(" ".join([many[0], *many])) == tuple(many[:MOST_WORDS])


def test_nothing_of_the_text_is_an_operator() -> None:
    query = lucene(Words.of('a"b\\ OR name_key:*'), names=True)
    assert query.count('"') == 4
    assert '"a b  or name_key:*"' in query
