"""The audits of the npm package `graphql-http`, run by Node against a server."""

import json
import os
import shutil
import subprocess
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("audits.mjs")


@cache
def node_modules() -> Path:
    """The pinned packages, installed once a lock into the user's cache; skips without Node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not installed: the audits of GraphQL over HTTP did not run")
    lock = (ROOT / "package-lock.json").read_bytes()
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache_home / "goalgraph" / "node" / sha256(lock).hexdigest()[:16]
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / name, folder)
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(
            command, check=False, cwd=folder, capture_output=True, text=True, timeout=120
        )
        if done.returncode != 0:
            pytest.skip(f"npm could not install graphql-http: {done.stderr.strip()[-300:]}")
        (folder / "done").touch()
    return folder / "node_modules"


def audits(url: str) -> list[dict[str, Any]]:
    """The result of each audit of the server at `url`: id, name, status, reason."""
    command = ["node", str(SCRIPT), url, str(node_modules())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
