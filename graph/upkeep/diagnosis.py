"""What a store looks like to who wants to know whether all is well: versions, what runs, what is left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph.errors import GoalgraphError
from graph.network.analyses.gds_projections import Projection, drop_dead
from graph.store.driver import Store
from graph.upkeep.migrations import pending_migrations
from graph.upkeep.store_checks import Finding, server_findings, store_findings


@dataclass(frozen=True, slots=True)
class RunUnderWay:
    """An analysis that has not ended: its step and its last sign of life."""

    id: str
    step: str | None
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found. `pending` counts migrations, None: `schema` says what is wrong with them.

    `dropped` are projections of dead runs that were dropped; None: a run is under way, so none was
    looked at.
    """

    server: str
    gds: str | None
    """The version of Graph Data Science; None where the store lacks it."""
    pending: int | None
    schema: str | None
    runs: Sequence[RunUnderWay]
    dropped: Sequence[Projection] | None
    findings: Sequence[Finding] = ()
    """Of indexes, memory, the server's settings and what is behind; none before the schema is up to date."""

    @property
    def well(self) -> bool:
        """Whether nothing is left for a person to mend."""
        return self.pending == 0 and all(finding.mend is None for finding in self.findings)


async def diagnosis(store: Store) -> Diagnosis:
    """What the store looks like; projections of runs that are dead are dropped."""
    server = (await store.driver.get_server_info()).agent
    gds = None
    if await store.rows("gds_procedures"):
        ((gds,),) = await store.rows("gds_version")
    pending, schema = None, None
    try:
        pending = len(await pending_migrations(store))
    except GoalgraphError as error:
        schema = error.message if error.remedy is None else f"{error.message}; {error.remedy}"
    dropped = await drop_dead(store) if gds and pending == 0 else []
    runs = [RunUnderWay(*row) for row in await store.rows("runs_under_way")]
    found = server_findings(str(server))
    if pending == 0:
        found += await store_findings(store, gds=gds is not None)
    return Diagnosis(str(server), gds, pending, schema, runs, dropped, found)
