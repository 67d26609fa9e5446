"""Which days count: whole UTC days, undated talk only where all days do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from graph.errors import BadInput
from graph.goals.alignment.alignment import Alignment
from graph.goals.alignment.goal_surroundings import GoalSight, Reach, SharedGoals
from graph.goals.alignment.line_of_sight import group_scope, network_scope, person_scope
from graph.goals.alignment.ratio import Ratio
from graph.records.window import Window
from graph.store.where import Page
from tests.graph.goals.alignment.small_organisation import SmallOrganisation

ALL = Window()
ACME = SmallOrganisation(
    goals={"p": [], "k": ["p"], "quiet": ["p"]},
    purposes=["p"],
    owners={"k": ["ann"], "quiet": ["ann"]},
    pursuers={"k": ["east", "west"], "quiet": ["west"]},
    people=["ann", "bob", "cy", "bot"],
    bots=["bot"],
    groups={"all": [], "east": ["ann"], "west": ["bob"], "void": [], "old": ["cy"]},
    parts={"east": "all", "west": "all"},
    archived=["old"],
    homes={"ann": "east", "cy": "all"},
    talk={
        "c1": {"ann": {10: 2, 12: 1}, "bot": {11: 5}},
        "c2": {"bob": {11: 4}},
        "c3": {"cy": {}},
        "c4": {},
    },
    unattributed={"c1": {13: 1}},
    links={"k": ["c1", "c3"]},
)


def ids(items: object) -> list[str]:
    return [item.id for item in items.page(Page(limit=100))[0]]  # type: ignore[attr-defined]


def test_a_window_holds_its_first_day_and_not_its_last() -> None:
    view = ACME.view()

    assert person_scope(view, "ann", Window(10, 11)).sight == Ratio(1, 1)
    assert person_scope(view, "ann", Window(11, 12)).sight == Ratio(0, 1)
    assert person_scope(view, "ann", Window(12, 13)).linked_talk == Ratio(1, 1)
    assert person_scope(view, "ann", Window(13, None)).linked_talk == Ratio(0, 0)


def test_talk_without_a_date_counts_only_without_a_window() -> None:
    view = ACME.view()

    assert person_scope(view, "cy", ALL).sight == Ratio(1, 1)
    assert person_scope(view, "cy", Window(None, 1000)).sight == Ratio(0, 1)


def test_programs_are_in_no_number_and_keep_no_conversation_alive() -> None:
    view = ACME.view()

    assert person_scope(view, "bot", ALL).sight == Ratio(0, 0)
    assert network_scope(view, ALL).sight == Ratio(2, 3)
    assert network_scope(view, Window(11, 12)).linked_talk == Ratio(0, 4)
    assert Alignment(network_scope(view, Window(11, 12)), False).coverage == Ratio(0, 3)
    assert Alignment(network_scope(view, Window(12, 13)), False).coverage == Ratio(1, 3)
    assert Alignment(network_scope(view, Window(13, 14)), False).coverage == Ratio(1, 3)


@pytest.mark.parametrize("turns", [{"bot": {10: 3}}, {"ann": {}}, {"ann": {10: 0}}, {}])
def test_talk_in_which_no_person_spoke_covers_no_goal(
    turns: Mapping[str, Mapping[int, int]],
) -> None:
    organisation = SmallOrganisation(
        goals={"p": [], "k": ["p"]},
        purposes=["p"],
        people=["ann", "bot"],
        bots=["bot"],
        groups={"team": ["ann"]},
        talk={"c": turns, "d": turns},
        links={"k": ["c"]},
    )
    for window in (ALL, Window(10, 11)):
        aligned = Alignment(network_scope(organisation.view(), window), False)
        assert (aligned.coverage, ids(aligned.conversation_gap())) == (Ratio(0, 2), ["k", "p"])
        assert (ids(aligned.linked()), ids(aligned.unlinked())) == ([], [])
        assert ids(aligned.silent_groups()) == ["team"]


def test_the_gap_says_when_somebody_last_spoke() -> None:
    aligned = Alignment(network_scope(ACME.view(), Window(20, 30)), False)

    rows = aligned.conversation_gap().page(Page())[0]

    assert [(row.id, row.says.last_on) for row in rows] == [
        ("k", date(1970, 1, 14)),
        ("p", None),
        ("quiet", None),
    ]


def test_talk_about_what_supports_a_goal_may_count_as_talk_about_it() -> None:
    scope = network_scope(ACME.view(), ALL)

    assert ids(Alignment(scope, False).conversation_gap()) == ["p", "quiet"]
    assert ids(Alignment(scope, True).conversation_gap()) == ["quiet"]


def test_conversations_without_a_goal_most_messages_first() -> None:
    view = ACME.view()

    assert ids(Alignment(network_scope(view, ALL), False).unlinked()) == ["c2"]
    assert ids(Alignment(person_scope(view, "bob", ALL), False).unlinked()) == ["c2"]


def test_groups_without_a_goal_empty_and_archived_ones_apart() -> None:
    view = ACME.view()

    assert ids(Alignment(network_scope(view, ALL), False).silent_groups()) == ["west"]
    assert ids(Alignment(group_scope(view, "all", ALL), False).silent_groups()) == ["west"]
    assert ids(Alignment(network_scope(view, Window(11, 12)), False).silent_groups()) == [
        "all",
        "east",
        "west",
    ]


def test_goals_of_a_scope() -> None:
    view = ACME.view()

    assert Alignment(person_scope(view, "ann", ALL), False).coverage == Ratio(1, 2)
    assert Alignment(group_scope(view, "all", ALL), False).coverage == Ratio(1, 2)
    assert Alignment(group_scope(view, "void", ALL), False).coverage == Ratio(0, 0)
    assert Alignment(group_scope(view, "nobody knows it", ALL), False).coverage == Ratio(0, 0)


def test_reach_of_a_goal() -> None:
    view = ACME.view()

    reach = Reach(view, "p", ALL)

    assert reach.people == 2
    assert ids(reach.homes()) == ["all", "east"]
    assert ids(reach.groups()) == ["all", "east", "old"]
    assert ids(reach.unreached()) == ["west"]
    assert ids(Reach(view, "k", Window(20, 21)).unreached()) == ["east", "west"]
    assert Reach(view, "p", ALL, supporting=False).live.conversations == 0
    assert Reach(view, "k", Window(10, 13)).live.messages == 3


def test_shared_goals_on_paper_and_in_talk() -> None:
    organisation = SmallOrganisation(
        goals={"a": [], "b": [], "c": []},
        pursuers={"a": ["x", "y"], "b": ["x"], "c": ["x", "y"]},
        people=["p", "q"],
        groups={"x": ["p"], "y": ["q"]},
        talk={"1": {"p": {1: 1}, "q": {1: 1}}, "2": {"p": {2: 1}}, "3": {"q": {3: 1}}},
        links={"a": ["1"], "b": ["2", "3"]},
    )
    shared = SharedGoals(organisation.view(), "x", "y", ALL)

    rows = shared.goals(None).page(Page())[0]

    assert [
        (
            r.id,
            r.says.on_paper,
            r.says.conversations,
            r.says.conversations_of_other,
            r.says.together,
        )
        for r in rows
    ] == [("a", True, 1, 1, 1), ("b", False, 1, 1, 0)]
    assert ids(shared.goals(True)) == ["a"]
    assert ids(shared.goals(False)) == ["b"]
    assert ids(SharedGoals(organisation.view(), "x", "y", Window(1, 2)).goals(None)) == ["a"]


def test_who_was_there_in_the_window() -> None:
    organisation = SmallOrganisation(
        people=["early", "late", "always", "back"],
        gone={"early": 5, "back": 5},
        joined={"late": 20},
        talk={"c": {"back": {12: 1}}},
        groups={"all": ["early", "late", "always", "back"]},
    )
    view = organisation.view()

    assert network_scope(view, ALL).sight == Ratio(0, 2)
    assert group_scope(view, "all", ALL).people == ("always", "late")
    assert network_scope(view, Window(10, 15)).sight == Ratio(0, 2)
    assert group_scope(view, "all", Window(10, 15)).sight == Ratio(0, 1)
    assert person_scope(view, "late", Window(10, 15)).sight == Ratio(0, 0)
    assert person_scope(view, "back", Window(10, 15)).sight == Ratio(0, 1)


def test_a_network_of_one_and_one_of_nobody() -> None:
    assert network_scope(SmallOrganisation(people=["p"]).view(), ALL).sight == Ratio(0, 1)
    assert network_scope(SmallOrganisation().view(), ALL).sight == Ratio(0, 0)
    assert network_scope(SmallOrganisation().view(), ALL).paths(3) == []
    assert Alignment(network_scope(SmallOrganisation().view(), ALL), True).coverage == Ratio(0, 0)


def test_an_unknown_goal_reaches_nobody() -> None:
    view = SmallOrganisation().view()

    assert GoalSight(view, "?", 3).ways == []
    assert GoalSight(view, "?", 3).connection.name == "LEFT_OUT"
    assert Reach(view, "?", ALL).people == 0
    assert ids(Reach(view, "?", ALL).unreached()) == []


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadInput, match="ends"):
        Window.of(datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))


def test_the_end_of_time_is_a_window_like_any_other() -> None:
    window = Window.of(None, datetime(9999, 12, 31, 23, 59, tzinfo=UTC))

    assert window.until_time == datetime(9999, 12, 31, tzinfo=UTC)


def test_pages_meet() -> None:
    organisation = SmallOrganisation(
        people=["p"], talk={f"c{n}": {"p": {1: n % 3}} for n in range(7)}, goals={"g": []}
    )
    conversations = Alignment(network_scope(organisation.view(), ALL), False).unlinked()
    whole = ids(conversations)

    first, more, before = conversations.page(Page(limit=3))
    second, _, _ = conversations.page(Page(limit=3, after=first[-1].cursor))
    last, _, _ = conversations.page(Page(limit=2, backward=True))

    assert (more, before) == (True, False)
    assert [item.id for item in [*first, *second]] == whole[:6]
    assert [item.id for item in last] == whole[-2:]
    with pytest.raises(BadInput, match="not a cursor"):
        conversations.page(Page(after="x"))
