"""The nodes that a list or a single relation finds from a node, as a pattern inside a predicate.

    goals_of_owners   MATCH (:Person {id: parent})-[:OWNS]->(n:Goal)  WHERE true // +where
                      → MATCH (n)-[:OWNS]->(m1:Goal), for the goals `m1` of a person `n`

The statement files stay the only source of what a relation is; one that takes more than a pattern and
its conditions is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from graph.errors import StatementError
from graph.store.statements import LIST_HEAD, statement

_BODY = re.compile(
    r"(?:WITH (?:parent, )?(?P<end>[^\n]+) AS end )?"
    r"MATCH (?P<pattern>.*?\(n:(?P<label>\w+)\))"
    r"(?: WHERE (?P<own>.*?))?"
    r"(?: WITH DISTINCT n(?: WHERE (?P<later>.*))?)?"
)
_NEAR = re.compile(r"\(:\w+ \{(?:id|key): parent\}\)|\(p:\w+\)")
_NODE = re.compile(r"\(n:")
_DAY = "$day"
"""The day of a list of who belongs on it; here it is always today."""
_CLAUSE = re.compile(r"\b(?:MATCH|WITH|CALL|UNWIND)\b")


@dataclass(frozen=True, slots=True)
class RelatedNodes:
    """The pattern from `near` to `node` by `link`, its conditions, and the label of `node`."""

    pattern: str
    conditions: tuple[str, ...]
    label: str

    def named(self, near: str, node: str) -> tuple[str, list[str]]:
        """The pattern and its conditions with these names of both nodes."""
        names = {"near": near, "node": node, "link": f"{node}_link"}

        def with_names(text: str) -> str:
            return re.sub(r"\b(?:near|node|link)\b", lambda found: names[found[0]], text)

        return with_names(self.pattern), [with_names(one) for one in self.conditions]


@cache
def related_nodes(name: str) -> RelatedNodes:
    """What the statement of a list or a single relation finds. Raises StatementError where it is no pattern."""
    body = _BODY.fullmatch(_body_of(name))
    if body is None:
        raise StatementError(f"{name} finds its nodes by more than one pattern")
    conditions = [body["own"], body["later"]]
    terms = [one for one in conditions if one and one != "true"]
    if any(_CLAUSE.search(one) for one in (*terms, body["pattern"])):
        raise StatementError(f"{name} finds its nodes by more than one pattern")
    return RelatedNodes(
        _NEAR.sub("(near)", _NODE.sub("(node:", body["pattern"])).replace("[r:", "[link:"),
        tuple(_named(one, body["end"]) for one in terms),
        body["label"],
    )


def _body_of(name: str) -> str:
    """What finds the nodes, on one line and without marks."""
    text = statement(name).text
    if text.startswith(LIST_HEAD):
        end = text.index(" // +where")
        body = text[len(LIST_HEAD) : end]
    else:
        body = text.partition("\nRETURN")[0]
        body = re.sub(r"\bp\.(?:id|key) IN \$ids(?:\s+AND)?", "", body)
        body = re.sub(r"WHERE\s*$", "", body)
    lines = (line.partition(" // ")[0].strip() for line in body.splitlines())
    return " ".join(line for line in lines if line)


def _named(condition: str, end: str | None) -> str:
    """A condition on `near`, `node` and `link`; a moment that the body calls `end` in its place."""
    end = None if end is None else end.replace(_DAY, "null")
    for old, new in (("parent", "near.id"), ("p", "near"), ("n", "node"), ("r", "link")):
        condition = re.sub(rf"(?<![.$:'\w]){old}\b(?!\()", new, condition)
    return condition if end is None else re.sub(r"\bend\b", f"({end})", condition)
