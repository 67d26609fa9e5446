"""Every example in a docstring is run, so that none can go on saying what is no longer so."""

from __future__ import annotations

import ast
import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = doctest.DocTestParser()


def examples(path: Path) -> int:
    """The examples in texts that only document, those of attributes included."""
    source = path.read_text(encoding="utf-8")
    if ">>>" not in source:
        return 0
    return sum(
        len(EXAMPLE.get_examples(node.value.value))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


WITH_EXAMPLES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): count
    for path in sorted([*ROOT.glob("api/**/*.py"), *ROOT.glob("graph/**/*.py")])
    if (count := examples(path))
}


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    outcome = doctest.testmod(importlib.import_module(module))

    assert outcome.failed == 0
    assert outcome.attempted == WITH_EXAMPLES[module], "an example that doctest does not find"
