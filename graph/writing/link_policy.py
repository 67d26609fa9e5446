"""Who may decide on a link, in one place: the right by which somebody decides, and what they may not.

    a person    decides as owner of the goal, participant of the talk, or steward; anybody may suggest
    a program, or somebody who has left or not joined yet, suggests at most
    a tool      (nobody named) suggests, confirms an explicit mark on a pair that nobody has spoken of,
                and takes back what no person stands behind

`by` names the person; who the caller may name is for the API to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import ErrorCode
from graph.keys import native_of
from graph.records.enums import Capacity, LinkMethod, LinkState
from graph.writing.row_results import Fault, Reason


@dataclass(frozen=True, slots=True)
class PairFacts:
    """How a pair stands in the store; fields as the statement `link_states_of_pairs` names them.

    `left_out`: why the goal is no longer pursued; `absent`: why the person named decides nothing;
    `by_person`: a person stands behind the link's state.
    """

    has_conversation: bool
    has_goal: bool
    left_out: str | None
    private: bool
    has_person: bool
    absent: str | None
    owns: bool
    took_part: bool
    steward: bool
    by_person: bool
    state: str | None
    method: str | None
    score: float | None
    reasons: list[str] | None
    version: int | None


def capacity_of(by: str | None, facts: PairFacts, *, origin: bool) -> Capacity | None:
    """By which right it is decided; None: by none.

    `origin`: the goal grew from the talk. Whoever proposes a goal owns it at once, which is no right
    to say what it grew from.
    """
    if by is None:
        return Capacity.TOOL
    if facts.absent is not None:
        return None
    if facts.owns and not origin:
        return Capacity.OWNER
    if facts.took_part:
        return Capacity.PARTICIPANT
    return Capacity.STEWARD if facts.steward else None


def confirms_at_once(
    by: str | None, facts: PairFacts, method: LinkMethod | None, *, origin: bool
) -> bool:
    """Whether saying that a pair belongs together confirms it, rather than suggesting it."""
    capacity = capacity_of(by, facts, origin=origin)
    if capacity is Capacity.TOOL:
        return method is LinkMethod.EXPLICIT and facts.state is None
    return capacity is not None


def refusal(by: str | None, facts: PairFacts, target: LinkState) -> Fault | None:
    """Why somebody may not confirm or reject a pair; None where they may."""
    if by is None:
        return _refused_tool(facts, target)
    if capacity_of(by, facts, origin=False) is not None:
        return None
    name = native_of(by)
    if facts.absent is not None:
        return Fault(
            ErrorCode.FORBIDDEN,
            f"{name} {facts.absent}, and decides nothing",
            "name a person who took part, owns the goal or is a steward",
            reason=Reason.MAY_NOT_DECIDE,
        )
    return Fault(
        ErrorCode.FORBIDDEN,
        f"{name} neither took part in the conversation, nor owns the goal, nor is a steward of a "
        "group that it concerns",
        "ask somebody who took part",
        reason=Reason.MAY_NOT_DECIDE,
    )


def _refused_tool(facts: PairFacts, target: LinkState) -> Fault | None:
    """What a tool that names nobody may not do: confirm, or gainsay a person."""
    if target is LinkState.CONFIRMED:
        reason = "people confirm links; a tool that names nobody suggests them"
    elif facts.by_person:
        reason = (
            f"a person stands behind this link, which is {facts.state}; a tool cannot undo that"
        )
    else:
        return None
    remedy = "name in `by` who decides"
    return Fault(ErrorCode.FORBIDDEN, reason, remedy, reason=Reason.MAY_NOT_DECIDE)
