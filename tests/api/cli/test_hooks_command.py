"""`goalgraph hooks`, as somebody who answers for the service types it."""

from __future__ import annotations

import asyncio
import json
import stat
import subprocess
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from graph.store.driver import Store
from graph.upkeep.store_checks import hook_findings
from tests.api.http.webhook_receiver import Receiver, receiving
from tests.api.mutations.small_organisation import save_goals, save_talk
from tests.command_line import goalgraph
from tests.conftest import emptied

Run = Callable[..., "asyncio.Future[subprocess.CompletedProcess[str]]"]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def small(store: Store) -> Store:
    """A small organisation."""
    await emptied(store)
    await save_talk(store)
    return store


@pytest_asyncio.fixture(loop_scope="session")
async def receiver(small: Store) -> AsyncIterator[Receiver]:
    """A receiver; there is no hook."""
    async with small.driver.session() as session:
        await (await session.run("MATCH (h:Hook) DELETE h")).consume()
    async with receiving() as found:
        yield found


def runner(store: Store, folder: Path) -> Run:
    """Runs a command of hooks beside this process, which receives."""

    async def run(*words: str) -> subprocess.CompletedProcess[str]:
        given = {"target": store.target, "GOALGRAPH_DATA": str(folder)}
        return await asyncio.to_thread(goalgraph, "hooks", *words, **given)  # type: ignore[arg-type]

    return run  # type: ignore[return-value]


async def test_a_hook_from_its_beginning_to_its_end(
    small: Store, receiver: Receiver, tmp_path: Path
) -> None:
    run = runner(small, tmp_path)
    assert "there is no key for hooks" in (await run("run", "--once")).stderr
    url = f"{receiver.url}?token=hidden"
    added = await run("add", url, "--role", "steward", "--kind", "goal_title", "--goal", "acme/g")
    assert added.returncode == 0, added.stderr
    secret = added.stdout.strip()
    assert secret.startswith("whsec_") and secret not in added.stderr
    file = tmp_path / "hooks.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and len(file.read_text().strip()) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["hooks.key"]
    hook = added.stderr.split()[1].rstrip(":")

    listed = (await run("list")).stdout
    assert hook in listed and "waiting" in listed and "GOAL_TITLE of acme/g" in listed
    assert "hidden" not in listed and secret not in listed
    assert (await run("test", hook)).stdout == "taken\n"
    assert receiver.seen[-1].told["type"] == "TEST"
    receiver.answers = ["500 No"]
    refused = await run("test", hook)
    assert (refused.returncode, refused.stderr) == (3, "not taken: status 500\n")

    await save_goals(small, {"name": "g", "title": "One"})
    done = await run("run", "--once")
    assert json.loads(done.stdout) == {"hook": hook, "sent": 1, "failure": None}
    cursor = receiver.seen[-1].told["data"]["cursor"]
    await save_goals(small, {"name": "g", "title": "Two"})
    assert (await run("pause", hook)).returncode == 0
    (finding,) = await hook_findings(small)
    assert "1 paused" in finding.text and "hooks resume" in str(finding.mend)
    assert "paused" in (await run("list")).stdout
    assert (await run("resume", hook, "--after", cursor)).returncode == 0
    receiver.answers = ["503 Later"]
    failed = await run("run", "--once")
    assert failed.returncode == 3
    assert json.loads(failed.stdout) == {"hook": hook, "sent": 0, "failure": "status 503"}
    await run("resume", hook)

    newer = (await run("rotate", hook)).stdout.strip()
    assert newer.startswith("whsec_") and newer != secret
    await save_goals(small, {"name": "g", "title": "Three"})
    await run("run", "--once")
    assert len(receiver.seen[-1].headers["webhook-signature"].split()) == 2
    assert [one.to for one in receiver.seen] == [None, None, "One", "Two", "Two", "Three"]
    assert (await run("rotate", hook, "--drop-old")).stdout == "1 secret ended\n"
    assert (await run("remove", hook)).returncode == 0
    assert "no hooks" in (await run("list")).stdout
    assert await hook_findings(small) == []


MISTAKES: dict[str, tuple[tuple[str, ...], str]] = {
    "http": (("add", "http://tools.example", "--role", "admin"), "is no https address"),
    "private": (("add", "https://10.0.0.1", "--role", "admin"), "not an address for everybody"),
    "tool": (("add", "https://localhost", "--role", "tool"), "a tool writes"),
    "nobody": (("add", "https://localhost", "--role", "member"), "a member is a person"),
    "unknown person": (
        ("add", "https://localhost", "--role", "member", "--person", "acme/none"),
        "nobody is called",
    ),
    "kind": (("add", "https://localhost", "--role", "admin", "--kind", "x"), "no kind of change"),
    "goal": (("add", "https://localhost", "--role", "admin", "--goal", "acme/x"), "no goal"),
    "below": (("add", "https://localhost", "--role", "admin", "--below"), "below a goal"),
    "cursor": (("add", "https://localhost", "--role", "admin", "--after", "x"), "no cursor"),
    "day": (("add", "https://localhost", "--role", "admin", "--expires", "x"), "is no day"),
    "long": (("add", f"https://localhost/{'x' * 2000}", "--role", "admin"), "more than 2,000"),
    **{
        name: ((name, "none"), "there is no such hook")
        for name in ("test", "pause", "resume", "rotate", "remove")
    },
    "cursor of resume": (("resume", "none", "--after", "5JfGMjAy"), "no cursor"),
}


@pytest.mark.parametrize("name", MISTAKES)
async def test_mistakes_are_told_with_their_mend(small: Store, tmp_path: Path, name: str) -> None:
    words, message = MISTAKES[name]
    done = await runner(small, tmp_path)(*words)
    assert done.returncode == 1 and done.stdout == ""
    assert message in done.stderr and "mend:" in done.stderr and "Traceback" not in done.stderr
