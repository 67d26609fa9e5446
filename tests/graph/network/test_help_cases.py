"""Help as bundles bring it in: with and without texts, changed, removed, mailed to many, and noted by an older version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.importing import Options, TextMode, import_bundle
from graph.importing.options import PruneMode
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import TieQuery
from graph.records.enums import TieKind
from graph.store.driver import Store
from tests.conftest import emptied
from tests.graph.network.organisation import asked
from tests.graph.sources.bundles import folder

Rows = list[dict[str, Any]]
ANSWERED = [("bob", "ann", "answer", ["acme/q1"]), ("cy", "ann", "answer", ["acme/q5"])]
STORED = (
    "MATCH (a)-[r:HELPED]->(b) RETURN split(a.id, '/')[1], split(b.id, '/')[1], r.kind, r.messages "
    "ORDER BY a.id, b.id, r.kind"
)


def row(key: str, author: str, minute: int, text: str, **more: Any) -> dict[str, Any]:
    at = f"2026-02-02T09:{minute:02}:00Z"
    return {"id": key, "conversation": "q", "author": author, "at": at, "text": text, **more}


TALK: Rows = [
    row("q0", "ann", 0, "How do I reset the pump?", mentions=["bob"]),
    row("q1", "bob", 1, "Press the red button. Does that help?", reply_to="q0", kind="answer"),
    row("q2", "ann", 2, "Yes, thank you so very much!", reply_to="q1"),
    row("q3", "dee", 3, "hm", reply_to="q0"),
    row("q4", "dee", 4, "Same here, no idea", reply_to="q0"),
    row("q5", "cy", 5, "https://wiki.example.org/pump", reply_to="q0"),
    row("q6", "cy", 6, "It says so in the handbook", reply_to="q0"),
]


def people(*names: str) -> Rows:
    return [{"id": name} for name in names]


async def helped_by(
    store: Store, folder_: Path, messages: Rows, text: TextMode = TextMode.FULL, crowd: int = 30
) -> list[Any]:
    """Who helped whom, once these messages are all that the source says."""
    members = people("ann", "bob", "cy", "dee", *(f"z{n}" for n in range(crowd)))
    talks = sorted({message["conversation"] for message in messages})
    rows = {
        "people": members,
        "conversations": [{"id": one} for one in talks],
        "messages": messages,
    }
    await import_bundle(store, folder(folder_, rows), Options(text=text, prune=PruneMode.EVEN_MOST))
    await analyse(store)
    return await asked(store, STORED)


@pytest.mark.parametrize("text", [TextMode.FULL, TextMode.NONE])
async def test_help_is_the_same_with_and_without_texts(
    store: Store, tmp_path: Path, text: TextMode
) -> None:
    await emptied(store)

    assert await helped_by(store, tmp_path / "one", TALK, text) == ANSWERED
    # cy's link is gone, and what bob wrote is no answer any more, but a few words
    changed = [message for message in TALK if message["id"] not in ("q1", "q2", "q5", "q6")]
    changed.append(row("q1", "bob", 1, "Press it.", reply_to="q0"))
    assert await helped_by(store, tmp_path / "two", changed, text) == []
    # ... and back, which an export without texts says as well
    assert await helped_by(store, tmp_path / "three", TALK, text) == ANSWERED


async def test_what_an_older_version_has_not_noted_is_told_from_the_text(
    store: Store, tmp_path: Path
) -> None:
    await emptied(store)
    await helped_by(store, tmp_path / "one", TALK)
    await asked(store, "MATCH (m:Message) SET m.brief = null RETURN 1")

    await analyse(store)

    assert await asked(store, STORED) == ANSWERED


NAMING: Rows = [
    {"id": "n1", "conversation": "n", "author": "ann", "at": "2026-02-02", "text": "We need a cook."},
    {"id": "n2", "conversation": "n", "author": "bob", "at": "2026-02-03", "text": "Ask cy",
     "mentions": ["cy"]},
]  # fmt: skip


@pytest.mark.parametrize(
    ("receivers", "crowd", "introduced"),
    [(1, 30, True), (15, 30, True), (16, 30, False), (4, 2, False), (3, 2, True)],
)
async def test_mass_mail_is_no_contact_for_an_introduction(
    store: Store, tmp_path: Path, receivers: int, crowd: int, introduced: bool
) -> None:
    await emptied(store)
    to = ["cy", "dee", *(f"z{number}" for number in range(receivers))][:receivers]
    mail = {"id": "m", "conversation": "m", "author": "ann", "at": "2026-02-10", "to": to}

    found = await helped_by(store, tmp_path, [*NAMING, mail], crowd=crowd)

    assert [(who, whom, kind) for who, whom, kind, _ in found] == (
        [("bob", "ann", "introduction")] if introduced else []
    )


async def test_mail_to_everybody_before_makes_nobody_known(store: Store, tmp_path: Path) -> None:
    await emptied(store)
    to = ["bob", "cy", *(f"z{number}" for number in range(20))]
    mail = {"id": "m", "conversation": "m", "author": "ann", "at": "2026-01-10", "to": to}
    met = {"id": "p", "conversation": "p", "author": "cy", "at": "2026-02-10", "to": ["ann"]}

    found = await helped_by(store, tmp_path, [*NAMING, mail, met])

    assert [row[:3] for row in found] == [("bob", "ann", "introduction")]


async def test_around_a_goal_an_introduction_is_that_of_all_talk(
    store: Store, tmp_path: Path
) -> None:
    await emptied(store)
    met = {"id": "p", "conversation": "p", "author": "cy", "at": "2026-02-10", "to": ["ann"]}
    await helped_by(store, tmp_path, [*NAMING, met])
    await asked(
        store,
        "MATCH (c:Conversation {id: 'acme/n'}) CREATE (g:Goal {id: 'acme/G', title: 'G', "
        "by_title: 'g', tags: [], version: 1})<-[:ADVANCES]-(c) RETURN 1",
    )

    one = (await analyse(store, TieQuery(goal="acme/G", kinds=(TieKind.HELP,)))).analysis

    assert one.ties == 1
