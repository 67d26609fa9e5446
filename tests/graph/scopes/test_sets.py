"""Which people a set has, what it answers for, and how its id finds it again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.goals.alignment.line_of_sight import group_scope, network_scope, person_scope
from graph.records.window import Window
from graph.scopes.people_set import PeopleSet
from graph.scopes.set_talk import set_scope, unknown_ids
from tests.graph.goals.alignment.small_organisation import SmallOrganisation

PEOPLE = [f"p{i:02}" for i in range(20)]
MADE = SmallOrganisation(
    people=PEOPLE,
    bots=["p19"],
    groups={"all": PEOPLE[18:], "x": PEOPLE[:8], "y": PEOPLE[8:15], "part": PEOPLE[:6], "few": PEOPLE[15:18]},
    parts={"x": "all", "y": "all", "part": "x", "few": "all"},
    goals={"top": [], "k": ["top"], "own": ["top"]},
    pursuers={"k": ["x"]},
    owners={"own": ["p01"]},
)  # fmt: skip
VIEW = MADE.view()
OPEN = Window()


def people(**given_: list[str]) -> tuple[str, ...]:
    return set_scope(VIEW, PeopleSet.of(**given_), OPEN).people


def test_a_set_is_a_union_less_what_is_left_out() -> None:
    assert people(people=["p18", "p00"], groups=["part"], without_people=["p05"]) == (
        "p00", "p01", "p02", "p03", "p04", "p18",
    )  # fmt: skip
    assert people(groups=["all"], without_groups=["x", "y"]) == ("p15", "p16", "p17", "p18")
    assert people(people=["p19", "nobody"]) == ()
    wanted = PeopleSet.of(people=["p00", "no"], without_groups=["none", "x"])
    assert unknown_ids(VIEW, wanted) == (["no"], ["none"])


def test_a_set_of_one_answers_for_the_same_goals() -> None:
    one = set_scope(VIEW, PeopleSet.of(people=["p01"]), OPEN)
    group = set_scope(VIEW, PeopleSet.of(groups=["x"]), OPEN)

    assert one.goals.tolist() == person_scope(VIEW, "p01", OPEN).goals.tolist() != []
    assert group.goals.tolist() == group_scope(VIEW, "x", OPEN).goals.tolist() != []
    assert group.people == group_scope(VIEW, "x", OPEN).people
    whole = set_scope(VIEW, PeopleSet.of(groups=["all"]), OPEN)
    assert whole.people == network_scope(VIEW, OPEN).people


IDS = st.lists(st.sampled_from(PEOPLE), max_size=6)


@given(IDS, IDS, st.none() | st.just("a#1"))
def test_an_id_finds_its_set_again_whatever_the_order(
    some: list[str], out: list[str], community: str | None
) -> None:
    made = PeopleSet.of(people=some, without_people=out, community=community)
    again = PeopleSet.of(people=some[::-1] * 2, without_people=out[::-1], community=community)

    assert made.id == again.id
    assert PeopleSet.of_id(made.id) == made


def test_what_is_no_id_of_a_set_finds_none() -> None:
    for text in ("", "[]", "{", '{"people":["b","a"]}', '{"x":1}', '{"people":[1,"a"]}', "null"):
        assert PeopleSet.of_id(text) is None
    with pytest.raises(BadInput, match="at most 100"):
        PeopleSet.of(people=[str(i) for i in range(101)])
