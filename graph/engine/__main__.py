"""The engine without the rest: `python -m graph.engine up [--detach] [--data DIR] | down | status`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from graph.config import Settings
from graph.engine.commands import down, show_status, up
from graph.errors import GoalgraphError


def main(arguments: list[str]) -> int:
    """The exit code: 0 done, 1 an expected failure, 3 nothing runs (status)."""
    settings = Settings.from_env()
    parser = argparse.ArgumentParser(prog="python -m graph.engine")
    parser.add_argument("command", choices=("up", "down", "status"))
    parser.add_argument("--data", type=Path, default=settings.data_dir)
    parser.add_argument("--detach", action="store_true")
    options = parser.parse_args(arguments)
    try:
        if options.command == "up":
            up(settings, options.data, detach=options.detach)
        elif options.command == "down":
            down(settings, options.data)
        else:
            return show_status(settings, options.data)
    except GoalgraphError as error:
        print(f"error: {error.message}\nmend:  {error.remedy}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
