"""Statements that ask who belongs where say when, or leave out what has ended, has not begun, and who is gone."""

from __future__ import annotations

import re

import pytest

from graph.store.statements import all_statements, statement

SPANS = re.compile(r":[\w|]*(MEMBER_OF|HOME_IN|REPORTS_TO)")
NOW = ("since < end", "until >= end", "joined_at < end", "left_at >= end")
"""What holds at the end of a day: the span, and the person."""
WHOLE = {
    "duplicate_people": "one home at any time is a reason to look",
    "direct_membership_spans": "spans with their days, packed in one row a group",
    "ancestry_of_people": "a line that would close a circle, whoever has left",
    "reporting_cycles": "a circle of lines, whoever has left",
    "rows_of_people": "the row as its source said it",
    "export_people": "the row as its source said it",
    "memberships_of_source": "memberships without an end, to be ended",
    "stored_memberships": "whether a row is stored",
    "stored_parents_of_people": "a line that would close a circle, whoever has left",
    "facts_of_people": "what the store says, compared before and after a write",
    "things_around_groups": "all that a removal may change",
    "things_around_memberships": "all that a write may change",
    "things_around_people": "all that a write may change",
    "dependents_of_groups": "all that would be lost",
    "dependents_of_people": "all that would be lost",
}
"""Statement → why what has ended counts in it too."""


def asking() -> list[str]:
    """The statements that read spans and change nothing."""
    found = [one for one in all_statements().values() if not one.writes]
    return sorted(one.name for one in found if SPANS.search(one.text))


@pytest.mark.parametrize("name", asking())
def test_who_belongs_is_asked_of_a_day(name: str) -> None:
    found = statement(name)
    says_when = {"since", "until"} <= set(found.columns)
    of_a_day = all(one in found.text for one in NOW)
    assert says_when + of_a_day + (name in WHOLE) == 1
