"""Who earns what for a need: its solver, and who brought the solver. The one place that decides it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from graph.ledger.credits import UNITS, equal_shares
from graph.measures.ties.help_rules import RULES


class NeedCredit(NamedTuple):
    """What one person earned by a need, and when."""

    person: str
    solved: bool
    """Whether by solving it, or else by bringing the solver."""
    second: int
    units: int


def need_credits(
    asker: str,
    solvers: Sequence[Sequence[object]],
    matched: int | None,
    connectors: Iterable[str],
    left_out: Collection[str],
) -> list[NeedCredit]:
    """The credits of a need that somebody solved or brought a solver to, in order of person.

    `solvers` are [who, second], times may be absent: an undated solution earns nothing.

    >>> [one.units for one in need_credits("ann", [["bob", 5]], 4, ["cy", "bob"], ())]
    [720720, 720720]
    """
    solved = sorted(
        (str(who), second)
        for who, second in solvers
        if who != asker and who not in left_out and isinstance(second, int)
    )
    aside = {asker, *left_out, *(who for who, _ in solvers)}
    met = matched if matched is not None else min((at for _, at in solved), default=None)
    bringing = sorted({who for who in connectors if who not in aside}) if met is not None else []
    half = round(UNITS * RULES.connected) if bringing else 0
    whole = round(UNITS * RULES.solution) - half
    found = [
        NeedCredit(who, True, second, units)
        for (who, second), units in zip(solved, equal_shares(len(solved), whole), strict=True)
    ]
    found += [
        NeedCredit(who, False, int(met or 0), units)
        for who, units in zip(bringing, equal_shares(len(bringing), half), strict=True)
    ]
    return found
