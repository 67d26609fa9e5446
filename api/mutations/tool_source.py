"""What a tool may write: the rows of its own source, and of no other."""

from __future__ import annotations

from collections.abc import Iterable

from api.execution.viewer import Viewer
from graph.errors import ErrorCode, Forbidden
from graph.keys import source_of
from graph.writing.row_changes import Change
from graph.writing.row_results import Fault, Reason


def mark_foreign_rows(viewer: Viewer, changes: Iterable[Change]) -> None:
    """Give each change of another source than the viewer's a fault."""
    for change in changes:
        fault = foreign_fault(viewer, change.id)
        if fault is not None and not change.faults:
            change.faults.append(fault)


def foreign_fault(viewer: Viewer, id_: str) -> Fault | None:
    """Why a viewer may not write what has this stored id; None where they may."""
    if viewer.source is None or source_of(id_) == viewer.source:
        return None
    refusal = _refusal(viewer.source)
    what, how, reason = refusal.message, refusal.remedy, Reason.FOREIGN_SOURCE
    return Fault(ErrorCode.FORBIDDEN, what, how, ("key",), reason=reason)


def check_source(viewer: Viewer, sources: Iterable[str], *path: str) -> None:
    """Raise Forbidden where one of these is not the source that the viewer writes."""
    if viewer.source is not None and any(source != viewer.source for source in sources):
        raise _refusal(viewer.source, path)


def _refusal(source: str, path: tuple[str, ...] = ()) -> Forbidden:
    return Forbidden(
        f"this key writes the source {source!r} and no other",
        remedy=f"name things by `key` with the source {source!r}, or ask a steward",
        path=path,
    )
