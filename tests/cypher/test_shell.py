"""The files run in the real cypher-shell as they are, `:param` lines included."""

from __future__ import annotations

import asyncio

import pytest

from graph.config import Settings
from graph.engine.cypher_shell import cypher_shell
from graph.errors import NoNetwork
from graph.store.driver import Store
from tests.cypher.test_contract import in_folder

pytestmark = pytest.mark.slow


async def test_every_reading_file_runs_in_cypher_shell(filled_store: Store) -> None:
    files = [one.path for one in in_folder("read")]
    script = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert len(files) > 100

    try:
        answer = await asyncio.to_thread(
            cypher_shell, filled_store.target, script, Settings.from_env().cache_dir
        )
    except NoNetwork as error:
        pytest.skip(f"cypher-shell cannot be provided: {error.message}")

    assert answer.errors == ""
    assert answer.code == 0
    assert '"acme/person-1"' in answer.output


async def test_a_broken_statement_is_an_error_there(filled_store: Store) -> None:
    try:
        answer = await asyncio.to_thread(
            cypher_shell,
            filled_store.target,
            ":param id => 'acme/person-1'\nMATCH (p:Person {id: $id}) RETURN p.ID.x(;",
            Settings.from_env().cache_dir,
        )
    except NoNetwork as error:
        pytest.skip(f"cypher-shell cannot be provided: {error.message}")

    assert answer.code != 0
    assert "Invalid input" in answer.errors
