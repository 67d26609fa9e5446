"""The keys of check-ins that bear no id: made of the goal, the time or day, and the author.

Until keys named the author, that of a check-in was its goal and time alone; what was stored so then
is found by it again.
"""

from __future__ import annotations

import hashlib

from graph.keys import fold, native_of, sort_key, source_of
from graph.sources.conventions import ID_BYTES


def check_in_key(source: str, goal: str, at: str, by: str | None) -> str:
    """The global id of a check-in without an id: of what `source` says of a goal at a time by somebody.

    Who said it stands in it as a hash, so that the key stays when the author is erased.

    >>> check_in_key("acme", "acme/kr", "2026-01-31", None)
    'acme/kr@2026-01-31'
    >>> check_in_key("acme", "acme/kr", "2026-01-31", "acme/bob")
    'acme/kr@2026-01-31~9b789eee3ed25b22'
    """
    foreign = source_of(goal) != source
    native = f"{goal if foreign else native_of(goal)}@{at}"
    if foreign or by is not None:
        native += f"~{_hashed(sort_key(goal if foreign else None, by), 8)}"
    if len(native.encode()) > ID_BYTES:
        native = f"{_hashed(native, 16)}@{at}"
    return f"{source}/{native}"


def check_in_key_by_mail(source: str, goal: str, at: str, mail: str) -> str:
    """The global id of a check-in whose author is named by mail address, known to the store or not."""
    return check_in_key(source, goal, at, f"mail/{fold(mail)}")


def has_former_key(id_: str, goal: str, at: str) -> bool:
    """Whether a key was made that older versions had without the author.

    >>> has_former_key("acme/kr@2026-01-31~9b789eee3ed25b22", "acme/kr", "2026-01-31")
    True
    """
    native = native_of(id_)
    heads = (f"{native_of(goal)}@{at}~", f"{goal}@{at}~")
    return any(native.startswith(head) and len(native) == len(head) + 16 for head in heads)


def former_key(goal: str, at: str) -> str:
    """The global id that older versions gave to every check-in of a goal at a time.

    >>> former_key("acme/kr", "2026-01-31")
    'acme/kr@2026-01-31'
    """
    return f"{goal}@{at}"


def _hashed(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()
