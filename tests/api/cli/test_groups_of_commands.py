"""A group of commands that is given none says which it has."""

from __future__ import annotations

from importlib import import_module

import pytest
import typer
from typer.testing import CliRunner

from api.cli import COMMANDS

GROUPS = {
    name: found
    for name, (module, function) in COMMANDS.items()
    if isinstance(found := getattr(import_module(module), function), typer.Typer)
}


def test_groups_are_found() -> None:
    assert {"people", "hooks", "keys"} <= GROUPS.keys()


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_a_group_without_a_command_lists_its_commands(name: str) -> None:
    group = GROUPS[name]
    commands = [str(one.name or getattr(one.callback, "__name__", "")) for one in group.registered_commands]  # fmt: skip
    done = CliRunner().invoke(group, [], env={"COLUMNS": "200"})
    assert commands and "Missing command" not in done.output
    for command in commands:
        assert command.replace("_", "-") in done.output
