"""Rules of events on hand-made rows: goals of one message, needs solved alone, needs of programs, early reactions."""

from __future__ import annotations

from typing import Any

import pytest

from graph.ledger.credits import UNITS
from graph.ledger.durations import median_duration, spans_of
from graph.ledger.kinds import KINDS
from graph.ledger.ledger import Ledger
from graph.ledger.profile import figure, units_of
from graph.ledger.scope_days import EVERYBODY, of_people
from graph.records.window import DAY, Window
from tests.graph.ledger.random_organisation import START, Company, ledger_of_company
from tests.graph.ledger.test_unusual_people import said

PEOPLE = ("ann", "bob", "cy", "dee", "eve")
OVER_AND_BELOW = ("x/over", "x/below")


def firm(
    *talks: list[list[Any]],
    links: tuple[str, ...] = (),
    pursued: dict[str, list[str]] | None = None,
    needs: tuple[tuple[Any, ...], ...] = (),
) -> Ledger:
    """People of whom the last is a program, talk in the east, a group in the west that pursues goals."""
    made = Company(
        [(f"x/{one}", one == "eve", None, None, None) for one in PEOPLE],
        [("x/east", "east", False, []), ("x/west", "west", False, [])],
        {
            "x/east": [("x/ann", True, None, None), ("x/bob", True, None, None)],
            "x/west": [("x/cy", True, None, None), ("x/dee", True, None, None)],
        },
        [],
        pursued or {},
        {},
        {f"x/c{number}": sorted(links) for number in range(len(talks))},
        list(needs),
    )
    for number, messages in enumerate(talks):
        present = sorted({one[1] for one in messages if one[1]})
        head = [f"x/c{number}", "public", "x/east", "thread"]
        made.talk[f"x/c{number}"] = [*head, present, [], messages]
    return ledger_of_company(made)


def need(**more: Any) -> tuple[Any, ...]:
    """A need as `needs_of_ledger` gives it."""
    second = START * DAY
    row = {
        "id": "x/n",
        "state": "solved",
        "asked": second,
        "matched": None,
        "solved": None,
        "asker": "x/ann",
        "solvers": [],
        "connectors": [],
        "holds": [],
        "message": None,
        "conversation": None,
        "goals": [],
    }
    return tuple((row | more).values())


def events(ledger: Ledger, column: str, *goals: str) -> float:
    """How many whole events a column holds, of all goals or of these."""
    chosen = ledger.touching(goals) if goals else None
    return units_of(ledger, [column], EVERYBODY, Window(), chosen) / UNITS


def test_a_message_for_a_goal_and_one_below_it_counts_each_reader_once() -> None:
    """S1, S2, S5: the goals of a message are one key; each counts for the goals it was needed for."""
    post = said("b1", "ann", 1, mentions=["cy", "dee"])
    answer = said("b2", "cy", 2, to=("b1", "ann"))
    one = firm([post, answer], links=("x/over",), pursued={"x/west": ["x/over"]})
    both = firm([post, answer], links=OVER_AND_BELOW, pursued={"x/west": ["x/over"]})
    names = ("S1.value", "S1.exposure", "S2.value", "S5.value", "S5.exposure")
    assert [events(one, name) for name in names] == [events(both, name) for name in names]
    assert events(both, "S1.value") == 3  # bob, cy and dee
    assert events(both, "S1.value", "x/below") == events(both, "S1.value", "x/over") == 3
    assert events(both, "S5.value", "x/over") == events(both, "S5.value") == 2
    assert events(both, "S5.value", "x/below") == events(both, "S5.exposure", "x/below") == 0


def test_who_has_met_one_goal_is_new_to_the_other_only() -> None:
    made = firm([said("b1", "ann", 1)], [said("b2", "ann", 2)], links=OVER_AND_BELOW)
    assert (events(made, "S1.value"), events(made, "S1.exposure")) == (1, 2)


def test_a_carry_of_two_goals_is_one_carry() -> None:
    """S3: who met both goals in the east and posts in the west carries once."""
    talk = [said("b1", "ann", 1, mentions=["cy"])], [said("b2", "cy", 2, mentions=["dee"])]
    for links in (("x/over",), OVER_AND_BELOW):
        made = Company(
            [(f"x/{one}", False, None, None, None) for one in PEOPLE],
            [("x/east", "east", False, []), ("x/west", "west", False, [])],
            {"x/east": [("x/ann", True, None, None)], "x/west": [("x/dee", True, None, None)]},
            [],
            {},
            {},
            {"x/c0": list(links), "x/c1": list(links)},
        )
        for number, (group, messages) in enumerate(zip(("x/east", "x/west"), talk, strict=True)):
            present = [messages[0][1]]
            head = [f"x/c{number}", "public", group, "thread"]
            made.talk[f"x/c{number}"] = [*head, present, [], messages]
        ledger = ledger_of_company(made)
        assert (events(ledger, "S3.value"), events(ledger, "S3.exposure")) == (1, 1)


