"""The work of `goalgraph demo`: the sample in the store, the API served, the questions asked."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from api.cli.demo_questions import Question, questions
from api.http.logs import log_json
from api.http.server import listening_socket, server_of
from api.http.service import goalgraph_app
from api.types.global_ids import to_global_id
from graph.config import Settings, Target
from graph.errors import BadInput, GoalgraphError
from graph.organisation.totals import Totals, network_totals
from graph.records import Person
from graph.sample.settings import SampleSettings
from graph.store.driver import Store
from graph.store.statement_lists import nodes_by_id
from graph.upkeep.migrations import migrate

ATTEMPTS = 6
BUSY = (503, 504)


async def demonstrate(
    settings: Settings,
    target: Target,
    folder: Path,
    sample_settings: SampleSettings,
    port: int,
    once: bool,
) -> None:
    """Prepare the organisation and serve it."""
    async with Store.open(target) as store:
        _, totals = await asyncio.gather(migrate(store), network_totals(store))
        truth = await _organisation(store, folder, sample_settings, totals)
    questions_to_ask = questions(
        person=truth["broker"]["person"],
        goal=truth["demo_goal"],
        goal_id=to_global_id("Goal", f"sample/{truth['demo_goal']}"),
        group=truth["broker"]["between"][0],
    )
    await _serve(settings, target, questions_to_ask, port, once)


async def _organisation(
    store: Store, folder: Path, sample_settings: SampleSettings, totals: Totals
) -> Mapping[str, Any]:
    """What is planted in the sample, which is in the store and analysed afterwards.

    A stamp beside the bundle remembers that all of it has been done before.
    """
    bundle = folder / "sample"
    stamp = folder / "demo.json"
    state = {
        "people": sample_settings.people,
        "seed": sample_settings.seed,
        "messages": totals.messages,
    }
    if stamp.exists() and json.loads(stamp.read_text()) == state:
        return _truth(bundle)
    if totals.people and not await nodes_by_id(store, Person, ["sample/p-0001"]):
        raise BadInput(
            "the store already holds another organisation",
            remedy="run the demo with --data NEW_FOLDER (and without NEO4J_URI)",
        )
    from api.cli.demo_sample import prepare_sample

    await prepare_sample(
        store, bundle, sample_settings, lambda: f"sample/{_truth(bundle)['demo_goal']}"
    )
    messages = (await network_totals(store)).messages
    stamp.write_text(json.dumps(state | {"messages": messages}))
    return _truth(bundle)


def _truth(bundle: Path) -> Mapping[str, Any]:
    """What is planted, and the goal of the demo: the first objective that serves the purpose."""
    truth: dict[str, Any] = json.loads((bundle / "truth.json").read_text(encoding="utf-8"))
    lines = (bundle / "goals.jsonl").read_text(encoding="utf-8").splitlines()
    goals = [json.loads(line) for line in lines]
    truth["demo_goal"] = next(goal["id"] for goal in goals if goal.get("kind") == "objective")
    return truth


async def _serve(
    settings: Settings, target: Target, questions: list[Question], port: int, once: bool
) -> None:
    """Serve the API, ask the questions over HTTP, and serve on until a signal."""
    sock = listening_socket("127.0.0.1", port)
    url = f"http://127.0.0.1:{sock.getsockname()[1]}/graphql"
    log_json()
    server = server_of(goalgraph_app(target, settings))
    serving = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        while not server.started and not serving.done():
            await asyncio.sleep(0.02)
        answers = [
            asyncio.create_task(asyncio.to_thread(ask, url, question)) for question in questions
        ]
        for number, question in enumerate(questions, start=1):
            answer = await answers[number - 1]
            typer.echo(f"\n{number}. {question.words}\n")
            typer.echo("\n".join(f"   {line}" for line in question.say(answer)))
        typer.echo(f"\nGraphQL and its editor: {url}")
        if not once:
            typer.echo("Authentication is off: whoever can log in to this machine may read it.")
            typer.echo("Ctrl-C stops the API and the store.")
            await serving
    finally:
        server.should_exit = True
        await serving


def ask(url: str, question: Question) -> Mapping[str, Any]:
    """The data of the answer; raises GoalgraphError where the API reports an error.

    A machine that is busy, or has just started, may answer late: what it has read stays read, so
    asking again is quick.
    """
    body = json.dumps({"query": question.document, "variables": question.variables})
    request = urllib.request.Request(
        url, body.encode(), {"Content-Type": "application/json", "Accept": "application/json"}
    )
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            if error.code not in BUSY or attempt == ATTEMPTS:
                raise GoalgraphError(
                    f"the API answered {error.code} to {question.words!r}",
                    remedy="run the demo again when the machine has less to do",
                ) from error
            continue
        if answer.get("errors"):
            raise GoalgraphError(f"the API answered: {answer['errors'][0]['message']}")
        data: Mapping[str, Any] = answer["data"]
        return data
    raise AssertionError("unreachable")
