"""Whatever happens to an organisation, a run that reads only what changed gives the ledger of a run anew.

Histories are drawn by chance: talk added, edited, deleted, backdated and made private, replies into other talk,
reactions, links confirmed and withdrawn, needs, moves, people who come, are joined, parted and erased.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from graph.importing import Options, import_bundle
from graph.importing.options import PrivateMode
from graph.ledger import renewal
from graph.ledger.run import run_ledger
from graph.sources.kinds import Kind
from graph.store.driver import Store, Transaction
from graph.store.operation import observer
from graph.writing.account_joins import join_people, split_person
from graph.writing.removals import remove
from tests.graph.sources.bundles import folder

pytestmark = pytest.mark.store

PEOPLE = [f"p{number}" for number in range(8)]
SILENT = [f"s{number}" for number in range(30)]
"""So many that one more or less does not make a message one to everybody."""
GROUPS = ["east", "west", "old"]
GOALS = ["reach", "speed"]


class History:
    """A bundle that changes, and the hands that change the store beside it."""

    def __init__(self, store: Store, path: Path, seed: int) -> None:
        self.store, self.path, self.draw = store, path, random.Random(seed)
        self.month = 0
        self.rows: dict[str, list[dict[str, Any]]] = {
            "people": [
                {"id": one, "home_group": self.draw.choice(GROUPS)} for one in PEOPLE + SILENT
            ],
            "groups": [{"id": one, "name": one, "kind": "unit"} for one in GROUPS],
            "goals": [{"id": one, "title": one, "groups": ["east"]} for one in GOALS],
            "conversations": [],
            "messages": [],
            "reactions": [],
            "links": [],
            "needs": [],
        }
        for _ in range(6):
            self.new_talk()

    def when(self) -> str:
        month, day = self.draw.randrange(1, 10), self.draw.randrange(1, 28)
        return f"2025-{month:02}-{day:02}T{self.draw.randrange(24):02}:00:00Z"

    def new_talk(self) -> None:
        """A conversation of some messages, one of which may answer in another."""
        talk, messages = f"c{len(self.rows['conversations'])}", self.rows["messages"]
        group = self.draw.choice(GROUPS)
        self.rows["conversations"].append({"id": talk, "group": group, "visibility": "public"})
        for number in range(self.draw.randint(2, 5)):
            row = {"id": f"{talk}-{number}", "conversation": talk, "at": self.when()}
            row |= {"author": self.draw.choice(PEOPLE), "text": self.words()}
            row |= {"mentions": self.draw.sample(PEOPLE, self.draw.randrange(2))}
            if messages and self.draw.random() < 0.6:
                row["reply_to"] = self.draw.choice(messages)["id"]
            messages.append(row)
        if self.draw.random() < 0.7:
            self.rows["links"].append({"conversation": talk, "goal": self.draw.choice(GOALS)})
            self.rows["links"][-1] |= {"state": "confirmed", "by": "p0"}

    def words(self) -> str:
        return self.draw.choice(
            [
                "Who knows how to do that? #help",
                "You may take the long way round by the lake.",
                "hm",
            ]
        )

    async def import_(self) -> None:
        """Import the bundle as it is now."""
        self.month += 1
        exported = f"2026-01-01T00:{self.month:02}:00Z"
        bundle = folder(self.path, self.rows, exported_at=exported)
        assert (
            await import_bundle(self.store, bundle, Options(private=PrivateMode.STRUCTURE))
        ).rejected == 0

    async def edited(self) -> None:
        """Messages edited, deleted, moved in time; reactions; needs; a link withdrawn; new talk."""
        for row in self.draw.sample(self.rows["messages"], 2):
            row["text"], row["at"] = self.words(), self.when()
        self.draw.choice(self.rows["messages"])["deleted_at"] = "2025-12-01"
        reaction = {"message": self.draw.choice(self.rows["messages"])["id"]}
        reaction |= {"person": self.draw.choice(PEOPLE), "at": self.when()}
        self.rows["reactions"] = [reaction]
        need = {"id": f"n{self.month}", "title": "help", "asked_by": "p1", "asked_at": self.when()}
        need |= {"solver": "p2", "solved_at": "2025-11-01", "message": "c0-0"}
        self.rows["needs"].append(need)
        if self.rows["links"]:
            self.draw.choice(self.rows["links"])["state"] = "rejected"
        self.new_talk()
        await self.import_()

    async def transferred(self) -> None:
        """Somebody at home elsewhere."""
        row = self.draw.choice(self.rows["people"])
        row["home_group"] = self.draw.choice([one for one in GROUPS if one != row["home_group"]])
        await self.import_()

    async def arrived(self) -> None:
        """Somebody new in a group, who has said nothing yet."""
        row = {"id": f"n{self.month}", "home_group": self.draw.choice(GROUPS)}
        self.rows["people"].append(row | {"joined_at": "2025-03-01"})
        await self.import_()

    async def moved(self) -> None:
        """Somebody at home elsewhere, somebody a program."""
        self.draw.choice(self.rows["people"])["home_group"] = self.draw.choice(GROUPS)
        self.draw.choice(self.rows["people"])["bot"] = True
        await self.import_()

    async def accepted(self) -> None:
        """An answer accepted, a conversation in another group."""
        talk = self.draw.choice(self.rows["conversations"])
        own = [row["id"] for row in self.rows["messages"] if row["conversation"] == talk["id"]]
        talk |= {"accepted_answer": self.draw.choice(own), "group": self.draw.choice(GROUPS)}
        await self.import_()

    async def closed(self) -> None:
        """Two conversations made private, others opened again."""
        for row in self.rows["conversations"]:
            row["visibility"] = "public"
        for row in self.draw.sample(self.rows["conversations"], 2):
            row["visibility"] = "private"
        await self.import_()

    async def joined(self) -> None:
        """Two people who are one, known by their accounts."""
        keep, other = (f"acme/{one}" for one in self.draw.sample(PEOPLE[:6], 2))
        await self.hand(lambda tx: join_people(tx, keep, [other]))

    async def parted(self) -> None:
        """Whoever has two accounts is two people again."""
        found = [row async for row in self.store.stream("people_of_accounts", ids=self.accounts())]
        for _, person, owned in found:
            if len(owned) > 1:
                await self.hand(lambda tx, p=person, a=owned: split_person(tx, p, [a[-1]]))  # type: ignore[misc]
                return

    async def erased(self) -> None:
        """Somebody taken out for good."""
        await self.hand(lambda tx: remove(tx, Kind.PEOPLE, ["acme/p7"], True))

    async def removed(self) -> None:
        """A message and a group taken out by hand."""
        message = f"acme/{self.draw.choice(self.rows['messages'])['id']}"
        there = [row[0] async for row in self.store.stream("stored_messages", ids=[message])]
        if there:
            await self.hand(lambda tx: remove(tx, Kind.MESSAGES, there, True))
        groups = [row[0] async for row in self.store.stream("stored_groups", ids=["acme/old"])]
        if groups:
            await self.hand(lambda tx: remove(tx, Kind.GROUPS, groups, True))

    def accounts(self) -> list[str]:
        return [f"acme/{one}" for one in PEOPLE]

    async def hand(self, work: Callable[[Transaction], Awaitable[object]]) -> None:
        await self.store.unit(work)


CELLS = {"save_value_cells", "save_value_cells_of_goal_sets", "remove_value_cells"}
STEPS = (
    "edited",
    "closed",
    "accepted",
    "joined",
    "moved",
    "transferred",
    "arrived",
    "parted",
    "erased",
    "removed",
    "edited",
)


@pytest.mark.parametrize("seed", [3, 8])
async def test_a_run_after_any_history_is_a_run_anew(
    empty_store: Store, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "MOST_CHANGED", 1.0)  # of so little talk a change is much
    history = History(empty_store, tmp_path / "acme", seed)
    await history.import_()
    first = await run_ledger(empty_store)
    hashes, alone = {first.reach.hash}, list[str]()
    steps = list(STEPS)
    history.draw.shuffle(steps)
    for step in steps:
        await getattr(history, step)()
        changed = await run_ledger(empty_store)
        alone += [step] if changed.alone else []
        sent = Counter[str]()
        token = observer.set(lambda name, sent=sent: sent.update([name]))  # type: ignore[misc]
        anew = await run_ledger(empty_store, anew=True)
        observer.reset(token)
        assert changed.reach.hash == anew.reach.hash, (seed, steps, step)
        assert anew.saved == 0 and not anew.alone
        assert not sent.keys() & CELLS, (seed, steps, step, "cells, too, are those of a run anew")
        hashes.add(anew.reach.hash)
    assert {"edited", "transferred", "arrived"} <= set(alone), "they were reckoned alone"
    assert len(hashes) > len(STEPS) // 2, "the history changed the ledger"


async def test_a_new_reaction_to_old_talk_alone_is_seen(empty_store: Store, tmp_path: Path) -> None:
    """However few or many come at once: that talk asks to be read again."""
    history = History(empty_store, tmp_path / "acme", 5)
    await history.import_()
    before = (await run_ledger(empty_store)).reach.hash
    row = history.rows["messages"][0]
    history.rows["reactions"] = [
        {"message": row["id"], "person": one, "at": "2025-11-20T08:00:00Z"} for one in PEOPLE[:3]
    ]
    await history.import_()
    changed = await run_ledger(empty_store)
    assert 0 < changed.read < changed.conversations and changed.reach.hash != before
    assert (await run_ledger(empty_store, anew=True)).reach.hash == changed.reach.hash
