"""The lines of a file, one at a time, none held that is longer than the bound."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from graph.sources.conventions import LONGEST_LINE
from graph.sources.problems import Problem

WIDE = Problem(
    None,
    "",
    "the file is UTF-16 or UTF-32, so no line of it can be read",
    "save it as UTF-8 (in PowerShell: `Set-Content -Encoding utf8`)",
)
"""What is wrong with a file of characters of two or four bytes, told once."""

PACKED = Problem(
    None,
    "",
    "the file is packed with gzip more than once, so no line of it can be read",
    "pack it once, or not at all",
)
"""What is wrong with a file that is still packed after it was unpacked, told once."""

GZIP = b"\x1f\x8b"
"""How a file begins that is packed with gzip, whatever its name."""
_BOM = b"\xef\xbb\xbf"


def is_wide(start: bytes) -> bool:
    """Whether characters have two or four bytes each, as the beginning of a file tells."""
    return start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start[:4]


def why_unreadable(file: BufferedReader) -> Problem | None:
    """Why no line of the file can be read; None where lines can."""
    start = file.peek(4)[:4]
    if start[:2] == GZIP:
        return PACKED
    return WIDE if is_wide(start) else None


def lines(file: BufferedReader, longest: int = LONGEST_LINE) -> Iterator[tuple[int, bytes | None]]:
    """Line numbers and lines without their line breaks; None for a line that is too long.

    A byte-order mark is dropped, blank lines are left out, CRLF is a line break.
    """
    number = 0
    while line := file.readline(longest + 2):
        number += 1
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(2**20)
        if number == 1:
            line = line.removeprefix(_BOM)
        line = line.rstrip(b"\r\n")
        if len(line) > longest:
            yield number, None
        elif line and not line.isspace():
            yield number, line
