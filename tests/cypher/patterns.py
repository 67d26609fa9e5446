"""What a statement's text reads and writes: labels, relationship types with their ends, properties.

A reader for the plain style of `cypher/`: upper-case keywords, no dynamic labels, no comments in
blocks. It need not understand expressions: only patterns, `variable.property` and SET.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.store.statements import Statement

_NOISE = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|//[^\n]*")
_CLAUSE = re.compile(
    r"\b(ON CREATE SET|ON MATCH SET|OPTIONAL MATCH|MATCH|MERGE|CREATE|DETACH DELETE|DELETE|SET|REMOVE"
    r"|RETURN|(?<!STARTS )(?<!ENDS )WITH|WHERE|UNWIND|CALL|FOREACH|ORDER BY|SKIP|LIMIT|UNION|YIELD)\b"
)
_MAP = r"(?:\s*\{(?P<map>[^{}]*)\})?"
_NODE = re.compile(rf"(?<![\w.])\(\s*(?P<var>\w+)?\s*(?::\s*(?P<names>[\w|:&]+))?{_MAP}\s*\)")
_REL = re.compile(
    rf"(?P<left><?)-\[\s*(?P<var>\w+)?\s*(?::\s*(?P<names>[\w|]+))?{_MAP}\s*\]"
    r"-(?P<right>>?)(?:\+|\*|\{[\d,]*\})?"
)
_IS_LABEL = re.compile(r"\b(\w+):((?:[A-Z]\w*)(?:\|[A-Z]\w*)*)(?![\w(])")
_NEW_LABEL = re.compile(r"(?:^|,)\s*\w+:([A-Z]\w*)")
_SUBQUERY = re.compile(r"\b(?:COLLECT|COUNT|EXISTS) \{|\[(?=\()")
_DEPTH = {"{": {"{": 1, "}": -1}, "[": {"[": 1, "]": -1}}
_KEYS = re.compile(r"(?:^|,)\s*(\w+)\s*:")
_ACCESS = re.compile(r"\b([A-Za-z]\w*)\.(\w+)\b(?!\s*\()")
_TARGET = re.compile(r"(?:^|,)\s*(\w+)\.(\w+)\s*=(?!=)")
_EACH = re.compile(r"FOREACH \(\s*(\w+) IN ([^|]*)\|")
_LISTED = re.compile(r"\[(\w+)\]")
_WHOLE = re.compile(r"(?:^|,)\s*(\w+)\s*\+?=\s*([$\w.]+)")

Properties = dict[str, set[str]]
"""Label or relationship type → names of properties."""


@dataclass
class Use:
    """What a statement does with the graph; `ends` are the (label, type, label) it names."""

    labels_read: set[str] = field(default_factory=set)
    labels_written: set[str] = field(default_factory=set)
    types_read: set[str] = field(default_factory=set)
    types_written: set[str] = field(default_factory=set)
    read: Properties = field(default_factory=lambda: defaultdict(set))
    written: Properties = field(default_factory=lambda: defaultdict(set))
    whole: dict[str, str] = field(default_factory=dict)
    """Label or type whose properties are all set at once → the value that they come from."""
    ends: set[tuple[str, str, str]] = field(default_factory=set)


@dataclass(frozen=True)
class Part:
    """A node or a relationship of a pattern."""

    kind: str
    var: str | None
    names: tuple[str, ...]
    keys: tuple[str, ...]
    start: int
    end: int
    arrow: str = ""


def parts(text: str) -> list[Part]:
    """The nodes and relationships of the patterns in a text, in order."""
    found = []
    for kind, pattern in (("node", _NODE), ("rel", _REL)):
        for one in pattern.finditer(text):
            names = tuple(re.split(r"[|:&]", one["names"])) if one["names"] else ()
            keys = tuple(_KEYS.findall(one["map"] or ""))
            arrow = one["left"] + one["right"] if kind == "rel" else ""
            found.append(Part(kind, one["var"], names, keys, one.start(), one.end(), arrow))
    return sorted(found, key=lambda part: part.start)


def clauses(text: str) -> Iterator[tuple[str, str]]:
    """The clauses of a text: keyword, what follows it."""
    marks = list(_CLAUSE.finditer(text))
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        yield mark[1], text[mark.end() : end]


def use_of(statement: Statement) -> Use:
    """What a statement reads and writes."""
    use = Use()
    _scope(use, _NOISE.sub("''", statement.text), {})
    return use


def _scope(use: Use, text: str, outer: Mapping[str, set[str]]) -> None:
    """Note what one scope does: variables of a subquery expression end with it."""
    text, inner = _subqueries(text)
    own: dict[str, set[str]] = defaultdict(set)
    for part in parts(text):
        if part.var:
            own[part.var].update(part.names)
    for var, names in _IS_LABEL.findall(text):
        own[var].update(names.split("|"))
    owners = {**outer, **{var: names for var, names in own.items() if names}}
    for var, listed in _EACH.findall(text):
        owners[var] = {name for one in _LISTED.findall(listed) for name in owners.get(one, ())}
    for keyword, body in clauses(text):
        _patterns(use, keyword, body)
        _properties(use, keyword, body, owners)
    _ends(use, text, owners)
    for one in inner:
        _scope(use, one, owners)


def _subqueries(text: str) -> tuple[str, list[str]]:
    """The text without its subquery expressions and pattern comprehensions, and these."""
    found = []
    while start := _SUBQUERY.search(text):
        depth, end, counts = 1, start.end(), _DEPTH[start[0][-1]]
        while depth:
            depth += counts.get(text[end], 0)
            end += 1
        inside = text[start.end() : end - 1]
        found.append(inside if re.match(r"\s*(?:OPTIONAL )?MATCH", inside) else f" MATCH {inside}")
        text = f"{text[: start.start()]} '' {text[end:]}"
    return text, found


def _patterns(use: Use, keyword: str, body: str) -> None:
    writes = keyword in ("MERGE", "CREATE")
    for part in parts(body):
        nodes = part.kind == "node"
        if keyword != "CREATE":
            (use.labels_read if nodes else use.types_read).update(part.names)
        if writes:
            (use.labels_written if nodes else use.types_written).update(part.names)
        for name in part.names if part.keys else ():
            if keyword != "CREATE":
                use.read[name].update(part.keys)
            if writes:
                use.written[name].update(part.keys)


def _properties(use: Use, keyword: str, body: str, owners: Mapping[str, set[str]]) -> None:
    if keyword == "REMOVE":
        return
    if keyword == "SET":
        use.labels_written.update(_NEW_LABEL.findall(body))
    targets = _TARGET.findall(body) if keyword.endswith("SET") else []
    for var, name in targets:
        for owner in owners.get(var, ()):
            use.written[owner].add(name)
    rest = _TARGET.sub(" ", body) if targets else body
    for var, name in _ACCESS.findall(rest):
        for owner in owners.get(var, ()):
            use.read[owner].add(name)
    if keyword.endswith("SET"):
        for var, value in _WHOLE.findall(body):
            for owner in owners.get(var, ()):
                use.whole[owner] = value


def _ends(use: Use, text: str, owners: Mapping[str, set[str]]) -> None:
    found = parts(text)
    for place, part in enumerate(found):
        if part.kind != "rel" or not 0 < place < len(found) - 1:
            continue
        before, after = found[place - 1], found[place + 1]
        if {before.kind, after.kind} != {"node"}:
            continue
        for left in _labels(owners, before):
            for right in _labels(owners, after):
                start, end = (right, left) if part.arrow == "<" else (left, right)
                use.ends.update((start, name, end) for name in part.names)


def _labels(owners: Mapping[str, set[str]], part: Part) -> set[str]:
    """The labels of a node pattern, its own or those that its variable has elsewhere; '' unknown."""
    own = set(part.names) or set(owners.get(part.var or "", ()))
    return own or {""}
