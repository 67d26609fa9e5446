"""Which groups and sets would, beside others that are shown, tell about fewer than five people."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.goals.alignment.line_of_sight import group_scope
from graph.goals.alignment.organisation_view import View
from graph.measures.arrays import Ints
from graph.records.window import Window
from graph.scopes.differencing import Differences, differ_by_few, differences_of
from tests.graph.goals.alignment.small_organisation import SmallOrganisation

PEOPLE = [f"p{i:02}" for i in range(20)]
OPEN = Window()


def made(groups: dict[str, list[str]], **more: object) -> View:
    given_ = {"people": PEOPLE, "groups": groups, "parts": {}, **more}
    return SmallOrganisation(**given_).view()  # type: ignore[arg-type]


def close(view: View, window: Window = OPEN) -> set[str]:
    return set(differences_of(view.at(window)).ids)


def places(view: View, ids: list[str]) -> Ints:
    return np.array([view.membership.index[id_] for id_ in ids], np.int64)


def test_a_parent_of_six_and_its_unit_of_five_are_both_close() -> None:
    view = made({"dept": PEOPLE[5:6], "unit": PEOPLE[:5]}, parts={"unit": "dept"})

    assert close(view) == {"dept", "unit"}


def test_groups_that_differ_by_five_or_not_at_all_or_share_nobody_are_not() -> None:
    view = made({"ten": PEOPLE[:10], "five": PEOPLE[:5], "same": PEOPLE[:5], "far": PEOPLE[10:15]})

    assert close(view) == set()


def test_a_small_group_hides_nothing_since_it_is_not_shown() -> None:
    assert close(made({"six": PEOPLE[:6], "four": PEOPLE[:4]})) == set()


def test_everybody_less_a_few_is_close_and_everybody_is_not() -> None:
    view = made({"most": PEOPLE[:17], "all": PEOPLE})

    assert close(view) == {"most"}


def test_programs_are_nobody() -> None:
    view = made({"dept": PEOPLE[:6], "unit": PEOPLE[:5]}, bots=[PEOPLE[5]])

    assert close(view) == set()


def test_who_counts_in_a_window_is_compared_too() -> None:
    """Ten people of the department had gone before the window, but for one."""
    gone = {person: 100 for person in PEOPLE[5:14]}
    view = made({"dept": PEOPLE[:15], "unit": PEOPLE[:5]}, gone=gone)

    assert close(view, Window(None, 100)) == set()
    assert close(view, Window(200, None)) == {"dept", "unit"}
    assert close(view) == {"dept", "unit"}


@pytest.mark.parametrize(
    ("ids", "is_close"),
    [
        (PEOPLE[8:15], False),
        (PEOPLE[8:14], True),
        (PEOPLE[8:18], True),
        (PEOPLE[:15], True),
        ([*PEOPLE[:3], *PEOPLE[8:10]], True),
        (PEOPLE[10:19], True),
    ],
)
def test_a_set_is_compared_with_groups_and_everybody(ids: list[str], is_close: bool) -> None:
    parts = {"x": "all", "y": "all", "part": "x", "few": "all"}
    groups = {"all": PEOPLE[18:], "x": PEOPLE[:8], "y": PEOPLE[8:15], "part": PEOPLE[:6], "few": PEOPLE[15:18]}  # fmt: skip
    view = made(groups, parts=parts, bots=["p19"])

    assert differences_of(view.at(OPEN)).of(places(view, ids)).close is is_close


def test_a_set_of_just_a_group_has_the_verdict_of_the_group() -> None:
    view = made({"dept": PEOPLE[:6], "unit": PEOPLE[:5], "other": PEOPLE[8:15]})
    of = differences_of(view.at(OPEN)).of

    assert of(places(view, PEOPLE[:6])) == of(places(view, PEOPLE[:5])) == (True, True)
    assert of(places(view, PEOPLE[8:15])) == of(places(view, PEOPLE)) == (True, False)
    assert of(places(view, PEOPLE[8:14])) == (False, True)


SETS = st.sets(st.sampled_from(PEOPLE), max_size=20)


@given(st.lists(SETS, max_size=6), SETS)
def test_verdicts_are_those_of_plain_sets(groups: list[set[str]], wanted: set[str]) -> None:
    view = made({f"g{n}": sorted(one) for n, one in enumerate(groups)})
    every = {*PEOPLE}
    shown = [one for one in groups if len(one) >= 5]

    def few(one: set[str], other: set[str]) -> bool:
        return bool(one & other) and (0 < len(one - other) < 5 or 0 < len(other - one) < 5)

    def told(one: set[str]) -> bool:
        return one != every and any(few(one, other) for other in [*shown, every])

    found = differences_of(view.at(OPEN))
    assert found.ids == {f"g{n}" for n, one in enumerate(groups) if len(one) >= 5 and told(one)}
    assert found.of(places(view, sorted(wanted))).close == told(wanted)


@given(st.lists(SETS, max_size=6))
def test_no_two_groups_that_are_shown_leave_fewer_than_five(groups: list[set[str]]) -> None:
    view = made({f"g{n}": sorted(one) for n, one in enumerate(groups)})
    hidden = close(view)
    shown = [{*group_scope(view, f"g{n}", OPEN).people} for n in range(len(groups)) if f"g{n}" not in hidden]  # fmt: skip

    for one in shown:
        for other in shown:
            if len(one) >= 5 and len(other) >= 5 and one & other:
                assert not 0 < len(one - other) < 5


def test_the_rule_speaks_of_numbers_and_of_many_at_once() -> None:
    many = differ_by_few(6, np.array([5, 6, 11, 7]), np.array([5, 6, 6, 0]))

    assert many.tolist() == [True, False, False, False]


def organisation(people: int, groups: int) -> View:
    """People at home in a tree of groups four deep."""
    chance, width = random.Random(7), round(groups ** (1 / 3))
    ids = [f"p{n:05}" for n in range(people)]
    names = [f"g{n:04}" for n in range(groups)]
    parts = {name: names[(n - 1) // width] for n, name in enumerate(names) if n}
    members: dict[str, list[str]] = {name: [] for name in names}
    for person in ids:
        members[chance.choice(names)].append(person)
    return SmallOrganisation(people=ids, groups=members, parts=parts).view()


def test_twelve_hundred_nested_groups_of_ten_thousand_people_are_compared_at_once() -> None:
    view = organisation(10_000, 1_200)
    at = view.at(OPEN)
    _ = at.present
    start = time.process_time()

    found = Differences(at)

    took = time.process_time() - start
    print(f"{len(found.ids)} of 1,200 groups are close; compared in {took * 1000:.0f} ms")
    assert took < 0.25
