"""The laws of the ledger on organisations drawn by chance: exact in whole units, for every kind."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest

from graph.ledger.credits import UNITS
from graph.ledger.kinds import KINDS, Kind
from graph.ledger.ledger import Ledger
from graph.ledger.packed_columns import content_hash
from graph.ledger.profile import figure, rows_of, units_of
from graph.ledger.scope_days import EVERYBODY, FIRST, LAST, ScopeDays, of_people, of_spans
from graph.ledger.talk_tables import COLUMNS, LISTS, joined_talk, no_talk, selected_talk
from graph.records.window import Window
from tests.graph.ledger.random_organisation import (
    START,
    Company,
    company,
    facts_of,
    ledger_of_company,
    parts_of_facts,
    talk_of,
)

SEEDS = range(6)
ADDITIVE = [kind for kind in KINDS.values() if kind.additive]
ALWAYS = Window()


@cache
def made(seed: int) -> tuple[Company, Ledger]:
    drawn = company(seed)
    return drawn, ledger_of_company(drawn)


def columns_of(kind: Kind) -> tuple[tuple[str, ...], ...]:
    return (kind.value, kind.denominator)


@pytest.mark.parametrize("seed", SEEDS)
def test_values_add_up_over_people_and_days(seed: int) -> None:
    """L1: any partition of people and of days gives the whole, unattributed credits beside them."""
    draw, (_, ledger) = random.Random(seed), made(seed)
    part = [draw.randrange(3) for _ in ledger.people]
    scopes = [of_people(p for p in range(len(part)) if part[p] == n) for n in range(3)]
    cut = START + draw.randrange(400)
    for kind in ADDITIVE:
        for columns in columns_of(kind):
            whole = units_of(ledger, columns, EVERYBODY, ALWAYS)
            parts = [
                units_of(ledger, columns, scope, window)
                for scope in [*scopes, of_people([-1])]
                for window in (Window(None, cut), Window(cut, None))
            ]
            assert sum(parts) == whole, (kind.code, columns)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_group_of_one_is_the_person_and_of_all_the_network(seed: int) -> None:
    """L2 and L4: also numbers of sets are at one member the person's own."""
    _, ledger = made(seed)
    everybody = range(len(ledger.people))
    for kind in KINDS.values():
        for person in (0, 3, 7):
            span = of_spans(np.array([person]), np.array([FIRST]), np.array([LAST]))
            one = of_people([person])
            assert figure(ledger, kind, span, ALWAYS) == figure(ledger, kind, one, ALWAYS)
        people = of_people([-1, *everybody])
        assert figure(ledger, kind, people, ALWAYS) == figure(ledger, kind, EVERYBODY, ALWAYS)


@pytest.mark.parametrize("seed", SEEDS)
def test_cutting_groups_anew_changes_nobodys_value(seed: int) -> None:
    """L3: groups without home and without goals are in no number; their cut serves for scopes only."""
    drawn, ledger = made(seed)
    other = company(seed)
    teams = [("r/t", "t", False, []), ("r/u", "u", False, ["r/t"])]
    other.groups = [*other.groups, *teams]
    other.spans |= {"r/t": [(row[0], False, None, None) for row in drawn.people[::2]], "r/u": []}
    assert ledger_of_company(other).reach.hash == ledger.reach.hash


@pytest.mark.parametrize("seed", SEEDS)
def test_overlapping_groups_are_their_union(seed: int) -> None:
    """L3: nobody counts twice, however many of the groups they are in."""
    draw, (_, ledger) = random.Random(seed), made(seed)
    size = len(ledger.people)
    spans = [
        (draw.randrange(size), START + draw.randrange(200), START + 150 + draw.randrange(250))
        for _ in range(12)
    ]
    union = of_spans(*np.array(spans, np.int64).T)
    for kind in ADDITIVE:
        rows = rows_of(ledger, kind.value, EVERYBODY, ALWAYS)
        inside = [
            units
            for day, person, units in zip(rows.day, rows.person, rows.units, strict=True)
            if any(who == person and since <= day < until for who, since, until in spans)
        ]
        assert units_of(ledger, kind.value, union, ALWAYS) == sum(inside)


@pytest.mark.parametrize("seed", SEEDS)
def test_goals_narrow_and_never_count_twice(seed: int) -> None:
    """What counts for one of two goals is what counts for each, less what counts for both."""
    _, ledger = made(seed)
    one, other = ledger.touching(["r/goal0"]), ledger.touching(["r/goal1"])
    for kind in ADDITIVE:
        found = [
            units_of(ledger, kind.value, EVERYBODY, ALWAYS, goals)
            for goals in (one | other, one & other, one, other)
        ]
        assert found[0] + found[1] == found[2] + found[3]


