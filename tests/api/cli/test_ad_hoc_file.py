"""`goalgraph cypher FILE` and `-`: what is a file, and what is read of it; no store."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from api.cli import ad_hoc_cypher
from api.cli.ad_hoc_cypher import MOST_READ, is_ad_hoc, statement_and_parameters
from graph.errors import BadInput

TEXT = ":param name => 'Ann'\n:param n => 3\nMATCH (p:Person {name: $name})\nRETURN p LIMIT $n\n"
STATEMENT = "MATCH (p:Person {name: $name})\nRETURN p LIMIT $n"


@pytest.mark.parametrize(
    ("word", "is_file"),
    [
        ("-", True),
        ("own.cypher", True),
        ("./own", True),
        ("people", False),
        ("cypher", False),
        ("", False),
    ],
)
def test_a_word_is_a_file_or_the_name_of_a_statement(word: str, is_file: bool) -> None:
    assert is_ad_hoc(word) is is_file


@pytest.mark.parametrize("name", ["-", "file"])
@pytest.mark.parametrize(
    ("given", "parameters"),
    [
        ({}, {"name": "Ann", "n": 3}),
        ({"n": "5", "name": "Bo Lee"}, {"name": "Bo Lee", "n": 5}),
        ({"more": "[1, 'x']"}, {"name": "Ann", "n": 3, "more": [1, "x"]}),
    ],
)
def test_a_statement_is_read_with_its_parameters(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    name: str,
    given: dict[str, str],
    parameters: Any,
) -> None:
    """Options take the place of what the lines say."""
    path = tmp_path / "own.cypher"
    path.write_text(TEXT, "utf-8")
    if name == "-":
        stdin = SimpleNamespace(stdin=SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
        monkeypatch.setattr(ad_hoc_cypher, "sys", stdin)
    read = statement_and_parameters("-" if name == "-" else str(path), given)
    assert read == (STATEMENT, parameters)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read: No such file"),
        (b"RETURN '\xff'", "is not UTF-8"),
        (b":param n => (\nRETURN 1", ":param n: "),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "own.cypher"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInput) as refused:
        statement_and_parameters(str(path), {})
    assert says in refused.value.message and refused.value.remedy


def test_no_more_is_read_than_a_statement_may_have(tmp_path: Path) -> None:
    path = tmp_path / "own.cypher"
    path.write_bytes(b"x" * (MOST_READ + 1))
    assert len(statement_and_parameters(str(path), {})[0]) == MOST_READ
