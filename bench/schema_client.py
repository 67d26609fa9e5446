"""Asking the schema as a request does, without the socket: what the store and the executor take."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any

from strawberry.execution import optimized_is_awaitable

from api.execution.context import Context
from api.execution.executor import Executor
from api.execution.viewer import LOCAL, Viewer
from api.http.document_limits import Limits
from api.http.documents import Documents
from api.schema.schema import schema
from graph.store.driver import Store

DOCUMENTS = Documents(schema._schema, Limits(), open_schema=True)
HEAD = f"{'question':44}{'p50':>9}{'p95':>9}{'processor p50':>16}{'p95':>9}"
Spent = tuple[float, float]
"""The milliseconds of one question, and of the processor in this process."""


async def asked(
    store: Store, query: str, variables: dict[str, Any], viewer: Viewer = LOCAL
) -> Spent:
    """What one question took; it must have no error."""
    began, worked = time.perf_counter(), time.process_time()
    executor: Any = Executor.build(
        schema._schema,
        DOCUMENTS.document_of(query).document,
        context_value=Context(store, viewer),
        raw_variable_values=variables,
        is_awaitable=optimized_is_awaitable,
    )
    result = await executor.execute_operation()
    spent = 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)
    assert result.errors is None, result.errors
    return spent


async def print_percentiles(name: str, ask: Callable[[int], Awaitable[Spent]], rounds: int) -> None:
    """Ask once to warm up, then so often, each time with another number."""
    await ask(1)
    waited, worked = (
        sorted(column) for column in zip(*[await ask(n) for n in range(rounds)], strict=True)
    )
    last = int(rounds * 0.95)
    print(
        f"{name:44}{waited[rounds // 2]:7.1f}ms{waited[last]:7.1f}ms"
        f"{worked[rounds // 2]:14.1f}ms{worked[last]:7.1f}ms",
        flush=True,
    )
