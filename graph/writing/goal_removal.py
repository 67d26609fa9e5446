"""What is done to goals beside saving them: removed, archived where their tool holds them no more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import ErrorCode, NotFound
from graph.sources.kinds import Kind
from graph.sources.values import quote
from graph.store.driver import Store, Transaction
from graph.store.versions import MARK, Part, mark
from graph.writing.checks import unknown
from graph.writing.row_changes import Change, overlay
from graph.writing.row_results import Answer, Fault, OnError, Outcome, Reason, Status, WriteAbort
from graph.writing.row_writer import RowWriter


@dataclass(frozen=True, slots=True)
class GoalDependents:
    """What hangs on a goal: ids of goals below without another parent, and counts."""

    id: str
    version: int | None
    orphans: list[str]
    links: int
    confirmed: int
    check_ins: int
    blocked: int
    needs: int
    experiments: int
    outcomes: int

    @property
    def nothing(self) -> bool:
        """Whether removing the goal would take nothing else away."""
        return not self.orphans and not any(
            (self.links, self.check_ins, self.blocked)
            + (self.needs, self.experiments, self.outcomes)
        )


async def dependents_of_goal(store: Store, goal: str) -> GoalDependents | None:
    """What hangs on the goal; None where there is no such goal."""
    rows = [row async for row in store.stream("dependents_of_goals", ids=[goal])]
    return GoalDependents(*rows[0]) if rows else None


async def remove_goal(tx: Transaction, goal: str, version: int | None, sure: bool) -> Answer:
    """What became of removing the goal: refused where something hangs on it, unless `sure`."""
    await tx.run("lock", name="goals")
    await tx.run(MARK, **mark([Part.GOALS, Part.LINKS, Part.PROGRESS]))
    rows = await tx.seen("dependents_of_goals", ids=[goal])
    if not rows:
        raise WriteAbort(Answer([Outcome.rejected(goal, unknown(Kind.GOALS, goal, ("goal",)))]))
    dependents = GoalDependents(*rows[0])
    fault: Fault | None = None
    if version is not None and version != (dependents.version or 0):
        fault = Fault(
            ErrorCode.CONFLICT,
            f"the goal was read as version {version}; it is version {dependents.version or 0} by now",
            "look at `current`, decide again, and send its version",
            ("version",),
            current=goal,
            reason=Reason.VERSION_CONFLICT,
        )
    elif not dependents.nothing and not sure:
        fault = Fault(
            ErrorCode.CONFLICT,
            "something hangs on the goal, as `dependents` says",
            "move it first, or send `cascade: true`",
            ("cascade",),
            current=goal,
            reason=Reason.HAS_DEPENDENTS,
        )
    if fault is not None:
        raise WriteAbort(Answer([Outcome.rejected(goal, fault)]))
    await tx.run("remove_goals", ids=[goal])
    return Answer([Outcome(Status.SAVED, goal)])


@dataclass(frozen=True, slots=True)
class ArchiveCandidates:
    """What a full sync of a source would archive.

    `ids` are its standing goals that are not kept, of `standing` in all; `unknown` are those to keep
    that the store does not hold, `archived` those to keep that were archived.
    """

    ids: list[str]
    standing: int
    unknown: list[str]
    archived: list[str]

    @property
    def most(self) -> bool:
        """Whether it is more than half of the source."""
        return 2 * len(self.ids) > self.standing


Rows = Callable[..., Awaitable[Sequence[Sequence[Any]]]]


async def archive_candidates(
    rows: Rows, source: str, ids_to_keep: Sequence[str]
) -> ArchiveCandidates:
    """What a full sync that keeps these goals would archive; raises NotFound for an unknown source."""
    if source not in {row[0] for row in await rows("sources")}:
        raise NotFound(
            f"nothing has been written to the source {quote(source)} yet",
            remedy="correct the name: every goal of the source would be archived",
            path=("source",),
        )
    ids = sorted(set(ids_to_keep))
    candidates = [row[0] for row in await rows("goals_not_among", prefix=f"{source}/", ids=ids)]
    known = {row[0] for row in await rows("stored_goals", ids=ids)}
    archived = [row[0] for row in await rows("archived_goals_among", ids=ids)]
    standing = len(candidates) + len(known) - len(archived)
    return ArchiveCandidates(
        candidates, standing, [row for row in ids if row not in known], archived
    )


async def archive_others(
    tx: Transaction, source: str, ids_to_keep: Sequence[str], confirm: int | None
) -> Answer:
    """What became of the goals of the source: those not among these are archived, not removed.

    Those among them that were archived before are so no more. More than half of a source is archived
    only where `expectedCount` says how many that is.
    """
    await tx.run("lock", name="goals")

    async def rows(name: str, **params: object) -> Sequence[Sequence[Any]]:
        return (await tx.run(name, **params)).rows

    candidates = await archive_candidates(rows, source, ids_to_keep)
    count = len(candidates.ids)
    if confirm not in (None, count) or (candidates.most and confirm is None):
        raise WriteAbort(Answer([Outcome.rejected(None, _unconfirmed(candidates, confirm))]))
    changes = [Change(id_, overlay({"archived": True})) for id_ in candidates.ids]
    changes += [Change(id_, overlay({"archived": None})) for id_ in candidates.archived]
    outcomes: list[Outcome] = []
    for start in range(0, len(changes), 1000):
        part = changes[start : start + 1000]
        outcomes += (await RowWriter(tx, Kind.GOALS, part, OnError.SKIP).run()).outcomes
    return Answer(outcomes)


def _unconfirmed(candidates: ArchiveCandidates, confirm: int | None) -> Fault:
    count = len(candidates.ids)
    what = f"{count:,} of {candidates.standing:,} goals of the source would be archived"
    if confirm is not None:
        what += f", not {confirm:,}"
    return Fault(
        ErrorCode.CONFLICT,
        what,
        f"look at a preview; if that is meant, send `expectedCount: {count}`",
        ("expected_count",),
        reason=Reason.CONFIRMATION_NEEDED,
    )
