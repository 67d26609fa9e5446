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
    "neo4j": tuple(
        f"graph/store/{one}.py"
        for one in ("__init__", "driver", "driver_errors", "driver_values", "bolt_reads")
    ),
    "graphdatascience": ("graph/network/analyses/gds.py",),
    "subprocess": ("graph/engine/",),
    "fastapi": ("api/",),
    "strawberry": ("api/",),
    "starlette": ("api/",),
    "uvicorn": ("api/",),
    "typer": ("api/cli/",),
    "pyarrow": ("api/cli/arrow_output.py",),
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
    "graph/store/filter_terms.py": "joins the predicates of cypher/where; every filter is EXPLAINed in tests",
    "graph/store/related_nodes.py": "takes the pattern of a list out of its statement file",
    "graph/store/packed_rows.py": "collects the rows of a statement file into one; every one is run in tests",
    "graph/store/read_policy.py": "puts the predicates of cypher/read_policy into statements for a reader",
    "graph/store/composition/statement_forms.py": "takes statement files apart, to stand inside others",
    "graph/store/composition/aggregates.py": "what is said of the rows of a list; EXPLAINed in tests",
    "graph/store/composition/composed_text.py": "composes them; generated selections are EXPLAINed in tests",
    "graph/store/statements.py": "tells which lines of a file write; makes no text",
    "graph/store/statement_index.py": "reads schema files to list them in cypher/README.md; sends nothing",
    "graph/store/ad_hoc_cypher/allowlists.py": "lists keywords of analysts' statements; sends nothing",
    "graph/store/ad_hoc_cypher/statement_guard.py": "says what analysts may write instead",
    "graph/store/ad_hoc_cypher/plan_guard.py": "says what analysts may write instead",
    "graph/store/ad_hoc_cypher/list_loop_guard.py": "says what analysts may write instead",
    "graph/store/ad_hoc_cypher/value_growth_guard.py": "lists keywords of analysts' statements; sends nothing",
    "graph/store/ad_hoc_cypher/subquery_guard.py": "lists keywords of analysts' statements; sends nothing",
    "api/cli/store.py": "shows in its help how a statement of one's own is given",
}
"""Where Cypher text is put together, from the files, or where that of analysts is looked at."""

FLOORS = (
    "graph/errors.py graph/keys.py",
    "graph/config.py",
    "graph/records",
    "graph/model.py graph/measures graph/sources",
    "graph/sample graph/engine",
    "graph/store",
    "graph/organisation",
    "graph/identity",
    "graph/importing",
    "graph/exporting",
    "graph/ledger",
    "graph/writing graph/network",
    "graph/goals",
    "graph/scopes",
    "graph/upkeep",
    "api/execution",
    "api/types",
    "api/scopes",
    "api/nouns",
    "api/mutations",
    "api/schema",
    "api/http",
    "api/cli",
)
"""The rooms from the ground up: each imports from those of the lines above its own only."""
FACES = ("api/__init__.py", "graph/__init__.py")

MEASURE_FLOORS = (
    "arrays conventions",
    "measure packed_lists rank_correlation row_order",
    "ties",
    "paths",
    "centrality cohesion",
    "brokerage mixing sets",
    "catalogue",
    "measures_page score_tables",
)
"""The families of measures from the ground up, between the modules that all speak in and the registry."""

PARTICIPLE = re.compile(r"(?:^|_)[a-z]+(?:ing|ed)$")
"""A module's name must be a noun: what is in it, not what is done there."""
NOUNS_OF_THE_FIELD = {
    "bridging": "bridging centrality",
    "clustering": "the clustering coefficient",
    "mapping": "of the columns of another tool's file to ours",
    "need": "what somebody lacks",
    "mixing": "ties within and across groups (assortative mixing)",
    "masking": "of errors: nothing inside is told to clients",
    "encoding": "of answers as JSON",
    "importing": "the room of imports, beside the statement `import` of Python",
    "exporting": "the room of exports",
    "writing": "the room of what mutations do",
    "linking": "entity linking: which conversation is about which goal",
    "rounding": "of numbers of groups, for whoever may not see each person's",
    "embedding": "vectors of texts",
    "embeddings": "vectors of texts",
}
VAGUE = frozenset(
    ("chosen", "found", "given", "held", "kept", "told", "asked", "shown", "made", "said", "seen")
    + ("who", "whose", "one", "each", "misc", "util", "utils", "helper", "helpers", "manager")
)
"""Words that say nothing of what is in a module."""

