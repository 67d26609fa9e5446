"""The bounded reader of lines."""

from __future__ import annotations

import io

from graph.sources.lines import lines


def read(content: bytes, longest: int = 20) -> list[tuple[int, bytes | None]]:
    return list(lines(io.BufferedReader(io.BytesIO(content)), longest))  # type: ignore[arg-type]


def test_byte_order_mark_crlf_and_blank_lines() -> None:
    assert read(b'\xef\xbb\xbf{"a":1}\r\n\r\n   \n{"b":2}') == [(1, b'{"a":1}'), (4, b'{"b":2}')]


def test_a_line_that_is_too_long_is_skipped_and_the_next_one_read() -> None:
    content = b"a" * 20 + b"\n" + b"b" * 21 + b"\n" + b"c" * 5_000_000 + b"\nd\n" + b"e" * 30
    assert read(content) == [(1, b"a" * 20), (2, None), (3, None), (4, b"d"), (5, None)]


def test_no_lines() -> None:
    assert read(b"") == []
