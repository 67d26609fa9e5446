"""The text of one statement that reads a whole selection: bodies of statement files inside one another.

Each part is a subquery that begins at the node of the row above and packs its rows into one list:

    CALL (p1) {                                     p1: the node of part 1's row
      MATCH (p1)-[r:MEMBER_OF]->(n:Group)           the body of groups_of_people
      WITH n, r, n.by_name + r.key AS cursor
      ORDER BY cursor
      LIMIT $limit_2
      WITH * ORDER BY cursor                        the order is there already: it costs nothing
      RETURN collect([n.name, n.kind]) AS b2        what is selected of part 2
    }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from graph.records.base import Property, Record
from graph.store.composition.aggregates import (
    Aggregate,
    form_of,
    reading_lines,
    readings,
)
from graph.store.composition.read_selection import Absent, ById, Count, Part, Rows, Selection
from graph.store.composition.statement_forms import Form, count_form, ids_form, list_form, one_form
from graph.store.keyset_pages import NoProperties
from graph.store.read_policy import predicate
from graph.store.statement_lists import NodeList, NodeOne

_PARAM = re.compile(r"\$(?!reader)(\w+)")
"""A parameter of a part; what is asked about the reader is the same in all parts."""
_END = re.compile(r"\bend\d+\b")
Moments = dict[str, str]
"""The expression of each moment up to which somebody belongs, with its name in the statement."""


@lru_cache(maxsize=512)
def composed(selection: Selection, *, restricted: bool = False) -> str:
    """The text that reads the selection; its one record holds one list.

    `restricted`: of nodes that the reader may read.
    """
    moments: Moments = {}
    parts = [line for part in selection.parts for line in _part(part, 0, moments, restricted)]
    values = ", ".join(map(_value, selection.parts))
    lines = []
    if moments:
        ends = (f"{moment} AS {name}" for moment, name in moments.items())
        lines.append(f"WITH {', '.join(ends)}")
    if selection.parents is None:
        return "\n".join([*lines, *parts, f"RETURN [{values}] AS rows"])
    node = selection.parents
    key = ids_form(ById(node).name).columns[0].partition(".")[2]
    lines += ["UNWIND $ids AS id0", f"MATCH (p0:{node.label} {{{key}: id0}})"]
    policy = predicate(node.label, "p0") if restricted else None
    lines += [*([f"WHERE {policy}"] if policy else ()), *parts]
    values = ", ".join(["id0", *map(_value, selection.parts)])
    return "\n".join([*lines, f"RETURN collect([{values}]) AS rows"])


def _value(part: Part) -> str:
    """What stands for a part in the row that it lies below."""
    if isinstance(part, Absent):
        return "null"
    if isinstance(part, Aggregate):
        return f"[{', '.join(_names_of(part))}]"
    return f"b{part.number}"


def _names_of(part: Aggregate) -> list[str]:
    """What the measures of a part are called."""
    return [f"b{part.number}_{place}" for place in range(len(readings(part.measures)))]


def _part(part: Part, near: int, moments: Moments, restricted: bool) -> Iterator[str]:
    """The subquery of one part below the row of part `near`; `moments` gets the one that it ends at."""
    if isinstance(part, Absent):
        return
    if isinstance(part, Aggregate):
        body = _body(form_of(part, restricted), near, part.number, moments)
        for reading, name in zip(readings(part.measures), _names_of(part), strict=True):
            lines = [*reading_lines(part.measures, reading, name)]
            yield from _subquery(body, near, lines, part.number)
        return
    if isinstance(part, Count):
        form = count_form(part.relation.name, part.filters, restricted)
        body, number = _body(form, near, part.number, moments), form.columns[0]
        yield from _subquery(body, near, [f"RETURN {number} AS b{part.number}"], part.number)
        return
    form = _form(part, restricted)
    body = _body(form, near, part.number, moments)
    columns = {
        name: _named(expression, near, part.number)
        for name, expression in named_columns(part).items()
    }
    lines = []
    if part.below:
        inner = [
            line for below in part.below for line in _part(below, part.number, moments, restricted)
        ]
        bound = ", ".join(_bound(part, columns, inner))
        lines += [f"WITH *, {bound}" if bound else "WITH *", *inner]
    lines.append(f"WITH * ORDER BY {form.order}")
    values = [*(columns[name] for name in part.columns), *map(_value, part.below)]
    lines.append(f"RETURN collect([{', '.join(values)}]) AS b{part.number}")
    yield from _subquery(body, near, lines, part.number)


def _body(form: Form, near: int, number: int, moments: Moments) -> str:
    """The body of a form with the names of its place; one moment has one name in all bodies."""
    body = _named(form.body, near, number)
    if form.end is None:
        return body
    end = moments.setdefault(_named(form.end, near, number), f"end{number}")
    return re.sub(r"\bend\b", end, body)


def _bound(part: Rows, columns: dict[str, str], inner: list[str]) -> Iterator[str]:
    """What the parts below a row begin with: its node, that one's id, and ids that it points at."""
    values = {f"p{part.number}": "n", f"id{part.number}": columns["node.id"]}
    for below in part.below:
        if isinstance(below, Rows) and isinstance(below.relation, ById) and below.relation.column:
            values[f"key{below.number}"] = columns[below.relation.column]
    text = "\n".join(inner)
    return (f"{value} AS {name}" for name, value in values.items() if _names(text, name))


def _subquery(body: str, near: int, lines: list[str], number: int) -> Iterator[str]:
    """The subquery, which is given of the row above what it names."""
    text = "\n".join([body, *lines])
    given = [name for name in (f"p{near}", f"id{near}", f"key{number}") if _names(text, name)]
    given += sorted(set(_END.findall(text)))
    yield f"CALL ({', '.join(given)}) {{"
    yield from (f"  {line}" for line in text.splitlines())
    yield "}"


def _names(text: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", text) is not None


def _named(text: str, near: int, number: int) -> str:
    """The text with the names of its place in the whole."""
    text = re.sub(r"\bnear\b", f"p{near}", text)
    text = re.sub(r"\bnear_id\b", f"id{near}", text)
    text = re.sub(r"\bnear_key\b", f"key{number}", text)
    return _PARAM.sub(rf"$\1_{number}", text)


def _form(part: Rows, restricted: bool = False) -> Form:
    relation = part.relation
    if isinstance(relation, ById):
        form = ids_form(relation.name, restricted)
        if relation.column is None:
            return form
        return replace(form, body=form.body.replace("IN $ids", "IN [near_key]"))
    if isinstance(relation, NodeOne):
        return one_form(relation.name, restricted)
    return list_form(relation.name, part.shape, restricted)


def named_columns(part: Rows) -> dict[str, str]:
    """The expressions of all columns of a part by name; times and days as text."""
    relation, expressions = part.relation, list(_form(part).columns)
    link: type[Record] = NoProperties
    lead: list[str] = []
    if isinstance(relation, NodeList):
        lead, link = ["parent", "cursor"], relation.link
    elif isinstance(relation, NodeOne):
        lead = ["parent"]
    elif not isinstance(relation, ById):
        lead, link = ["cursor"], relation.link
    columns = dict(zip(lead, expressions, strict=False))
    rest = iter(expressions[len(lead) :])
    for prefix, record in (("link", link), ("node", relation.node)):
        for item in record.PROPERTIES.values():
            columns[f"{prefix}.{item.name}"] = _shown(next(rest), item)
    return columns


def _shown(expression: str, item: Property) -> str:
    return f"toString({expression})" if item.type in (date, datetime) else expression
