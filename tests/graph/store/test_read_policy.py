"""Every text that a restricted reader's store sends asks who reads, wherever it finds what can be hidden."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graph.records import BY_LABEL
from graph.store.composition.composed_text import composed
from graph.store.filter_terms import Filter
from graph.store.per_store_cache import PerStoreCache
from graph.store.read_policy import (
    EVERYBODY,
    FIGURE,
    Reader,
    Scope,
    is_ungoverned,
    policies,
    predicate,
    reader_parameters,
    statement_text,
)
from graph.store.statements import Statement, all_statements, statement
from graph.store.where import (
    Page,
    count_statement,
    is_list_statement,
    page_statement,
)
from tests.cypher.test_composition import selections
from tests.statement_answers import store_of_nothing

ROOT = Path(__file__).parents[3]

OPEN = {
    "Person": "who is in the organisation",
    "Account": "whose account it is",
    "Group": "how the organisation is cut",
    "Goal": "what it works towards; the talk that a goal grew from is hidden by itself",
    "CheckIn": "what is said of a goal",
    "CheckInVersion": "what was said of a goal",
    "Analysis": "figures",
}
"""Labels whose nodes everybody may know of, and what they say."""
BETWEEN = {
    "contact_events_of_people": {"m", "c"},
    "help_events_of_people": {"n", "m", "c"},
    "needs_met_by_people": {"c"},
    "warning_signs_of_goals": {"talk", "m", "q", "later"},
    "goals_nobody_talks_about": {"m"},
    "groups_without_goals": {"m"},
    "link_quality": {"first"},
    "search": {"c"},
    "link_states_of_pairs": {"d"},
}
"""Statement → what it finds on the way to a node that has a predicate, which answers for it."""


FIGURES = {
    *("network_totals", "dependents_of_people", "private_evidence", "links_awaiting_decision"),
}
"""Statements that count all talk, whoever asks: figures of everybody, what only admins ask, what is left out."""


def reading() -> list[Statement]:
    """What a restricted reader may have sent: reads, and what a change looks at with their eyes."""
    return [
        one
        for one in all_statements().values()
        if one.folder == "read" or (one.folder == "bulk" and "+policy" in one.text)
    ]


def restricted_text(one: Statement) -> str:
    if is_list_statement(one):
        return page_statement(one.name, Page(), restricted=True)[0]
    return statement_text(one.name, restricted=True)


def test_few_statements_count_what_is_hidden() -> None:
    assert {one.name for one in all_statements().values() if FIGURE in one.text} == FIGURES


def test_every_label_is_open_or_has_a_policy() -> None:
    assert OPEN.keys() | policies().keys() == BY_LABEL.keys()
    assert not OPEN.keys() & policies().keys()


@pytest.mark.parametrize("one", reading(), ids=lambda one: one.name)
def test_what_a_statement_finds_of_hidden_labels_has_its_predicate(one: Statement) -> None:
    if FIGURE in one.text:
        return
    text = restricted_text(one)
    bare = [
        f"{name}:{label}"
        for name, label in set(re.findall(r"\((\w+):(\w+)", one.text))
        if (term := predicate(label, name)) is not None
        and term not in text
        and name not in BETWEEN.get(one.name, ())
    ]
    parents = {
        label
        for label in re.findall(r"\(:(\w+) \{(?:id|key): parent\}", one.text)
        if (term := predicate(label, "near")) is not None and term not in text
    }
    assert not bare and not parents, text
    assert not is_ungoverned(text)


@pytest.mark.parametrize(
    "one", [one for one in reading() if is_list_statement(one)], ids=lambda one: one.name
)
def test_counts_and_filters_have_the_predicate_too(one: Statement) -> None:
    page = Page(after="m", filters=(Filter("id", "eq", "x"),))
    for text, _ in (
        page_statement(one.name, page, restricted=True),
        count_statement(one.name, page, restricted=True),
        count_statement(one.name, Page(), restricted=True),
    ):
        assert not is_ungoverned(text), text


def test_composed_texts_have_the_predicate_of_every_node() -> None:
    for one in selections():
        text = composed(one, restricted=True)
        names = set(re.findall(r"\((n|p0):(\w+)", composed(one)))
        missing = [
            name
            for name, label in names
            if (term := predicate(label, name)) is not None and term not in text
        ]
        assert not missing, text
        assert "$reader_" in text or not {label for _, label in names} & policies().keys()
        assert not re.search(r"\$reader\w*_\d", text), "readers are the same in all parts"


def test_without_a_reader_texts_are_those_of_the_files() -> None:
    for one in reading():
        assert statement_text(one.name, restricted=False) == statement(one.name).text
    assert not any("$reader" in composed(one) for one in selections())


def test_what_policies_ask_about_the_reader_is_given() -> None:
    asked = {name for text in policies().values() for name in re.findall(r"\$(\w+)", text)}
    assert asked == reader_parameters(Reader(Scope.OWN), [], []).keys()


def test_variables_of_policies_are_no_statements_own() -> None:
    own = {name for text in policies().values() for name in re.findall(r"[(\[](\w\w+):", text)}
    assert own == {"held_by", "talk_of", "asking", "offering"}
    for one in all_statements().values():
        assert not own & set(re.findall(r"\w+", re.sub(r"//.*|'[^']*'", "", one.text))), one.name


def test_marked_predicates_are_joined_by_and_alone() -> None:
    """`a OR b // +policy …` would let through what `b` finds."""
    for one in all_statements().values():
        for marked in re.finditer(r"WHERE\b(.*?)// \+policy", one.text):
            after = one.text[marked.end() :].partition("\n")[2] if not marked[1].strip() else ""
            depth, end = (
                0,
                re.search(r"^\s*(?:RETURN|WITH|MATCH|CALL|ORDER)\b", after, re.MULTILINE),
            )
            terms = marked[1] + after[: end.start() if end else None]
            for token in re.findall(r"[({\[]|[)}\]]|\bOR\b", terms):
                depth += {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}.get(token, 0)
                if depth < 0:
                    break
                assert token != "OR" or depth > 0, f"{one.place}: {terms}"


def test_what_is_held_of_each_store_is_held_by_one_piece() -> None:
    """A cache of its own, keyed by the store that it is given, is new for each restricted request."""
    places = [
        path.relative_to(ROOT).as_posix()
        for room in ("api", "graph")
        for path in sorted((ROOT / room).rglob("*.py"))
        if re.search(r"(?:Weak\w+Dictionary|dict)\[Store\b", path.read_text("utf-8"))
    ]
    assert places == ["graph/store/per_store_cache.py"]


def test_whoever_reads_shares_what_is_held_of_the_store() -> None:
    store = store_of_nothing()
    face = store.read_as(Reader(Scope.OWN, "acme/ada"))
    held: PerStoreCache[list[Any]] = PerStoreCache(lambda of: [of])
    assert face is not store and face.base is store and face.restricted
    assert held.of(face) is held.of(store) == [store]
    assert face.read_as(EVERYBODY) is store and not store.restricted


async def test_no_text_goes_out_that_forgets_the_reader() -> None:
    face = store_of_nothing().read_as(Reader(Scope.LISTED))
    forgetful = "MATCH (n:Message) RETURN n.id AS id"
    with pytest.raises(AssertionError, match="without a policy"):
        await face.raw_rows("messages", forgetful, {})
    with pytest.raises(AssertionError, match="without a policy"):
        async for _ in face.stream("export_messages"):
            pass
