"""The life of a link: suggested, confirmed or rejected by people, each step kept as a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from graph.errors import ErrorCode, NotFound
from graph.importing.batch_statements import Steps, run_steps
from graph.importing.plans.context import time_key
from graph.keys import sort_key, source_of
from graph.organisation.accounts.profiles import LOCK
from graph.records.enums import Choice, LinkMethod, LinkState
from graph.sources.times import time_text
from graph.sources.values import quote
from graph.store.driver import Transaction
from graph.store.versions import MARK, Part, mark
from graph.writing.checks import private_talk
from graph.writing.link_policy import PairFacts, capacity_of, confirms_at_once, refusal
from graph.writing.row_results import Answer, Fault, OnError, Outcome, Reason, Status, answer_of

STEPS = (
    "save_states_of_links",
    "link_links_to_conversations",
    "link_links_to_goals",
    "save_decisions",
    "link_decisions",
    "link_deciders",
    "remove_advances",
    "link_advances",
)


class Verb(Choice):
    """What is done to a pair of conversation and goal."""

    LINK = "link", "Say that the conversation advances the goal."
    CONFIRM = "confirm", "Agree with a suggestion."
    REJECT = "reject", "Say that it does not; it is then never suggested again by a machine."


@dataclass(slots=True)
class Pair:
    """A conversation and a goal, by their stored ids, and what is said of them.

    `version` is that of the link which the writer has read. `origin`: the goal grew from the talk.
    """

    conversation: str
    goal: str
    version: int | None = None
    method: LinkMethod | None = None
    score: float | None = None
    reasons: list[str] = field(default_factory=list)
    origin: bool = False
    faults: list[Fault] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of their link."""
        return f"{self.conversation}>{self.goal}"


