"""The command line: `goalgraph COMMAND`; one module a group of commands.

Expected failures print `error:` and `mend:` on stderr and exit 1; `--help` shows every command.
What a command does lies in `graph`; here are its options and what it prints.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer

from graph.errors import GoalgraphError

app = typer.Typer(
    name="goalgraph",
    help="People, groups, goals and conversations in one graph, and what helping is worth.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("api.cli.demo", "demo"),
    "up": ("api.cli.engine", "up"),
    "down": ("api.cli.engine", "down"),
    "status": ("api.cli.engine", "status"),
    "doctor": ("api.cli.doctor", "doctor"),
    "migrate": ("api.cli.store", "migrate"),
    "sample": ("api.cli.sample", "sample"),
    "bundle": ("api.cli.bundle", "bundle"),
    "import": ("api.cli.import_export", "import_"),
    "export": ("api.cli.import_export", "export"),
    "analyse": ("api.cli.analysis", "analyse"),
    "ledger": ("api.cli.ledger", "ledger"),
    "goals": ("api.cli.goals", "goals"),
    "report": ("api.cli.report", "report"),
    "value": ("api.cli.value", "value"),
    "network": ("api.cli.network", "network"),
    "measures": ("api.cli.measures", "measures"),
    "suggest": ("api.cli.link_suggestions", "suggest"),
    "people": ("api.cli.people", "people"),
    "retention": ("api.cli.retention", "retention"),
    "keys": ("api.cli.keys", "keys"),
    "hooks": ("api.cli.hooks", "hooks"),
    "cypher": ("api.cli.store", "cypher"),
    "schema": ("api.cli.schema", "schema"),
    "serve": ("api.cli.serve", "serve"),
}
"""Command → its module and function. A module is imported only when one of its commands may run."""


OPEN_ENDED = {"cypher": {"allow_extra_args": True, "ignore_unknown_options": True}}
"""Commands that take options named after what they run, with the settings that let them."""


def register(names: list[str]) -> None:
    """Add these commands to `app`."""
    for name in names:
        module, function = COMMANDS[name]
        command: Callable[..., Any] | typer.Typer = getattr(import_module(module), function)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
            continue
        app.command(name, context_settings=OPEN_ENDED.get(name))(command)


def main() -> None:
    """The entry point: runs the command, turns expected failures into a message and exit code 1."""
    command = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    register([command] if command in COMMANDS else list(COMMANDS))
    if command in COMMANDS:
        app.callback()(lambda: None)
    try:
        app()
    except GoalgraphError as error:
        print_failure(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def print_failure(error: GoalgraphError) -> None:
    """Print an expected failure and its remedy on stderr."""
    print(f"error: {error.message}", file=sys.stderr)
    if error.remedy:
        print(f"mend:  {error.remedy}", file=sys.stderr)
