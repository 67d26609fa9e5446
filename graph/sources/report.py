"""The report of an import: per file what became of its rows, and every note with its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.sources.file_names import may_hold_rows
from graph.sources.kinds import ORDER, Kind


class Note(NamedTuple):
    """One thing that a person should know: `status` is rejected, mended, noted, kept or doubtful."""

    file: str
    line: int
    status: str
    id: str | None
    field: str | None
    value: str
    reason: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}. Mend: {self.mend}"


@dataclass(slots=True)
class FileReport:
    """What became of the rows of one file.

    read = saved + changed + unchanged + rejected + repeated + private + removed. `mended` counts the repeated
    ones again (the later row of an id wins) and saved ones that lost something; `kept` counts
    unchanged links that a person decided otherwise, and of a late export what the newer one said;
    `doubtful` counts people who have the address of another and were not joined with them.
    """

    file: str
    read: int = 0
    saved: int = 0
    changed: int = 0
    unchanged: int = 0
    mended: int = 0
    rejected: int = 0
    repeated: int = 0
    private: int = 0
    removed: int = 0
    kept: int = 0
    doubtful: int = 0
    unknown_fields: Counter[str] = field(default_factory=Counter)


COUNTS = (
    "read",
    "saved",
    "changed",
    "unchanged",
    "mended",
    "rejected",
    "repeated",
    "private",
    "removed",
    "kept",
    "doubtful",
)


class PruneCount(NamedTuple):
    """How much of a kind a full export no longer holds, of how much that stands in the store."""

    kind: Kind
    gone: int
    standing: int

    @property
    def more_than_half(self) -> bool:
        """Whether that is more than half."""
        return 2 * self.gone > self.standing


@dataclass(slots=True)
class Report:
    """What an import did. `notes` are the first ones of each file; the JSON report has them all.

    `late`: it was refused, since a newer export of this time came before. `prune_counts`: what the export
    no longer holds; `prune_done` whether it was taken away, `prune_refused` why not.
    """

    path: str
    source: str
    text: str
    private: str
    dry_run: bool
    strict: bool = False
    match_case: str = "exact"
    files: dict[Kind, FileReport] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    notes_total: int = 0
    stopped: bool = False
    late: str | None = None
    prune_counts: list[PruneCount] = field(default_factory=list)
    prune_done: bool = False
    prune_refused: str | None = None
    all_or_three: bool = False
    """Whether what was mended counts for the exit code as what was rejected does."""
    seconds: float = 0.0

    def of(self, kind: Kind) -> FileReport:
        """The counts of a file, made where there are none yet."""
        return self.files.setdefault(kind, FileReport(kind.file))

    def total(self, count: str) -> int:
        """The sum of one count over all files."""
        return sum(int(getattr(report, count)) for report in self.files.values())

    @property
    def rejected(self) -> int:
        """How many rows were rejected."""
        return self.total("rejected")

    @property
    def unread(self) -> list[str]:
        """The files left out that may be meant as rows; papers and files of the system are not."""
        return [name for name in self.ignored if may_hold_rows(name)]

    @property
    def empty(self) -> bool:
        """Whether no row was found at all."""
        return self.total("read") == 0

    @property
    def exit_code(self) -> int:
        """0 all in, 3 some rejected (if strict: a file left out) or not pruned, 1 nothing was loaded.

        Of an OKR file whatever was left out makes it 3.
        """
        if self.stopped:
            return 1
        kept_out = self.rejected or (self.strict and self.unread) or self.prune_refused
        kept_out = kept_out or (self.all_or_three and self.total("mended"))
        return 3 if kept_out else 0

    def in_order(self) -> list[FileReport]:
        """The counts of the files in the order of saving."""
        return [self.files[kind] for kind in ORDER if kind in self.files]
