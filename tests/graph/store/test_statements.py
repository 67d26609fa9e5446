"""Each way to break a statement file is refused, naming file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import ErrorCode, StatementError
from graph.store.statements import FOLDERS, Statement, all_statements, load, parse, statement

Writer = Callable[[str, str], Path]

GOOD = """// The people with these ids.
// In id order.
:param ids => ['acme/ada', 'acme/bob']
:param limit => 25
MATCH (n:Person)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.name AS name // what a reader sees
ORDER BY n.id
LIMIT $limit;
"""


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    """A writer of statement files below a folder of their own, by `folder/name`."""

    def make(place: str, text: str) -> Path:
        path = tmp_path / f"{place}.cypher"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


def refusal(path: Path) -> str:
    """The message with which the loader refuses this file."""
    with pytest.raises(StatementError) as caught:
        parse(path)
    assert caught.value.code is ErrorCode.BAD_INPUT
    assert caught.value.remedy
    return caught.value.message


def test_a_good_file_is_read_whole(write: Writer) -> None:
    path = write("read/people", GOOD)

    result = parse(path)

    assert result == Statement(
        name="people",
        folder="read",
        doc="The people with these ids. In id order.",
        text=GOOD.partition("25\n")[2].strip().removesuffix(";"),
        examples={"ids": "['acme/ada', 'acme/bob']", "limit": "25"},
        path=path,
    )
    assert result.columns == ("id", "name")


def test_a_parameter_may_be_declared_after_a_blank_line(write: Writer) -> None:
    path = write("read/x", "// One.\n\n:param one => 1\n\nRETURN $one AS one;\n")
    assert parse(path).examples == {"one": "1"}


def test_a_missing_doc_line_is_refused(write: Writer) -> None:
    path = write("read/x", "RETURN 1 AS one;\n")
    assert refusal(path).startswith("cypher/read/x.cypher:1: the first line must be a comment")


def test_an_empty_doc_line_is_refused(write: Writer) -> None:
    path = write("read/x", "//\nRETURN 1 AS one;\n")
    assert refusal(path).startswith("cypher/read/x.cypher:1: the first line must be a comment")


def test_an_empty_file_is_refused(write: Writer) -> None:
    path = write("read/x", "")
    assert refusal(path).startswith("cypher/read/x.cypher:1: the first line must be a comment")


def test_a_file_without_a_statement_is_refused(write: Writer) -> None:
    path = write("read/x", "// One.\n:param one => 1\n")
    assert refusal(path) == "cypher/read/x.cypher:2: the statement must end with a semicolon"


def test_an_undeclared_parameter_is_refused_at_its_use(write: Writer) -> None:
    path = write("read/x", "// One.\nMATCH (n)\nWHERE n.id = $id\nRETURN n.id AS id;\n")
    assert refusal(path) == "cypher/read/x.cypher:3: $id has no :param line"


def test_an_undeclared_parameter_is_told_from_one_that_begins_alike(write: Writer) -> None:
    path = write(
        "read/x", "// One.\n:param ids => [1]\nMATCH (n) WHERE n.x IN $ids\nRETURN $id AS id;\n"
    )
    assert refusal(path) == "cypher/read/x.cypher:4: $id has no :param line"


def test_an_unused_parameter_is_refused_at_its_declaration(write: Writer) -> None:
    path = write("read/x", "// One.\n:param one => 1\n:param two => 2\nRETURN $one AS one;\n")
    assert refusal(path) == "cypher/read/x.cypher:3: parameter two is not used"


def test_a_parameter_in_a_comment_or_a_text_is_no_use(write: Writer) -> None:
    path = write("read/x", "// One.\n:param two => 2\nRETURN '$two' AS one // not $two\n;\n")
    assert refusal(path) == "cypher/read/x.cypher:2: parameter two is not used"


def test_a_parameter_declared_twice_is_refused_at_the_second(write: Writer) -> None:
    path = write("read/x", "// One.\n:param one => 1\n:param one => 2\nRETURN $one AS one;\n")
    assert refusal(path) == "cypher/read/x.cypher:3: parameter one is declared twice"


def test_a_param_line_that_cannot_be_read_is_refused(write: Writer) -> None:
    path = write("read/x", "// One.\n:param one 1\nRETURN 1 AS one;\n")
    assert refusal(path) == (
        "cypher/read/x.cypher:2: a parameter is declared as `:param name => example`"
    )


def test_a_param_line_below_the_statement_is_refused(write: Writer) -> None:
    path = write("read/x", "// One.\nRETURN $one AS one;\n:param one => 1\n")
    assert refusal(path) == ("cypher/read/x.cypher:3: parameters are declared above the statement")


def test_a_second_statement_is_refused_where_the_first_ends(write: Writer) -> None:
    path = write("read/x", "// One; and more.\nRETURN 1 AS one;\nRETURN 2 AS two;\n")
    assert refusal(path) == "cypher/read/x.cypher:2: a file holds one statement only"


def test_a_semicolon_in_a_text_or_a_comment_is_no_second_statement(write: Writer) -> None:
    path = write("read/x", "// One.\nRETURN ';' AS one // ; here\n;\n")
    assert parse(path).text == "RETURN ';' AS one // ; here"


def test_a_missing_semicolon_is_refused_at_the_last_line(write: Writer) -> None:
    path = write("read/x", "// One.\nRETURN\n  1 AS one\n")
    assert refusal(path) == "cypher/read/x.cypher:3: the statement must end with a semicolon"


def test_a_block_comment_is_refused(write: Writer) -> None:
    path = write("read/x", "// One.\nRETURN /* $none; */ 1 AS one;\n")
    assert refusal(path) == "cypher/read/x.cypher:2: comments begin with //"


def test_a_file_that_is_not_utf8_is_refused(write: Writer) -> None:
    path = write("read/x", "")
    path.write_bytes(b"// One.\nRETURN '\xff' AS one;\n")
    assert refusal(path) == "cypher/read/x.cypher:2: the file is not UTF-8"


def test_a_name_used_in_two_folders_is_refused(write: Writer, tmp_path: Path) -> None:
    write("read/people", "// One.\nRETURN 1 AS one;\n")
    write("write/people", "// Two.\nRETURN 2 AS two;\n")

    with pytest.raises(StatementError) as caught:
        load(tmp_path)

    assert caught.value.message == (
        "cypher/write/people.cypher:1: cypher/read/people.cypher has this name too"
    )


def test_columns_of_another_statement_are_put_in(write: Writer, tmp_path: Path) -> None:
    write("read/people_by_id", GOOD)
    write(
        "read/people",
        "// All.\nMATCH (n:Person)\nRETURN\n  n.by_name AS cursor,\n"
        "  n.id AS id // +columns people_by_id\nORDER BY cursor LIMIT 1;\n",
    )

    result = load(tmp_path)["people"]

    assert result.columns == ("cursor", "id", "name")
    assert "+columns" not in result.text


def test_columns_of_an_unknown_statement_are_refused_at_their_line(
    write: Writer, tmp_path: Path
) -> None:
    write("read/people", "// All.\nMATCH (n)\nRETURN\n  n.id AS id // +columns nobody\nLIMIT 1;\n")

    with pytest.raises(StatementError) as caught:
        load(tmp_path)

    assert caught.value.message == "cypher/read/people.cypher:4: there is no statement nobody"


def test_columns_of_a_statement_that_returns_nothing_are_refused(
    write: Writer, tmp_path: Path
) -> None:
    write("write/tidy", "// Tidies.\nMATCH (n:Lock)\nDETACH DELETE n;\n")
    write("read/people", "// All.\nMATCH (n)\nRETURN\n  n.id AS id // +columns tidy\nLIMIT 1;\n")

    with pytest.raises(StatementError) as caught:
        load(tmp_path)

    assert caught.value.message == "cypher/read/people.cypher:4: tidy returns no columns"


def test_an_unknown_statement_is_named() -> None:
    with pytest.raises(StatementError) as caught:
        statement("people_by_idd")
    assert caught.value.message == "there is no statement 'people_by_idd' in cypher/"
    assert caught.value.remedy == "did you mean people_by_id?"


def test_every_file_of_this_installation_is_loaded_from_a_known_folder() -> None:
    result = all_statements()
    assert {one.folder for one in result.values()} <= set(FOLDERS)
    assert result["people_by_id"].columns[:2] == ("id", "name")


def test_a_statement_is_found_however_deep_it_lies() -> None:
    result = all_statements()["people_by_id"]
    assert (result.folder, result.place) == ("read", "cypher/read/people/people_by_id.cypher")


def test_statements_lie_in_the_folder_of_a_noun() -> None:
    """A newcomer finds one of four hundred by what it is about."""
    loose = [
        one.place
        for one in all_statements().values()
        if one.folder in ("read", "bulk", "write") and one.place.count("/") != 3
    ]
    assert loose == []
