"""The value ledger in memory: `python -m bench.ledger [--messages 100000 --people 10000 --new 1000]`.

Talk is drawn by chance as tables of facts, so that no store takes part: what is measured is reckoning all
events, packing them, and the value of a person, a group of 1,000 and the network, as `Scope.value` reckons
it: exact, and rounded for whoever may not see each person's numbers.
"""

from __future__ import annotations

import argparse
import gc
import resource
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import numpy as np

from bench.ledger_change import LastMessages, change_of
from graph.ledger.columns import Rows
from graph.ledger.events.catalogue import EVENTS, LAST_OF_CONTACT, all_events
from graph.ledger.events.contact import let_go
from graph.ledger.facts import Facts
from graph.ledger.goal_sets import GoalSets, sets_of_conversations
from graph.ledger.homes import homes_of
from graph.ledger.ledger import Ledger, Reach, ledger_of
from graph.ledger.month_parts import by_month
from graph.ledger.organisation_days import Organisation, leads_of
from graph.ledger.packed_columns import Part, month_text, parts_of
from graph.ledger.renewal import ledger_differences, renewed_month
from graph.ledger.scope_days import EVERYBODY, of_people
from graph.ledger.talk_tables import COLUMNS, TalkTables
from graph.measures.arrays import Bools, Ints
from graph.organisation.membership import membership_index
from graph.records.window import DAY, Window
from graph.scopes.rounded_value import RoundedValue
from graph.scopes.value import ScopeValue

T = TypeVar("T")
FIRST, DAYS, GROUPS, GOALS, GROUP = 19_000, 1_095, 100, 1_000, 1_000
ROUNDS = 20


def table(*columns: Ints) -> Ints:
    """A table of these columns."""
    return np.stack([np.asarray(one, np.int64) for one in columns], axis=1)


