"""`up`, `down` and `status` where there is nothing to start."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.config import Settings
from graph.engine.commands import down, show_status, up


def settings(tmp_path: Path, **env: str) -> Settings:
    return Settings.from_env({"GOALGRAPH_DATA": str(tmp_path / "data"), **env})


def test_another_neo4j_is_used_and_nothing_started(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = settings(tmp_path, NEO4J_URI="neo4j+s://db.example.org")

    up(elsewhere, elsewhere.data_dir, detach=True)
    down(elsewhere, elsewhere.data_dir)
    code = show_status(elsewhere, elsewhere.data_dir)

    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "NEO4J_URI is set: neo4j+s://db.example.org is used and nothing is started",
        "NEO4J_URI is set: neo4j+s://db.example.org is not ours to stop",
        "NEO4J_URI is set: neo4j+s://db.example.org is used; the local Neo4j is not",
    ]
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_runs_status_says_3_and_down_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = settings(tmp_path)

    down(here, here.data_dir)
    code = show_status(here, here.data_dir)

    assert code == 3
    assert capsys.readouterr().out.splitlines() == [f"nothing runs in {here.data_dir}"] * 2
    assert list(tmp_path.iterdir()) == []
