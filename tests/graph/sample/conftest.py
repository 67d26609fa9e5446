"""The sample of 300 people that most tests read, made once a session."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from tests.graph.sample.plain_ties import contacts
from tests.graph.sample.strict_bundle_reader import Rows, read


@dataclass(frozen=True)
class Sample:
    """A sample read back: its folder, rows, truths and ties."""

    folder: Path
    rows: Rows
    truth: dict[str, Any]
    ties: nx.DiGraph


def made(folder: Path, settings: SampleSettings) -> Sample:
    """The sample of these settings, written and read back."""
    write_sample(folder, settings)
    rows = read(folder)
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    return Sample(folder, rows, truth, contacts(rows))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """300 people, seed 7: what `goalgraph sample OUT` writes."""
    return made(tmp_path_factory.mktemp("sample") / "out", SampleSettings())
