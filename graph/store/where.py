"""The one place where Cypher text is put together: the page, order and filters of a list statement.

A list statement marks three lines:

    WHERE true // +where                → the range of the page and the filters, values as parameters
    WITH n, n.by_name AS cursor // +cursor   → the order's property
    ORDER BY cursor // +order           → its direction

The predicates lie in `cypher/where/`, one a file; property and order names come from the records. For a
restricted reader the filters also have the policy of the listed node (`graph/store/read_policy.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from graph.errors import StatementError
from graph.store.filter_terms import (
    FilterShape,
    Term,
    fragments,
    predicates,
    shapes_of,
    values_of,
)
from graph.store.list_orders import (
    OrderKey,
    cursor_expression,
    order_terms,
    range_predicate,
    unpacked_cursor,
)
from graph.store.read_policy import label_of, predicate, statement_text
from graph.store.statements import Statement, statement

_CURSOR = re.compile(
    r"^(?P<lead>.*?)(?P<expr>[nr]\.\w+(?: \+ .+?)?) AS cursor\b.*// \+cursor$", re.MULTILINE
)
_WHERE = re.compile(r"^(?P<indent>\s*)WHERE (?P<own>.*?) // \+where$", re.MULTILINE)
_ORDER = re.compile(r"^(?P<indent>\s*)ORDER BY cursor // \+order$", re.MULTILINE)
_LAST_ORDER = re.compile(r"^(ORDER BY (?:parent, )?)cursor$", re.MULTILINE)
_HINT = re.compile(r"^(USING INDEX n:\w+)\(\w+\)", re.MULTILINE)
_WHOLE_INDEX = re.compile(r"n\.\w+ > ''")
_WHOLE_LABEL = re.compile(rf"^(WHERE ){_WHOLE_INDEX.pattern} AND ", re.MULTILINE)
_SUBQUERY = re.compile(r"^CALL \(parent\) \{$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for; hashable, so that loaders can batch equal pages.

    `limit` rows after the cursor `after` and before the cursor `before`; from the end where
    `backward`. `order` is a sort-key property (None: the statement's own). With `keys` the order is
    theirs, and the list's own where rows tie in them; cursors are packed then.
    """

    limit: int = 25
    after: str | None = None
    before: str | None = None
    backward: bool = False
    order: str | None = None
    descending: bool = False
    filters: tuple[Term, ...] = ()
    keys: tuple[OrderKey, ...] = ()


COUNTS = {"messages": "count_of_messages"}
"""Root list → the statement that counts it for a reader who may not read everything, where looking at each node is dear."""


@dataclass(frozen=True, slots=True)
class PageShape:
    """What the text of a page depends on; everything else of it is a parameter.

    `after` and `before`: whether the page has that bound; `filters`: the shapes of its terms.
    """

    order: str | None = None
    ascending: bool = True
    after: bool = False
    before: bool = False
    filters: tuple[FilterShape, ...] = ()
    keys: tuple[OrderKey, ...] = ()

    @property
    def order_text(self) -> str:
        """By what the rows are ordered in which the page is cut off."""
        if self.keys:
            return order_terms(self.keys, backward=not self.ascending)
        return "cursor" if self.ascending else "cursor DESC"


def shape_of(page: Page) -> PageShape:
    """The shape of a page."""
    after, before = page.after is not None, page.before is not None
    if page.descending:
        after, before = before, after
    filters = shapes_of(page.filters)
    ascending = page.descending == page.backward
    return PageShape(page.order, ascending, after, before, filters, page.keys)


@cache
def own_order(name: str) -> str:
    """The sort-key property by which a list statement orders where nothing else is asked for."""
    match = _CURSOR.search(statement(name).text)
    if match is None:
        raise StatementError(f"the statement {name} is no list: it lacks +cursor")
    return match["expr"].partition(" ")[0].removeprefix("n.")


@lru_cache(maxsize=1024)
def page_text(
    name: str, shape: PageShape, *, restricted: bool = False, parents: bool = False
) -> str:
    """The text of a list statement for one order, direction, kind of range and set of filters.

    `restricted`: of nodes that the reader may read; `parents`: below parents that they may read.
    """
    text = statement_text(name, restricted=restricted, parents=parents)
    policy = predicate(label_of(name), "n") if restricted else None
    expression = _cursor_expression(name, shape.order)
    cursor = cursor_expression(shape.keys, expression) if shape.keys else expression
    if shape.order:
        text = _HINT.sub(rf"\1({shape.order})", text)
    text = _CURSOR.sub(lambda match: f"{match['lead']}{cursor} AS cursor", text)
    text = _ORDER.sub(lambda match: f"{match['indent']}ORDER BY {shape.order_text}", text)
    if shape.keys:
        text = _LAST_ORDER.sub(lambda match: f"{match[1]}{order_terms(shape.keys)}", text)
    return _WHERE.sub(
        lambda match: (
            f"{match['indent']}WHERE {_predicate(match['own'], expression, shape, policy, restricted)}"
        ),
        text,
    )


