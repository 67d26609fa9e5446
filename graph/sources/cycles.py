"""The references that close a cycle, in the order of the file: goals, groups, managers, replies, retries.

A reference closes a cycle where it leads, over earlier rows, back to its own row; it is left out and
the row stays. So only rows that an earlier row (or the store) points at are walked up from; a file
whose rows come after what they point at needs no walk at all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from graph.keys import native_of
from graph.sources.kinds import FIELDS, NOUNS, UP, Kind
from graph.sources.report import Note
from graph.sources.spool import Spool
from graph.sources.values import quote

Parents = Callable[[Kind, list[str]], Awaitable[list[tuple[str, str]]]]

BATCH = 1000

_INSIDE = (
    "FROM refs r JOIN rows s ON s.n = r.n JOIN rows t ON t.kind = r.kind AND t.id = r.id "
    "AND t.state = 0 WHERE r.n BETWEEN ? AND ? AND r.field = ? AND s.state = 0"
)
_WALK = """
WITH RECURSIVE above(n) AS (
  SELECT up FROM edges WHERE n = :n AND (:up IS NULL OR up = :up)
  UNION
  SELECT edges.up FROM edges JOIN above ON edges.n = above.n WHERE edges.n < :n
)
SELECT 1 FROM above WHERE n = :n
"""


async def find_cycles(spool: Spool, kind: Kind, parents: Parents) -> None:
    """Cut the references of a kind that close a cycle, and keep which row each waits for."""
    first, last = spool.span[kind]
    place = field_of(kind)
    values = (first, last, place)
    spool.run(
        f"INSERT INTO ups(n, up) SELECT r.n, max(t.n) {_INSIDE} GROUP BY r.n",
        values,
    )
    for beside in _beside(kind):
        spool.run(
            f"INSERT INTO ups(n, up) SELECT r.n, max(t.n) AS up {_INSIDE} GROUP BY r.n "
            "ON CONFLICT DO UPDATE SET up = max(up, excluded.up)",
            (first, last, beside),
        )
    spool.run("DELETE FROM edges")
    spool.run("DELETE FROM outside")
    await _add_outside(spool, kind, parents)
    forward = spool.one(f"SELECT 1 {_INSIDE} AND t.n >= r.n LIMIT 1", values)
    if not forward and not spool.one("SELECT 1 FROM edges WHERE up > 0"):
        return
    spool.run(f"INSERT OR IGNORE INTO edges SELECT r.n, t.n {_INSIDE}", values)
    spool.run(
        "INSERT OR IGNORE INTO edges SELECT r.n, -o.k FROM refs r JOIN outside o ON o.id = r.id "
        "JOIN rows s ON s.n = r.n AND s.state = 0 WHERE r.n BETWEEN ? AND ? AND r.field = ?",
        values,
    )
    pointed_at = "SELECT DISTINCT up FROM edges WHERE up > ? AND up >= n ORDER BY up LIMIT ?"
    for page in spool.pages(pointed_at, size=200_000):
        for (n,) in page:
            if spool.db.execute(_WALK, {"n": n, "up": None}).fetchone():
                _cut(spool, kind, n)


def field_of(kind: Kind) -> int:
    """The place, in its table of fields, of the field that points at the row's own kind."""
    return next(n for n, item in enumerate(FIELDS[kind]) if item.name == UP[kind])


def _beside(kind: Kind) -> list[int]:
    """The places of the fields that its field up is split into: their rows are waited for too."""
    return [n for n, item in enumerate(FIELDS[kind]) if item.part_of == UP[kind]]


async def _add_outside(spool: Spool, kind: Kind, parents: Parents) -> None:
    """Add the edges of the store that the bundle's rows lead to; they count as earlier rows.

    Things of the store have negative numbers. Rows of the bundle replace what the store has of them.
    """
    first, last = spool.span[kind]
    spool.run(
        "INSERT OR IGNORE INTO outside(id) SELECT DISTINCT r.id FROM refs r JOIN rows s "
        "ON s.n = r.n AND s.state = 0 WHERE r.n BETWEEN ? AND ? AND r.field = ? "
        "AND NOT EXISTS (SELECT 1 FROM rows t WHERE t.kind = r.kind AND t.id = r.id AND t.state = 0)"
        " AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.kind = r.kind AND g.id = r.id)",
        (first, last, field_of(kind)),
    )
    done = 0
    while frontier := spool.all(
        "SELECT k, id FROM outside WHERE k > ? ORDER BY k LIMIT ?", (done, BATCH)
    ):
        done = frontier[-1][0]
        for low, high in await parents(kind, [id_ for _, id_ in frontier]):
            n = spool.one(
                "SELECT n FROM rows WHERE kind = ? AND id = ? AND state = 0", (kind.number, high)
            )
            if n is None:
                spool.run("INSERT OR IGNORE INTO outside(id) VALUES (?)", (high,))
                n = -spool.one("SELECT k FROM outside WHERE id = ?", (high,))
            k = spool.one("SELECT k FROM outside WHERE id = ?", (low,))
            spool.run("INSERT OR IGNORE INTO edges VALUES (?, ?)", (-k, n))


def _cut(spool: Spool, kind: Kind, n: int) -> None:
    """Leave out those references of a row that lead back to it, saying which way."""
    line, id_ = spool.all("SELECT line, id FROM rows WHERE n = ?", (n,))[0]
    name, place = UP[kind], field_of(kind)
    for (up,) in spool.all("SELECT up FROM edges WHERE n = ? ORDER BY up", (n,)):
        if not spool.db.execute(_WALK, {"n": n, "up": up}).fetchone():
            continue
        way = " → ".join(native_of(_id(spool, step)) for step in _cycle(spool, n, up))
        target = _id(spool, up)
        spool.run("INSERT INTO cut VALUES (?, ?, ?)", (n, place, target))
        spool.run("DELETE FROM refs WHERE n = ? AND field = ? AND id = ?", (n, place, target))
        spool.run("DELETE FROM edges WHERE n = ? AND up = ?", (n, up))
        spool.run("UPDATE rows SET dropped = 1, mended = 1 WHERE n = ?", (n,))
        reason = f"`{name}` closes a cycle: {way}; the reference was left out"
        mend = f"take out the `{name}` that is wrong; a {NOUNS[kind]} cannot be above itself"
        if kind is Kind.MESSAGES:
            mend = "take out the `reply_to` that is wrong; a message cannot answer itself"
        spool.note(
            [Note(kind.file, line, "mended", id_, name, quote(native_of(target)), reason, mend)]
        )


def _cycle(spool: Spool, n: int, up: int, longest: int = 10_000) -> list[int]:
    """One way from a row over `up` back to itself, shortened to its first and last steps."""
    came = {up: n}
    ahead = [up]
    while ahead and n not in came and len(came) < longest:
        following = []
        for step in ahead:
            for (high,) in spool.all("SELECT up FROM edges WHERE n = ? AND n < ?", (step, n)):
                if high not in came:
                    came[high] = step
                    following.append(high)
        ahead = following
    way = [n]
    while n in came and (len(way) == 1 or way[-1] != n):
        way.append(came[way[-1]])
    way.reverse()
    return way if len(way) <= 8 else way[:4] + way[-3:]


def _id(spool: Spool, n: int) -> str:
    table, column = ("rows", "n") if n > 0 else ("outside", "k")
    return str(spool.one(f"SELECT id FROM {table} WHERE {column} = ?", (abs(n),)))
