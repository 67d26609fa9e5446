"""The statements of `cypher/`, read once and checked: one statement a file, the file its own contract.

A file begins with a comment that says what it answers, then `:param name => example` lines (live
lines of cypher-shell and Neo4j Browser), then one statement. Its first folder is its safety: `read/`
(bounded), `bulk/` (unbounded reads), `write/`, `schema/`, `analysis/`; below it, one a noun.

`n.id AS id // +columns people_by_id` stands for all columns of that statement; `// +where`,
`// +cursor` and `// +order` mark the lines that `graph/store/where.py` may replace. The file runs as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from graph.errors import StatementError

CYPHER = Path(__file__).resolve().parents[2] / "cypher"
LIST_HEAD = "UNWIND $ids AS parent\nCALL (parent) {\n"
"""How a statement begins that lists what hangs on each of many parents."""
FOLDERS = ("schema", "read", "bulk", "write", "analysis")

PARAM_LINE = re.compile(r"^:param\s+(\w+)\s*=>\s*(.+)$", re.MULTILINE)
_NAME = re.compile(r"\$(\w+)")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*")
_COLUMNS = re.compile(r"^(\s*)(.*?),?\s*// \+columns (\w+)\s*$")
_RETURN = re.compile(
    r"^RETURN(?: DISTINCT)?\b(.*?)(?=^ORDER BY|^SKIP|^LIMIT|\Z)", re.MULTILINE | re.DOTALL
)
_WRITES = re.compile(r"^\s*(?:SET|MERGE|CREATE|DELETE|DETACH DELETE|REMOVE)\b", re.MULTILINE)
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
    def place(self) -> str:
        """Where its file lies: `cypher/read/people/people_by_id.cypher`."""
        return _place(self.path)

    @property
    def columns(self) -> tuple[str, ...]:
        """The aliases of the last RETURN, in order; empty where nothing is returned."""
        returns = _RETURN.findall(self.text)
        return tuple(_ALIAS.findall(returns[-1])) if returns else ()

    @property
    def writes(self) -> bool:
        """Whether the statement changes what the store holds."""
        return _WRITES.search(self.text) is not None


def parse(path: Path) -> Statement:
    """The statement of one file.

    Raises StatementError, naming file and line, where the comment is missing, a second statement
    follows, or the `$names` used and the `:param` names declared differ.
    """
    lines = _lines(path)
    doc, examples, start = _head(path, lines)
    if not doc or not doc[0]:
        raise _broken(path, 1, "the first line must be a comment that says what it answers")
    _check_body(path, lines, start, examples)
    text = "\n".join(lines[start:]).strip().removesuffix(";").rstrip()
    return Statement(path.stem, _safety(path).name, " ".join(doc), text, examples, path)


def _lines(path: Path) -> list[str]:
    """The lines of a file; raises StatementError where it is not UTF-8."""
    try:
        return path.read_bytes().decode().splitlines()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _broken(path, line, "the file is not UTF-8") from None


def _head(path: Path, lines: list[str]) -> tuple[list[str], dict[str, str], int]:
    """The documentation, the examples, and the place of the statement's first line."""
    doc, examples = list[str](), dict[str, str]()
    for place, line in enumerate(lines):
        if line.startswith(":"):
            declared = PARAM_LINE.match(line)
            if declared is None:
                raise _broken(
                    path, place + 1, "a parameter is declared as `:param name => example`"
                )
            if declared[1] in examples:
                raise _broken(path, place + 1, f"parameter {declared[1]} is declared twice")
            examples[declared[1]] = declared[2].strip()
        elif line.startswith("//") and not examples:
            doc.append(line.removeprefix("//").strip())
        elif line.strip():
            return doc, examples, place
    return doc, examples, len(lines)


