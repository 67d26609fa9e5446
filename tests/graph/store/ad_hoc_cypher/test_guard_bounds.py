"""How much a statement of analysts may say: at each bound it is let through, one beyond it is refused."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, log

import pytest

from graph.errors import BadInput, TooCostly
from graph.store.ad_hoc_cypher import conventions
from graph.store.ad_hoc_cypher.conventions import (
    LONGEST_RANGE,
    LONGEST_ROWS,
    MOST_ARROWS,
    MOST_ARROWS_OF_CLAUSE,
    MOST_CLAUSES,
    MOST_PARTS,
    MOST_PATHS_OF_CLAUSE,
    MOST_WORDS,
    STATEMENT_BYTES,
    UNKNOWN_LENGTH,
)
from graph.store.ad_hoc_cypher.statement_guard import checked_text

WORDS: dict[str, Callable[[int], str]] = {
    "NOT": lambda n: "RETURN " + "NOT " * n + "true AS x",
    "CASE": lambda n: "RETURN " + "CASE WHEN true THEN " * n + "1" + " END" * n + " AS x",
    "UNION": lambda n: " UNION ".join(["RETURN 1 AS x"] * (n + 1)),
    "AND": lambda n: "RETURN true" + " AND true" * n + " AS x",
    "OR": lambda n: "RETURN true" + " OR true" * n + " AS x",
    "XOR": lambda n: "RETURN true" + " XOR true" * n + " AS x",
    "+": lambda n: "RETURN 1" + "+1" * n + " AS x",
}


def patterns(arrows: int) -> str:
    """So many relationships, ten in each MATCH."""
    tens = [10] * (arrows // 10) + [arrows % 10]
    return " ".join("MATCH (:Person)" + "-->(:Person)" * n for n in tens if n) + " RETURN 1 AS x"


BOUNDS: dict[str, tuple[int, Callable[[int], str]]] = {
    "bytes": (STATEMENT_BYTES, lambda n: "RETURN 1 AS x".ljust(n)),
    "bytes of letters": (
        STATEMENT_BYTES,
        lambda n: f"//{'é' * ((n - 16) // 2)}{'e' * (n % 2)}\nRETURN 1 AS x",
    ),
    "numbers of a range": (LONGEST_RANGE, lambda n: f"RETURN range(1, {n}) AS x"),
    "numbers of a range downwards": (LONGEST_RANGE, lambda n: f"RETURN range({n}, 1, -1) AS x"),
    "numbers of a range from below 0": (LONGEST_RANGE, lambda n: f"RETURN range(-{n - 1}, 0) AS x"),
    "rows of a range": (LONGEST_ROWS, lambda n: f"UNWIND range(1, {n:_}) AS x RETURN x"),
    "clauses": (MOST_CLAUSES, lambda n: "WITH 1 AS x " * (n - 1) + "RETURN x"),
    "subqueries": (
        MOST_CLAUSES,
        lambda n: (
            "WITH 1 AS x " * (n - 6)
            + "RETURN COUNT { (:Person) } + COUNT { (:Goal) } + size(COLLECT { MATCH (p:Person) RETURN p })"
        ),
    ),
    "relationships": (MOST_ARROWS, patterns),
    "relationships of a MATCH": (
        MOST_ARROWS_OF_CLAUSE,
        lambda n: "MATCH (:Person)" + "<-[:LEADS]-(:Person)" * (n - 1) + "--(:Goal) RETURN 1 AS x",
    ),
    "paths of a MATCH": (
        MOST_PATHS_OF_CLAUSE,
        lambda n: "MATCH " + ", ".join(f"(a{m}:Person)" for m in range(n)) + " RETURN 1 AS x",
    ),
    **{word: (MOST_WORDS[word], text) for word, text in WORDS.items()},
}


def test_every_word_that_is_counted_has_its_line() -> None:
    assert WORDS.keys() == MOST_WORDS.keys()


@pytest.mark.parametrize("name", BOUNDS)
def test_a_statement_may_say_so_much_and_no_more(name: str) -> None:
    most, text = BOUNDS[name]
    assert checked_text(text(most)) == text(most)
    with pytest.raises(TooCostly) as refused:
        checked_text(text(most + 1))
    assert refused.value.remedy and refused.value.path == ("statement",)


def test_brackets_lie_so_deep_and_no_deeper() -> None:
    most = conventions.NESTING
    checked_text("RETURN " + "[" * most + "]" * most + " AS x")
    with pytest.raises(BadInput, match=f"more than {most} brackets"):
        checked_text("RETURN " + "[" * (most + 1) + "]" * (most + 1) + " AS x")


FACTORS = {
    "s": 1,
    "size(s) + s": 1,
    "s = s": 1,
    "s + s": 2,
    "toUpper(s) + s": 2,
    "s.name + s.name": 2,
    "{s: s, name: s}": 2,
    "[s, s, s]": 3,
    "s + `s` + s": 3,
    "[x IN [s] | x + x]": 3,
    "[x IN [s] WHERE x = s | x]": 2,
    "[x IN range(0, 1) | s]": 2,
    "[x IN range(1, 5) | s]": 5,
    "[x IN range(5, 1, -1) | s]": 5,
    "[x IN range(3, 3) | s + s]": 2,
    "[x IN range(0, size(s)) | s]": UNKNOWN_LENGTH,
    "CASE WHEN s = 'a' THEN s + s ELSE s END": 4,
    "replace(s, 'a', 'bbb')": 3,
    "replace(s, 'a', '')": 1,
}
"""Expression → how often it holds `s`."""


@pytest.mark.parametrize(("expression", "factor"), FACTORS.items())
def test_a_value_is_held_so_often_by_a_step(expression: str, factor: int) -> None:
    """Steps multiply: as many are let through as stay within what a value may hold."""
    steps = floor(log(MOST_PARTS, factor) + 1e-9) if factor > 1 else MOST_CLAUSES - 2

    def text(number: int) -> str:
        return "WITH 'a' AS s " + f"WITH {expression} AS s " * number + "RETURN s"

    checked_text(text(steps))
    if factor > 1:
        with pytest.raises(TooCostly, match=f"s may hold a value more than {MOST_PARTS:,} times"):
            checked_text(text(steps + 1))


LOOPS = {
    "range(0, size($l))": True,
    "range(0, size($l) - 1)": True,
    "range(0, length(p) - 2, 3)": True,
    "range(0, size($l) + 1)": False,
    "range(0, size($l) - $n)": False,
    "range(0, 2 * size($l))": False,
    "range(0, size(p.a.b))": True,
    "range(0, size(p.a.b.c))": False,
    "range(0)": False,
    "[x IN p.l | [y IN x | y]]": True,
    "[x IN p.l | [y IN labels(x) | y]]": True,
    "[x IN p.l | [y IN p.l | y]]": False,
    "[x IN p.l WHERE any(y IN x WHERE y > 1)]": True,
    "[x IN p.l WHERE any(y IN p.l WHERE y > x)]": False,
    "reduce(s = 0, x IN p.l | s + reduce(t = 0, y IN x | t + y))": True,
    "reduce(s = 0, x IN p.l | s + reduce(t = 0, y IN p.l | t + y))": False,
    "reduce(s = 0, x IN p.l | s + x)": True,
    "reduce(s = 0, x IN p.l | s * x + s)": False,
    "reduce(s = 0, x IN p.l | CASE WHEN s > x THEN s ELSE x END)": True,
    "reduce(s = 0, x IN p.l | CASE WHEN x > 1 THEN s ELSE s + 1 END)": True,
    "reduce(s = 0, x IN p.l | CASE WHEN x > 1 THEN s + s ELSE 1 END)": False,
    "reduce(s = '', x IN $l | s + x)": True,
    "reduce(s = '', x IN $l | s + p.name)": False,
    "[x IN $l | x + '-' + x]": True,
    "[x IN $l | x + p.name]": False,
    "[x IN $l | toUpper(p.name)]": False,
    "[x IN $l | size(p.name)]": True,
    "[x IN [1, 2] | x + p.name]": True,
    "[x IN keys(p) | x + p.name]": True,
    "[x IN p.l | x + $big]": True,
    "[x IN range(1, 9) | left($big, x)]": True,
}
"""Expression over a list → whether it may be asked: nothing multiplies, and no long list takes in other texts."""


@pytest.mark.parametrize(("expression", "passes"), LOOPS.items())
def test_lists_that_are_gone_through(expression: str, passes: bool) -> None:
    statement = f"MATCH (p:Person) RETURN {expression} AS x"
    if passes:
        assert checked_text(statement) == statement
        return
    with pytest.raises(TooCostly) as refused:
        checked_text(statement)
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("RETURN 'a", '"\'a" (line 1, column 8)'),
        ("RETURN 1 AS a,\n  'b AS b", '"\'b AS b" (line 2, column 3)'),
        ("RETURN [1\n)", "')' (line 2, column 1)"),
        ("\n\nRETURN (1", "'(1' (line 3, column 8)"),
        ("RETURN 1 AS\n\n x\u200b", "U+200B (line 3, column 3)"),
    ],
)
def test_what_is_no_cypher_is_shown_with_its_place(statement: str, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked_text(statement)
    assert where in refused.value.message
