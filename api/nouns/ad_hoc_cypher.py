"""Statements that analysts write, as a root field: columns, rows as JSON, and whether there are more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Optional

import strawberry
from strawberry import UNSET
from strawberry.scalars import JSON
from strawberry.types import Info

from api.execution.context import Context
from api.execution.cost import Selected
from api.nouns.conventions import CYPHER_COST, CYPHER_ROWS_A_POINT, MOST_NAMED
from api.types.list_sizes import size_of
from graph.errors import TooCostly
from graph.identity.roles import Permission
from graph.keys import SEPARATOR
from graph.organisation.people import people_of_accounts
from graph.store.ad_hoc_cypher.audit_log import Asker
from graph.store.ad_hoc_cypher.conventions import MOST_ROWS
from graph.store.ad_hoc_cypher.json_values import texts_of
from graph.store.ad_hoc_cypher.run import ad_hoc_answer


def cost_of_cypher(selected: Selected) -> int:
    """A thousand for each statement, and one for every two rows that it may answer."""
    first = selected.number("first")
    rows = MOST_ROWS if first is None else min(max(first, 0), MOST_ROWS)
    return CYPHER_COST + rows // CYPHER_ROWS_A_POINT


@strawberry.type(description="What a statement in Cypher answers.")
class CypherAnswer:
    """The first rows of an answer."""

    columns: list[str] = strawberry.field(description="The names of the columns, in their order.")
    rows: list[JSON] = strawberry.field(
        description="The rows, each a list with a value for each column. A node is "
        "`{labels, properties}`, a relationship `{type, properties}`, a path `{nodes, relationships}`, a "
        "point `{srid, coordinates}`. Times, days and durations are texts, and so are whole numbers "
        "beyond 2^53 − 1, NaN and infinity, which JSON cannot hold exactly."
    )
    truncated: bool = strawberry.field(
        description="Whether there are more rows: it ends after `first` of them, or after 8 MiB."
    )


async def find_cypher(
    info: Info,
    statement: Annotated[
        str,
        strawberry.argument(
            description="One statement that reads, of at most 8 KiB, without EXPLAIN, PROFILE, USE or "
            "CYPHER before it. It may say `LIMIT`, and names the labels that it is about."
        ),
    ],
    parameters: Annotated[
        Optional[JSON],  # noqa: UP045
        strawberry.argument(
            description="The values of its `$names`, as one JSON object; `datetime($since)` and "
            "`date($day)` make times and days of texts."
        ),
    ] = None,
    first: Annotated[
        int | None, strawberry.argument(description="How many rows at most; up to 10,000.")
    ] = UNSET,
    purpose: Annotated[
        str | None,
        strawberry.argument(description="What the answer is for; it is kept in the log."),
    ] = None,
) -> CypherAnswer:
    """The answer of a statement. Raises Forbidden for whoever is no analyst."""
    context: Context = info.context
    viewer = context.viewer
    viewer.require(Permission.RUN_CYPHER)
    most = size_of(first, MOST_ROWS, MOST_ROWS, "ask for fewer rows, or aggregate", least=1)
    asker = Asker(viewer.id, purpose or viewer.purpose, context.request_id)
    answer = await ad_hoc_answer(context.store, statement, parameters, asker=asker, first=most)
    rows: list[Any] = answer.rows
    if viewer.credential is not None:
        context.saw(await _people_named(context, rows), asker.purpose, "Query.cypher")
    return CypherAnswer(columns=answer.columns, rows=rows, truncated=answer.truncated)


async def _people_named(context: Context, rows: Sequence[Any]) -> set[str]:
    """The people an id of whom stands in the rows: as a value, in a node, or in the key of a relationship.

    Raises TooCostly where they are so many that it cannot be written down for each.
    """
    texts = {part for text in texts_of(rows) for part in text.split(SEPARATOR)}
    ids = sorted(text for text in texts if "/" in text)
    named: set[str] = set()
    for start in range(0, len(ids), MOST_NAMED):
        named.update(
            (await people_of_accounts(context.store, ids[start : start + MOST_NAMED])).values()
        )
    if len(named) > MOST_NAMED:
        raise TooCostly(
            f"the answer names {len(named):,} people, and each may read that; {MOST_NAMED:,} are allowed",
            remedy="aggregate, or ask in several statements",
        )
    return named
