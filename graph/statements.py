"""The statements of `cypher/`, read once and checked: one statement a file, the file its own contract.

A file begins with a comment that says what it answers, then `:param name => example` lines (live
lines of cypher-shell and Neo4j Browser), then one statement. Its folder is its safety: `read/`
(bounded), `bulk/` (unbounded reads), `write/`, `schema/`, `analysis/`.

`n.id AS id // +columns people_by_id` stands for all columns of that statement; `// +where`,
`// +cursor` and `// +order` mark the lines that `graph/where.py` may replace. The file runs as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graph.errors import StatementError

CYPHER = Path(__file__).resolve().parent.parent / "cypher"
FOLDERS = ("schema", "read", "bulk", "write", "analysis")

_PARAM_LINE = re.compile(r"^:param\s+(\w+)\s*=>\s*(.+)$")
_NAME = re.compile(r"\$(\w+)")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*")
_COLUMNS = re.compile(r"^(\s*)(.*?),?\s*// \+columns (\w+)\s*$")
_RETURN = re.compile(
    r"^RETURN(?: DISTINCT)?\b(.*?)(?=^ORDER BY|^SKIP|^LIMIT|\Z)", re.MULTILINE | re.DOTALL
)
_ALIAS = re.compile(r"\bAS (\w+)\s*,?\s*(?://.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: `name` (file stem), `folder`, `doc`, `text`, `examples` (parameter → Cypher literal)."""

    name: str
    folder: str
    doc: str
    text: str
    examples: Mapping[str, str] = field(hash=False)
    path: Path

    @property
    def columns(self) -> tuple[str, ...]:
        """The aliases of the last RETURN, in order; empty where nothing is returned."""
        found = _RETURN.findall(self.text)
        return tuple(_ALIAS.findall(found[-1])) if found else ()


def parse(path: Path) -> Statement:
    """The statement of one file.

    Raises StatementError, naming file and line, where the comment is missing, a second statement
    follows, or the `$names` used and the `:param` names declared differ.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    doc, examples, body = [], dict[str, str](), list[str]()
    for number, line in enumerate(lines, start=1):
        declared = _PARAM_LINE.match(line)
        if declared and not body:
            if declared[1] in examples:
                raise _broken(path, number, f"parameter {declared[1]} is declared twice")
            examples[declared[1]] = declared[2].strip()
        elif line.startswith("//") and not body and not examples:
            doc.append(line.removeprefix("//").strip())
        elif body or line.strip():
            body.append(line)
    if not doc or not doc[0]:
        raise _broken(path, 1, "the first line must be a comment that says what it answers")
    text = "\n".join(body).strip()
    if not text.endswith(";"):
        raise _broken(path, len(lines), "the statement must end with a semicolon")
    text = text.removesuffix(";")
    _check_names(path, lines, text, examples)
    return Statement(path.stem, path.parent.name, " ".join(doc), text, examples, path)


def _check_names(path: Path, lines: list[str], text: str, examples: Mapping[str, str]) -> None:
    """Raise where the parameters used and declared differ, or the file holds a second statement."""
    bare = _QUOTED.sub("", text)
    if ";" in bare:
        raise _broken(path, _line_of(lines, ";"), "a file holds one statement only")
    used = set(_NAME.findall(bare))
    for name in sorted(used - examples.keys()):
        raise _broken(path, _line_of(lines, f"${name}"), f"${name} has no :param line")
    for name in sorted(examples.keys() - used):
        raise _broken(path, _line_of(lines, f":param {name}"), f"parameter {name} is not used")


def _line_of(lines: list[str], text: str) -> int:
    return next((number for number, line in enumerate(lines, start=1) if text in line), 1)


def _broken(path: Path, line: int, what: str) -> StatementError:
    return StatementError(
        f"cypher/{path.parent.name}/{path.name}:{line}: {what}",
        remedy="mend the statement file; cypher/README.md shows the form",
    )


def _expanded(statement: Statement, others: Mapping[str, Statement]) -> Statement:
    """The statement with its `// +columns other` line replaced by the columns of that statement."""
    out = []
    for number, line in enumerate(statement.text.splitlines(), start=1):
        marked = _COLUMNS.match(line)
        if marked is None:
            out.append(line)
            continue
        if marked[3] not in others:
            raise _broken(statement.path, number, f"there is no statement {marked[3]}")
        out.append(marked[1] + _column_text(others[marked[3]]))
    return Statement(
        statement.name,
        statement.folder,
        statement.doc,
        "\n".join(out),
        statement.examples,
        statement.path,
    )


def _column_text(statement: Statement) -> str:
    return str(_RETURN.findall(statement.text)[-1]).strip()


def load(folder: Path = CYPHER, folders: Iterable[str] = FOLDERS) -> Mapping[str, Statement]:
    """Every statement below `folder` by name, checked.

    Raises StatementError for the first file that breaks its contract, or for a name used twice.
    """
    found: dict[str, Statement] = {}
    for name in folders:
        for path in sorted((folder / name).glob("*.cypher")):
            statement = parse(path)
            if statement.name in found:
                raise _broken(path, 1, f"another folder has a statement {statement.name} too")
            found[statement.name] = statement
    return {name: _expanded(statement, found) for name, statement in found.items()}


@cache
def all_statements() -> Mapping[str, Statement]:
    """Every statement of this installation by name, read once a process."""
    return load()


def statement(name: str) -> Statement:
    """The statement of this name; raises StatementError where there is none."""
    try:
        return all_statements()[name]
    except KeyError:
        raise StatementError(f"there is no statement {name!r} in cypher/") from None
