"""The lines of a file, one at a time, none held that is longer than the bound."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

LONGEST_LINE = 8 * 2**20
"""Bytes of the longest line that is read; a longer one is skipped unread."""

_BOM = b"\xef\xbb\xbf"


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
