"""The field `value` in a store that holds a ledger: `python -m bench.value [--people 2000 | --data .goalgraph]`.

Asks the whole profile (every kind with its rate and interval, mix, likeness, stage) of a person, of the group
whose size is nearest to 1,000 and of the network, through the schema as a request would, each time in another
window: as an analyst, who sees exact numbers, and as members, who see those of groups rounded. The store is one
of its own with a sample company, or with `--data` the one that runs there.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from api.execution.viewer import LOCAL, Viewer
from api.types.global_ids import to_global_id
from bench.schema_client import HEAD, Spent, asked, print_percentiles
from graph.config import Settings, Target
from graph.engine import ensure_running, status
from graph.goals.alignment.cache import organisation_cache_of
from graph.goals.alignment.organisation_view import View
from graph.importing import Options, import_bundle
from graph.ledger.cache import ledger_cache_of
from graph.ledger.run import run_ledger
from graph.records.window import Window, day_text
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.scopes.value import PeriodLength, windows_of
from graph.sources.kinds import Kind
from graph.store.driver import Store
from graph.upkeep.migrations import migrate

ROUNDS, WARM, SIZE, DAYS = 40, 12, 1_000, 60
PROFILE = """value(window: $window) { peopleCount withheld likeness mix { share } maturity { stage }
  kinds { value rate low high tooLittleData withheld } }"""
QUESTIONS = {
    "a person": f"query($id: ID!, $window: WindowInput) {{ person(id: $id) {{ {PROFILE} }} }}",
    "a group": f"query($id: ID!, $window: WindowInput) {{ group(id: $id) {{ {PROFILE} }} }}",
    "the network": f"query($window: WindowInput) {{ network {{ {PROFILE} }} }}",
}


@dataclass(frozen=True)
class Company:
    """Whom and when to ask about."""

    people: Sequence[str]
    group: str
    size: int
    days: Sequence[int]
    calendar: Sequence[Window]
    """The months and quarters of its talk."""

    @classmethod
    def of(cls, view: View, days: Sequence[int], calendar: Sequence[Window]) -> Company:
        """What the ledger covers on these days."""
        index = view.membership
        sizes = [len(index.members(place, days[-1])) for place in range(len(index.groups))]
        place = min(range(len(sizes)), key=lambda one: abs(sizes[one] - SIZE))
        return cls(index.people, index.groups[place], sizes[place], days, calendar)


async def ask(store: Store, company: Company, name: str, member: bool, number: int) -> Spent:
    """What one question took."""
    chance = random.Random(number)
    person = chance.choice(company.people)
    viewer = Viewer(person, frozenset({"member"}), person=person) if member else LOCAL
    first = chance.randrange(company.days[0], max(company.days[0] + 1, company.days[-1] - DAYS))
    window = Window(first, first + DAYS)
    if member and name != "a person":
        window = company.calendar[number % len(company.calendar)]
    ends = [None if day is None else day_text(day) for day in (window.since, window.until)]
    ids = {
        "a person": to_global_id("Person", person),
        "a group": to_global_id("Group", company.group),
    }
    given = {"window": {"since": ends[0], "until": ends[1]}}
    return await asked(
        store, QUESTIONS[name], given | ({"id": ids[name]} if name in ids else {}), viewer
    )


async def measure(store: Store) -> None:
    """Print the figures."""
    began, worked = time.perf_counter(), time.process_time()
    view = await organisation_cache_of(store).view(patient=True)
    ledger = await ledger_cache_of(store).ledger()
    print(
        f"held after {time.perf_counter() - began:.1f} s "
        f"({time.process_time() - worked:.1f} s of the processor in this process)"
    )
    days = ledger.days_with_rows
    whole = Window(int(days[0]), int(days[-1]) + 1)
    calendar = [
        one
        for by in (PeriodLength.MONTH, PeriodLength.QUARTER)
        for one in windows_of(Window(), by, days)
    ]
    company = Company.of(view, [whole.since or 0, whole.until or 0], calendar)
    rows = sum(len(column.rows) for column in ledger.columns.values())
    print(f"{len(company.people):,} people, {rows:,} rows of credits; a group of {company.size:,}")
    kinds = list(product(QUESTIONS, (False, True)))
    for name, member in kinds:
        await print_percentiles(
            f"{name}, {'member' if member else 'analyst'}, cold",
            partial(ask, store, company, name, member),
            3,
        )
    for number, (name, member) in product(range(WARM), kinds):
        await ask(store, company, name, member, number + 7)
    print(HEAD)
    for name, member in kinds:
        who = "as a member" if member else "as an analyst"
        question = partial(ask, store, company, name, member)
        await print_percentiles(f"{name}, {who}", question, ROUNDS)


async def measure_sample(target: Target, bundle: Path) -> None:
    """Print the figures of a sample company, imported into an empty store."""
    async with Store.open(target) as store:
        await migrate(store)
        report = await import_bundle(store, bundle, Options())
        worked = time.process_time()
        await run_ledger(store)
        print(
            f"{report.of(Kind.MESSAGES).read:,} messages; the ledger took "
            f"{time.process_time() - worked:.1f} s of the processor in this process"
        )
        await measure(store)


async def measure_running(target: Target) -> None:
    """Print the figures of a store that runs."""
    async with Store.open(target) as store:
        await measure(store)


def main() -> None:
    """Ask the store that runs, or one of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="where a store runs that holds a ledger")
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--messages", type=float, default=5.0, help="a person and month")
    given = parser.parse_args()
    if given.data is None:
        with tempfile.TemporaryDirectory(prefix="goalgraph-bench-") as folder:
            bundle = Path(folder) / "bundle"
            write_sample(
                bundle, SampleSettings(people=given.people, messages_per_person=given.messages)
            )
            with ensure_running(Path(folder) / "data", Settings.from_env().cache_dir) as engine:
                asyncio.run(measure_sample(engine.target, bundle))
        return
    running = status(given.data)
    if running is None:
        parser.error("no store runs there: `goalgraph up --detach`, import and `goalgraph ledger`")
    asyncio.run(measure_running(running.target))


if __name__ == "__main__":
    main()
