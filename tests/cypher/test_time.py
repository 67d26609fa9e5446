"""What each statement that reads who belongs where does with time: none is left out, none forgets it."""

from __future__ import annotations

import re

import pytest

from graph.store.statements import CYPHER

TOUCHES = re.compile(r":[^)\]]*\b(?:MEMBER_OF|HOME_IN|REPORTS_TO)\b|\b(?:left_at|joined_at)\b")
HOLDS = re.compile(r"coalesce\((\w+)\.since < end, true\) AND coalesce\(\1\.until >= end, true\)")
THERE = re.compile(
    r"coalesce\((\w+|startNode\(\w+\))\.joined_at < end, true\) AND coalesce\(\1\.left_at >= end, true\)"
)

DAY = "who belongs at the end of a day, today or the window's last: spans that hold, people there"
PEOPLE = "people who are there at the end of a day; spans do not matter"
CLIPPED = "every span, cut to the time that its people were there"
SPANS = "every span that ever was, with since and until"
STATED = "what the source's rows say, whatever the day: the running span stands for the row's value"
STORED = "a property of the person, or an identity, read as it is"
WRITES = "what the source's rows say is written"
SCHEMA = "an index or a constraint"

TABLE = {
    "bulk/facts_of_people": STATED,
    "bulk/things_around_groups": STORED,
    "bulk/things_around_memberships": STORED,
    "bulk/things_around_people": STATED,
    "bulk/duplicate_people": STATED,
    "bulk/export_memberships": SPANS,
    "bulk/export_people": STATED,
    "bulk/direct_membership_spans": CLIPPED,
    "bulk/membership_spans": CLIPPED,
    "bulk/home_spans": CLIPPED,
    "bulk/leads_of_groups": CLIPPED,
    "bulk/needs_of_absent_people": DAY,
    "read/departures_of_owners": STORED,
    "bulk/ancestry_of_people": STATED,
    "bulk/reporting_cycles": STATED,
    "bulk/presence_spans": STORED,
    "bulk/people_of_ledger": STORED,
    "bulk/reporting_spans": CLIPPED,
    "bulk/rows_of_people": STATED,
    "bulk/link_states_of_pairs": DAY,
    "bulk/memberships_between": SPANS,
    "bulk/memberships_of_source": STATED,
    "bulk/rows_of_memberships": SPANS,
    "bulk/people_of_source": STORED,
    "bulk/stored_memberships": STORED,
    "bulk/stored_parents_of_people": STATED,
    "bulk/dependents_of_groups": STORED,
    "bulk/dependents_of_people": STATED,
    "read/reporting_path_between_people": DAY,
    "read/goals_shared_in_talk": DAY,
    "read/current_groups_of_people": DAY,
    "read/missing_people_of_conversations": PEOPLE,
    "read/memberships": SPANS,
    "where/may_decide": DAY,
    "read/groups_of_people": SPANS,
    "read/groups_without_goals": DAY,
    "read/home_of_people": DAY,
    "bulk/readable_conversations_of_person": DAY,
    "read/homes_of_people": SPANS,
    "read/line_of_sight_of_people": PEOPLE,
    "read/manager_of_people": DAY,
    "read/managers_of_people": SPANS,
    "read/members_of_groups": SPANS,
    "read/people_by_id": STORED,
    "read/people_in_groups": DAY,
    "read/present_people": PEOPLE,
    "read/reports_of_people": SPANS,
    "read/residents_of_groups": SPANS,
    "read/value_of_groups": DAY,
    "schema/0019_member_of_key": SCHEMA,
    "schema/0041_person_joined_at": SCHEMA,
    "schema/0042_person_left_at": SCHEMA,
    "write/remove_memberships": WRITES,
    "write/link_homes": WRITES,
    "write/link_managers": WRITES,
    "write/remove_groups": WRITES,
    "write/save_departures": WRITES,
    "write/save_ends_of_homes": WRITES,
    "write/save_ends_of_managers": WRITES,
    "write/save_ends_of_memberships": WRITES,
    "write/save_memberships": WRITES,
    "write/move_accounts": WRITES,
    "write/move_homes_to_accounts": WRITES,
    "write/move_homes_to_people": WRITES,
    "write/move_managers_to_accounts": WRITES,
    "write/move_managers_to_people": WRITES,
    "write/save_accounts": WRITES,
    "write/save_older_accounts": WRITES,
    "write/save_profiles": WRITES,
}


def texts() -> dict[str, str]:
    """The statements that touch belonging, by folder and name, without their comments."""
    found = {}
    for path in sorted(CYPHER.rglob("*.cypher")):
        lines = path.read_text(encoding="utf-8").splitlines()
        text = "\n".join(line for line in lines if not line.startswith(("//", ":param")))
        if TOUCHES.search(text):
            found[f"{path.relative_to(CYPHER).parts[0]}/{path.stem}"] = text
    return found


def test_every_statement_says_what_it_does_with_time() -> None:
    assert sorted(texts()) == sorted(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_it_does_so(name: str) -> None:
    text, does = texts()[name], TABLE[name]

    if does == DAY:
        assert HOLDS.search(text)
        assert THERE.search(text)
        assert ".until IS NULL" not in text
    elif does == PEOPLE:
        assert THERE.search(text)
    elif does == CLIPPED:
        assert {"joined_at", "left_at"} <= set(re.findall(r"\w+_at", text))
        assert ".until IS NULL" not in text
    elif does == SPANS:
        assert re.search(r"r\.since AS since", text)
        assert re.search(r"r\.until AS until", text)
    elif does == STATED:
        assert "until IS NULL" in text
    else:
        assert not HOLDS.search(text)
        assert not re.search(r"\bend\b *(?:AS|,)", text)
