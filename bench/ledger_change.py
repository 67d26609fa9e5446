"""Drawn talk that goes on: its facts before and after its last messages, as a run of the ledger would have them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.ledger.event_differences import Change
from graph.ledger.facts import Facts
from graph.ledger.market_rows import MarketRows
from graph.ledger.talk_tables import COLUMNS, TalkTables, numbered_people, selected_talk
from graph.ledger.talk_versions import versions_of
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


def last_change(facts: Facts, messages: int) -> tuple[Facts, Change]:
    """Facts without the last messages of their talk, and the change that these make."""
    before, stays = without_last(facts.talk, messages)
    ids, names = facts.talk.ids["conversations"], before.ids["conversations"]
    standing = {names[place] for place in np.flatnonzero(stays).tolist()}
    read = np.array([one not in standing for one in ids], np.bool_)
    versions = versions_of(before, stays, selected_talk(facts.talk, read))
    talk = numbered_people(versions.talk, facts.people)
    goals_of = dict(zip(ids, facts.goals.tolist(), strict=True))
    goals = np.array([goals_of[one] for one in talk.ids["conversations"]], np.int64)
    both = replace(facts, talk=talk, goals=goals, first_day=int(facts.day.min()))
    change = Change(both, replace(versions, talk=talk), MarketRows(), MarketRows())
    return both.of_talk(versions.before), change