@pytest.mark.parametrize("seed", SEEDS)
def test_each_number_is_recomputed_from_its_evidence(seed: int) -> None:
    """L5: a figure is the sum of its rows, and each credit names what shows it."""
    drawn, ledger = made(seed)
    messages = {message[8] for talk in drawn.talk.values() for message in talk[6]}
    for kind in ADDITIVE:
        rows = rows_of(ledger, kind.value, EVERYBODY, ALWAYS)
        assert int(rows.units.sum()) == units_of(ledger, kind.value, EVERYBODY, ALWAYS)
        if kind.code != "C5":
            assert (rows.evidence >= 0).all(), kind.code
        for ref in ledger.refs(rows.evidence):
            assert ref.label != "Message" or ref.id in messages


@pytest.mark.parametrize("seed", SEEDS)
def test_flows_cancel(seed: int) -> None:
    """L6: given less received of any scope is what leaves it less what comes in; 0 for everybody."""
    draw, (_, ledger) = random.Random(seed), made(seed)
    inside = np.array([draw.random() < 0.5 for _ in ledger.people], np.bool_)
    scope: ScopeDays = of_people(np.flatnonzero(inside).tolist())
    for kind in ADDITIVE:
        if not kind.flow:
            continue
        rows = rows_of(ledger, kind.value, EVERYBODY, ALWAYS)
        rows = rows.select((rows.person >= 0) & (rows.other >= 0))
        here, there = inside[rows.person], inside[rows.other]
        out = int(rows.units[here & ~there].sum())
        came = int(rows.units[~here & there].sum())
        given, received = int(rows.units[here].sum()), int(rows.units[there].sum())
        assert given - received == out - came
        assert given == units_of(ledger, kind.value, scope, ALWAYS), kind.code


@pytest.mark.parametrize("seed", SEEDS)
def test_credits_of_whole_events_are_whole(seed: int) -> None:
    """The credits of one event add up to one, however many share it."""
    _, ledger = made(seed)
    shared = ("C2.value", "I1.supported", "I1.running", "P2.needs", "P5.value", "U1.value")
    for name in shared:
        assert int(ledger.column(name).rows.units.sum()) % UNITS == 0, name
    for kind in ADDITIVE:
        if kind.form == "share":
            figures = figure(ledger, kind, EVERYBODY, ALWAYS)
            assert figures.units <= (figures.denominator_units or 0), kind.code


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_in_which_talk_is_read_makes_no_difference(seed: int) -> None:
    """Read in any order, in any parts, cut and put together again: the same hash."""
    drawn, ledger = made(seed)
    draw = random.Random(seed)
    ids = list(drawn.talk)
    draw.shuffle(ids)
    cut = draw.randrange(len(ids))
    first, second = talk_of(drawn, ids[:cut]), talk_of(drawn, ids[cut:])
    mask = np.array([draw.random() < 0.5 for _ in second.ids["conversations"]], np.bool_)
    parts = [no_talk(), selected_talk(second, mask), first, selected_talk(second, ~mask)]
    again = parts_of_facts(facts_of(drawn, joined_talk(parts)))
    assert content_hash(part.id for part in again) == ledger.reach.hash


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_that_are_cut_name_nothing_of_what_was_cut_away(seed: int) -> None:
    """People, groups, keys and what is elsewhere: each id that is left is pointed at, as before."""
    drawn, _ = made(seed)
    draw = random.Random(seed)
    ids = list(drawn.talk)
    chosen = draw.sample(ids, 3)
    talk = talk_of(drawn, ids)
    mask = np.array([one in chosen for one in talk.ids["conversations"]], np.bool_)
    cut, alone = selected_talk(talk, mask), talk_of(drawn, [one for one in ids if one in chosen])
    for name in LISTS:
        assert sorted(cut.ids[name]) == sorted(alone.ids[name]), name
    for name, columns in COLUMNS.items():
        for column, to in columns:
            ends = cut.column(name, column).tolist(), alone.column(name, column).tolist()
            if to is None:
                assert ends[0] == ends[1]
            else:
                found, wanted = (
                    [None if one < 0 else one_of.ids[to][one] for one in numbers]
                    for numbers, one_of in zip(ends, (cut, alone), strict=True)
                )
                assert found == wanted, (name, column)