def _check_body(path: Path, lines: list[str], start: int, examples: Mapping[str, str]) -> None:
    """Raise where the body is not one statement, or the parameters used and declared differ."""
    bare = [_QUOTED.sub("''", line) for line in lines]
    used: dict[str, int] = {}
    for number in range(start, len(lines)):
        if lines[number].startswith(":"):
            raise _broken(path, number + 1, "parameters are declared above the statement")
        if "/*" in bare[number]:
            raise _broken(path, number + 1, "comments begin with //")
        for name in _NAME.findall(bare[number]):
            used.setdefault(name, number + 1)
    ends = [
        number + 1 for number in range(start, len(lines)) for _ in range(bare[number].count(";"))
    ]
    if len(ends) > 1:
        raise _broken(path, ends[0], "a file holds one statement only")
    if "\n".join(bare).rstrip()[-1:] != ";":
        raise _broken(path, len(lines), "the statement must end with a semicolon")
    for name in used.keys() - examples.keys():
        raise _broken(path, used[name], f"${name} has no :param line")
    for number in range(start):
        declared = PARAM_LINE.match(lines[number])
        if declared and declared[1] not in used:
            raise _broken(path, number + 1, f"parameter {declared[1]} is not used")


def _broken(path: Path, line: int, what: str) -> StatementError:
    return StatementError(
        f"{_place(path)}:{line}: {what}",
        remedy="mend the statement file; cypher/README.md shows the form",
    )


def _safety(path: Path) -> Path:
    """The folder that says how safe a statement is, however deep its file lies below it."""
    return next((above for above in path.parents if above.name in FOLDERS), path.parent)


def _place(path: Path) -> str:
    """A statement file as an analyst finds it: from `cypher/` down."""
    return f"cypher/{path.relative_to(_safety(path).parent).as_posix()}"


def _expanded(statement: Statement, others: Mapping[str, Statement]) -> Statement:
    """The statement with its `// +columns other` line replaced by the columns of that statement."""
    out = []
    for line in statement.text.splitlines():
        marked = _COLUMNS.match(line)
        if marked is None:
            out.append(line)
            continue
        other = others.get(marked[3])
        if other is None or not other.columns:
            what = (
                f"there is no statement {marked[3]}"
                if other is None
                else f"{marked[3]} returns no columns"
            )
            raise _broken(statement.path, _line_of(statement.path, line), what)
        out.append(marked[1] + str(_RETURN.findall(other.text)[-1]).strip())
    return replace(statement, text="\n".join(out))


def _line_of(path: Path, text: str) -> int:
    """The number of the first line of a file that is this one."""
    return _lines(path).index(text) + 1


def load(folder: Path = CYPHER, folders: Iterable[str] = FOLDERS) -> Mapping[str, Statement]:
    """Every statement below `folder` by name, checked.

    Raises StatementError for the first file that breaks its contract, or for a name used twice.
    """
    statements: dict[str, Statement] = {}
    for name in folders:
        for path in sorted((folder / name).rglob("*.cypher")):
            statement = parse(path)
            if statement.name in statements:
                raise _broken(path, 1, f"{statements[statement.name].place} has this name too")
            statements[statement.name] = statement
    return {name: _expanded(statement, statements) for name, statement in statements.items()}


@cache
def all_statements() -> Mapping[str, Statement]:
    """Every statement of this installation by name, read once a process."""
    return load()


def statement(name: str) -> Statement:
    """The statement of this name; raises StatementError where there is none."""
    result = all_statements().get(name)
    if result is None:
        near = near_names(name, all_statements())
        raise StatementError(
            f"there is no statement {name!r} in cypher/",
            remedy=f"did you mean {near[0]}?" if near else "see cypher/README.md",
        )
    return result


@cache
def readable_statements() -> Mapping[str, Statement]:
    """The statements that anybody may run by name: those of `read/` and `analysis/`."""
    return {
        name: statement
        for name, statement in all_statements().items()
        if statement.folder in ("read", "analysis")
    }


def near_names(name: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The names that are spelled most like this one, the nearest first; none where all differ much."""
    return get_close_matches(name, names, n=most, cutoff=0.5)
