"""Small faults that a source file could have: where each stands, and what it would say instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARISONS: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">"),
    ast.LtE: ("<", ">="),
    ast.Gt: (">=", "<"),
    ast.GtE: (">", "<="),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
SIGNS: dict[type[ast.operator], str] = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*"}
ENUMS = Path("graph/records/enums.py")
SAME = {"strict", "slots", "frozen", "kw_only", "stacklevel", "maxsize"}
"""Arguments by which nothing changes that a user sees."""
UNSEEN_CALLS = {"cast", "debug", "info", "sleep", "TypeVar"}
"""Calls that say something to a log or a reader of types, or wait between two looks."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One text of one file exchanged.

    `first` and `last` are the lines of the innermost statement, without the block that it heads;
    `function` the qualified name of the innermost function and `span` its lines; `makes` what a
    statement outside functions gives a name to.
    """

    path: str
    line: int
    start: int
    end: int
    old: str
    new: str
    function: str
    first: int
    last: int
    span: tuple[int, int]
    makes: str

    def applied(self, source: bytes) -> bytes:
        """The file with the fault in it."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def __str__(self) -> str:
        shown = f"{self.old} -> {self.new}".replace("\n", " ")
        return f"{self.path}:{self.line}: {shown}"


def faults_of(root: Path, path: str) -> list[Fault]:
    """Every fault that the file could have, in the order of its text."""
    return sorted(_Places(root, path).found, key=lambda fault: (fault.start, fault.new))


class _Places(ast.NodeVisitor):
    def __init__(self, root: Path, path: str) -> None:
        self.path, self.source = path, (root / path).read_bytes()
        self._starts = [0]
        for line in self.source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._members = _members_of(root)
        self._function, self._names = "", list[str]()
        self._span_of_function, self._lines, self._makes = (0, 0), (0, 0), ""
        self.found: list[Fault] = []
        self.visit(ast.parse(self.source))

    def _span(self, node: ast.expr) -> tuple[int, int]:
        return (
            self._starts[node.lineno - 1] + node.col_offset,
            self._starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0),
        )

    def _add(self, start: int, end: int, new: str) -> None:
        old = self.source[start:end].decode()
        line = self.source.count(b"\n", 0, start) + 1
        first, last = self._lines
        place = (self.path, line, start, end, old, new, self._function, first, last)
        self.found.append(Fault(*place, self._span_of_function, self._makes))

    def _between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> None:
        """Exchange the operator that stands between two operands, brackets and comments kept."""
        start, end = self._span(left)[1], self._span(right)[0]
        gap = self.source[start:end].decode()
        at = gap.find(old)
        if at >= 0 and "#" not in gap[:at]:
            before = len(gap[:at].encode())
            self._add(start + before, start + before + len(old.encode()), new)

    def _visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        if node.name == "__repr__":
            return
        outer, names, span = self._function, self._names, self._span_of_function
        self._function = ".".join([*names, node.name])
        self._names = [*names, node.name, "<locals>"]
        self._span_of_function = self._lines = node.body[0].lineno, node.end_lineno or 0
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            if default is not None:
                self.visit(default)
        for statement in node.body:
            self.visit(statement)
        self._function, self._names, self._span_of_function = outer, names, span

    def visit(self, node: ast.AST) -> None:
        """Know the innermost statement while its parts are visited."""
        if not isinstance(node, ast.stmt):
            super().visit(node)
            return
        outer, makes = self._lines, self._makes
        self._lines = node.lineno, _last_line_of_head(node)
        if not self._function:
            self._makes = _name_made(node) or makes
        super().visit(node)
        self._lines, self._makes = outer, makes

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._visit_function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._visit_function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        names = self._names
        self._names = [*names, node.name]
        for statement in node.body:
            self.visit(statement)
        self._names = names

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) not in ("TYPE_CHECKING", "__name__ == '__main__'"):
            self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for left, right, operator in zip(operands, operands[1:], node.ops, strict=False):
            for new in COMPARISONS[type(operator)]:
                self._between(left, right, _symbol(operator), new)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, right, old, new)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        textual = (ast.Constant, ast.JoinedStr, ast.List, ast.Tuple)
        sides = [side for side in (node.left, node.right) if isinstance(side, textual)]
        numbers = all(isinstance(getattr(side, "value", ""), int | float) for side in sides)
        if type(node.op) in SIGNS and numbers:
            old = {"-": "+", "+": "-", "/": "*", "*": "/"}[SIGNS[type(node.op)]]
            self._between(node.left, node.right, old, SIGNS[type(node.op)])
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            start = self._span(node)[0]
            self._add(start, start + len("not"), "")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        start, end = self._span(node)
        if isinstance(node.value, bool):
            self._add(start, end, str(not node.value))
        elif isinstance(node.value, int):
            self._add(start, end, str(node.value + 1))
            self._add(start, end, f"({node.value - 1})")
        elif isinstance(node.value, float) and node.value:
            self._add(start, end, str(node.value * 1.5))

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in SAME:
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in CALLS:
            self._add(*self._span(node.func), CALLS[node.func.id])
        if getattr(node.func, "id", getattr(node.func, "attr", "")) not in UNSEEN_CALLS:
            self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        if isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
            first, second = (self._span(element) for element in node.value.elts)
            middle = self.source[first[1] : second[0]].decode()
            new = (
                self.source[slice(*second)].decode() + middle + self.source[slice(*first)].decode()
            )
            self._add(first[0], second[1], new)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and node.attr in self._members.get(node.value.id, ()):
            end = self._span(node)[1]
            for other in self._members[node.value.id]:
                if other != node.attr:
                    self._add(end - len(node.attr), end, other)
        self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave texts alone: inside them, Python 3.11 tells no place."""


def _last_line_of_head(node: ast.stmt) -> int:
    """The last line of a statement, or of what stands before the block that it heads."""
    body: list[ast.stmt] = getattr(node, "body", [])
    return max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno


def _name_made(node: ast.stmt) -> str:
    """The name that a statement gives to something; of a class, its own."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return node.name
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return targets[0].id if isinstance(targets[0], ast.Name) else ""


def _symbol(operator: ast.cmpop) -> str:
    words = {ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not"}
    signs = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
    return {**words, **signs}[type(operator)]


def _members_of(root: Path) -> dict[str, tuple[str, ...]]:
    """Closed set → its members, as the records declare them."""
    tree = ast.parse((root / ENUMS).read_bytes())
    return {node.name: tuple(_names(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _names(node: ast.ClassDef) -> Iterator[str]:
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield statement.targets[0].id
