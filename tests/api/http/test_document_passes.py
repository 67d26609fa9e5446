"""Any document of the allowed size takes work that is linear in its size, whatever its fragments do.

Work is counted, not timed: selections that are visited, by every pass together, and calls of Python
functions. Documents are graphs of fragments: chains, cycles, fan-outs, spreads of themselves, of
fragments that do not exist, fragments that nobody spreads, on types that conflict or are unknown.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from graphql import DocumentNode, SelectionSetNode, parse
from graphql.execution.values import get_variable_values
from hypothesis import given, settings
from hypothesis import strategies as st

from api.execution.prefetch import selected_names
from api.http import documents as documents_module
from api.http.document_limits import Limits, excesses, fragments_of, operations_of
from api.http.documents import Documents
from api.http.field_overlap import selections_of
from tests.api.http.client import ask, client
from tests.api.http.sample import sample_app, schema
from tests.api.http.test_excesses import alias_bomb, cycle, doubling, wide_paths

VISITS = 40
"""Visits a selection, all passes and all rules together; 31 rules go through a document at once."""
CALLS = 150
"""Calls of functions a token, and `CALLS_AT_ALL` that even a small document may take."""
CALLS_AT_ALL = 200_000

TYPES = ["Person", "Group", "Query", "Friends", "Found", "X", "Int"]
FIELDS = ["manager", "friends", "nodes", "name", "level", "members", "x", "a:manager", "a:friends"]
DIRECTIVES = ["", "", "", " @skip(if: false)", " @nope"]


class Counted(tuple[Any, ...]):
    """Selections that count how often one of them is looked at."""

    visited = 0

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            Counted.visited += 1
            yield item

    def __getitem__(self, key: Any) -> Any:
        Counted.visited += 1
        return super().__getitem__(key)


def counted(document: DocumentNode) -> DocumentNode:
    """The document with selections that count."""
    stack: list[SelectionSetNode] = [d.selection_set for d in document.definitions]  # type: ignore[attr-defined]
    while stack:
        value = stack.pop()
        stack += [s.selection_set for s in value.selections if getattr(s, "selection_set", None)]  # type: ignore[union-attr, misc]
        object.__setattr__(value, "selections", Counted(value.selections))
    return document


SHAPES: dict[str, Callable[[int, list[str], random.Random], list[str]]] = {
    "next twice": lambda place, names, dice: [f"F{place + 1}"] * 2,
    "chain": lambda place, names, dice: [f"F{place + 1}"],
    "all before": lambda place, names, dice: names[:place],
    "all after": lambda place, names, dice: names[place + 1 :],
    "any two": lambda place, names, dice: dice.choices(names, k=2),
    "itself": lambda place, names, dice: [names[place], dice.choice(names)],
    "in a ring": lambda place, names, dice: [names[(place + 1) % len(names)]],
}
SPREADS = [
    "...{0}",
    "manager{{...{0}}}",
    "friends{{nodes{{...{0}}}}}",
    "a:manager{{...{0}}} b:manager{{...{0}}}",
    "x{{...{0}}}",
    "...on Person{{...{0}}}",
]


def fragment_graph(seed: int, shape: str, spread: str, count: int, tokens: int) -> str:
    """A document of about so many tokens whose fragments spread each other in this shape."""
    dice = random.Random(seed)
    names = [f"F{i}" for i in range(count)]
    used = dice.choice(["__typename", "person{...F0}", "person{...F0 ...F0} x{...F0}"])
    if dice.random() < 0.3:
        used = "person{" + " ".join(f"...{name}" for name in names) + "}"
    texts = [f"query Q{i}{{{used}}}" for i in range(dice.choice([1, 1, 2, 20]))]
    for place, name in enumerate(names):
        targets = SHAPES[shape](place, names, dice) + ["Gone"] * (dice.random() < 0.03)
        inner = " ".join(spread.format(target) for target in targets)
        field = dice.choice(FIELDS) + dice.choice(DIRECTIVES)
        kind = dice.choice(TYPES) if dice.random() < 0.2 else "Person"
        texts.append(f"fragment {name} on {kind}{{{inner} {field}}}")
    document, size = "", 0
    for text in texts:
        size += len(re.findall(r"\w+|\.\.\.|[{}:@()]", text))
        if size > tokens and document:
            break
        document += text
    return document


def calls_of(work: Callable[[], object]) -> int:
    """How many Python functions are called by this."""
    count_of_calls = 0

    def count(_: Any, event: str, __: Any) -> None:
        nonlocal count_of_calls
        count_of_calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count_of_calls


def prepared(query: str) -> tuple[Any, int]:
    """The prepared document, and how many selections were visited for it."""
    Counted.visited = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents_module, "parse", lambda *a, **k: counted(parse(*a, **k)))
        documents = Documents(schema._schema, Limits(), open_schema=True)
        document = documents.document_of(query)
        if not document.errors:
            price_and_prefetch(documents, document)
    return document, Counted.visited


def price_and_prefetch(documents: Documents, document: Any) -> None:
    """Do what is done with a valid document before it is executed."""
    for operation in operations_of(document.document):
        values = get_variable_values(schema._schema, operation.variable_definitions or (), {})
        assert not isinstance(values, list)
        documents.cost(document, operation, values)
        list(selected_names(operation.selection_set, fragments_of(document.document)))


def tokens_of(query: str) -> int:
    token = parse(query).loc.start_token  # type: ignore[union-attr]
    count = 0
    while token := token.next:
        count += 1
    return count


def check(query: str) -> None:
    """Assert that the document takes linear work."""
    document, visited = prepared(query)
    size = selections_of(document.document) if document.document else 0
    calls = calls_of(
        lambda: Documents(schema._schema, Limits(), open_schema=True).document_of(query)
    )

    assert visited <= VISITS * size + 2_000, (visited, size, query)
    assert calls <= CALLS * tokens_of(query) + CALLS_AT_ALL, (calls, query)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 2**32),
    st.sampled_from(sorted(SHAPES)),
    st.sampled_from(SPREADS),
    st.integers(1, 80),
    st.integers(1, 1_990),
)
def test_any_graph_of_fragments_takes_linear_work(
    seed: int, shape: str, spread: str, count: int, tokens: int
) -> None:
    query = fragment_graph(seed, shape, spread, count, tokens)
    check(query)

    document = counted(parse(query))
    size = selections_of(document)
    Counted.visited = 0
    excesses(document, Limits())
    assert Counted.visited <= 25 * size + 2_100


def unused_fan_out() -> str:
    chain = "".join(f"fragment f{i} on X{{a{{...f{i + 1}}} b{{...f{i + 1}}}}}" for i in range(60))
    return "{__typename}" + chain + "fragment f60 on X{a}"


FIXED = {
    "a cycle through a field": "{x{...F}} fragment F on X{x{...F}}",
    "an unused cycle": "{__typename} fragment F on X{x{...F}}",
    "an unused fan-out": unused_fan_out(),
    "two that spread each other": "{x{...A}} fragment A on X{x{...B}} fragment B on X{x{...A}}",
    "a cycle that grows": "{x{...F}} fragment F on X{x{...F ...G}} fragment G on X{x{...F x{...G}}}",
    "doubling": doubling("name"),
    "aliases": alias_bomb(),
    "wide paths": wide_paths(),
    "a plain cycle": cycle(),
    "equal fields": "{ people { " + "nodes { name } " * 390 + "} }",
    "equal fields that nobody uses": "{__typename} fragment F on Query{" + "person{name} " * 390 + "}",
    "fragments side by side": "{person{" + " ".join(f"...F{i}" for i in range(140)) + "}}"
    + " ".join(f"fragment F{i} on Person{{x:name}}" for i in range(140)),
    "conflicts": "{ people { " + "nodes { x: name } nodes { x: level } " * 150 + "} }",
    "operations of one fragment": "fragment F on Query{" + "__typename " * 200 + "}"
    + " ".join(f"query q{i}{{...F ...F}}" for i in range(150)),
    "empty inline fragments": "{person{" + "...{} " * 600 + "}}",
}  # fmt: skip


@pytest.mark.parametrize("name", FIXED)
def test_known_bad_documents_take_linear_work(name: str) -> None:
    check(FIXED[name])


@pytest.mark.parametrize("name", FIXED)
async def test_known_bad_documents_are_answered_by_post_and_by_get(name: str) -> None:
    app = sample_app()
    posted = await ask(FIXED[name], app)
    async with client(app, accept="application/json") as http:
        got = await http.get("/graphql", params={"query": FIXED[name]})

    assert posted.status_code in (200, 400)
    assert got.status_code == 200
    assert got.json() == posted.json()


def test_cases_of_cycles_are_refused_with_the_words_of_the_specification() -> None:
    def messages(query: str) -> list[str]:
        errors = Documents(schema._schema, Limits(), open_schema=True).document_of(query).errors
        return [error.message for error in errors]

    assert "Cannot spread fragment 'F' within itself." in messages(FIXED["a cycle through a field"])
    assert "Fragment 'F' is never used." in messages(FIXED["an unused cycle"])


def test_many_different_documents_are_not_all_remembered() -> None:
    documents = Documents(schema._schema, Limits(), open_schema=True)
    for n in range(300):
        documents.document_of(f"# {n} {'x' * 8_000}\n{{ who }}")

    assert len(documents._remembered) == documents_module.REMEMBERED // 8_020
    assert 100 * 1_000 < documents_module.REMEMBERED < 1_000_000  # a front end's, some 60 MB parsed
    assert documents._size == sum(map(len, documents._remembered))
