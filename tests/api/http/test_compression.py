"""Large answers are packed for clients that read gzip, and for nobody else; what comes out is what went in."""

import gzip
import json

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.compression import LEAST, content_coding, is_gzip_wanted
from tests.api.http.client import client

LARGE = {"query": "{ person { friends(first: 4000) { nodes { name level } } } }"}
SMALL = {"query": "{ person { name } }"}


async def answer(body: dict[str, str], accept: str) -> httpx.Response:
    async with client(accept="application/json") as http:
        http.headers["accept-encoding"] = accept
        return await http.post("/graphql", json=body)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, False), (b"", False), (b"gzip", True), (b"GZip, br", True), (b"x-gzip", True), (b"*", True),
        (b"br", False), (b"identity", False), (b"gzip;q=0", False), (b"gzip; q=0.001", True), (b"*;q=0", False),
        (b"gzip;q=0, *", False), (b"br, gzip ; q=0.5", True), (b"gzip;q=x", False), (b"gzip;level=1", False),
        (b"\xff, gzip", True), (b",,;,gzip", True), (b"gzipped", False), (b"gzip;q=nan", False),
    ],
)  # fmt: skip
def test_the_header_says_who_reads_gzip(header: bytes | None, wanted: bool) -> None:
    assert is_gzip_wanted(header) is wanted


@given(st.binary())
def test_no_header_is_a_fault(header: bytes) -> None:
    assert is_gzip_wanted(header) in (True, False)


@pytest.mark.parametrize("size", [LEAST - 1, LEAST, LEAST + 1])
async def test_what_is_small_goes_as_it_is(size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    packed, headers = await content_coding(body, b"gzip")
    if size < LEAST:
        assert (packed, headers) == (body, {})
    else:
        assert headers == {"Vary": "Accept-Encoding", "Content-Encoding": "gzip"}
        assert gzip.decompress(packed) == body


async def test_a_large_answer_is_packed_where_that_is_read() -> None:
    plain, packed = await answer(LARGE, "identity"), await answer(LARGE, "gzip, deflate")

    assert plain.json() == packed.json()
    assert "content-encoding" not in plain.headers and packed.headers["content-encoding"] == "gzip"
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert int(plain.headers["content-length"]) > 5 * int(packed.headers["content-length"])
    assert len(json.dumps(plain.json())) > LEAST


async def test_a_small_answer_is_not_packed() -> None:
    small = await answer(SMALL, "gzip")
    assert "content-encoding" not in small.headers and "vary" not in small.headers
