"""The Cypher and the commands of docs/cypher.md are run, so that they cannot go stale."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from api.cli.row_formats import Format
from api.cli.store import offered_statement, parameters_of_options
from graph.store.driver import Store
from graph.store.literals import params_of
from graph.store.statements import CYPHER

PAGES = (CYPHER.parent / "docs" / "cypher.md", CYPHER / "README.md")
BLOCK = re.compile(r"^    (?:MATCH|CALL) .*(?:\n    .*)*;$", re.MULTILINE)


def commands(page: Path) -> list[list[str]]:
    """The words of every `goalgraph cypher NAME` of a page, without shell redirections and files."""
    named = r"^    goalgraph cypher (\w+(?: .*)?)$"
    lines = re.findall(named, page.read_text("utf-8"), re.MULTILINE)
    return [shlex.split(line.partition(" > ")[0], comments=True) for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_can_be_given(page: Path) -> None:
    assert len(commands(page)) >= 3
    for name, *words in commands(page):
        pairs = [words.pop(words.index("-p") + 1) for _ in range(words.count("-p"))]
        rest = [word for word in words if word != "-p"]
        if "--format" in rest:
            place = rest.index("--format")
            assert rest[place + 1] in list(Format)
            del rest[place : place + 2]
        params_of(offered_statement(name), parameters_of_options(pairs, rest))


async def test_every_statement_of_the_page_is_one_for_the_server(empty_store: Store) -> None:
    blocks = BLOCK.findall(PAGES[0].read_text("utf-8"))
    assert len(blocks) == 3
    for block in blocks:
        assert (await empty_store.explain(block.rstrip(";"), {}))["operatorType"]
