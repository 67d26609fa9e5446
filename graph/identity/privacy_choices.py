"""What people chose of their own numbers: who is out of measures, and who shares them with whom.

A choice names an account (`OptOut`, `ProfileShare`), so that it follows the person when accounts are joined
or parted. Nodes of choices have no relationship, and analysts' statements never read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph.identity.conventions import MOST_SHARES
from graph.store.driver import Store

EVERYBODY = ""
"""In place of the account with whose person a profile is shared."""


@dataclass(frozen=True, slots=True)
class PrivacyChoices:
    """Whose numbers nobody else sees, and whose a viewer sees by their leave; ids of people."""

    opted_out: frozenset[str] = frozenset()
    shared_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ProfileShare:
    """Somebody with whom numbers are shared, or who shares them; `person` is None for everybody."""

    person: str | None
    at: datetime


async def privacy_choices(store: Store, person: str | None) -> PrivacyChoices:
    """The choices of all that concern a viewer who is this person, or nobody."""
    ((opted_out, shared_by),) = await store.rows("privacy_choices", person=person)
    return PrivacyChoices(frozenset(opted_out), frozenset(shared_by))


async def shares_of_people(store: Store, people: Sequence[str]) -> dict[str, list[ProfileShare]]:
    """With whom each of these people shares their numbers, everybody first."""
    return await _shares(store, "shares_of_people", people)


async def shares_with_people(store: Store, people: Sequence[str]) -> dict[str, list[ProfileShare]]:
    """Who shares their numbers with each of these people, or with everybody."""
    return await _shares(store, "shares_with_people", people)


async def _shares(store: Store, name: str, people: Sequence[str]) -> dict[str, list[ProfileShare]]:
    """The rows of a statement about shares, by person."""
    found: dict[str, list[ProfileShare]] = {one: [] for one in people}
    for parent, person, at, *_ in await store.rows(name, ids=list(people), limit=MOST_SHARES):
        found[parent].append(ProfileShare(person, at))
    return found


async def opt_outs_of_people(store: Store, people: Sequence[str]) -> dict[str, datetime]:
    """Since when these people are out of measures; absent where they are not."""
    return dict(await store.rows("opt_outs_of_people", ids=list(people)))
