"""A goal that grows from a conversation: the goal and its link, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.writing.link_decisions import Deciding, Pair, Verb
from graph.writing.row_changes import Change, overlaid, reason_faults
from graph.writing.row_results import Aborted, Answer, OnError
from graph.writing.row_writer import Saving


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: the goal's id and row, the conversation, who proposes it and why."""

    goal: str
    row: dict[str, Any]
    conversation: str
    by: str | None
    reasons: list[str]


async def propose(tx: Transaction, asked: Proposal) -> Answer:
    """What became of the goal and of its link; raises Aborted where either cannot be saved."""
    goal = asked.goal
    row = dict(asked.row)
    if asked.by is not None:
        source, _, native = asked.by.partition("/")
        row["owners"] = [{"source": source, "id": native}]
    changes = [Change(goal, overlaid(row), version=0)]  # nothing that is there is overwritten
    try:
        made = await Saving(tx, Kind.GOALS, changes, OnError.ABORT).run()
    except Aborted as aborted:
        for fault in aborted.answer.outcomes[0].faults:
            if fault.place[:1] == ("owners",):
                fault.place = ("by",)
            elif fault.place == ("version",):
                fault.place, fault.message = ("key",), "there is a goal of this key already"
                fault.remedy = "link it with `linkConversations`, or propose another"
        raise
    faults = reason_faults(asked.reasons)
    pair = Pair(asked.conversation, goal, reasons=asked.reasons, origin=True, faults=faults)
    try:
        linked = await Deciding(tx, Verb.LINK, [pair], asked.by, OnError.ABORT).run()
    except Aborted as aborted:
        for one in aborted.answer.outcomes:
            for fault in one.faults:
                if fault not in faults:
                    fault.place = ("from_conversation",)
        raise
    return Answer([*made.outcomes, *linked.outcomes])
