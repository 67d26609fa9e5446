"""What the environment says, looked at before a server starts with it: names that mean nothing, files that are not there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from graph.config import Settings
from graph.upkeep.store_checks import Finding

PREFIX = "GOALGRAPH_"
OF_TESTS = "GOALGRAPH_TEST_"


class _Reader(Mapping[str, str]):
    """An environment that notes which variables are asked for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values_of, self.names = values, set[str]()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self.values_of[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_of)

    def __len__(self) -> int:
        return len(self.values_of)


def known_names() -> set[str]:
    """The variables that settings are read from."""
    oidc = {f"{PREFIX}AUTHENTICATION": "oidc", f"{PREFIX}OIDC_AUDIENCE": "x"}
    reader = _Reader(oidc | {f"{PREFIX}OIDC_ISSUER": "https://x"})
    Settings.from_env(reader)
    return reader.names


def environment_findings(settings: Settings, env: Mapping[str, str]) -> list[Finding]:
    """What is wrong with the environment; that all is well where nothing is."""
    known = known_names()
    found = []
    for name in sorted(env):
        if name.startswith(PREFIX) and not name.startswith(OF_TESTS) and name not in known:
            near = get_close_matches(name, known, 1)
            mend = f"set {near[0]}" if near else "see docs/settings.md, or unset it"
            found.append(Finding("environment", f"{name} is no setting: nobody reads it", mend))
    file = settings.documents_file
    if file is not None and not _is_readable(file):
        mend = f"make it readable, or unset {PREFIX}DOCUMENTS_FILE"
        found.append(Finding("environment", f"{PREFIX}DOCUMENTS_FILE: {file} cannot be read", mend))
    log = settings.audit_log
    if log is not None and not _is_writable(log):
        mend = "name a file in a folder of yours: without its line nothing is answered"
        found.append(Finding("environment", f"{PREFIX}AUDIT_LOG: {log} cannot be written", mend))
    mode, ways = settings.mode, ", ".join(settings.authentication) or "off"
    return found or [Finding("environment", f"mode {mode}, authentication {ways}")]


def _is_readable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.R_OK)


def _is_writable(path: Path) -> bool:
    return os.access(path if path.exists() else path.parent, os.W_OK) and not path.is_dir()
