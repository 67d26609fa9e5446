"""Pinned npm packages for the tests that run Node."""

import os
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

import pytest


@cache
def node_modules(home: Path, purpose: str) -> Path:
    """The packages that the lock in `home` pins, installed once into the user's cache.

    Skips where they cannot be had, saying that `purpose` did not run.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip(f"node and npm are not installed: {purpose} did not run")
    lock = (home / "package-lock.json").read_bytes()
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache_home / "goalgraph" / "node" / sha256(lock).hexdigest()[:16]
    if not (folder / "done").exists():
        _install(npm, home, folder, purpose)
    return folder / "node_modules"


def _install(npm: str, home: Path, folder: Path, purpose: str) -> None:
    """Install beside `folder` and move there when it is whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    whole = Path(mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(home / name, whole)
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(
            command, check=False, cwd=whole, capture_output=True, text=True, timeout=240
        )
        if done.returncode != 0:
            reason = done.stderr.strip()[-300:]
            pytest.skip(f"npm could not install its packages: {purpose} did not run: {reason}")
        (whole / "done").touch()
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # another run was first
            whole.rename(folder)
    finally:
        shutil.rmtree(whole, ignore_errors=True)
