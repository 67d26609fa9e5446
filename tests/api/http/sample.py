"""A small schema without a store, and an application around it, for the tests of the HTTP layer."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Annotated, Any

import strawberry
from fastapi import FastAPI
from starlette.requests import Request

from api.http.app import create_app
from api.http.document_limits import Limits
from api.http.logs import log_json
from api.http.server import listening_socket, server_of
from graph.config import Settings
from graph.errors import BadInput, StoreDown

SLOW: list[float] = []
SECRET = "bolt://neo4j:hunter2@10.0.0.1"


@strawberry.type
class Person:
    name: str
    level: int

    @strawberry.field
    def friends(self, first: int | None = None, last: int | None = None) -> Friends:
        return Friends(size=first or last or 25)

    @strawberry.field
    def manager(self) -> Person:
        return Person(name="Ada", level=self.level + 1)


@strawberry.type
class FriendEdge:
    node: Person


@strawberry.type
class Friends:
    size: strawberry.Private[int]

    @strawberry.field
    def edges(self) -> list[FriendEdge]:
        return [FriendEdge(node=Person(name=f"p{i}", level=1)) for i in range(self.size)]

    @strawberry.field
    def nodes(self) -> list[Person]:
        return [Person(name=f"p{i}", level=1) for i in range(self.size)]

    @strawberry.field
    def total_count(self) -> int:
        return self.size


@strawberry.type
class Group:
    name: str
    members: list[Person]


Found = Annotated[Person | Group, strawberry.union("Found")]


@strawberry.type
class Query:
    @strawberry.field
    def person(self) -> Person:
        return Person(name="Ada", level=1)

    @strawberry.field
    def people(self, first: int | None = 25, last: int | None = None) -> Friends:
        return Friends(size=last or first or 25)

    @strawberry.field
    def nodes(self, ids: list[strawberry.ID]) -> list[Person]:
        return [Person(name=str(i), level=1) for i in ids]

    @strawberry.field
    def search(self) -> list[Found]:
        return [Group(name="g", members=[])]

    @strawberry.field(metadata={"cost": 500})
    def dear(self) -> int:
        return 1

    @strawberry.field
    def echo(self, text: str = "", number: int = 0) -> str:
        return text

    @strawberry.field
    def broken(self) -> str | None:
        raise ValueError(SECRET)

    @strawberry.field
    def refused(self) -> str | None:
        raise BadInput("`x` is wrong", remedy="send another", path=("x",))

    @strawberry.field
    def down(self) -> str | None:
        raise StoreDown("Neo4j does not answer.", remedy="goalgraph up")

    @strawberry.field
    def who(self, info: strawberry.Info) -> str:
        return str(info.context["request_id"])

    @strawberry.field
    async def slow(self, seconds: float) -> str:
        SLOW.append(seconds)
        try:
            await asyncio.sleep(seconds)
        finally:
            SLOW.pop()
        return "done"

    @strawberry.field
    def running(self) -> int:
        return len(SLOW)


@strawberry.type
class Mutation:
    @strawberry.mutation
    def rename(self) -> str:
        return "renamed"


@strawberry.type
class Broken:
    @strawberry.field
    def here(self) -> int | None:
        raise ValueError(SECRET)


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self, count: int = 1) -> AsyncGenerator[int, None]:
        for number in range(1, count + 1):
            yield number

    @strawberry.subscription
    async def endless(self, size: int = 0) -> AsyncGenerator[str, None]:
        SLOW.append(0.0)
        try:
            if size:
                while True:
                    yield "x" * size
            await asyncio.Event().wait()
        finally:
            SLOW.pop()

    @strawberry.subscription(metadata={"cost": 30_000})
    async def dear(self) -> AsyncGenerator[int, None]:
        yield 1

    @strawberry.subscription
    async def wrong(self) -> AsyncGenerator[int, None]:
        yield 1
        raise BadInput("`x` is wrong", remedy="send another", path=("x",))

    @strawberry.subscription
    async def broken(self) -> AsyncGenerator[Broken, None]:
        yield Broken()
        raise ValueError(SECRET)


schema = strawberry.Schema(Query, Mutation, Subscription)


async def context(request: Request) -> dict[str, Any]:
    return {"request_id": request.scope["state"]["request_id"]}


def settings(**env: str) -> Settings:
    return Settings.from_env({"HOME": "/nowhere", "GOALGRAPH_DATA": str(Path("/nowhere")), **env})


def sample_app(*, mode: str = "development", **options: Any) -> FastAPI:
    return create_app(schema, context, settings(GOALGRAPH_MODE=mode), **options)


def main() -> None:
    """Serves the sample on any free port and prints it, until a signal; `LIMITS` is JSON."""
    log_json()
    sock = listening_socket("127.0.0.1", 0)
    print(sock.getsockname()[1], flush=True)
    limits = Limits(**json.loads(os.environ.get("LIMITS", "{}")))
    app = create_app(schema, context, settings(**os.environ), limits=limits)
    server_of(app).run(sockets=[sock])
    print("closed", flush=True)
    sys.exit(0)


if __name__ == "__main__":
    main()
