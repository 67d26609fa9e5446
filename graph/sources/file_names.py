"""The names of a bundle's files: letter case does not count, and each may be packed with gzip."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import PurePosixPath

from graph.sources.kinds import FILES, Kind

MANIFEST = "manifest.json"

_TOP_MANIFEST = re.compile(r"(?:[^/]+/)?manifest\.json(?:\.gz)?", re.IGNORECASE)
_PAPERS = ("readme", "license", "licence", "copying", "notice", "changelog", "source", "citation")
_ALIKE = dict.fromkeys(("person", "user", "employee"), "people") | {"team": "groups"}
_OF_SYSTEM = ("__macosx", "thumbs.db", "desktop.ini")


def plain_name(name: str) -> str:
    """The name as the format has it.

    >>> plain_name("People.JSONL.gz")
    'people.jsonl'
    """
    return name.casefold().removesuffix(".gz")


def kind_of_file(name: str) -> Kind | None:
    """The kind of rows in a file of this name; None for a name that the format does not know."""
    return FILES.get(plain_name(name))


def is_packed(name: str) -> bool:
    """Whether the file is packed with gzip, as its name says."""
    return name.casefold().endswith(".gz")


def is_manifest(path: str) -> bool:
    """Whether this path in an archive is that of a manifest, at the top or in one top folder."""
    return _TOP_MANIFEST.fullmatch(path) is not None and not path.startswith("__MACOSX/")


def may_hold_rows(path: str) -> bool:
    """Whether a file of an unknown name may be meant as rows: no file of the system, no paper.

    >>> [name for name in ("persons.jsonl", "README.md", ".DS_Store") if may_hold_rows(name)]
    ['persons.jsonl']
    """
    steps = PurePosixPath(path.casefold()).parts
    if any(step.startswith(".") or step in _OF_SYSTEM for step in steps):
        return False
    return not (steps and (steps[-1].endswith(".md") or steps[-1].startswith(_PAPERS)))


def meant(path: str) -> str | None:
    """The file of the format that a wrong name looks like; None where it looks like none.

    >>> meant("people.json"), meant("x/person.csv"), meant("payroll.xlsx")
    ('people.jsonl', 'people.jsonl', None)
    """
    name = PurePosixPath(plain_name(path)).name
    stem = name.partition(".")[0]
    stems = [kind.value for kind in Kind]
    near = get_close_matches(_ALIKE.get(stem.rstrip("s"), stem), stems, 1, 0.7)
    return f"{near[0]}.jsonl" if near else None
