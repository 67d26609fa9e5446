"""Requests to an application in this process."""

from typing import Any

import httpx
from fastapi import FastAPI

from tests.api.http.sample import sample_app

GRAPHQL = "application/graphql-response+json"


def client(app: FastAPI | None = None, **headers: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app or sample_app())
    return httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers)


async def post(content: bytes, app: FastAPI | None = None, **headers: str) -> httpx.Response:
    request_headers = {"content-type": "application/json"} | {
        k.replace("_", "-"): v for k, v in headers.items()
    }
    async with client(app) as http:
        return await http.post("/graphql", content=content, headers=request_headers)


async def ask(query: str, app: FastAPI | None = None, **variables: Any) -> httpx.Response:
    async with client(app, accept=GRAPHQL) as http:
        return await http.post("/graphql", json={"query": query, "variables": variables})


def error(response: httpx.Response) -> dict[str, Any]:
    """The only error of a response."""
    (entry,) = response.json()["errors"]
    return dict(entry)
