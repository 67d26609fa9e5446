"""Drawn talk that goes on: its facts before and after its last messages, as a run of the ledger would have them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph.ledger.event_differences import Change
from graph.ledger.facts import Facts
from graph.ledger.talk_tables import COLUMNS, TalkTables, numbered_people, selected_talk
from graph.ledger.talk_versions import TalkVersions, versions_of
from graph.measures.arrays import Bools


def without_last(talk: TalkTables, messages: int) -> tuple[TalkTables, Bools]:
    """The talk before so many of its last messages were written, and which of its conversations stand as now."""
    second = talk.column("messages", "second")
    kept: Bools = second < np.sort(second)[-messages]
    number = np.where(kept, np.cumsum(kept) - 1, -1)
    tables = {}
    for name, table in talk.tables.items():
        rows = table[kept] if name == "messages" else table.copy()
        for place, (_, points_at) in enumerate(COLUMNS[name]):
            if points_at == "messages" and len(rows):
                rows = rows[(rows[:, place] < 0) | kept[rows[:, place]]]
                rows[:, place] = np.where(rows[:, place] < 0, -1, number[rows[:, place]])
        tables[name] = rows
    tables["participants"] = np.unique(tables["messages"][:, [0, 2]], axis=0)
    ids = [talk.ids["messages"][one] for one in np.flatnonzero(kept).tolist()]
    before = TalkTables({**talk.ids, "messages": ids}, tables)
    conversation = talk.column("messages", "conversation")
    size = len(talk.ids["conversations"])
    gone = np.bincount(conversation[~kept], minlength=size)
    there: Bools = np.bincount(conversation[kept], minlength=size) > 0
    return selected_talk(before, there), (gone == 0)[there]


@dataclass(frozen=True, eq=False)
class LastMessages:
    """Talk before its last messages, which of its conversations stand as now, and what a run would read."""

    before: TalkTables
    stays: Bools
    read: TalkTables

    @classmethod
    def of(cls, talk: TalkTables, messages: int) -> LastMessages:
        """Of the last so many messages of this talk."""
        before, stays = without_last(talk, messages)
        names = before.ids["conversations"]
        standing = {names[place] for place in np.flatnonzero(stays).tolist()}
        read = [one not in standing for one in talk.ids["conversations"]]
        return cls(before, stays, selected_talk(talk, np.array(read, np.bool_)))

    def versions(self) -> TalkVersions:
        """Both versions in order, as a run puts them together."""
        return versions_of(self.before, self.stays, self.read)


def change_of(facts: Facts, versions: TalkVersions) -> Change:
    """The change that the last messages make of these facts."""
    ids = facts.talk.ids["conversations"]
    talk = numbered_people(versions.talk, facts.people)
    goals_of = dict(zip(ids, facts.goals.tolist(), strict=True))
    goals = np.array([goals_of[one] for one in talk.ids["conversations"]], np.int64)
    both = replace(facts, talk=talk, goals=goals, first_day=int(facts.day.min()))
    return Change(both, replace(versions, talk=talk), facts.market, facts.market)
