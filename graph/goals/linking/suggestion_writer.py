"""How suggestions come into the store: a pair that has a link already is never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.goals.linking.options import Suggestion
from graph.goals.linking.talk_reader import StoredLink
from graph.importing.batch_statements import Steps
from graph.importing.plans.context import time_key
from graph.keys import sort_key, source_of
from graph.records.enums import Capacity, LinkState
from graph.store.driver import Store, Transaction
from graph.store.versions import MARK, Part, mark

BATCH = 1000

STEPS = ("save_decisions", "link_decisions", "link_advances")


@dataclass(slots=True)
class Change:
    """One suggestion to be written: new (`was` 0), or saying something else since version `was`."""

    suggestion: Suggestion
    state: LinkState
    was: int = 0


@dataclass(slots=True)
class SavedLinks:
    """The ids of the links that a batch made and changed."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)


def change_of(new: Suggestion, stored: StoredLink | None, *, confirm: bool) -> Change | None:
    """What is to be written of a pair; None where nothing is, or nothing may be."""
    state = LinkState.CONFIRMED if confirm else LinkState.SUGGESTED
    if stored is None:
        return Change(new, state)
    if not stored.machine or stored.state != LinkState.SUGGESTED:
        return None
    same = stored.score == new.score and stored.method == new.method.value
    if same and stored.reasons == new.reasons:
        return None
    return Change(new, LinkState.SUGGESTED, stored.version)


async def save(store: Store, changes: Sequence[Change], now: str) -> SavedLinks:
    """What was written of these changes, in one transaction, rows by id.

    Whether a pair has a link, or was decided meanwhile, is looked up again under the lock of links.
    """
    changes = sorted(changes, key=lambda change: change.suggestion.id)

    async def work(tx: Transaction) -> SavedLinks:
        await tx.run(MARK, **mark([Part.LINKS]))
        saved = SavedLinks()
        new = [_new(change, now) for change in changes if not change.was]
        if new:
            saved.created = [row[0] for row in (await tx.run("save_suggestions", rows=new)).rows]
        again = [_again(change, now) for change in changes if change.was]
        if again:
            rows = (await tx.run("save_suggestions_again", rows=again)).rows
            saved.updated = [row[0] for row in rows]
        await _decide(tx, changes, saved, now)
        return saved

    return await store.unit(work) if changes else SavedLinks()


def _claim(change: Change) -> dict[str, Any]:
    suggestion = change.suggestion
    return {
        "method": suggestion.method.value,
        "score": suggestion.score,
        "reasons": suggestion.reasons,
    }


def _new(change: Change, now: str) -> dict[str, Any]:
    suggestion = change.suggestion
    row = {"id": suggestion.id, "conversation": suggestion.conversation, "goal": suggestion.goal}
    claim = {"state": change.state.value, **_claim(change), "at": now}
    decision = f"{suggestion.id}#1"
    by_at = sort_key(time_key(now), decision)
    origin = {"source": source_of(suggestion.conversation), "decision": decision, "by_at": by_at}
    return {**row, **claim, **origin}


def _again(change: Change, now: str) -> dict[str, Any]:
    return {"id": change.suggestion.id, "was": change.was, **_claim(change), "at": now}


async def _decide(tx: Transaction, changes: Sequence[Change], saved: SavedLinks, now: str) -> None:
    """Add the machine's decision on each link that it changed, and what advances goals."""
    created, updated = set(saved.created), set(saved.updated)
    steps = Steps(STEPS)
    for change in changes:
        suggestion = change.suggestion
        if suggestion.id in created and change.state is LinkState.CONFIRMED:
            steps.add("link_advances", conversation=suggestion.conversation, goal=suggestion.goal)
        if suggestion.id not in updated:
            continue
        decision = f"{suggestion.id}#{change.was + 1}"
        steps.add(
            "save_decisions",
            id=decision,
            state=change.state.value,
            **_claim(change),
            at=now,
            at_precision=None,
            capacity=Capacity.MACHINE.value,
            by_at=sort_key(time_key(now), decision),
            source=None,
        )
        steps.add("link_decisions", decision=decision, link=suggestion.id)
    for name, params in steps.in_order():
        await tx.run(name, **params)
