"""Requests that may be sent again: the same key gets the same answer, and nothing is done twice."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from graph.errors import BadInput, Conflict, GoalgraphError
from graph.sources.times import time_text
from graph.store.driver import Store, Transaction
from graph.writing.conventions import LONGEST_KEY
from graph.writing.row_results import Answer, Status, WriteAbort

RETENTION = timedelta(days=7)
"""How long an answer is kept."""
Work = Callable[[Transaction], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Request:
    """A request with its key, given by the client: who asks, for which mutation, with which input."""

    id: str
    input_hash: str

    @classmethod
    def of(cls, principal: str, mutation: str, key: str | None, arguments: Any) -> Request | None:
        """The request; None without a key. Raises BadInput for a key that cannot be kept."""
        if key is None:
            return None
        if not 0 < len(key) <= LONGEST_KEY:
            raise BadInput(
                f"`idempotencyKey` has {len(key)} characters; 1 to {LONGEST_KEY} are allowed",
                remedy="use a UUID",
                path=("idempotencyKey",),
            )
        packed = orjson.dumps(arguments, option=orjson.OPT_SORT_KEYS, default=str)
        return cls(
            hashlib.sha256(f"{principal}\0{mutation}\0{key}".encode()).hexdigest(),
            hashlib.sha256(packed).hexdigest(),
        )


async def run_once(store: Store, request: Request | None, work: Work) -> Answer:
    """The answer of `work`, done in one transaction; of a repeated request the answer it had.

    Raises Conflict where the same key was used with other input. What was not saved is not kept:
    such a request may be sent again after it is mended.
    """

    async def run(tx: Transaction) -> Answer:
        if request is None:
            return await work(tx)
        opened = [{"id": request.id, "at": time_text(datetime.now(UTC))}]
        _, known_hash, answer = (await tx.run("save_requests", rows=opened)).rows[0]
        if known_hash is not None:
            return _repeated(request, known_hash, answer)
        result = await work(tx)
        if not any(outcome.status is Status.SAVED for outcome in result.outcomes):
            return result
        record = {"id": request.id, "input_hash": request.input_hash, "answer": result.packed()}
        await tx.run("save_request_answers", rows=[record])
        return result

    try:
        response = await store.unit(run)
    except WriteAbort as abort:
        return abort.answer
    if request is not None and not response.repeated:
        before = time_text(datetime.now(UTC) - RETENTION)
        with suppress(GoalgraphError):  # the answer stands; the next request forgets them
            await store.write("remove_old_requests", before=before)
    return response


def _repeated(request: Request, known_hash: str, answer: str) -> Answer:
    if known_hash != request.input_hash:
        raise Conflict(
            "this `idempotencyKey` was used before with another input",
            remedy="use a new key for a new request",
            path=("idempotencyKey",),
        )
    return Answer.unpacked(answer)