MOST_ROOMS = 24
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


def room(path: Path) -> str:
    """The room of a module: its folder on the second floor of folders, or itself where it stands loose."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[:2])


def imported(path: Path) -> Iterator[tuple[Path, ast.AST]]:
    """The modules of ours that this one imports, also inside functions and for types only."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{one.name}" for one in node.names]
        else:
            continue
        for name in names:
            found = module_file(name) or module_file(name.rpartition(".")[0])
            if found is not None:
                yield found, node


@cache
def module_file(name: str) -> Path | None:
    """The file of a module of ours by its full name."""
    path = ROOT.joinpath(*name.split("."))
    files = (path.with_suffix(".py"), path / "__init__.py")
    return next((file for file in files if file.exists()), None)


def test_arrows_between_rooms_run_downwards() -> None:
    """Whoever changes a room need look upwards only; and no two rooms can grow into one."""
    floor = {name: number for number, line in enumerate(FLOORS) for name in line.split()}
    found = [
        f"{place(path, node)} imports {place(other)}"
        for path in MODULES
        if place(path) not in FACES
        for other, node in imported(path)
        if room(other) != room(path) and floor[room(other)] >= floor[room(path)]
    ]
    assert found == []


def test_families_of_measures_know_each_other_one_way() -> None:
    """A family can be read, tested and replaced with what lies below it only."""
    floor = {name: number for number, line in enumerate(MEASURE_FLOORS) for name in line.split()}
    home = ROOT / "graph" / "measures"

    def family(path: Path) -> str:
        return path.relative_to(home).with_suffix("").parts[0]

    modules = [path for path in home.glob("**/*.py") if path != home / "__init__.py"]
    assert {family(path) for path in modules} == floor.keys()
    found = [
        f"{place(path, node)} imports {place(other)}"
        for path in modules
        for other, node in imported(path)
        if other in modules and family(other) != family(path)
        if floor[family(other)] >= floor[family(path)]
    ]
    assert found == []


def test_no_circles_of_imports() -> None:
    """Of two modules that import each other neither can be read, tested or moved alone."""
    below = {path: {other for other, _ in imported(path)} - {path} for path in MODULES}
    while free := [path for path, others in below.items() if not others & below.keys()]:
        for path in free:
            del below[path]
    assert sorted(map(place, below)) == []


def test_every_module_stands_in_a_room() -> None:
    """A folder is one subject; loose modules are those that everything speaks in."""
    named = {name for line in FLOORS for name in line.split()}
    assert {room(path) for path in MODULES if place(path) not in FACES} == named


def test_rooms_are_few() -> None:
    """Whoever comes new holds two dozen names in mind, not forty: a new subject looks for its room first."""
    rooms = [name for line in FLOORS for name in line.split() if not name.endswith(".py")]
    assert len(rooms) <= MOST_ROOMS


def test_every_folder_says_what_lives_there() -> None:
    """A newcomer reads the first lines of a folder to know whether a change belongs there."""
    folders = {path.parent for path in MODULES}
    found = [
        place(folder / "__init__.py")
        for folder in sorted(folders)
        if not (folder / "__init__.py").exists()
        or not ast.get_docstring(tree(folder / "__init__.py"))
    ]
    assert found == []


def test_modules_are_named_by_nouns() -> None:
    """A participle or a pronoun reads well in a sentence and says nothing in a list of files."""
    names = {part for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}
    words = {name: name.rpartition("_")[2] for name in names}
    found = {name for name in names if PARTICIPLE.search(name) or VAGUE & set(name.split("_"))}
    assert sorted(name for name in found if words[name] not in NOUNS_OF_THE_FIELD) == []


def test_measures_are_pure() -> None:
    """A number must be recomputable: no store, clock, network, environment or unseeded chance."""
    found = []
    for path in MODULES:
        if not path.is_relative_to(ROOT / "graph" / "measures"):
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


def test_no_module_takes_the_name_of_what_its_folder_defines() -> None:
    """Once `report.py` is imported, `report` of its `__init__` is that module, and calling it fails."""
    found = [
        f"{place(path, node)} defines {node.name}, as a module of the folder is called"
        for path in MODULES
        if path.name == "__init__.py"
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if module_file(".".join([*path.relative_to(ROOT).parent.parts, node.name])) is not None
    ]
    assert found == []