@dataclass(slots=True)
class LinkDecisions:
    """Decides on the pairs of one mutation in its transaction.

    `by` is the person in whose name it is done; without one it is the tool's own word. A person
    decides by a right of their own: as owner, participant or steward. `recorded_by` names who was
    signed in, and `steward` says that the person is a steward of everything.
    """

    tx: Transaction
    verb: Verb
    pairs: Sequence[Pair]
    by: str | None
    on_error: OnError
    recorded_by: str | None = None
    steward: bool = False

    async def run(self) -> Answer:
        """What became of each pair; raises Aborted where nothing is to be saved."""
        self.tx.log.by = self.by
        await self.tx.run("lock", name=LOCK)
        await self.tx.run(MARK, **mark([Part.LINKS]))
        pairs = [
            {"id": pair.id, "conversation": pair.conversation, "goal": pair.goal, "person": self.by}
            for pair in self.pairs
        ]
        rows = await self.tx.seen("link_states_of_pairs", rows=pairs)
        if self.by is not None and rows and not PairFacts(*rows[0][1:]).has_person:
            raise NotFound(
                f"there is no person {quote(self.by)}", remedy="correct the name", path=("by",)
            )
        outcomes, writes, ids = [], [], set()
        for pair, (_, *columns) in zip(self.pairs, rows, strict=True):
            facts = PairFacts(*columns)
            facts = replace(facts, steward=facts.steward or self.steward)
            out = Outcome(Status.SAVED, pair.id, facts.state is None, list(pair.faults))
            if pair.id in ids and not out.faults:
                out.faults.append(_wrong("this pair stands twice in this input", "give it once"))
            ids.add(pair.id)
            state = None if out.faults else self._next(pair, facts, out)
            if out.faults:
                out.status, out.new = Status.REJECTED, False
            elif state is None:
                out.status = Status.UNCHANGED
            else:
                writes.append((pair, facts, state))
            outcomes.append(out)
        answer = answer_of(outcomes, self.on_error)
        await self._write(writes)
        return answer

    def _next(self, pair: Pair, facts: PairFacts, out: Outcome) -> LinkState | None:
        """The state that the pair comes to, None where it stays; faults are added to `out`."""
        out.faults.extend(self._missing(pair, facts))
        if out.faults:
            return None
        if self.verb is Verb.LINK:
            return self._linked(pair, facts, out)
        target = LinkState.CONFIRMED if self.verb is Verb.CONFIRM else LinkState.REJECTED
        if facts.state == target:
            return None
        if target is LinkState.CONFIRMED and facts.state is None:
            out.faults.append(
                Fault(
                    ErrorCode.NOT_FOUND,
                    "nobody has suggested this link",
                    "link the conversation with `linkConversations`",
                    reason=Reason.UNKNOWN_LINK,
                )
            )
        elif target is LinkState.CONFIRMED and facts.state == LinkState.REJECTED:
            out.faults.append(_rejected(pair))
        elif target is LinkState.CONFIRMED and facts.left_out is not None:
            out.faults.append(_not_pursued(facts.left_out))
        else:
            fault = refusal(self.by, facts, target)
            out.faults.extend([] if fault is None else [fault])
        return target

    def _linked(self, pair: Pair, facts: PairFacts, out: Outcome) -> LinkState | None:
        """The state that somebody's word brings a pair to."""
        if facts.left_out is not None:
            out.faults.append(_not_pursued(facts.left_out))
        if facts.state == LinkState.CONFIRMED:
            return None
        if facts.state == LinkState.REJECTED:
            if self.by is None:
                out.faults.append(_rejected(pair))
            out.notes.append("it was rejected before; somebody who took part confirms it again")
            return LinkState.SUGGESTED
        if confirms_at_once(self.by, facts, pair.method, origin=pair.origin):
            return LinkState.CONFIRMED
        out.notes.append("it waits for somebody who took part, owns the goal or is a steward")
        same = facts.state is not None and (
            (
                pair.method or facts.method,
                facts.score if pair.score is None else pair.score,
                pair.reasons,
            )
            == (facts.method, facts.score, pair.reasons and (facts.reasons or []))
        )
        return None if same else LinkState.SUGGESTED

    def _missing(self, pair: Pair, facts: PairFacts) -> list[Fault]:
        """What is not there, or was changed since it was read."""
        faults = []
        for there, place, id_, reason in (
            (
                facts.has_conversation,
                "conversation",
                pair.conversation,
                Reason.UNKNOWN_CONVERSATION,
            ),
            (facts.has_goal, "goal", pair.goal, Reason.UNKNOWN_GOAL),
        ):
            if not there:
                faults.append(
                    Fault(
                        ErrorCode.NOT_FOUND,
                        f"there is no {place} {quote(id_)}",
                        f"save the {place} first, or correct the id",
                        (place,),
                        reason=reason,
                    )
                )
        if facts.private:
            faults.append(private_talk("conversation"))
        if pair.version is not None and pair.version != (facts.version or 0):
            faults.append(
                Fault(
                    ErrorCode.CONFLICT,
                    f"the link was read as version {pair.version}; it is version "
                    f"{facts.version or 0} by now",
                    "look at `current`, decide again, and send its version",
                    ("version",),
                    current=pair.id if facts.version else None,
                    reason=Reason.VERSION_CONFLICT,
                )
            )
        return faults

    async def _write(self, writes: list[tuple[Pair, PairFacts, LinkState]]) -> None:
        if not writes:
            return
        steps = Steps(STEPS)
        now = time_text(datetime.now(UTC))
        for pair, facts, state in writes:
            self._add(steps, pair, facts, state, now)
        sources = sorted({source_of(pair.conversation) for pair, *_ in writes})
        await self.tx.run("save_new_sources", ids=sources)
        await run_steps(self.tx, steps.in_order())

    def _add(self, steps: Steps, pair: Pair, facts: PairFacts, state: LinkState, now: str) -> None:
        """Add what saves the link, the decision and whether the goal is advanced."""
        version = (facts.version or 0) + 1
        decision = f"{pair.id}#{version}"
        claim: dict[str, Any] = {
            "state": state.value,
            "method": pair.method or (LinkMethod.PERSON if self.by else None),
            "score": pair.score,
            "reasons": pair.reasons,
            "at": now,
        }
        link = claim | {
            "method": claim["method"] if facts.method is None or pair.method else facts.method,
            "score": facts.score if pair.score is None else pair.score,
            "reasons": pair.reasons or facts.reasons or [],
        }
        own = {"origin": pair.origin, "version": version, "source": source_of(pair.conversation)}
        steps.add("save_states_of_links", id=pair.id, **link, **own)
        steps.add("link_links_to_conversations", link=pair.id, conversation=pair.conversation)
        steps.add("link_links_to_goals", link=pair.id, goal=pair.goal)
        steps.add(
            "save_decisions",
            id=decision,
            **claim,
            at_precision=None,
            capacity=capacity_of(self.by, facts, origin=pair.origin),
            by_at=sort_key(time_key(now), decision),
            source=None,
            recorded_by=self.recorded_by,
        )
        steps.add("link_decisions", decision=decision, link=pair.id)
        if self.by is not None:
            steps.add("link_deciders", person=self.by, decision=decision, account=self.by)
        advances = "link_advances" if state is LinkState.CONFIRMED else "remove_advances"
        steps.add(advances, conversation=pair.conversation, goal=pair.goal)


def _wrong(message: str, remedy: str, *place: str) -> Fault:
    return Fault(ErrorCode.BAD_INPUT, message, remedy, place)


def _not_pursued(left_out: str) -> Fault:
    return _wrong(f"the goal is {left_out}", "link a goal that is pursued", "goal")


def _rejected(pair: Pair) -> Fault:
    return Fault(
        ErrorCode.CONFLICT,
        "this link was rejected",
        "a person may suggest it again: `linkConversations` with `by`",
        current=pair.id,
        reason=Reason.LINK_REJECTED,
    )