@pytest.mark.parametrize("how", ["mentions", "receivers"])
@pytest.mark.parametrize(("to", "met"), [("cy dee bob", 2), ("cy dee bob eve", 0)])
def test_mass_mail_brings_nobody_in_contact(how: str, to: str, met: int) -> None:
    """C1: whoever is one of many is not met, whether the mail names them or is sent to them."""
    mail = [said(f"m{day}", "ann", day, **{how: to.split()}) for day in (1, 2)]
    assert events(firm(*([one] for one in mail)), "C1.value") == met


@pytest.mark.parametrize(
    ("solvers", "matched", "paid"),
    [(["x/ann"], None, 0), (["x/ann", "x/bob"], None, 1), (["x/ann"], 5, 1), ([], None, 1)],
)
def test_a_need_that_its_asker_solved_alone_pays_nobody(
    solvers: list[str], matched: int | None, paid: int
) -> None:
    """P2 and P5: neither who connected nor who held it; the hold is over all the same."""
    solved = START * DAY + 9
    one = need(
        solved=solved,
        matched=None if matched is None else START * DAY + matched,
        solvers=[[who, solved] for who in solvers],
        connectors=["x/cy"],
        holds=[["x/dee", None, None]],
    )
    made = firm([said("b1", "ann", 1)], needs=(one,))
    assert events(made, "P2.needs") == events(made, "P5.value") == paid
    assert (events(made, "P5.holds"), events(made, "P5.filled")) == (1, paid)
    assert (made.column("P5.lasted").rows.units >= 0).all()


@pytest.mark.parametrize(
    ("change", "opened", "solved"),
    [({}, 1, 0), ({"asker": "x/eve"}, 1, 1), ({"asked": None}, 1, 1), ({"asker": None}, 1, 1)],
)
def test_only_a_dated_need_of_a_person_stands_for_a_question(
    change: dict[str, Any], opened: int, solved: int
) -> None:
    """P2: the accepted answer to a question counts where no need that counts stands for it."""
    answer = said("r1", "bob", 1, to=("q1", "ann"))
    answer[7] = True
    one = need(state="open", message="x/q1", conversation="x/c0", **change)
    made = firm([said("q1", "ann", 0, asks=True), answer], needs=(one,))
    assert (events(made, "P2.opened"), events(made, "P2.answers")) == (opened, solved)


@pytest.mark.parametrize(("days", "confirmed"), [(-1, 0), (0, 1), (14, 1), (15, 0)])
def test_only_what_follows_a_message_soon_confirms_it(days: int, confirmed: int) -> None:
    post = said("b1", "ann", 1, refs=["#news"])
    post[5] = [["x/bob", post[0] + days * DAY]]
    assert events(firm([post]), "S2.value") == confirmed


def test_a_withdrawn_need_is_not_held_for_ever() -> None:
    """P5: how long is known only where the hold has an end; the hold itself counts."""
    second = START * DAY
    holds = [["x/bob", second, None], ["x/cy", second, second + 60]]
    made = firm([said("b1", "ann", 1)], needs=(need(state="withdrawn", holds=holds),))
    assert events(made, "P5.holds") == 2
    rows = made.column("P5.lasted").rows
    assert [made.people[one] for one in rows.person.tolist()] == ["x/cy"]
    assert units_of(made, KINDS["P5"].denominator, of_people([1]), Window()) == UNITS


def held(ledger: Ledger, until: int) -> float | None:
    """How many needs are held at the end of the window before this day."""
    return figure(ledger, KINDS["P5.inventory"], EVERYBODY, Window(None, until)).rate


def test_holds_after_the_last_message_end_on_their_days() -> None:
    """P5.inventory: what began and ended after all talk is not open, and is open between."""
    second = (START + 20) * DAY
    holds = [["x/bob", second, second + 5 * DAY], ["x/cy", second + 2 * DAY, None]]
    made = firm([said("b1", "ann", 1)], needs=(need(state="held", holds=holds),))
    assert made.end == START + 25
    days = (20, 21, 23, 25, 26, 90)
    assert [held(made, START + day) for day in days] == [0, 1, 2, 2, 1, 1]


def test_a_hold_from_before_to_after_midnight_is_open_in_between() -> None:
    """P5.inventory: the hour at which it began counts."""
    late = (START + 1) * DAY - 60
    hold = ["x/bob", late, late + 120]
    talk = [said("b1", "ann", 9)]
    made = firm(talk, needs=(need(state="held", holds=[hold]),))
    assert [held(made, START + day) for day in (0, 1, 2)] == [0, 1, 0]


def test_open_needs_after_the_last_message_are_waited_for() -> None:
    """P3.solve: an open one is as old as what happened last, not as the last message."""
    second = (START + 10) * DAY
    needs = (
        need(asked=second, state="open"),
        need(id="x/m", asked=second, solved=second + DAY, solvers=[["x/bob", second + DAY]]),
        need(
            id="x/o", asked=second, solved=second + 3 * DAY, solvers=[["x/bob", second + 3 * DAY]]
        ),
    )
    made = firm([said("b1", "ann", 1)], needs=needs)
    seconds, ended = spans_of(
        made.column("P3.solve").rows.day, made.column("P3.solve").rows.units, made.end
    )
    assert sorted(zip((seconds / DAY).tolist(), ended.tolist(), strict=True)) == [
        (1, True),
        (3, True),
        (4, False),
    ]
    assert median_duration(seconds, ended) == 3 * DAY
