"""Which links an import must leave as they are, because a person decided them."""

from __future__ import annotations

from graph.importing.row_hash import StorableRow
from graph.keys import native_of
from graph.sources.kinds import Kind
from graph.sources.report import Note
from graph.sources.spool import Spool
from graph.sources.values import quote


def decision_stands(spool: Spool, item: StorableRow, decided_by: str | None) -> bool:
    """Whether the stored link stays, which is then noted.

    A decision taken here (`person`) outranks every import. One that an import named (`import`)
    outranks rows that name nobody; a row that names a person replaces it.
    """
    if decided_by is None or (decided_by == "import" and "by" in item.row):
        return False
    line = spool.one("SELECT line FROM rows WHERE n = ?", (item.n,))
    pair = f"{native_of(item.row['conversation'])} > {native_of(item.row['goal'])}"
    spool.note(
        [
            Note(
                Kind.LINKS.file,
                line,
                "kept",
                item.id,
                "state",
                quote(item.row["state"]),
                f"a person has decided the link {pair}, which outranks an import",
                "nothing need be done; change the decision itself if it is wrong",
            )
        ]
    )
    return True
