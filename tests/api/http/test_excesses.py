"""What an operation may hold, as if its fragments were expanded; bombs are refused at once."""

import time
from collections.abc import Callable

import pytest
from graphql import parse

from api.http.document_limits import Limits, excesses


def found(query: str, limits: Limits | None = None) -> list[str]:
    return [str(excess) for excess in excesses(parse(query), limits or Limits())]


def nested(name: str, levels: int, inner: str) -> str:
    return f"{name} {{ " * levels + inner + " }" * levels


def test_a_plain_query_breaks_no_limit() -> None:
    assert found("{ person { name friends { edges { node { name } } } } }") == []


def test_depth_counts_neither_edges_nor_node() -> None:
    page = "friends { edges { node {"
    allowed = f"{{ person {{ {page * 18} name {'}}}' * 18} }} }}"
    refused = f"{{ person {{ {page * 19} name {'}}}' * 19} }} }}"

    assert found(allowed) == []
    assert found(refused) == [
        "The operation has 21 levels of depth with its fragments expanded; 20 are allowed."
    ]


def test_depth_goes_through_fragments() -> None:
    query = (
        f"{{ {nested('manager', 10, '...F')} }} fragment F on P {{ {nested('manager', 11, 'x')} }}"
    )

    assert found(query) == [
        "The operation has 22 levels of depth with its fragments expanded; 20 are allowed."
    ]


def test_introspection_is_exempt_from_the_depth() -> None:
    assert found(f"{{ __schema {{ types {{ {nested('ofType', 25, 'name')} }} }} }}") == []


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("{ person { " + " ".join(f"a{i}: name" for i in range(31)) + " } }", "31 aliases"),
        ("{ " + " ".join(f"f{i}" for i in range(11)) + " }", "11 root fields"),
        ("{ a { b " + "@skip(if: false) " * 51 + " } }", "51 directives"),
        ("{ a { " + " ".join(f"f{i}" for i in range(2000)) + " } }", "2,001 fields"),
    ],
)
def test_each_count_is_limited(query: str, what: str) -> None:
    assert found(query)[0].startswith(f"The operation has {what} ")


def test_counts_are_those_after_expansion_of_fragments() -> None:
    query = "{ a { ...F } b { ...F } c { ...F } } fragment F on P { " + (
        " ".join(f"a{i}: name" for i in range(11)) + " }"
    )

    assert found(query) == [
        "The operation has 33 aliases with its fragments expanded; 30 are allowed."
    ]


def test_equal_fields_that_would_be_compared_pair_by_pair_are_limited() -> None:
    errors = found("{ a { " + "b { c } " * 150 + "} }")

    assert errors[0].startswith("The operation has 11,175 pairs of equal fields to merge ")


def test_equal_fields_of_unused_fragments_count_too() -> None:
    assert "pairs of equal fields" in found("{ a } fragment F on P {" + "b { c } " * 150 + "}")[0]


def doubling(last: str) -> str:
    """Trap 1 of the limits: 21 fragments that each spread the next twice."""
    chain = "".join(f"fragment F{i} on P{{...F{i + 1} ...F{i + 1}}}" for i in range(21))
    return f"{{a{{...F0}}}}{chain}fragment F21 on P{{{last}}}"


def alias_bomb() -> str:
    """Trap 2: aliases that double at every level."""
    chain = "".join(
        f"fragment F{i} on P{{a:manager{{...F{i + 1}}} b:manager{{...F{i + 1}}}}}"
        for i in range(14)
    )
    return f"{{person{{...F0}}}}{chain}fragment F14 on P{{name}}"


def long_chain() -> str:
    chain = "".join(f"fragment F{i} on P{{...F{i + 1}}}" for i in range(300))
    return f"{{person{{...F0}}}}{chain}fragment F300 on P{{name}}"


def cycle() -> str:
    return "{person{...A}}fragment A on P{...B ...B}fragment B on P{...A ...A name}"


def wide_paths() -> str:
    chain = "".join(f"fragment F{i} on P{{x{{...F{i + 1}}}y{{...F{i + 1}}}}}" for i in range(60))
    return f"{{person{{...F0}}}}{chain}fragment F60 on P{{name}}"


@pytest.mark.parametrize(
    ("bomb", "message"),
    [
        (lambda: doubling("b"), "2,097,153 fields"),
        (alias_bomb, "32,766 aliases"),
        (long_chain, "201 levels of selections"),
        (wide_paths, "more than 1,000,000,000 fields"),
        (cycle, ""),
    ],
)
def test_bombs_are_counted_in_milliseconds(bomb: Callable[[], str], message: str) -> None:
    document = parse(bomb())

    times = []
    for _ in range(5):  # the best of them: garbage of others may be looked for in between
        start = time.process_time()
        errors = [str(excess) for excess in excesses(document, Limits())]
        times.append(time.process_time() - start)

    assert min(times) < 0.02
    assert any(message in error for error in errors) if message else errors == []
