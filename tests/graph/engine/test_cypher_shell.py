"""Statement files run in the real cypher-shell as they are, with their `:param` lines."""

from __future__ import annotations

from pathlib import Path

from graph.config import Settings, Target
from graph.engine import cypher_shell

CACHE = Settings.from_env().cache_dir
FILE = """\
// The names, in order. One row each.
:param names => ['Bob', 'Ada']
UNWIND $names AS name
RETURN name ORDER BY name;
"""


def test_a_file_runs_as_it_is(engine_target: Target, tmp_path: Path) -> None:
    path = tmp_path / "the names.cypher"
    path.write_text(FILE, "utf-8")

    answer = cypher_shell(engine_target, path, CACHE)

    assert (answer.code, answer.output, answer.errors) == (0, 'name\n"Ada"\n"Bob"\n', "")


def test_a_failing_statement_is_told_and_the_others_run(engine_target: Target) -> None:
    answer = cypher_shell(engine_target, "RETURN missing;\n" + FILE, CACHE)

    assert answer.code == 1
    assert answer.output == 'name\n"Ada"\n"Bob"\n'
    assert answer.errors.startswith("Variable `missing` not defined")
