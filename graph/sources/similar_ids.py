"""Ids that differ in letter case, spaces or normal form only: told, and joined where that is asked."""

from __future__ import annotations

import unicodedata
from typing import Any

import orjson

from graph.keys import native_of
from graph.sources.kinds import FIELDS, NOUNS, ORDER, Kind
from graph.sources.report import Note
from graph.sources.row_completion import FINISH
from graph.sources.spool import Spool
from graph.sources.values import quote

CASE = "in letter case only"
_ODD = "*[^!-~]*"
"""What a text with spaces or beyond ASCII matches."""

_MISSING = (
    "FROM refs WHERE NOT EXISTS "
    "(SELECT 1 FROM rows WHERE rows.kind = refs.kind AND rows.id = refs.id)"
)


def without_spaces(id_: str) -> str:
    """The id without spaces and marks that nobody sees, in one normal form.

    >>> without_spaces("acme/Zoe\u0308  Ng\u200b") == "acme/ZoëNg"
    True
    """
    text = unicodedata.normalize("NFKC", id_)
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def folded(id_: str) -> str:
    """The id in which ids that look alike are the same."""
    return without_spaces(id_).casefold()


def difference(first: str, second: str) -> str:
    """In what two ids that look alike differ.

    >>> difference("Ada", "ada"), difference("ada", "ada ")
    ('in letter case only', 'by spaces only')
    """
    if first.casefold() == second.casefold():
        return CASE
    if "".join(first.split()) == "".join(second.split()):
        return "by spaces only"
    if unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second):
        return "in normal form (NFC, NFD) only"
    return "in letter case, spaces or marks that nobody sees only"


def note_alike(spool: Spool) -> None:
    """Note the ids of things of one kind that differ by spaces or normal form only."""
    spool.run(
        "CREATE TABLE alike(kind INTEGER, key TEXT, id TEXT, n INTEGER, UNIQUE(kind, key, n))"
    )
    odd = spool.all("SELECT kind, id, n FROM rows WHERE id GLOB ? AND state = 0", (_ODD,))
    things = {kind.number for kind in NOUNS}
    spool.many(
        "INSERT INTO alike VALUES (?, ?, ?, ?)",
        ((kind, without_spaces(id_), id_, n) for kind, id_, n in odd if kind in things),
    )
    spool.run(
        "INSERT OR IGNORE INTO alike SELECT r.kind, r.id, r.id, r.n FROM "
        "(SELECT DISTINCT kind, key FROM alike) a JOIN rows r "
        "ON r.kind = a.kind AND r.id = a.key AND r.state = 0"
    )
    several = (
        "SELECT r.n, a.kind, a.id, r.line, f.id, f.line FROM alike a "
        "JOIN (SELECT kind, key, min(n) AS first FROM alike GROUP BY kind, key HAVING count(*) > 1) s "
        "ON s.kind = a.kind AND s.key = a.key AND s.first < a.n "
        "JOIN rows r ON r.n = a.n JOIN rows f ON f.n = s.first WHERE r.n > ? ORDER BY r.n LIMIT ?"
    )
    for page in spool.pages(several):
        spool.note(_alike(ORDER[row[1]], *row[2:]) for row in page)


def _alike(kind: Kind, id_: str, line: int, first: str, at: int) -> Note:
    id_text, first_text = native_of(id_), native_of(first)
    reason = f"{quote(id_text)} differs from {quote(first_text)} in line {at} {difference(id_text, first_text)}; both are kept"
    mend = f"write both alike, if they are one {NOUNS[kind]}"
    return Note(kind.file, line, "noted", id_, "id", quote(id_text), reason, mend)


def find_nearby(spool: Spool) -> None:
    """Keep, of what is referred to and missing, which id of the bundle looks like it."""
    kinds = [kind for (kind,) in spool.all("SELECT DISTINCT kind FROM gone WHERE why = 0")]
    spool.db.create_function("folded", 1, folded, deterministic=True)
    for kind in kinds:
        spool.run("DELETE FROM folded_ids")
        spool.run(
            "INSERT OR IGNORE INTO folded_ids SELECT folded(id), id FROM rows WHERE kind = ?",
            (kind,),
        )
        spool.run(
            "INSERT INTO nearby SELECT g.kind, g.id, f.id FROM gone g JOIN folded_ids f "
            "ON f.key = folded(g.id) WHERE g.kind = ? AND g.why = 0",
            (kind,),
        )


def join_cases(spool: Spool, missing: set[tuple[int, str]]) -> None:
    """Let references to what is missing name what differs from it in letter case only."""
    spool.db.create_function("cased", 1, str.casefold, deterministic=True)
    for kind in sorted({number for number, _ in missing}):
        spool.run("DELETE FROM folded_ids")
        spool.run(
            "INSERT INTO folded_ids SELECT cased(id), min(id) FROM rows WHERE kind = ? "
            "GROUP BY cased(id) HAVING count(DISTINCT id) = 1",
            (kind,),
        )
        for id_ in sorted(id_ for number, id_ in missing if number == kind):
            target = spool.one("SELECT id FROM folded_ids WHERE key = ?", (id_.casefold(),))
            if target is not None:
                _join(spool, kind, id_, target)


def missing_references(spool: Spool) -> set[tuple[int, str]]:
    """Number of the kind and id of everything that is referred to and not in the bundle."""
    return set(spool.all(f"SELECT DISTINCT kind, id {_MISSING}"))


def _join(spool: Spool, number: int, id_: str, target: str) -> None:
    """Let every reference to `id_` name `target`, and say so."""
    pointing = (
        "SELECT r.n, r.field, t.kind, t.line, t.row, t.id FROM refs r JOIN rows t ON t.n = r.n "
        "WHERE r.kind = ? AND r.id = ?"
    )
    for n, field, of, line, packed, own in spool.all(pointing, (number, id_)):
        kind = ORDER[of]
        item = FIELDS[kind][field]
        row = orjson.loads(packed)
        row[item.name] = _replaced(row[item.name], id_, target)
        own = own if kind in NOUNS else FINISH[kind](row, [])
        spool.run(
            "UPDATE rows SET row = ?, id = ?, mended = 1 WHERE n = ?", (orjson.dumps(row), own, n)
        )
        spool.run("DELETE FROM refs WHERE n = ? AND field = ? AND id = ?", (n, field, id_))
        spool.run("INSERT OR IGNORE INTO refs VALUES (?, ?, ?, ?)", (n, field, target, number))
        noun, missing, match = NOUNS[ORDER[number]], quote(native_of(id_)), quote(native_of(target))
        reason = (
            f"`{item.label}` names the {noun} {missing}; taken for {match}, "
            "which differs in letter case only"
        )
        spool.note(
            [Note(kind.file, line, "mended", own, item.label, missing, reason, "write it so")]
        )


def _replaced(value: Any, id_: str, target: str) -> Any:
    """The value with each `id_` as `target`, lists without what is then in them twice."""
    if isinstance(value, list):
        done: list[Any] = []
        for entry in (_replaced(item, id_, target) for item in value):
            if entry not in done:
                done.append(entry)
        return done
    if isinstance(value, dict):
        return {name: _replaced(item, id_, target) for name, item in value.items()}
    return target if value == id_ else value
