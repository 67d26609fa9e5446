"""What is done to goals beside saving them: removed, archived where their tool holds them no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import ErrorCode
from graph.sources.kinds import Kind
from graph.store import Store, Transaction
from graph.versions import MARK, Part, mark
from graph.writing.checks import unknown
from graph.writing.outcome import Aborted, Answer, Fault, OnError, Outcome, Status
from graph.writing.rows import Change, overlaid
from graph.writing.saving import Saving


@dataclass(frozen=True, slots=True)
class Held:
    """What hangs on a goal: ids of goals below without another parent, and counts."""

    id: str
    version: int | None
    orphans: list[str]
    links: int
    confirmed: int
    check_ins: int
    needs: int
    experiments: int
    outcomes: int

    @property
    def nothing(self) -> bool:
        """Whether removing the goal would take nothing else away."""
        return not self.orphans and not any(
            (self.links, self.check_ins, self.needs, self.experiments, self.outcomes)
        )


async def held(store: Store, goal: str) -> Held | None:
    """What hangs on the goal; None where there is no such goal."""
    rows = [row async for row in store.stream("what_goals_hold", ids=[goal])]
    return Held(*rows[0]) if rows else None


async def remove_goal(tx: Transaction, goal: str, version: int | None, sure: bool) -> Answer:
    """What became of removing the goal: refused where something hangs on it, unless `sure`."""
    await tx.run("lock", name="goals")
    await tx.run(MARK, **mark([Part.GOALS, Part.LINKS]))
    rows = (await tx.run("what_goals_hold", ids=[goal])).rows
    if not rows:
        raise Aborted(Answer([Outcome.rejected(goal, unknown(Kind.GOALS, goal, ("goal",)))]))
    found = Held(*rows[0])
    fault: Fault | None = None
    if version is not None and version != (found.version or 0):
        fault = Fault(
            ErrorCode.CONFLICT,
            f"the goal was read as version {version}; it is version {found.version or 0} by now",
            "look at `current`, decide again, and send its version",
            ("version",),
            current=goal,
        )
    elif not found.nothing and not sure:
        fault = Fault(
            ErrorCode.CONFLICT,
            "something hangs on the goal, as `wouldOrphan` says",
            "move it first, or send `andWhatHangsOnIt: true`",
            ("andWhatHangsOnIt",),
            current=goal,
        )
    if fault is not None:
        raise Aborted(Answer([Outcome.rejected(goal, fault)]))
    await tx.run("remove_goals", ids=[goal])
    return Answer([Outcome(Status.SAVED, goal)])


async def archive_others(tx: Transaction, source: str, kept: Sequence[str]) -> Answer:
    """What became of the goals of the source: those not among these are archived, not removed.

    Those among them that were archived before are so no more.
    """
    await tx.run("lock", name="goals")
    others = (await tx.run("goals_not_among", prefix=f"{source}/", ids=sorted(kept))).rows
    back = (await tx.run("archived_goals_among", ids=sorted(kept))).rows
    changes = [Change(id_, overlaid({"archived": True})) for (id_,) in others]
    changes += [Change(id_, overlaid({"archived": None})) for (id_,) in back]
    outcomes: list[Outcome] = []
    for start in range(0, len(changes), 1000):
        part = changes[start : start + 1000]
        outcomes += (await Saving(tx, Kind.GOALS, part, OnError.SKIP).run()).outcomes
    return Answer(outcomes)


async def others(store: Store, source: str, kept: Sequence[str]) -> list[str]:
    """The ids of the goals of the source that `archive_others` would archive."""
    rows = store.stream("goals_not_among", prefix=f"{source}/", ids=sorted(kept))
    return [id_ async for (id_,) in rows]
