"""The rules of the code that only a test can hold; each says why it is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted([*ROOT.glob("api/**/*.py"), *ROOT.glob("graph/**/*.py")])

ONLY_IN = {
    "neo4j": ("graph/store/driver.py",),
    "graphdatascience": ("graph/network/gds.py",),
    "subprocess": ("graph/engine/",),
    "fastapi": ("api/",),
    "strawberry": ("api/",),
    "starlette": ("api/",),
    "uvicorn": ("api/",),
    "typer": ("api/cli/",),
    "openpyxl": ("graph/sources/okr/workbook.py",),
}
"""Package → the files that may import it, so that each can be exchanged in one place."""

IMPURE = ("time", "random", "socket", "ssl", "http", "urllib", "httpx", "requests", "asyncio")
"""What `graph/measures` may not import: the same ties give the same numbers, anywhere and at any time."""
IMPURE_NAMES = ("datetime.now", "datetime.today", "date.today", "os.environ", "os.getenv")
UNSEEDED = re.compile(r"\brandom\.(?!default_rng$|Generator$|SeedSequence$)\w+$")

CYPHER = re.compile(
    r"\b(?:MATCH|MERGE|CREATE|FOREACH)\s*\(|\bUNWIND\s+[$\[\w]|\bDETACH DELETE\b"
    r"|\bRETURN\s+\w|\bCALL\s*[({]|\bCALL\s+\w+\.\w+|\bCREATE (?:INDEX|CONSTRAINT)\b"
)
CYPHER_MAKERS = {
    "graph/store/where.py": "pages and counts of list statements; every combination is EXPLAINed in tests",
    "graph/store/statements.py": "tells which lines of a file write; makes no text",
    "graph/store/statement_index.py": "reads schema files to list them in cypher/README.md; sends nothing",
}
"""The one place where Cypher text is put together."""

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """`file:line` as an editor opens it."""
    line = getattr(node, "lineno", None)
    return path.relative_to(ROOT).as_posix() + (f":{line}" if line else "")


def imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every module that this one imports, by its full name, also inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield one.name, node
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).with_suffix("").parts
            above = ".".join(package[: len(package) - node.level]) if node.level else ""
            yield ".".join(part for part in (above, node.module) if part), node


def docstrings(path: Path) -> set[int]:
    """The identities of the string nodes that only document: docstrings, also of attributes."""
    return {
        id(node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def texts(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every text of a module that is no documentation."""
    documentation = docstrings(path)
    for node in ast.walk(tree(path)):
        shown = isinstance(node, ast.Constant) and id(node) not in documentation
        if shown and isinstance(node.value, str):
            yield node.value, node


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, also methods and functions inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """What a module offers: its functions and classes and their methods that bear no underscore."""
    bodies = [tree(path).body]
    while bodies:
        for node in bodies.pop():
            offered = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if offered and not node.name.startswith("_"):
                yield node
                if isinstance(node, ast.ClassDef):
                    bodies.append(node.body)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def test_graph_never_imports_api() -> None:
    """The graph must be usable without HTTP and GraphQL: from the shell, a notebook, a worker."""
    found = [
        f"{place(path, node)} imports {name}"
        for path in MODULES
        if path.is_relative_to(ROOT / "graph")
        for name, node in imports(path)
        if within(name, "api") or within(name, "tests") or within(name, "bench")
    ]
    assert found == []


def test_a_package_is_imported_only_where_it_belongs() -> None:
    """One module speaks to the driver, one to Graph Data Science, one package starts processes."""
    found = [
        f"{place(path, node)} imports {name}; only {' '.join(homes)} may"
        for path in MODULES
        for name, node in imports(path)
        for package, homes in ONLY_IN.items()
        if within(name, package) and not place(path).startswith(homes)
    ]
    assert found == []


def test_no_other_way_to_start_a_process() -> None:
    """What starts a process must end it too; only `graph/engine` has the watchdog for that."""
    starters = {"system", "popen", "fork", "execv", "execve", "spawnv", "posix_spawn"}
    starters |= {"create_subprocess_exec", "create_subprocess_shell"}
    found = [
        f"{place(path, node)} calls {node.attr}"
        for path in MODULES
        if not place(path).startswith("graph/engine/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in starters
    ]
    assert found == []


def test_value_is_pure() -> None:
    """A number must be recomputable: no store, clock, network, environment or unseeded chance."""
    found = []
    for path in MODULES:
        if not path.is_relative_to(ROOT / "graph" / "value"):
            continue
        for name, node in imports(path):
            home = within(name, "graph") and not within(name, "graph.measures")
            pure = name in ("graph.errors", "graph.keys") or within(name, "graph.records")
            if name.partition(".")[0] in IMPURE or (home and not pure):
                found.append(f"{place(path, node)} imports {name}")
        for node in ast.walk(tree(path)):
            name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            if name.endswith(IMPURE_NAMES) or UNSEEDED.search(name):
                found.append(f"{place(path, node)} uses {name}")
            if isinstance(node, ast.Call) and ast.unparse(node).endswith("default_rng()"):
                found.append(f"{place(path, node)} draws numbers without a seed")
    assert found == []


def test_cypher_lives_in_cypher() -> None:
    """An analyst must be able to run every statement as it stands in its file."""
    found = [
        f"{place(path, node)}: {text.strip().splitlines()[0]!r}"
        for path in MODULES
        if place(path) not in CYPHER_MAKERS
        for text, node in texts(path)
        if CYPHER.search(text)
    ]
    assert found == []


def test_nothing_loads_csv_in_cypher() -> None:
    """LOAD CSV reads the server's files and speaks to any host, even in a READ session."""
    files = sorted(ROOT.glob("cypher/**/*.cypher"))
    found = [
        place(path)
        for path in files
        if re.search(r"\bLOAD\s+CSV\b", path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    found += [
        place(path, node)
        for path in MODULES
        for text, node in texts(path)
        if re.search(r"\bLOAD\s+CSV\b", text)
    ]
    assert files and found == []


def test_modules_are_short() -> None:
    """A module beyond 300 lines is split by noun."""
    lengths = {place(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    """A function beyond 40 lines (its docstring apart) is split by step."""
    found = {}
    for path in MODULES:
        for node in functions(path):
            first = node.body[0]
            doc = 0
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                doc = (first.end_lineno or 0) - first.lineno + 1
            length = (node.end_lineno or 0) - node.lineno + 1 - doc
            if length > LONGEST_FUNCTION:
                found[f"{place(path, node)} {node.name}"] = length
    assert found == {}


def test_what_is_public_says_what_it_answers() -> None:
    """The first line of a docstring states the answer; a reader should not need the body."""
    found = [
        place(path) for path in MODULES if path.stat().st_size and not ast.get_docstring(tree(path))
    ]
    found += [
        f"{place(path, node)} {node.name}"
        for path in MODULES
        for node in public(path)
        if not ast.get_docstring(node)
    ]
    assert found == []
