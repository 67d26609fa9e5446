"""Filters beyond properties and relations: sources, progress of goals, links on which whoever asks may decide."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from api.execution.viewer import Viewer
from graph.records.enums import LinkState
from graph.store.driver import Store
from graph.writing.link_policy import PairFacts, refusal
from tests.api.conftest import Api
from tests.api.store_query import ask


async def every(store: Store, text: str, viewer: Viewer) -> list[Any]:
    """The nodes of a whole list, page by page; `%s` stands for where the page begins."""
    nodes: list[Any] = []
    after = "null"
    while True:
        answer = await ask(store, text % after, None, viewer)
        assert answer.errors == []
        (page,) = answer.data.values()
        nodes += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return nodes
        after = f'"{page["pageInfo"]["endCursor"]}"'


LINKS = "{ links(first: 100, after: %%s%s) { nodes { key { externalId } conversation { key { source externalId } } goal { key { source externalId } } } pageInfo { hasNextPage endCursor } } }"


def native(node: Any) -> str:
    """The id in the store."""
    return f"{node['key']['source']}/{node['key']['externalId']}"


async def test_the_links_on_which_i_may_decide_are_those_that_i_may_decide(api: Api) -> None:
    """As the rule says that decides when somebody does."""
    rows = await api.store.rows("people", limit=200)
    some = [row[1] for row in rows][::31]
    decided = 0
    for person in some:
        viewer = Viewer(person, frozenset({"analyst"}), person=person)
        links = await every(api.store, LINKS % "", viewer)
        pairs = [
            {
                "id": f"{native(link['conversation'])}>{native(link['goal'])}",
                "conversation": native(link["conversation"]),
                "goal": native(link["goal"]),
                "person": person,
            }
            for link in links
        ]
        facts = await api.store.rows("link_states_of_pairs", rows=pairs)
        may = {
            id_
            for id_, *rest in facts
            if refusal(person, PairFacts(*rest), LinkState.CONFIRMED) is None
        }
        mine = await every(api.store, LINKS % ", where: {mayDecide: ME}", viewer)
        found = {f"{native(link['conversation'])}>{native(link['goal'])}" for link in mine}
        assert found == may, person
        decided += len(may)
    assert decided > 5


async def test_nobody_decides_on_nothing_and_a_steward_of_everything_on_all(api: Api) -> None:
    text = "{ links(where: {mayDecide: ME}) { totalCount } every: links { totalCount } }"
    nobody = await ask(api.store, text)
    person = (await api.store.rows("people", limit=1))[0][1]
    roles = frozenset({"analyst", "steward"})
    steward = await ask(api.store, text, None, Viewer(person, roles, person=person))
    assert nobody.data["links"]["totalCount"] == 0
    assert steward.data["links"] == steward.data["every"]


async def test_goals_by_the_status_of_their_progress(api: Api) -> None:
    today = datetime.now(UTC).date()
    found = await api.data(
        "{ goals(first: 100) { nodes { id progress { proposedStatus reportedStatus } } } }"
    )
    goals = found["goals"]["nodes"]
    for field in ("proposedStatus", "reportedStatus"):
        statuses = sorted({goal["progress"][field] for goal in goals if goal["progress"][field]})
        assert statuses
        for asked in ([status] for status in statuses):
            said = f'{{progress: {{{field}: [{asked[0]}], on: "{today}"}}}}'
            part = await api.data(f"{{ goals(first: 100, where: {said}) {{ nodes {{ id }} }} }}")
            ids = [goal["id"] for goal in goals if goal["progress"][field] in asked]
            assert [node["id"] for node in part["goals"]["nodes"]] == ids, said


async def test_things_by_their_source(api: Api) -> None:
    for root in ("goals", "people", "groups", "needs"):
        found = await api.data(f"{{ {root}(first: 100) {{ nodes {{ key {{ source }} }} }} }}")
        sources = [node["key"]["source"] for node in found[root]["nodes"]]
        one = sources[0]
        same = [source for source in sources if source == one]
        others = [source for source in sources if source != one]
        for said, expected in (
            (f'{{eq: "{one}"}}', same),
            (f'{{ne: "{one}"}}', others),
            (f'{{in: ["{one}", "zz"]}}', same),
            (f'{{notIn: ["{one[:-1]}"]}}', sources),
        ):
            part = await api.data(
                f"{{ {root}(first: 100, where: {{source: {said}}}) {{ nodes {{ key {{ source }} }} }} }}"
            )
            shown = [node["key"]["source"] for node in part[root]["nodes"]]
            assert shown == expected, (root, said)


@pytest.mark.parametrize("said", ['{source: {eq: "A/b"}}', '{source: {in: ["acme", "a/"]}}'])
async def test_what_is_no_source_is_refused(api: Api, said: str) -> None:
    result = await api.result(f"{{ goals(where: {said}) {{ totalCount }} }}")
    assert "is no source" in result.errors[0].message
