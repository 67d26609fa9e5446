"""Whether the process lives (`/livez`) and whether it should get requests (`/readyz`)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.http.admission import Traffic
from api.http.json_encoding import json_bytes
from graph.errors import GoalgraphError

Check = Callable[[], Awaitable[object]]
SECONDS = 1.0
TICK = 0.01


def health_routes(checks: Mapping[str, Check], traffic: Traffic) -> list[Route]:
    """The two routes; a check passes when it returns and fails when it raises."""

    async def livez(_: Request) -> Response:
        start = time.perf_counter()
        await asyncio.sleep(TICK)
        lag = max(0.0, time.perf_counter() - start - TICK)
        return _answer(lag < SECONDS, {"alive": lag < SECONDS, "lag_ms": round(lag * 1000, 1)})

    async def readyz(_: Request) -> Response:
        results = await asyncio.gather(*(_check_result(check) for check in checks.values()))
        report: dict[str, Any] = dict(zip(checks, results, strict=True))
        report["draining"] = {"ok": not traffic.draining}
        ready = all(result["ok"] for result in report.values())
        return _answer(ready, {"ready": ready, "checks": report})

    return [Route("/livez", livez), Route("/readyz", readyz)]


async def _check_result(check: Check) -> dict[str, Any]:
    """Whether a check passed within a second, why not, and how long it took."""
    start = time.perf_counter()
    reason = None
    try:
        async with asyncio.timeout(SECONDS):
            await check()
    except TimeoutError:
        reason = f"no answer within {SECONDS:g} s"
    except GoalgraphError as failure:
        reason = failure.message + (f" Mend: {failure.remedy}" if failure.remedy else "")
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets an answer
        reason = type(error).__qualname__
    milliseconds = round((time.perf_counter() - start) * 1000, 1)
    return {"ok": reason is None, "ms": milliseconds} | ({"reason": reason} if reason else {})


def _answer(healthy: bool, body: dict[str, Any]) -> Response:
    headers = {"Cache-Control": "no-store"} | ({} if healthy else {"Retry-After": "2"})
    kind = "application/json; charset=utf-8"
    return Response(json_bytes(body), 200 if healthy else 503, headers, media_type=kind)
