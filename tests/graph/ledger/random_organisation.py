"""Organisations drawn by chance, as the statements of the ledger give them; no store."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.ledger.events.catalogue import all_events
from graph.ledger.facts import Facts
from graph.ledger.goal_sets import GoalSets, sets_of_conversations
from graph.ledger.homes import homes_of
from graph.ledger.ledger import Ledger, Reach, ledger_of
from graph.ledger.organisation_days import Organisation, leads_of
from graph.ledger.packed_columns import Part, content_hash, parts_of
from graph.ledger.talk_reader import TalkReader
from graph.ledger.talk_tables import TalkTables, numbered_people, ordered_talk
from graph.organisation.membership import membership_index
from graph.records.window import DAY

START = 20_000
"""The first day of talk."""
SPAN = 400


@dataclass
class Company:
    """Rows as the store would give them."""

    people: list[tuple[Any, ...]]
    groups: list[tuple[Any, ...]]
    spans: dict[str, list[tuple[Any, ...]]]
    leads: list[tuple[Any, ...]]
    pursued: dict[str, list[str]]
    talk: dict[str, list[Any]]
    links: dict[str, list[str]]
    needs: list[tuple[Any, ...]] = field(default_factory=list)
    experiments: list[tuple[Any, ...]] = field(default_factory=list)
    outcomes: list[tuple[Any, ...]] = field(default_factory=list)


def company(seed: int, *, people: int = 14, conversations: int = 40) -> Company:
    """A company of people in two levels of groups who talk, ask, hold needs and try things."""
    draw = random.Random(seed)
    ids = [f"r/p{number:02}" for number in range(people)]
    joined = {one: draw.choice([None, None, START + draw.randrange(SPAN)]) for one in ids}
    rows = [
        (
            one,
            draw.random() < 0.07,
            None if joined[one] is None else joined[one] * DAY,
            None,
            draw.choice([1, 2, 3, 3, None]),
        )
        for one in ids
    ]
    groups = [
        ("r/all", "all", False, []),
        *((f"r/g{n}", f"g{n}", False, ["r/all"]) for n in range(4)),
    ]
    spans: dict[str, list[tuple[Any, ...]]] = {group[0]: [] for group in groups}
    for one in ids:
        home, moved = f"r/g{draw.randrange(4)}", (START + draw.randrange(SPAN)) * DAY
        spans[home].append((one, True, None, moved if draw.random() < 0.3 else None))
        if spans[home][-1][3] is not None:
            spans[f"r/g{draw.randrange(4)}"].append((one, True, moved, None))
        if draw.random() < 0.4:
            spans[f"r/g{draw.randrange(4)}"].append((one, False, None, None))
    goals = [f"r/goal{number}" for number in range(4)]
    made = Company(
        rows,
        groups,
        spans,
        [(f"r/g{n}", draw.choice(ids), None, None) for n in range(4)],
        {f"r/g{n}": draw.sample(goals, draw.randrange(3)) for n in range(4)},
        {},
        {},
    )
    for number in range(conversations):
        id_ = f"r/c{number:03}"
        made.talk[id_] = conversation(draw, id_, ids)
        made.links[id_] = sorted(draw.sample(goals, draw.choice([0, 0, 1, 2])))
    made.needs = [need(draw, f"r/n{number}", ids, made) for number in range(12)]
    made.experiments = [experiment(draw, f"r/e{number}", ids, goals) for number in range(8)]
    made.outcomes = [
        (
            f"r/o{number}",
            draw.choice(list(made.talk)),
            "started",
            _second(draw),
            draw.choice([*ids, None]),
        )
        for number in range(6)
    ]
    return made


def _second(draw: random.Random) -> int:
    return (START + draw.randrange(SPAN)) * DAY + draw.randrange(DAY)


def _some(draw: random.Random, ids: list[str], most: int) -> list[str]:
    return draw.sample(ids, draw.randrange(most + 1))


def conversation(draw: random.Random, id_: str, ids: list[str]) -> list[Any]:
    """One conversation as `talk_of_ledger` gives it."""
    second, messages = _second(draw), list[list[Any]]()
    talkers = draw.sample(ids, draw.randint(1, 5))
    for number in range(draw.randint(1, 8)):
        second += draw.choice([60, 3600, DAY, 5 * DAY])
        author = draw.choice([*talkers, *talkers, None])
        before = draw.choice(messages) if messages and draw.random() < 0.7 else None
        answered = (
            []
            if before is None or before[1] is None
            else [[before[1], before[8], before[9], before[6]]]
        )
        reactions = [[who, second + draw.randrange(20 * DAY)] for who in _some(draw, ids, 2)]
        kind = draw.choice([None, None, "question", "answer", "work_in_progress"])
        refs = [f"#k{draw.randrange(6)}"] if draw.random() < 0.4 else []
        mentioned = _some(draw, ids, 2) if draw.random() < 0.3 else []
        receivers = _some(draw, ids, 4) if draw.random() < 0.3 else []
        messages.append(
            [
                second,
                author,
                answered,
                mentioned,
                receivers,
                reactions,
                draw.random() < 0.3,
                draw.random() < 0.1,
                f"{id_}/m{number}",
                kind,
                draw.random() < 0.1,
                None,
                refs,
                [],
            ]
        )
    visibility = draw.choice(["public", "public", "group"])
    group = draw.choice([None, "r/g0", "r/g1", "r/g2", "r/g3"])
    present = sorted({one[1] for one in messages if one[1]} | set(_some(draw, ids, 2)))
    kind = draw.choice(["thread", "question_hour"])
    return [id_, visibility, group, kind, present, _some(draw, ids, 1), messages]


def need(draw: random.Random, id_: str, ids: list[str], made: Company) -> tuple[Any, ...]:
    """One need as `needs_of_ledger` gives it."""
    asked = _second(draw)
    matched = draw.choice([None, asked + draw.randrange(60 * DAY)])
    solved = draw.choice([None, asked + draw.randrange(60 * DAY)])
    solvers = [[draw.choice(ids), solved]] if solved else []
    talk = draw.choice(list(made.talk))
    message = draw.choice([None, made.talk[talk][6][0][8]])
    holds = [[who, draw.choice([None, asked + 100]), None] for who in _some(draw, ids, 2)]
    connectors = _some(draw, ids, 3)
    goals = draw.sample(["r/goal0", "r/goal1"], draw.randrange(2))
    return (
        id_,
        "open",
        asked,
        matched,
        solved,
        draw.choice(ids),
        solvers,
        connectors,
        holds,
        message,
        talk,
        goals,
    )


def experiment(draw: random.Random, id_: str, ids: list[str], goals: list[str]) -> tuple[Any, ...]:
    """One experiment as `experiments_of_ledger` gives it."""
    proposed = _second(draw)
    started = draw.choice([None, proposed + 20 * DAY])
    state = draw.choice(["proposed", "running", "proven", "failed", "abandoned"])
    backers = [
        [who, draw.choice([None, proposed + draw.randrange(30 * DAY)])]
        for who in _some(draw, ids, 6)
    ]
    return (
        id_,
        state,
        proposed,
        started,
        started and started + 30 * DAY,
        draw.random() < 0.5,
        draw.choice([None, "standing meetings"]),
        draw.choice(ids),
        backers,
        None,
        draw.sample(goals, 1),
    )


def talk_of(made: Company, conversations: list[str]) -> TalkTables:
    """The facts of these conversations."""
    programs = [row[0] for row in made.people if row[1]]
    reader = TalkReader(programs, len(made.people) - len(programs), {})
    reader.read_all(made.talk[one] for one in conversations)
    return reader.tables()


def facts_of(made: Company, talk: TalkTables | None = None, *, ordered: bool = False) -> Facts:
    """What events are made from; of talk that is `ordered` as it stands."""
    read = talk_of(made, list(made.talk)) if talk is None else talk
    read = read if ordered else ordered_talk(read)
    ids = [row[0] for row in made.people]
    index = {id_: number for number, id_ in enumerate(ids)}
    sets = GoalSets()
    homes = [
        (who, group, home, since, until)
        for group, spans in sorted(made.spans.items())
        for who, home, since, until in spans
        if home
    ]
    membership = membership_index(
        [row[:4] for row in made.people], made.groups, list(made.spans.items())
    )
    return Facts(
        people=ids,
        measured=np.array([not row[1] for row in made.people], np.bool_),
        talk=numbered_people(read, ids),
        sets=sets,
        goals=sets_of_conversations(sets, read.ids["conversations"], made.links),
        homes=homes_of(homes, index),
        organisation=Organisation(
            membership=membership,
            levels=np.array([-1 if row[4] is None else row[4] for row in made.people], np.int64),
            joined=[None if row[2] is None else row[2] // DAY for row in made.people],
            leads=leads_of(made.leads, index),
            pursued=made.pursued,
        ),
        needs=made.needs,
        experiments=made.experiments,
        outcomes=made.outcomes,
    )


def parts_of_facts(facts: Facts) -> list[Part]:
    """The packed ledger of these facts."""
    rows = all_events(facts)
    return list(parts_of(rows, facts.people, facts.sets.sets, facts.evidence_ids))


def ledger_of_company(made: Company) -> Ledger:
    """The ledger of a company."""
    facts = facts_of(made)
    parts = parts_of_facts(facts)
    digest = content_hash(part.id for part in parts)
    return ledger_of(parts, Reach({}, "", int(facts.day.min()), int(facts.day.max()), digest))
