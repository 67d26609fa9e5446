"""Which code measured: snapshots of other code are made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path


@cache
def code_version() -> str:
    """The version of this installation with a hash of the code that measures."""
    digest = hashlib.sha256()
    here = Path(__file__).resolve().parent
    for path in sorted([*here.glob("*.py"), *(here.parent / "value").glob("*.py")]):
        digest.update(path.read_bytes())
    return f"{metadata.version('goalgraph')}+{digest.hexdigest()[:8]}"
