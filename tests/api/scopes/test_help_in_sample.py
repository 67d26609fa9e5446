"""The market makers planted in a sample company are found by the help that they gave."""

from __future__ import annotations

import json
from collections import Counter

from tests.api.conftest import Api

TIES = """{ people(first: 100) { nodes { key { externalId }
  links: centrality(measure: OUT_STRENGTH, ties: {kinds: [HELP]}) { rank comparedWith }
  ties(first: 100, ties: {kinds: [HELP]}) { edges {
    connections events(first: 100) { kind from { key { externalId } } evidence { ... on Need { key { externalId } } } } } } } } }"""


async def test_market_makers_are_found_by_the_needs_that_they_connected(
    analysed_api: Api,
) -> None:
    api = analysed_api
    truth = json.loads((api.bundle / "truth.json").read_text(encoding="utf-8"))

    nodes = (await api.data(TIES))["people"]["nodes"]

    needs_of_connector: dict[str, set[str]] = {}
    for node in nodes:
        me = node["key"]["externalId"]
        for edge in node["ties"]["edges"]:
            for event in edge["events"]:
                if event["kind"] == "CONNECTION" and event["from"]["key"]["externalId"] == me:
                    needs_of_connector.setdefault(me, set()).add(
                        event["evidence"]["key"]["externalId"]
                    )
    counts = Counter({person: len(needs) for person, needs in needs_of_connector.items()})
    makers = {maker["person"]: set(maker["needs"]) for maker in truth["market_makers"]}
    assert {person for person, _ in counts.most_common(len(makers))} == set(makers)
    for maker, needs in makers.items():
        assert needs_of_connector[maker] >= needs
    ranks = {node["key"]["externalId"]: node["links"] for node in nodes}
    assert all(ranks[maker]["rank"] <= ranks[maker]["comparedWith"] / 4 for maker in makers)
