"""One jar from wherever it can be had, whole and with the locked hash, or a clear error."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import requests

from graph.engine.jar_lock import Jar
from graph.errors import CorruptDownload, EngineError, NoNetwork

WAITS_S = (0, 0.5, 2)
"""How long to wait before each try."""
TIMEOUT_S = (10, 60)
CHUNK = 1 << 16


def good(path: Path, jar: Jar) -> bool:
    """Whether the file is there with the locked hash."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except FileNotFoundError:
        return False


class Source:
    """Where jars come from: the user's local Maven repository first, then the remote ones in turn.

    The remote ones are Maven Central and whatever `[repositories]` of the user's `jgo.conf` adds or
    replaces; proxies are those of the environment.
    """

    def __init__(self) -> None:
        # Imported here: a start with nothing to download need not pay its 0.3 s.
        from jgo.config import GlobalSettings
        from jgo.maven import MavenContext

        settings = GlobalSettings.load()
        usual = MavenContext(repo_cache=Path(settings.repo_cache))
        self.local = Path(usual.repo_cache)
        self.remotes: list[str] = list({**usual.remote_repos, **settings.repositories}.values())
        self._thread = threading.local()

    def fetch(self, jar: Jar, path: Path) -> None:
        """Fetch the jar to `path` with the right hash, once again where it was not."""
        cached = self.local / jar.path
        if good(cached, jar) and self._place(jar, path, lambda out: _copy(cached, out)):
            return
        if self._place(jar, path, lambda out: self._download(jar, out)):
            return
        if self._place(jar, path, lambda out: self._download(jar, out)):
            return
        raise CorruptDownload(
            f"{jar.name} arrived twice with another sha256 than the locked {jar.sha256}",
            remedy="look whether a proxy or a repository named in jgo.conf changes files, then run"
            " the command again; what arrived whole is kept",
        )

    def _place(self, jar: Jar, path: Path, write: Callable[[IO[bytes]], None]) -> bool:
        """Whether `write` made the right file; only then it appears at `path`, all at once."""
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as out:
            fresh = Path(out.name)
            try:
                write(out)
                out.flush()
                if not good(fresh, jar):
                    return False
                fresh.chmod(0o644)
                fresh.replace(path)
                return True
            finally:
                fresh.unlink(missing_ok=True)

    def _download(self, jar: Jar, out: IO[bytes]) -> None:
        """Write the body of the first repository that has the jar."""
        problem: str | None = None
        for wait_s in WAITS_S:
            time.sleep(wait_s)
            problem = None
            for remote in self.remotes:
                try:
                    if self._body(f"{remote.rstrip('/')}/{jar.path}", out):
                        return
                except requests.RequestException as error:
                    problem = _reason(error)
        if problem is None:
            raise EngineError(
                f"{jar.name} is in none of the Maven repositories ({len(self.remotes)} asked)",
                remedy="let a repository named in jgo.conf hold it, or use Maven Central",
            )
        raise NoNetwork(
            f"{jar.name} cannot be downloaded: {problem}",
            remedy="check the network (HTTPS_PROXY names a proxy, [repositories] in jgo.conf a"
            " mirror), then run the command again; what has arrived is kept",
        )

    def _body(self, url: str, out: IO[bytes]) -> bool:
        """Whether the repository has the file; its bytes are then in `out`, replacing earlier ones."""
        with self._session().get(url, stream=True, timeout=TIMEOUT_S) as response:
            if response.status_code == 404:
                return False
            response.raise_for_status()
            out.seek(0)
            out.truncate()
            for chunk in response.iter_content(CHUNK):
                out.write(chunk)
        return True

    def _session(self) -> requests.Session:
        """This thread's session: it keeps its connection open from one jar to the next."""
        if not hasattr(self._thread, "session"):
            self._thread.session = requests.Session()
        session: requests.Session = self._thread.session
        return session


def _copy(source: Path, out: IO[bytes]) -> None:
    with source.open("rb") as file:
        shutil.copyfileobj(file, out)


def _reason(error: requests.RequestException) -> str:
    """The kind of failure in words, without the address."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"the repository answered {error.response.status_code}"
    if isinstance(error, requests.exceptions.SSLError):
        return "the certificate of the repository is not trusted"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy refuses"
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    return "the repository cannot be reached"
