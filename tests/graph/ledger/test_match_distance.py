"""Steps between asker and solver before a match, against a search of the whole network of each day."""

from __future__ import annotations

from fractions import Fraction

import networkx as nx
import numpy as np
import pytest

from graph.ledger.columns import Rows
from graph.ledger.conventions import NEW_TIE_DAYS
from graph.ledger.credits import UNITS
from graph.ledger.events.connect import contacts
from graph.ledger.events.contact import Acts, contact, contact_acts, directed_acts, shared_talk
from graph.ledger.events.match_distance import ContactDays, days_of_match, match_steps
from graph.ledger.events.solve import accepted_answers, solutions
from graph.ledger.kinds import KINDS
from graph.ledger.profile import figure
from graph.ledger.scope_days import EVERYBODY, of_people
from graph.records.window import Window
from tests.graph.ledger.random_organisation import company, facts_of, ledger_of_company


def acts_of(*rows: tuple[int, int, int]) -> Acts:
    """Contacts as (one, other, day), in the order of pairs and days."""
    ordered = sorted((min(a, b), max(a, b), day) for a, b, day in rows)
    low, high, day = np.array(ordered, np.int64).T
    return Acts(low, high, day, np.zeros_like(low), np.zeros(len(low), np.bool_))


def test_steps_are_those_of_the_half_year_before() -> None:
    near = ContactDays(6, acts_of((0, 1, 10), (1, 2, 20), (2, 3, 30), (0, 3, 100), (0, 3, 100)))
    assert near.steps(0, 3, 31) == near.steps(3, 0, 100) == 3
    assert near.steps(0, 3, 101) == 1
    assert near.steps(0, 3, 30) is None  # not those of the day itself
    assert near.steps(0, 2, 10 + NEW_TIE_DAYS) == 2
    assert near.steps(0, 2, 11 + NEW_TIE_DAYS) == 2  # by 3: the way over 1 is too old
    assert near.steps(0, 1, 11 + NEW_TIE_DAYS) == 3
    assert near.steps(0, 5, 101) is near.steps(4, 5, 101) is None


@pytest.mark.parametrize("seed", range(6))
def test_steps_agree_with_a_search_of_the_network_of_each_day(seed: int) -> None:
    facts = facts_of(company(seed))
    solved = Rows.joined([solutions(facts), accepted_answers(facts)["given"]])
    now = contacts(contact(directed_acts(facts), shared_talk(facts)))
    pairs = list(zip(now.actor.tolist(), now.target.tolist(), now.day.tolist(), strict=True))
    wanted: list[tuple[int, int, int]] = []
    days = days_of_match(facts, solved).tolist()
    columns = zip(*(c.tolist() for c in (solved.person, solved.other, solved.units)), days, strict=True)  # fmt: skip
    for person, other, units, day in columns:
        network = nx.Graph([(a, b) for a, b, on in pairs if day - NEW_TIE_DAYS <= on < day])
        if person < 0 or person == other or not {person, other} <= set(network):
            continue
        if nx.has_path(network, person, other):
            taken = nx.shortest_path_length(network, person, other)
            wanted.append((person, other, units * taken))
    found = match_steps(facts, solved, contact_acts(facts).contact)["P4.steps"]
    assert sorted(zip(found.person.tolist(), found.other.tolist(), found.units.tolist(), strict=True)) == sorted(wanted)  # fmt: skip


def test_the_mean_adds_up_over_people() -> None:
    """Of companies together: some solutions are joined, and the whole is the weighted mean of its people."""
    linked = 0
    for seed in range(6):
        ledger = ledger_of_company(company(seed))
        kind = KINDS["P4.steps"]
        whole = figure(ledger, kind, EVERYBODY, Window())
        parts = [
            figure(ledger, kind, of_people([one]), Window()) for one in range(len(ledger.people))
        ]
        assert whole.units == sum(one.units for one in parts)
        assert whole.denominator_units == sum(one.denominator_units or 0 for one in parts)
        assert whole.units >= (whole.denominator_units or 0)
        if whole.rate is not None:
            ratio = Fraction(whole.units, whole.denominator_units or UNITS)
            assert whole.rate == pytest.approx(float(ratio)) and whole.rate >= 1
        linked += whole.denominator_units or 0
    assert linked