def _cursor_expression(name: str, order: str | None) -> str:
    match = _CURSOR.search(statement(name).text)
    if match is None or _WHERE.search(statement(name).text) is None:
        raise StatementError(f"the statement {name} is no list: it lacks +cursor or +where")
    own = match["expr"]
    if order is None:
        return own
    return f"n.{order} + {own}" if own.startswith("r.") else re.sub(r"^n\.\w+", f"n.{order}", own)


def _predicate(
    own: str, expression: str, shape: PageShape, policy: str | None, restricted: bool
) -> str:
    """The predicate of one list: its own (on the order asked for), the page's range, filters, policy."""
    terms = [_WHOLE_INDEX.sub(f"n.{shape.order} > ''", own) if shape.order else own]
    for is_bounded, fragment in ((shape.after, "after"), (shape.before, "before")):
        if is_bounded and shape.keys:
            terms.append(range_predicate(shape.keys, expression, fragment))
        elif is_bounded:
            terms.append(fragments()[fragment].replace("n.property", expression))
    terms += predicates(shape.filters, restricted=restricted)
    if policy is not None:
        terms.append(policy)
    return " AND ".join(term for term in terms if term != "true") or "true"


def page_statement(
    name: str, page: Page, *, restricted: bool = False
) -> tuple[str, dict[str, object]]:
    """The text and parameters that read one page of a list, one row more than `page.limit`."""
    text = page_text(name, shape_of(page), restricted=restricted, parents=restricted)
    return text, page_params(page)


def page_params(page: Page) -> dict[str, object]:
    """The parameters of one page of a list: its bounds, and one row more than `page.limit`."""
    after: Any = page.after
    before: Any = page.before
    if page.keys:
        after, before = (
            None if one is None else unpacked_cursor(one, page.keys) for one in (after, before)
        )
    if page.descending:
        after, before = before, after
    return filter_params(page) | {"limit": page.limit + 1} | _present(after=after, before=before)


def count_statement(
    name: str, page: Page, *, restricted: bool = False
) -> tuple[str, dict[str, object]]:
    """The text and parameters that count a list with the page's filters, whatever its range."""
    return _count_text(name, shapes_of(page.filters), restricted), filter_params(page)


@lru_cache(maxsize=1024)
def _count_text(name: str, shape: tuple[FilterShape, ...], restricted: bool) -> str:
    head = count_head(name, shape, restricted=restricted, parents=restricted)
    if _SUBQUERY.search(head):
        return f"{head}\n  RETURN count(*) AS total\n}}\nRETURN parent AS parent, total AS total"
    return f"{head}\nRETURN {counted(name, shape, restricted=restricted)} AS total"


def count_head(
    name: str,
    filters: tuple[FilterShape, ...],
    *,
    restricted: bool = False,
    parents: bool = False,
) -> str:
    """The text of a list statement with these filters up to where its rows can be counted."""
    if restricted and not filters and name in COUNTS:
        return statement_text(COUNTS[name], restricted=True).rpartition("\nRETURN ")[0]
    return rows_head(name, filters, restricted=restricted, parents=parents)


def rows_head(
    name: str,
    filters: tuple[FilterShape, ...],
    *,
    restricted: bool = False,
    parents: bool = False,
) -> str:
    """The text of a list statement with these filters up to where its rows are there, in no order."""
    text = page_text(name, PageShape(filters=filters), restricted=restricted, parents=parents)
    head = text[: text.index(" AS cursor")].rpartition("\n")[0]
    if filters:  # in no order: that one's index would keep the store from those of the filters
        return head if "USING INDEX" in head else _WHOLE_LABEL.sub("\\1", head, count=1)
    if head.endswith(" > ''"):  # every node: the store keeps that count
        head = head.rpartition("\nWHERE ")[0]
    return head


def counted(name: str, filters: tuple[tuple[str, str], ...], *, restricted: bool) -> str:
    """What gives the number of rows after `count_head`."""
    if restricted and not filters and name in COUNTS:
        last = statement_text(COUNTS[name], restricted=True).rpartition("\nRETURN ")[2]
        return last.rpartition(" AS ")[0]
    return "count(*)"


def filter_params(page: Page) -> dict[str, object]:
    """The parameters of the filters of a page."""
    return values_of(page.filters)


def _present(**params: object) -> dict[str, object]:
    return {name: value for name, value in params.items() if value is not None}


def is_list_statement(statement: Statement) -> bool:
    """Whether the statement is a list that can be paged."""
    return _CURSOR.search(statement.text) is not None
