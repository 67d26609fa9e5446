"""Exchanging changed conversations gives what reading all of them gives."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.organisation.participation_columns import ParticipationColumns, keep_conversations
from tests.graph.goals.alignment.small_organisation import SmallOrganisation
from tests.graph.goals.alignment.test_laws import TALK, organisations


def rows(talk: ParticipationColumns, people: bool) -> list[tuple[object, ...]]:
    """The rows of a table with ids in place of numbers."""
    table = talk.person_days if people else talk.conversation_days
    return [
        (talk.ids[c], talk.people[p] if people else "", day, count)
        for c, p, day, count in zip(*(column.tolist() for column in table.columns()), strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(organisations(), organisations(), st.lists(st.sampled_from(TALK), unique=True))
def test_exchanged_is_read_anew(
    before: SmallOrganisation, after: SmallOrganisation, changed: list[str]
) -> None:
    changed = [one for one in changed if one in after.talk]
    talk = dict(before.talk) | {one: after.talk[one] for one in changed}
    private = {*before.private} - {*changed} | {*after.private} & {*changed}
    unattributed = {c: days for c, days in before.unattributed.items() if c not in changed}
    unattributed |= {c: days for c, days in after.unattributed.items() if c in changed}
    whole = replace(before, talk=talk, private=sorted(private), unattributed=unattributed)

    step = whole.talk_columns(changed, before.talk_columns())
    anew = whole.talk_columns()

    assert step.ids == anew.ids == sorted(talk)
    assert step.private.tolist() == anew.private.tolist()
    assert rows(step, False) == rows(anew, False)
    assert sorted(rows(step, True)) == sorted(rows(anew, True))


@settings(max_examples=60, deadline=None)
@given(organisations(), st.sets(st.sampled_from(TALK)))
def test_what_is_taken_out_is_as_if_it_had_never_been(
    organisation: SmallOrganisation, gone: set[str]
) -> None:
    left = {one: days for one, days in organisation.talk.items() if one not in gone}

    step = keep_conversations(organisation.talk_columns(), frozenset(left))
    anew = replace(organisation, talk=left).talk_columns()

    assert step.ids == anew.ids
    assert step.private.tolist() == anew.private.tolist()
    assert rows(step, False) == rows(anew, False)
    assert sorted(rows(step, True)) == sorted(rows(anew, True))
