"""The rows of a read as one row: the driver takes longer over a row than over what is in it.

Inside a transaction each row costs the driver several turns of the event loop. A statement that reads
much there is sent in a form that collects its rows, in their order; what comes back is the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from graph.store.statements import statement

_FINAL = re.compile(r"^RETURN( DISTINCT)?$", re.MULTILINE)
MANY = 50
"""Ids from which on the rows of a read are packed."""


def text_for(name: str, text: str, params: Mapping[str, Any]) -> str | None:
    """The packed form of a text where so much is asked for that it is worth it, and there is one."""
    ids = params.get("ids")
    return packed_text(name, text) if isinstance(ids, list) and len(ids) >= MANY else None


@cache
def packed_text(name: str, text: str) -> str | None:
    """A form of the text of a statement that gives its rows as one list; None where it has none.

    It ends in RETURN on a line of its own, and nothing before that returns at the outermost level.
    """
    kind = statement(name)
    finals = list(_FINAL.finditer(text))
    if kind.writes or len(finals) != 1 or len(re.findall(r"^RETURN\b", text, re.MULTILINE)) != 1:
        return None
    (final,) = finals
    columns = ", ".join(kind.columns)
    head, tail = text[: final.start()], text[final.end() :]
    return f"{head}WITH{final[1] or ''}{tail}\nRETURN collect([{columns}]) AS rows"
