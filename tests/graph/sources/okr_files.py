"""What OKR files make, for the tests of what spreadsheets and tools write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.sources.bundle_reader import LineWithMends
from graph.sources.kinds import Kind
from graph.sources.okr import Finders, open_okr
from graph.sources.okr.mapping import PLAIN, Mapping, parse_mapping
from graph.sources.problems import RowRejection

PEOPLE = Finders(
    {"ada@acme.example": "hr/ada", "ben@acme.example": "hr/ben"},
    frozenset(),
    {"acme inc": ["hr/acme"], "sales": ["hr/sales"], "support": ["hr/support"]},
)


class SmallOrganisation:
    """The goals by their titles, the check-ins by the titles of their goals, and what is said."""

    def __init__(self, path: Path, mapping: Mapping | str = PLAIN) -> None:
        chosen = parse_mapping(mapping, Path("m.toml")) if isinstance(mapping, str) else mapping
        file = open_okr(path, chosen)
        file.find = PEOPLE
        self.rows: list[dict[str, Any]] = []
        self.said: list[str] = []
        self.rejected: list[int] = []
        dated: list[dict[str, Any]] = []
        for kind, content in file.lines():
            for number, one in content:
                if isinstance(one, RowRejection):
                    self.rejected.append(number)
                    self.said += [problem.reason for problem in one.problems]
                    continue
                assert isinstance(one, LineWithMends)
                self.said += [problem.reason for problem in one.mended]
                (self.rows if kind is Kind.GOALS else dated).append(json.loads(one.line))
        titles = {row["id"]: row["title"] for row in self.rows}
        assert len(titles) == len(self.rows)
        self.titles = [row["title"] for row in self.rows]
        self.goals = {row["title"]: row for row in self.rows}
        self.dated = {titles[row.pop("goal")]: row for row in dated}
        self.parents = {
            row["title"]: [titles.get(parent["goal"], "") for parent in row.get("parents", [])]
            for row in self.rows
        }

    def owners(self, title: str) -> list[str]:
        """The native ids of the owners of a goal."""
        return [one if isinstance(one, str) else one["id"] for one in self.goals[title]["owners"]]


def csv_file(tmp_path: Path, text: str) -> Path:
    """A file of that text."""
    path = tmp_path / "okrs.csv"
    path.write_text(text, encoding="utf-8")
    return path
