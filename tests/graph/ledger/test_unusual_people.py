"""Sensible answers for whoever does nothing, only asks, only broadcasts, answers themself, or has left."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.ledger.credits import UNITS
from graph.ledger.kinds import KINDS
from graph.ledger.ledger import Ledger
from graph.ledger.profile import KindFigure, figure, profile
from graph.ledger.scope_days import EVERYBODY, of_people, of_spans
from graph.records.window import DAY, Window
from tests.graph.ledger.random_organisation import START, Company, ledger_of_company

ALWAYS = Window()
PEOPLE = ("asker", "caster", "helper", "idle", "self")


def said(key: str, author: str | None, day: int, **more: Any) -> list[Any]:
    """A message as `talk_of_ledger` gives it; `to` is the message, by key and author, that it answers."""
    to, asks = more.get("to"), more.get("asks", False)
    answered = [] if to is None else [[f"x/{to[1]}", f"x/{to[0]}", None, True]]
    mentions = [f"x/{one}" for one in more.get("mentions", ())]
    who = None if author is None else f"x/{author}"
    second = (START + day) * DAY + 60 * len(key)
    return [
        second,
        who,
        answered,
        mentions,
        [f"x/{one}" for one in more.get("receivers", ())],
        [],
        asks,
        False,
        f"x/{key}",
        None,
        False,
        None,
        list(more.get("refs", ())),
        [],
    ]


def firm(*talks: list[list[Any]]) -> Ledger:
    """The ledger of five people of two homes who talk so."""
    made = Company(
        [(f"x/{one}", False, None, None, None) for one in PEOPLE],
        [("x/east", "east", False, []), ("x/west", "west", False, [])],
        {
            "x/east": [(f"x/{one}", True, None, None) for one in PEOPLE[:3]],
            "x/west": [(f"x/{one}", True, None, (START + 50) * DAY) for one in PEOPLE[3:]],
        },
        [],
        {},
        {},
        {},
    )
    for number, messages in enumerate(talks):
        present = sorted({one[1] for one in messages if one[1]})
        made.talk[f"x/c{number}"] = [
            f"x/c{number}",
            "public",
            "x/east",
            "thread",
            present,
            [],
            messages,
        ]
    return ledger_of_company(made)


TALK = firm(
    [said("q1", "asker", 0, asks=True), said("r1", "helper", 1, to=("q1", "asker"))],
    [said("q2", "asker", 2, asks=True)],
    [said("b1", "caster", 3, refs=["#news"]), said("b2", "caster", 4, refs=["#news"])],
    [said("s1", "self", 5, asks=True), said("s2", "self", 6, to=("s1", "self"))],
    [said("late", None, 7)],
    [said("back", "helper", -900)],
)


def figures(ledger: Ledger, *people: str, window: Window = ALWAYS) -> dict[str, KindFigure]:
    scope = of_people(ledger.numbers(f"x/{one}" for one in people))
    return {one.kind.code: one for one in profile(ledger, scope, window)}


def test_whoever_did_nothing_has_nothing_and_no_rate() -> None:
    found = figures(TALK, "idle")
    assert {code for code, one in found.items() if one.units} == set()
    assert all(one.rate is None for code, one in found.items() if code != "P5.inventory")
    assert found["P1"].too_little and found["C1"].too_little


def test_whoever_only_asks_gives_nothing_and_is_answered() -> None:
    found = figures(TALK, "asker")
    assert (found["P1"].units, found["P1"].denominator) == (0, 2)
    assert found["P1.received"].units == UNITS
    assert figures(TALK, "helper")["P1"].value == 1


def test_whoever_only_broadcasts_has_reach_and_solves_nothing() -> None:
    found = figures(TALK, "caster")
    assert (found["S4"].value, found["S1"].value) == (2, 2)
    assert [found[code].units for code in ("P1", "P2", "S2", "S5", "C1", "C6")] == [0] * 6


def test_whoever_answers_themself_earns_nothing() -> None:
    """Accounts that were joined are one person: their own reply is no answer."""
    found = figures(TALK, "self")
    assert (found["P1"].units, found["P1.received"].units, found["P1"].denominator) == (0, 0, 1)


def test_a_group_counts_while_its_members_belong_to_it() -> None:
    people = TALK.numbers(["x/idle", "x/self"])
    gone = np.full(len(people), START + 6)
    left = of_spans(people, gone - 10**6, gone)
    assert figure(TALK, KINDS["S4"], left, Window()).value == 1
    assert figure(TALK, KINDS["S4"], left, Window(START + 6, None)).units == 0


def test_a_month_without_talk_is_empty_and_has_no_rates() -> None:
    empty = profile(TALK, EVERYBODY, Window(START + 100, START + 130))
    assert [one.units for one in empty if one.kind.additive] == [0] * sum(
        one.kind.additive for one in empty
    )
    assert all(one.rate is None for one in empty if one.kind.code != "P5.inventory")


def test_what_was_written_earlier_counts_on_its_own_day() -> None:
    then = figures(TALK, "helper", window=Window(START - 900, START - 899))
    assert then["S4"].value == 1
    assert figures(TALK, "helper", window=Window(START, None))["S4"].value == 1


def test_what_nobody_known_wrote_is_in_the_network_only() -> None:
    everybody = sum(figures(TALK, one)["S4"].units for one in PEOPLE)
    assert figure(TALK, KINDS["S4"], EVERYBODY, Window()).units == everybody + UNITS