def talk(messages: int, people: int, draw: np.random.Generator) -> TalkTables:
    """Threads of seven messages on average; four of five authors are of the group that holds them."""
    threads = messages // 7
    thread = np.sort(draw.integers(0, threads, messages))
    second = draw.integers(FIRST, FIRST + DAYS, threads)[thread] * DAY
    second += draw.integers(0, 5 * DAY, messages)
    second = second[np.lexsort((second, thread))]
    group = draw.integers(0, GROUPS, threads)
    author = draw.integers(0, people // GROUPS, messages) * GROUPS + group[thread]
    far = draw.random(messages) < 0.2
    author[far] = draw.integers(0, people, int(far.sum()))
    first = np.ones(messages, np.bool_)
    first[1:] = thread[1:] != thread[:-1]
    reply, place = np.flatnonzero(~first), np.arange(messages)
    asks = np.flatnonzero(first & (draw.random(messages) < 0.5))
    answer = asks[:-1][~first[asks[:-1] + 1] & (author[asks[:-1] + 1] != author[asks[:-1]])] + 1

    def some(share: int) -> Ints:
        return np.sort(draw.choice(place, messages // share))

    named, sent, reacted, refs = some(5), some(3), some(4), some(5)
    none, accepted = np.full(messages, -1), draw.random(messages) < 0.03
    keys = (messages // 20 * draw.random(len(refs)) ** 3).astype(np.int64)
    tables = {name: np.zeros((0, len(columns)), np.int64) for name, columns in COLUMNS.items()}
    tables |= {
        "conversations": table(group % 2, 0 * group, group, 0 * group + 1),
        "messages": table(thread, second, author, none, accepted, 0 * thread),
        "replies": table(reply, author[reply - 1], reply - 1, none[reply]),
        "mentions": table(named, draw.integers(0, people, len(named))),
        "receivers": table(sent, draw.integers(0, people, len(sent))),
        "reactions": table(reacted, draw.integers(0, people, len(reacted)), second[reacted] + DAY),
        "refs": table(refs, keys),
        "participants": np.unique(table(thread, author), axis=0),
        "questions": table(asks, author[asks]),
        "answers": table(answer, author[answer], author[answer - 1], answer - 1, none[answer]),
    }
    ids = {
        "conversations": [f"bench/c{number:07}" for number in range(threads)],
        "messages": [f"bench/m{number:08}" for number in range(messages)],
        "people": [f"bench/p{number:06}" for number in range(people)],
        "groups": [f"bench/g{number:03}" for number in range(GROUPS)],
        "keys": [str(number) for number in range(messages // 20 + 1)],
        "elsewhere": [],
    }
    return TalkTables(ids, tables)


def facts(messages: int, people: int) -> Facts:
    """Everything that events are made from."""
    draw = np.random.default_rng(1)
    said = talk(messages, people, draw)
    ids, groups = said.ids["people"], said.ids["groups"]
    index = {id_: number for number, id_ in enumerate(ids)}
    spans = {
        group: [(id_, True, None, None) for id_ in ids[n::GROUPS]] for n, group in enumerate(groups)
    }
    homes = [(id_, group, True, None, None) for group in groups for id_, *_ in spans[group]]
    threads = said.ids["conversations"]
    links = {one: [f"bench/goal{draw.integers(0, GOALS)}"] for one in threads[::2]}
    pursued = {
        group: [f"bench/goal{draw.integers(0, GOALS)}" for _ in range(10)] for group in groups
    }
    membership = membership_index(
        [(id_, False, None, None) for id_ in ids],
        [(group, group, False, []) for group in groups],
        list(spans.items()),
    )
    sets = GoalSets()
    return Facts(
        people=ids,
        measured=np.ones(people, np.bool_),
        talk=said,
        sets=sets,
        goals=sets_of_conversations(sets, threads, links),
        homes=homes_of(homes, index),
        organisation=Organisation(
            membership, draw.integers(1, 6, people), [None] * people, leads_of([], index), pursued
        ),
    )


def timed(title: str, work: Callable[[], T]) -> T:
    """What the work gives; its processor time is printed."""
    began = time.process_time()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{title:<24}{time.process_time() - began:8.2f} s   {peak:6,} MiB at most", flush=True)
    return result


def reckoned(messages: int, people: int) -> list[Part]:
    """The ledger of drawn talk, in parts; what each stage takes is printed."""
    made = timed("facts", lambda: facts(messages, people))
    rows: dict[str, Rows] = {}
    for stage, events in EVENTS.items():
        found = timed(stage.value, partial(events, made))
        rows |= {name: one.narrow() for name, one in found.items()}
        if stage is LAST_OF_CONTACT:
            let_go(made)
    ids = (made.people, made.sets.sets, made.evidence_ids)
    parts = timed("packing", lambda: list(parts_of(rows, *ids)))
    print(f"{sum(len(one) for one in rows.values()):,} rows in {len(parts):,} parts")
    return parts


def goes_on(made: Facts, new: int) -> None:
    """What a run reckons when the last messages come, and that it gives what all reckoned anew gives."""
    last = LastMessages.of(made.talk, new)
    versions = timed("both versions in order", last.versions)
    change = timed("their facts", lambda: change_of(made, versions))
    old = change.facts.of_talk(versions.before)
    rows = all_events(old)
    parts = list(parts_of(rows, old.people, old.sets.sets, old.evidence_ids))
    del rows, old
    months = by_month(timed("what has changed", lambda: ledger_differences(change)))

    def renewed() -> list[Part]:
        names = {month_text(month) for month in months}
        found = [part for part in parts if part.month not in names]
        for month, differences in months.items():
            own = [part for part in parts if part.month == month_text(month)]
            found += renewed_month(month, own, differences, change)
        return found

    found = timed(f"packing {len(months)} months", renewed)
    rows = all_events(made)
    anew = parts_of(rows, made.people, made.sets.sets, made.evidence_ids)
    assert {part.id for part in found} == {part.id for part in anew}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=0, help="only this: so many messages come")
    given = parser.parse_args()
    if given.new:
        return goes_on(facts(given.messages, given.people), given.new)
    parts = reckoned(given.messages, given.people)
    ledger = timed("loading", lambda: ledger_of(parts, Reach({}, "", FIRST, FIRST + DAYS)))
    gc.collect()
    gc.freeze()
    goals = ledger.touching(f"bench/goal{number}" for number in range(50))
    print("ms of processor time p50, p95    exact, again    rounded, again")
    for name, people in {"a person": 1, f"{GROUP:,} people": GROUP, "all": None}.items():
        for narrowed in (None, goals):
            asked = partial(value_of, ledger, people, given.people, narrowed)
            found = [asked(rounds) for rounds in (False, True) if people != 1 or not rounds]
            title = f"{name}{'' if narrowed is None else ', for a goal'}"
            print(f"{title:<24}{'    '.join(found)}", flush=True)


def calendar_window(number: int) -> Window:
    """A month of the talk, every third time a quarter: of others nobody sees rounded numbers."""
    first = np.datetime64(FIRST, "D").astype("datetime64[Q]").astype("datetime64[M]") + 3 + number
    ends = [first, first + 1] if number % 3 else [first, first + 3]
    return Window(*(int(one.astype("datetime64[D]").astype(np.int64)) for one in ends))


def value_of(
    ledger: Ledger, people: int | None, everybody: int, goals: Bools | None, rounds: bool
) -> str:
    """What the value of a scope takes in windows of which nobody has asked, and asked again."""
    days = EVERYBODY if people is None else of_people(range(people))
    told = []
    for _ in range(2):
        spent = []
        for day in range(ROUNDS):
            window = Window(FIRST + 10 * day, FIRST + 300 + 10 * day)
            value = ScopeValue(ledger, days, window, goals)
            if rounds:
                size, window = people or everybody, calendar_window(day)
                value = RoundedValue(ledger, days, window, goals, people=size, everybody=everybody)
            began = time.process_time()
            value.figures()
            assert value.steps and (value.likeness, value.stage)
            spent.append(1000 * (time.process_time() - began))
        told.append("{:6.1f} {:6.1f}".format(*np.percentile(spent, [50, 95])))
    return ", ".join(told)


if __name__ == "__main__":
    main()
