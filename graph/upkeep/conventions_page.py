"""The page of every convention, made from the code: `python -m graph.upkeep.conventions_page`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.upkeep import value_page

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "conventions.md"
NAME = "conventions.py"
HEAD = """\
# Conventions

<!-- written by `python -m graph.upkeep.conventions_page` from every conventions.py; compared by a test -->

Every number that decides what is answered, shown, refused or sampled, room by room: what it means, in which unit, and why it is
what it is or where it comes from. None of them is a finding about your organisation. Each stands once, in the `conventions.py` of
its room, and the modules beside it take it from there. Numbers that change only how long an answer takes (sizes of
batches, blocks and caches) stand in the modules that they are about.
"""


@dataclass(frozen=True)
class Convention:
    """A constant of a room's `conventions.py`: its value as written, its meaning, who takes it."""

    name: str
    value: str
    meaning: str
    users: tuple[str, ...]


def rooms() -> list[Path]:
    """The modules of conventions, by path."""
    return sorted(path for room in ("graph", "api") for path in (ROOT / room).rglob(NAME))


def conventions_of(module: Path) -> Iterator[Convention]:
    """The constants of one module, in its order."""
    users = users_of(module)
    body = ast.parse(module.read_text(encoding="utf-8")).body
    for node, following in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            yield Convention(
                name, ast.unparse(node.value), _docstring(following), tuple(users.get(name, ()))
            )


def users_of(module: Path) -> dict[str, list[str]]:
    """For each constant of a module of conventions the modules that import it, by path."""
    dotted = ".".join(module.relative_to(ROOT).with_suffix("").parts)
    users: dict[str, list[str]] = {}
    for room in ("graph", "api"):
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if dotted not in text:
                continue
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ImportFrom) and node.module == dotted:
                    for alias in node.names:
                        users.setdefault(alias.name, []).append(str(path.relative_to(ROOT)))
    return users


def _docstring(node: ast.stmt | None) -> str:
    """The text of a docstring below an attribute, on one line; empty where there is none."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return " ".join(str(node.value.value).split())
    return ""


def page() -> str:
    """The whole page: a table a room."""
    parts = [HEAD]
    for module in rooms():
        path = module.relative_to(ROOT)
        summary = (ast.get_docstring(ast.parse(module.read_text("utf-8"))) or "").partition("\n\n")
        parts += [f"\n## {path.parent}\n", f"`{path}`: {' '.join(summary[0].split())}", ""]
        parts += ["| name | value | meaning | used in |", "|---|---|---|---|"]
        parts += [_row(path.parent, one) for one in conventions_of(module)]
    return "\n".join(parts) + "\n"


def _row(room: Path, convention: Convention) -> str:
    users = ", ".join(f"`{user.removeprefix(f'{room}/')}`" for user in convention.users)
    meaning = convention.meaning.replace("|", "\\|")
    return f"| `{convention.name}` | {_plain(convention.value)} | {meaning} | {users or 'here'} |"


def _plain(value: str) -> str:
    """A number as people read it, with commas between thousands; anything else as it is written.

    >>> _plain("500000000"), _plain("0.85"), _plain("4 * REACH_BUDGET")
    ('500,000,000', '0.85', '`4 * REACH_BUDGET`')
    """
    if value.isdecimal():
        return f"{int(value):,}"
    try:
        float(value)
    except ValueError:
        return f"`{value}`"
    return value


def main() -> None:
    """Write the page, and the thresholds and kinds of docs/value.md."""
    PAGE.write_text(page(), encoding="utf-8")
    value_page.main()
    print(f"{PAGE} is up to date")


if __name__ == "__main__":
    main()
