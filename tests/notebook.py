"""Runs the code of a notebook, cell after cell, as Jupyter would: `python -m tests.notebook FILE [--write]`.

Prints what each cell shows (its last expression, as text) as a JSON list; `--write` puts it into the file.
"""

from __future__ import annotations

import ast
import json
import sys
import warnings
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


def shown(source: str, names: dict[str, Any]) -> str | None:
    """What a cell shows; `names` are the variables, which it changes."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)  # noqa: S102 - our own notebook
    if last is None:
        return None
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # type: ignore[attr-defined]
    return None if value is None else repr(value)


def code_cells(notebook: dict[str, Any]) -> list[Cell]:
    """The cells that are run."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def output(cell: Cell) -> str | None:
    """What the file says that a cell shows."""
    texts = ["".join(one["data"]["text/plain"]) for one in cell["outputs"]]
    return texts[0] if texts else None


def main(path: Path, write: bool) -> None:
    """Run the notebook and print, or write, what its cells show."""
    warnings.simplefilter("ignore")
    notebook = json.loads(path.read_text("utf-8"))
    names: dict[str, Any] = {}
    texts = []
    for number, cell in enumerate(code_cells(notebook), start=1):
        text = shown("".join(cell["source"]), names)
        texts.append(text)
        data = {"text/plain": (text or "").splitlines(keepends=True)}
        result = {
            "output_type": "execute_result",
            "execution_count": number,
            "metadata": {},
            "data": data,
        }
        cell["execution_count"], cell["outputs"] = number, [] if text is None else [result]
    if write:
        path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(texts))


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--write" in sys.argv)
