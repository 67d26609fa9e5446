"""What is printed: nobody's words steer the terminal or are read as markup, and no line is broken."""

from __future__ import annotations

import ast
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

import api.cli
from api.cli import analysis, link_suggestions
from api.cli.keys import table_of_keys
from api.cli.people import table_of_pairs
from api.cli.row_output import write_table
from graph.goals.linking.options import Suggestion, SuggestReport
from graph.identity.api_keys import ApiKey
from graph.records.enums import LinkMethod
from graph.writing.account_joins import DoubtfulPair
from tests.api.cli.test_import_report import report, shown

ROOM = Path(api.cli.__file__).parent
NAME = "[/b] [red]x\x1b[31m"
AS_IT_STANDS = "[/b] [red]x·[31m"
DAY = datetime(2026, 1, 1, tzinfo=UTC)


def suggested(console: Console) -> None:
    one = Suggestion(
        NAME, NAME, LinkMethod.LEXICAL, 0.5, [f"in doubt: “{NAME}” is as likely"], True
    )
    link_suggestions.show(SuggestReport(read=1, suggested=1, examples=[one]), console)


def analysed(console: Console) -> None:
    group: Any = SimpleNamespace(name=NAME, scores={"members": 5.0})
    made = SimpleNamespace(
        id="a", engine="in-process", messages=1, people=5, ties=2, isolates=0, groups=1,
        density=0.1, reciprocity=0.5, skipped_threads=0,
    )  # fmt: skip
    result: Any = SimpleNamespace(analysis=made, reused=False)
    analysis.show(result, [group], {}, console)


def doubted(console: Console) -> None:
    console.print(table_of_pairs([DoubtfulPair("p", "q", NAME, NAME, ["same_name"], [NAME])]))


def keys(console: Console) -> None:
    key = ApiKey("k", NAME, "tool", None, None, NAME, False, DAY, None, None)
    console.print(table_of_keys([key], DAY))


PRINTED: dict[Callable[[Console], None], int] = {suggested: 3, analysed: 1, doubted: 3, keys: 2}
"""What prints words of others, and how often."""


@pytest.mark.parametrize("printed", PRINTED, ids=lambda one: one.__name__)
def test_words_of_others_are_printed_as_they_stand(printed: Callable[[Console], None]) -> None:
    out = io.StringIO()
    printed(Console(file=out, width=200))
    assert out.getvalue().count(AS_IT_STANDS) == PRINTED[printed]
    assert "\x1b" not in out.getvalue()


async def test_rows_of_statements_are_printed_as_they_stand() -> None:
    async def rows() -> Any:
        yield (NAME, 1)

    out = io.StringIO()
    await write_table(["name", "n"], rows(), Console(file=out, width=200), 10)
    assert AS_IT_STANDS in out.getvalue()


def test_a_narrow_terminal_breaks_no_line_of_a_report() -> None:
    """What is piped into a file is no wider than eighty columns to the console."""
    names = [f"an export of the very long name {n}.json" for n in range(12)]
    lines, _ = shown(report(ignored=names, notes_total=30), width=40)
    assert [line for line in lines if line.startswith("left out ")] == [
        f"left out {name}: no file of a bundle has this name" for name in names[:10]
    ]
    assert "… and 2 more files left out" in lines
    assert "… and 30 more notes; --report out.json writes them all" in lines


def test_every_line_of_words_is_left_whole() -> None:
    """Only tables fit themselves to the terminal: words say `soft_wrap`, here or at their console."""
    wrong = []
    for path in sorted(ROOM.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") != "print":
                continue
            assert isinstance(call.func, ast.Attribute)
            said = [*call.keywords, *getattr(call.func.value, "keywords", [])]
            is_table = "table" in ast.unparse(call.args[0]).partition("(")[0]
            if not is_table and "soft_wrap=True" not in [ast.unparse(word) for word in said]:
                wrong.append(f"{path.name}:{call.lineno}")
    assert wrong == []
