"""The audits of the npm package `graphql-http`, run by Node against a server."""

import json
import subprocess
from pathlib import Path
from typing import Any

from tests import npm

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("audits.mjs")


def node_modules() -> Path:
    """The audits' packages; skips without Node."""
    return npm.node_modules(ROOT, "the audits of GraphQL over HTTP")


def audits(url: str) -> list[dict[str, Any]]:
    """The result of each audit of the server at `url`: id, name, status, reason."""
    command = ["node", str(SCRIPT), url, str(node_modules())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
