"""A goal that grows from a conversation: the goal and its link, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.sources.kinds import Kind
from graph.store.driver import Transaction
from graph.writing.link_decisions import LinkDecisions, Pair, Verb
from graph.writing.row_changes import Change, overlay, reason_faults
from graph.writing.row_results import Answer, OnError, WriteAbort
from graph.writing.row_writer import RowWriter


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: the goal's id and row, the conversation, who proposes it, why, and who signed in for it."""

    goal: str
    row: dict[str, Any]
    conversation: str
    by: str | None
    reasons: list[str]
    recorded_by: str | None = None


async def propose(tx: Transaction, proposal: Proposal) -> Answer:
    """What became of the goal and of its link; raises Aborted where either cannot be saved."""
    goal = proposal.goal
    row = dict(proposal.row)
    if proposal.by is not None:
        source, _, native = proposal.by.partition("/")
        row["owners"] = [{"source": source, "id": native}]
    changes = [Change(goal, overlay(row), version=0)]  # nothing that is there is overwritten
    try:
        saved = await RowWriter(tx, Kind.GOALS, changes, OnError.ABORT).run()
    except WriteAbort as abort:
        for fault in abort.answer.outcomes[0].faults:
            if fault.place[:1] == ("owners",):
                fault.place = ("by",)
            elif fault.place == ("version",):
                fault.place, fault.message = ("key",), "there is a goal of this key already"
                fault.remedy = "link it with `linkConversations`, or propose another"
        raise
    faults = reason_faults(proposal.reasons)
    pair = Pair(proposal.conversation, goal, reasons=proposal.reasons, origin=True, faults=faults)
    try:
        linked = await LinkDecisions(
            tx, Verb.LINK, [pair], proposal.by, OnError.ABORT, proposal.recorded_by
        ).run()
    except WriteAbort as abort:
        for outcome in abort.answer.outcomes:
            for fault in outcome.faults:
                if fault not in faults:
                    fault.place = ("from_conversation",)
        raise
    return Answer([*saved.outcomes, *linked.outcomes])
