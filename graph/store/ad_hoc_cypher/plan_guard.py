"""What of an analyst's statement is refused by the plan that the store would follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.errors import Forbidden
from graph.store.ad_hoc_cypher import allowlists

_VARIANT = re.compile(r"\(.*|@.*", re.DOTALL)
_SECRET = re.compile(r"\b(" + "|".join(sorted(allowlists.SECRET_LABELS)) + r")\b")


def check_plan(query_type: object, plan: Mapping[str, Any] | None) -> None:
    """Raise Forbidden where a statement does more than read, or reads by what is on no list."""
    operators = [] if plan is None else list(operators_of(plan))
    for name, details in operators:
        if name in allowlists.ALL_NODES:
            raise _forbidden(
                f"the statement looks through nodes of any label ({name})",
                "name the labels that it is about, such as (n:Person) or (n:Person|Goal)",
            )
        if name not in allowlists.OPERATORS:
            doing = "writes, or does more than read" if query_type != "r" else "does more than read"
            raise _forbidden(
                f"the statement {doing}: its plan has the operator {name[:60]}",
                "ask with MATCH, WITH, UNWIND and RETURN; write by mutations",
            )
        secret = _SECRET.search(details)
        if secret is not None:
            raise _forbidden(f"nodes of {secret[1]} may not be read", "ask for another label")
    if query_type != "r" or not operators:
        raise _forbidden(
            f"the statement is of the kind {query_type!r}, not a reading one",
            "ask with MATCH, WITH, UNWIND and RETURN; write by mutations",
        )


def operators_of(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operator of a plan, those of subqueries too: its name without variant, and its details."""
    stack = [plan]
    while stack:
        node = stack.pop()
        arguments = node.get("args") or {}
        yield _VARIANT.sub("", str(node.get("operatorType", ""))), str(arguments.get("Details", ""))
        stack.extend(node.get("children") or ())


def _forbidden(message: str, remedy: str) -> Forbidden:
    return Forbidden(message, remedy=remedy, path=("statement",))
