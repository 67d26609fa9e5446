"""Whom earlier posts of keys reached, asked of some people and keys, without a list of all their readers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.ledger.events.audience import Audience, Carriage
from graph.ledger.facts import Facts
from graph.measures.arrays import Ints
from graph.measures.packed_lists import Lists, ranges

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Belonging:
    """Person → the spans in which they belonged to the groups where talk is held."""

    of_person: Lists
    group: Ints
    since: Ints
    until: Ints


def belonging(facts: Facts) -> Belonging:
    """Of everybody but programs, parts of a group counted with it."""
    organisation = facts.organisation
    spans, groups = [], []
    for place, name in enumerate(facts.talk.ids["groups"]):
        rows = organisation.spans_of(name)
        spans.append(rows)
        groups.append(np.full(len(rows), place))
    row = np.concatenate([np.zeros(0, np.int64), *spans])
    all_spans = organisation.membership.spans
    lists = Lists.of(len(facts.people), all_spans.person[row], np.arange(len(row)))
    group = np.concatenate([np.zeros(0, np.int64), *groups])
    return Belonging(lists, group, all_spans.since[row], all_spans.until[row])


class EarlierPosts:
    """The posts of a carriage that stand in some of its rows, in order."""

    def __init__(self, facts: Facts, carried: Carriage, rows: Ints, audience: Audience) -> None:
        self._facts, self._audience = facts, audience
        self._rows, self._key, self._message = rows, carried.key[rows], carried.message[rows]
        self._belonging = belonging(facts)
        held = facts.talk.column("conversations", "group")[facts.conversation[self._message]]
        inside = np.flatnonzero(held >= 0)
        self._groups = len(facts.talk.ids["groups"]) + 1
        place = self._key[inside] * self._groups + held[inside]
        order = np.argsort(place, kind="stable")
        self._in_group, day = inside[order], facts.day[self._message[inside[order]]]
        self._places, rank = np.unique(place[order], return_inverse=True)
        self._first_day = int(day.min(initial=0))
        self._width = int(day.max(initial=0)) - self._first_day + 2
        self._day, self._code = day, rank * self._width + day - self._first_day

    def first(self, wanted: Ints) -> tuple[Ints, Ints]:
        """Those of these keys and people whom a post reached or who wrote one, each with the row of the first.

        Keys and people come as key * (people + 1) + person, in order.
        """
        found = np.full(len(wanted), NEVER)
        key, person = np.divmod(wanted, len(self._facts.people) + 1)
        if len(wanted) and len(self._key):
            self._named(wanted, key, found)
            self._members(key, person, found)
        there = np.flatnonzero(found < NEVER)
        return wanted[there], self._rows[found[there]]

    def _named(self, wanted: Ints, key: Ints, found: Ints) -> None:
        """Those who wrote a post, took part in its talk, or were addressed or named."""
        facts = self._facts
        of_key = np.unique(key)
        posts = ranges(
            np.searchsorted(self._key, of_key), np.searchsorted(self._key, of_key, "right")
        )
        message = self._message[posts]
        row, person = self._audience.named(message)
        row = np.concatenate([row, np.arange(len(posts))])
        person = np.concatenate([person, facts.author[message]])
        known = facts.counted(person)
        row, person = posts[row[known]], person[known]
        code = self._key[row] * (len(facts.people) + 1) + person
        place = np.minimum(np.searchsorted(wanted, code), len(wanted) - 1)
        there = wanted[place] == code
        np.minimum.at(found, place[there], row[there])

    def _members(self, key: Ints, person: Ints, found: Ints) -> None:
        """Those who belonged to the group in which a post was, on its day."""
        if not len(self._places):
            return
        spans = self._belonging
        row = np.repeat(np.arange(len(key)), spans.of_person.sizes()[person])
        span = spans.of_person.of_many(person)
        wanted = key[row] * self._groups + spans.group[span]
        rank = np.minimum(np.searchsorted(self._places, wanted), len(self._places) - 1)
        there = self._places[rank] == wanted
        row, span, rank = row[there], span[there], rank[there]
        since = np.clip(spans.since[span] - self._first_day, 0, self._width - 1)
        place = np.searchsorted(self._code, rank * self._width + since)
        last = np.minimum(place, len(self._code) - 1)
        there = (place < len(self._code)) & (self._code[last] // self._width == rank)
        there &= self._day[last] < spans.until[span]
        np.minimum.at(found, row[there], self._in_group[last[there]])
