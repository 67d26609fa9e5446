"""Statements that analysts write: checked, run within bounds, and logged before they are answered."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from graph.errors import BadInput, Forbidden, GoalgraphError, Overloaded, StoreDown, TooCostly
from graph.store.ad_hoc_cypher.audit_log import Asker, record
from graph.store.ad_hoc_cypher.bounded_answers import BoundedConnection
from graph.store.ad_hoc_cypher.conventions import MARGIN_SECONDS, MOST_ROWS, SECONDS, SHARE
from graph.store.ad_hoc_cypher.json_values import checked_parameters
from graph.store.ad_hoc_cypher.plan_guard import check_plan
from graph.store.ad_hoc_cypher.statement_guard import checked_text
from graph.store.bolt_reads import ForeignDriverError
from graph.store.driver import Store
from graph.store.driver_errors import OUT_OF_TIME, translated_errors
from graph.store.operation import deadline
from graph.store.per_store_cache import PerStoreCache

EXPLAIN = "EXPLAIN "
_COLUMN = re.compile(r"\(line 1, column (\d+) \(offset: (\d+)\)\)")
_OUT_OF_MEMORY = ("MemoryPoolOutOfMemoryError", "OutOfMemoryError", "StackOverFlowError")


@dataclass(frozen=True, slots=True)
class AdHocAnswer:
    """What a statement answers: its columns, its rows as JSON, and whether there are more."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool


class _Places:
    """The places that analysts' statements hold of those for reading: at most half."""

    def __init__(self, store: Store) -> None:
        self.most = max(1, store.reads.most // SHARE)
        self.held = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A block that holds one; refused at once where all are held."""
        if self.held >= self.most:
            raise Overloaded(
                f"{self.most} statements of analysts run already, as many as may at once",
                remedy="send it again when one of them has ended",
            )
        self.held += 1
        try:
            yield
        finally:
            self.held -= 1


places_of = PerStoreCache(_Places).of


async def ad_hoc_answer(
    store: Store,
    statement: str,
    parameters: object,
    *,
    asker: Asker,
    first: int = MOST_ROWS,
) -> AdHocAnswer:
    """The first rows that a statement of an analyst answers; who asked is logged before it is run.

    Raises BadInput, Forbidden or TooCostly for one that cannot, may not, or takes too much; Overloaded
    where too many run.
    """
    await asyncio.to_thread(record, asker, statement, "asked", first=first)
    began = time.monotonic()
    state, more = "stopped", dict[str, Any]()
    try:
        text = checked_text(statement)
        values = checked_parameters(parameters)
        async with places_of(store).place():
            answer = await _answer(store, text, values, first)
        state, more = "answered", {"rows": len(answer.rows), "truncated": answer.truncated}
    except GoalgraphError as failure:
        state, more = "refused", {"code": failure.code.value}
        raise
    finally:
        seconds = round(time.monotonic() - began, 3)
        record(asker, statement, state, seconds=seconds, **more)
    return answer


async def _answer(
    store: Store, text: str, parameters: Mapping[str, Any], first: int
) -> AdHocAnswer:
    """The answer of a statement whose plan may be followed, within the time that there is."""
    seconds = _seconds()
    extra = {"mode": "r", "db": store.database, "tx_timeout": round(seconds * 1000)}
    extra["tx_metadata"] = {"goalgraph": "analyst"}
    with translated_errors(store.target):
        async with store.reads.place() as session:
            is_whole = False
            try:
                async with asyncio.timeout(seconds):
                    connection = await BoundedConnection.open(session, is_doubtful=False)
                    assert isinstance(connection, BoundedConnection)
                    plan = await connection.first_rows(EXPLAIN + text, parameters, extra, 1)
                    check_plan(plan.metadata.get("type"), plan.metadata.get("plan"))
                    raw = await connection.first_rows(text, parameters, extra, first)
                is_whole = not raw.truncated
                rows, truncated = await connection.json_rows(raw)
                return AdHocAnswer(raw.columns, rows, truncated)
            except TimeoutError:
                raise _too_slow(seconds) from None
            except ForeignDriverError as error:
                raise StoreDown(
                    "this version of the driver cannot bound answers",
                    remedy="install the version that requirements/ names",
                ) from error
            except Exception as error:
                raise _failure_of(error, seconds) or error from error
            finally:
                if not is_whole:
                    session.cancel()
                await session.close()


def _seconds() -> float:
    """How long a statement may take."""
    end = deadline.get()
    if end is None:
        return SECONDS
    return min(SECONDS, max(0.05, end - time.monotonic() - MARGIN_SECONDS))


def _failure_of(error: BaseException, seconds: float) -> GoalgraphError | None:
    """Our error for what the store says of an analyst's statement; None where it is none of these."""
    code = getattr(error, "code", None)
    if isinstance(error, GoalgraphError) or not isinstance(code, str) or code[:4] != "Neo.":
        return None
    if code.endswith((*OUT_OF_TIME, ".Terminated", "TransactionTerminated")):
        return _too_slow(seconds)
    if code.endswith(_OUT_OF_MEMORY):
        return TooCostly(
            "the statement takes more memory than one may",
            remedy="ask for less: LIMIT, fewer rows to collect or sort, no product of patterns",
        )
    if code.startswith("Neo.ClientError.Security"):
        return Forbidden("the store does not allow it", remedy="ask in another way")
    if code.startswith("Neo.TransientError"):
        return Overloaded("the store has too much to do at once", remedy="send it again")
    message = _COLUMN.sub(_moved, str(getattr(error, "message", "") or code)).split("\n")[0]
    return BadInput(
        f"the store refuses the statement: {message.replace(EXPLAIN, '', 1)[:800]}",
        remedy="mend the statement; cypher/README.md lists labels, types and properties",
        path=("statement",),
    )


def _moved(match: re.Match[str]) -> str:
    """A place in the statement, which the store counts with our EXPLAIN before it."""
    column, offset = (max(0, int(number) - len(EXPLAIN)) for number in match.groups())
    return f"(line 1, column {column}, offset {offset})"


def _too_slow(seconds: float) -> TooCostly:
    return TooCostly(
        f"the statement was stopped after {seconds:.3g} s",
        remedy="ask for less: begin at one node or an index, LIMIT, shorter paths",
    )
