"""A generated organisation of nested units and overlapping teams, some of them differing by one person."""

from __future__ import annotations

import json
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.execution.viewer import Viewer
from graph.goals.alignment.cache import organisation_cache_of
from graph.importing import import_bundle
from graph.network.analyses.run import analyse
from graph.store.driver import Store
from tests.conftest import emptied

MEMBER = Viewer(id="nest/p000", roles=frozenset({"member"}))
ANALYST = Viewer(id="key", roles=frozenset({"analyst"}))
PEOPLE = [f"p{n:03}" for n in range(240)]
LEAVES, HEADS = (3, 5, 6, 9, 14), (1, 2, 8)
"""How many people are at home in a unit without parts, and in one with parts."""


def tree(chance: random.Random) -> tuple[dict[str, str | None], dict[str, str]]:
    """Units within units, four deep, some with one part only, and the home of each person."""
    above: dict[str, str | None] = {"g0": None}
    level = ["g0"]
    for _ in range(3):
        below = []
        for up in level:
            for _ in range(chance.choice((1, 1, 2, 3))):
                name = f"g{len(above)}"
                above[name] = up
                below.append(name)
        level = below
    homes: dict[str, str] = {}
    without_home = PEOPLE[:-2]  # two people have no home
    for name in [unit for unit in above if unit != "g0"]:
        size = chance.choice(HEADS if name in above.values() else LEAVES)
        homes |= dict.fromkeys(without_home[:size], name)
        without_home = without_home[size:]
    return above, homes | dict.fromkeys(without_home, "g0")


def write_bundle(folder: Path, chance: random.Random) -> None:
    """A generated organisation of nested units, overlapping teams, and mails between its people."""
    above, homes = tree(chance)
    last = [person_id for person_id in PEOPLE if homes.get(person_id) == homes[PEOPLE[9]]]
    teams = [chance.sample(last, 4), last, last + PEOPLE[:1], [*last[:2], *PEOPLE[-8:]]]
    units: list[dict[str, Any]] = [
        {"id": name, "name": name, "kind": "unit"} | ({"parent": up} if up else {})
        for name, up in above.items()
    ]
    rows: dict[str, list[dict[str, Any]]] = {
        "groups": units
        + [{"id": f"t{n}", "name": f"t{n}", "kind": "team"} for n in range(len(teams))],
        "people": [
            {"id": person_id} | ({"home_group": homes[person_id]} if person_id in homes else {})
            for person_id in PEOPLE
        ],
        "memberships": [
            {"person": person, "group": f"t{n}"}
            for n, team in enumerate(teams)
            for person in sorted({*team})
        ],
        "conversations": [{"id": person_id, "kind": "mail"} for person_id in PEOPLE],
        "messages": [
            {
                "id": person_id,
                "conversation": person_id,
                "at": "2026-01-05T10:00:00Z",
                "author": person_id,
                "to": chance.sample(PEOPLE, chance.randrange(1, 6)),
            }
            for person_id in PEOPLE
        ],
    }
    folder.mkdir()
    manifest = {"format": "goalgraph-bundle", "version": 1, "source": "nest"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    for name, lines in rows.items():
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def nest(store: Store, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """The generated organisation in the store, analysed."""
    folder = tmp_path_factory.mktemp("nest") / "bundle"
    write_bundle(folder, random.Random(9))
    await emptied(store)
    report = await import_bundle(store, folder)
    assert report.exit_code == 0
    await analyse(store)
    await organisation_cache_of(store).view(patient=True)
    yield store
    await emptied(store)
