"""The parts of a statement file, so that it can stand inside another statement.

A file says of which form it is by how it begins:

    list   UNWIND $ids AS parent, then CALL (parent) { … }     what hangs on each parent, a page
    one    MATCH (p:Label)…  WHERE p.id IN $ids                the node that each parent points at
    ids    MATCH (n:Label) WHERE n.id IN $ids                  the nodes with these ids
    root   anything else                                       all nodes of a label, a page

Its body finds rows, in which `n` is the node. In the body `near` stands for the parent's node, which
is bound already, and `near_id` for its id; `$ids` of the form `ids` becomes the one id `near_key`
where it stands below a row. A body may begin with the moment up to which somebody belongs,
`WITH … AS end`: it is the same for all rows, so it is taken out and worked out once a statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.errors import StatementError
from graph.store.filter_terms import FilterShape
from graph.store.read_policy import statement_text
from graph.store.statements import LIST_HEAD
from graph.store.where import PageShape, count_head, counted, page_text, rows_head

_INNER_RETURN = re.compile(r"^  RETURN [^\n]*\n\}\n", re.MULTILINE)
_FINAL_RETURN = re.compile(r"^RETURN\n(?P<columns>.*?)\nORDER BY ", re.MULTILINE | re.DOTALL)
_COLUMN = re.compile(r"^  (?P<expression>.+?) AS \w+,?$")
_NEAR_OF_LIST = re.compile(r"\(:\w+ \{(?:id|key): parent\}\)")
_NEAR_OF_ONE = re.compile(r"\(p:\w+\)")
_END = re.compile(r"^WITH (?:near_id, )?(?P<moment>[^\n]+) AS end\n")
_ONE = re.compile(r"\bp\.(?:id|key) IN \$ids\b")


@dataclass(frozen=True, slots=True)
class Form:
    """The body of a statement, its columns' expressions in order, and what its rows are ordered by.

    `end` is the expression of the moment that the body calls by this name.
    """

    body: str
    columns: tuple[str, ...]
    order: str
    end: str | None = None

    @classmethod
    def of(cls, body: str, columns: tuple[str, ...], order: str) -> Form:
        """The form of a body; the moment with which it begins is taken out."""
        first = _END.match(body)
        if first is None:
            return cls(body, columns, order)
        return cls(body[first.end() :], columns, order, first["moment"])


@lru_cache(maxsize=1024)
def list_form(name: str, shape: PageShape, restricted: bool = False) -> Form:
    """The form of a list for one shape of its page; rows come in the order in which they are cut off."""
    text = page_text(name, shape, restricted=restricted)
    final = _final(name, text)
    body = text[: final.start()]
    if body.startswith(LIST_HEAD):
        inner = _INNER_RETURN.search(body)
        if inner is None:
            raise StatementError(f"the subquery of {name} does not end in a line RETURN")
        body = body[len(LIST_HEAD) : inner.start()]
    columns = tuple(map(_near_id, _columns(name, final["columns"])))
    return Form.of(_near_of_list(body), columns, shape.order_text)


@lru_cache(maxsize=1024)
def count_form(name: str, filters: tuple[FilterShape, ...], restricted: bool = False) -> Form:
    """The body of a list up to where its rows can be counted."""
    head = count_head(name, filters, restricted=restricted)
    number = counted(name, filters, restricted=restricted)
    return Form.of(_near_of_list(head.removeprefix(LIST_HEAD)), (number,), "")


@lru_cache(maxsize=1024)
def aggregate_form(name: str, filters: tuple[FilterShape, ...], restricted: bool = False) -> Form:
    """The body of a list up to where each of its rows can be looked at, in no order."""
    head = rows_head(name, filters, restricted=restricted)
    return Form.of(_near_of_list(head.removeprefix(LIST_HEAD)), (), "")


@cache
def one_form(name: str, restricted: bool = False) -> Form:
    """The form of a single relation; of several rows of a parent the last one counts."""
    text = statement_text(name, restricted=restricted, parents=False)
    final = _final(name, text)
    body = text[: final.start()]
    if not _ONE.search(body) or not _NEAR_OF_ONE.search(body):
        raise StatementError(f"{name} does not find its nodes from `(p:Label)` by `p.id IN $ids`")
    body = _NEAR_OF_ONE.sub("(p)", _ONE.sub("true", body))
    columns = tuple(re.sub(r"\bp\b", "near", column) for column in _columns(name, final["columns"]))
    return Form.of(_cut(re.sub(r"\bp\b", "near", body)), columns, "n.id")


@cache
def ids_form(name: str, restricted: bool = False) -> Form:
    """The form of a statement that finds nodes by id."""
    text = statement_text(name, restricted=restricted, parents=False)
    final = _final(name, text)
    columns = tuple(_columns(name, final["columns"]))
    return Form(_cut(text[: final.start()]), columns, columns[0])


def _final(name: str, text: str) -> re.Match[str]:
    final = _FINAL_RETURN.search(text)
    if final is None:
        raise StatementError(f"{name} does not end in RETURN, a column a line, and ORDER BY")
    return final


def _columns(name: str, lines: str) -> list[str]:
    """The expressions of the columns; raises StatementError where one takes more than a line."""
    columns = [_COLUMN.match(line) for line in lines.splitlines()]
    if None in columns:
        raise StatementError(f"a column of {name} is not `  expression AS alias,`")
    return [column["expression"] for column in columns if column is not None]


def _near_of_list(body: str) -> str:
    return _near_id(_cut(_NEAR_OF_LIST.sub("(near)", body)))


def _near_id(text: str) -> str:
    return re.sub(r"\bparent\b", "near_id", text)


def _cut(body: str) -> str:
    """The body without the indentation of a subquery and without comments."""
    lines = [line.partition(" // ")[0].rstrip() for line in body.splitlines()]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return "\n".join(line[indent:] for line in lines if line)
