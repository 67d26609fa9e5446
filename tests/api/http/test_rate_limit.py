"""Budgets of cost by principal: what is left is told, whoever has none waits, others are served."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.execution.cost import cost_of_answer
from api.execution.viewer import LOCAL, Viewer
from api.http.app import create_app
from api.http.graphql_request import Refused
from api.http.rate_limit import BURST_SECONDS, RateLimit
from tests.api.http.client import client
from tests.api.http.sample import context, schema, settings

MEMBER = frozenset({"member"})


def viewer(name: str) -> Viewer:
    return Viewer(name, MEMBER, credential=f"key:{name}")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@given(
    st.integers(1, 1000),
    st.lists(st.tuples(st.integers(0, 5000), st.floats(0, 20)), max_size=40),
)
def test_nobody_gets_more_than_the_burst_and_the_rate(
    rate: int, asked: list[tuple[int, float]]
) -> None:
    """Over any span from a first to a last request: at most the burst and what was added meanwhile."""
    clock = Clock()
    limit = RateLimit(rate, clock)
    served: list[tuple[float, int]] = []
    for cost, pause in asked:
        clock.now += pause
        try:
            left = limit.charge(viewer("ann"), cost)
        except Refused as refused:
            wait = int(refused.headers["Retry-After"])
            assert refused.status == 429 and wait >= 1
            if cost <= rate * BURST_SECONDS:
                clock.now += wait
                assert limit.charge(viewer("ann"), cost) is not None
                served.append((clock.now, cost))
            continue
        assert left is not None and 0 <= left <= rate * BURST_SECONDS
        served.append((clock.now, cost))
    for first, (begin, _) in enumerate(served):
        for last in range(first, len(served)):
            span = served[last][0] - begin
            total = sum(cost for _, cost in served[first : last + 1])
            assert total <= rate * (BURST_SECONDS + span) + 1


def test_each_principal_has_a_budget_and_the_local_viewer_none() -> None:
    limit = RateLimit(10, Clock())
    assert limit.charge(viewer("ann"), 100) == 0
    assert limit.charge(viewer("bob"), 40) == 60
    with pytest.raises(Refused) as refused:
        limit.charge(viewer("ann"), 1)
    assert refused.value.headers == {"Retry-After": "1"}
    assert limit.charge(LOCAL, 10**9) is None


async def test_the_budget_is_told_and_kept_over_http() -> None:
    async def authenticate(headers: Mapping[bytes, bytes]) -> Viewer:
        return viewer(headers[b"authorization"].decode())

    app = create_app(schema, context, settings(GOALGRAPH_RATE="100"), authenticate=authenticate)
    query = {"query": "{ dear }"}

    async def ask(name: str) -> Any:
        async with client(app, authorization=name) as http:
            return await http.post("/graphql", json=query)

    first = (await ask("ann")).json()["extensions"]["cost"]
    assert first["remaining"] == 1000 - first["requested"]
    last = await ask("ann")
    while last.status_code == 200:
        last = await ask("ann")
    (error,) = last.json()["errors"]
    assert (last.status_code, error["extensions"]["code"]) == (429, "OVERLOADED")
    assert int(last.headers["retry-after"]) >= 1
    assert (await ask("bob")).json()["extensions"]["cost"] == first


def nested(*sizes: int | None) -> str:
    """People, their friends and the friends of these, so many of each or as many as are shown."""
    inner = "name"
    for field, size in zip(["friends"] * (len(sizes) - 1) + ["people"], sizes[::-1], strict=True):
        said = "" if size is None else f"(first: {size})"
        inner = f"{field}{said} {{ nodes {{ {inner} }} }}"
    return f"{{ {inner} }}"


async def test_what_an_answer_came_to_beyond_its_estimate_is_charged() -> None:
    async def authenticate(headers: Mapping[bytes, bytes]) -> Viewer:
        return viewer(headers[b"authorization"].decode())

    app = create_app(schema, context, settings(GOALGRAPH_RATE="1000"), authenticate=authenticate)
    async with client(app, authorization="ann") as http:
        answer = (await http.post("/graphql", json={"query": nested(None, None, None)})).json()
        waiting = await http.post("/graphql", json={"query": nested(1)})
    cost = answer["extensions"]["cost"]
    assert cost["requested"] < 2_000 < 1_000 * BURST_SECONDS < cost["answered"]
    assert cost["answered"] == cost_of_answer(answer["data"])
    assert cost["remaining"] == 0
    assert waiting.status_code == 429
    owed = cost["answered"] - 1_000 * BURST_SECONDS
    assert int(waiting.headers["retry-after"]) >= owed // 1_000


@given(st.lists(st.one_of(st.none(), st.integers(1, 12)), min_size=1, max_size=3))
@hypothesis.settings(deadline=None, max_examples=25)
async def test_an_answer_costs_no_more_than_was_said_of_it(sizes: list[int | None]) -> None:
    app = create_app(schema, context, settings())
    async with client(app) as http:
        answer = (await http.post("/graphql", json={"query": nested(*sizes)})).json()
    cost = answer["extensions"]["cost"]
    assert ("answered" in cost) == (sizes.count(None) > 1)
    assert cost_of_answer(answer["data"]) <= cost.get("answered", cost["requested"])


def test_a_budget_that_is_overdrawn_is_made_up_for_before_anything_else() -> None:
    clock = Clock()
    limit = RateLimit(10, clock)
    assert limit.charge(viewer("ann"), 40) == 60
    assert limit.owe(viewer("ann"), 160) == 0
    with pytest.raises(Refused) as refused:
        limit.charge(viewer("ann"), 50)
    assert refused.value.headers == {"Retry-After": "15"}
    assert "and 0 of your budget are left" in refused.value.failure.message
    clock.now += 15
    assert limit.charge(viewer("ann"), 50) == 0
    assert limit.owe(LOCAL, 10**9) is None
