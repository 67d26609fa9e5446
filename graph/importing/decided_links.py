"""Which links an import must leave as they are, because a person decided them."""

from __future__ import annotations

from graph.importing.row_hash import Kept
from graph.keys import native_of
from graph.sources.kinds import Kind
from graph.sources.report import Note
from graph.sources.spool import Spool
from graph.sources.values import shown


def outranked(spool: Spool, kept: Kept, decided: str | None) -> bool:
    """Whether the stored link stays, which is then noted.

    A decision taken here (`person`) outranks every import. One that an import named (`import`)
    outranks rows that name nobody; a row that names a person replaces it.
    """
    if decided is None or (decided == "import" and "by" in kept.row):
        return False
    line = spool.one("SELECT line FROM rows WHERE n = ?", (kept.n,))
    pair = f"{native_of(kept.row['conversation'])} > {native_of(kept.row['goal'])}"
    spool.note(
        [
            Note(
                Kind.LINKS.file,
                line,
                "kept",
                kept.id,
                "state",
                shown(kept.row["state"]),
                f"a person has decided the link {pair}, which outranks an import",
                "nothing need be done; change the decision itself if it is wrong",
            )
        ]
    )
    return True
