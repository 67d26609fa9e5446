"""Gould and Fernandez of the network as one, over the API, beside the mean of people's own."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from graph.importing import import_bundle
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.api.scopes.test_groups_as_nodes import mails, written
from tests.api.store_query import data

TIES = [
    "12", "23", "34", "45", "56", "67", "78", "89", "91", "25", "58", "82", "14", "47", "36", "69", "93",
]  # fmt: skip
"""Who acts towards whom among nine people, three a home."""
HOME = {str(one): "ABC"[(one - 1) // 3] for one in range(1, 10)}
ROLES = ("COORDINATOR", "CONSULTANT", "REPRESENTATIVE", "GATEKEEPER", "LIAISON")
SNA_Z = (2.2974, -1.5768, 1.5307, 1.1828, 1.3959)
"""Of the network, by R's sna 2.7."""
SNA_EXPECTED = (0.0852, 0.511, 0.511, 0.511, 0.7665)
SNA_DEVIATION = (0.2856, 0.7938, 0.9548, 0.9548, 1.0753)
"""Of each person, by R's sna 2.7."""


def role(one: str, between: str, other: str) -> str:
    """The role of whoever stands between two others."""
    a, v, b = HOME[one], HOME[between], HOME[other]
    if a == b:
        return "COORDINATOR" if v == a else "CONSULTANT"
    if a == v:
        return "REPRESENTATIVE"
    return "GATEKEEPER" if v == b else "LIAISON"


def brokered() -> dict[str, dict[str, int]]:
    """Role → person → how many pairs, one triple after the other."""
    ties, counts = {(a, b) for a, b in TIES}, {one: dict.fromkeys(HOME, 0) for one in ROLES}
    for a, v, b in permutations(HOME, 3):
        if (a, v) in ties and (v, b) in ties and (a, b) not in ties:
            counts[role(a, v, b)][v] += 1
    return counts


async def test_the_network_has_its_own_z_and_the_mean_of_peoples(
    empty_store: Store, tmp_path: Path
) -> None:
    folder = written(
        tmp_path / "nine",
        "n",
        people=[{"id": one, "home_group": home} for one, home in HOME.items()],
        groups=[{"id": one, "name": one, "kind": "unit"} for one in "ABC"],
        **mails([(a, b) for a, b in TIES], "2026-01-05T09:00:00Z"),
    )
    assert (await import_bundle(empty_store, folder)).exit_code == 0
    await analyse(empty_store)
    density = len(TIES) / 72
    triples = {one: 0 for one in ROLES}
    for three in permutations(HOME, 3):
        triples[role(*three)] += 1

    query = """{ network { brokerage { roles { role score { value } expected z meanZ networkCount
        networkExpected } } }
      people { nodes { key { externalId } brokerage { roles {
        role z meanZ networkCount networkExpected score { value } } } } } }"""
    answer = await data(empty_store, query)

    network = {one["role"]: one for one in answer["network"]["brokerage"]["roles"]}
    own = {
        node["key"]["externalId"]: {one["role"]: one for one in node["brokerage"]["roles"]}
        for node in answer["people"]["nodes"]
    }
    by_hand = brokered()
    for place, key in enumerate(ROLES):
        counts, numbers = by_hand[key], network[key]
        expected = triples[key] * density**2 * (1 - density)
        mean = sum(
            (count - SNA_EXPECTED[place]) / SNA_DEVIATION[place] for count in counts.values()
        )
        assert {one: own[one][key]["score"]["value"] for one in HOME} == counts
        assert numbers["networkCount"] == sum(counts.values())
        assert numbers["networkExpected"] == pytest.approx(expected)
        assert numbers["z"] == pytest.approx(SNA_Z[place], abs=5e-5)
        assert numbers["meanZ"] == pytest.approx(mean / 9, abs=2e-3)
        assert numbers["score"]["value"] == pytest.approx(sum(counts.values()) / 9)
        assert numbers["expected"] == pytest.approx(expected / 9)
        for one in HOME:
            assert own[one][key]["networkCount"] is own[one][key]["networkExpected"] is None
            z = (counts[one] - SNA_EXPECTED[place]) / SNA_DEVIATION[place]
            assert own[one][key]["z"] == pytest.approx(z, abs=2e-3)
