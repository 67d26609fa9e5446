"""Messages of Bolt as they come over the wire: chunks with their lengths, and an empty one at the end."""

from __future__ import annotations

CHUNK = 0xFFFF
"""The most bytes that one chunk of a message may have."""


def end_of_message(data: bytearray, begin: int) -> int | None:
    """The place after the message that begins here; None where not all of it has come."""
    size, place = 0, begin
    while place + 2 <= len(data):
        chunk = data[place] << 8 | data[place + 1]
        place += 2 + chunk
        if chunk == 0 and size:
            return place
        size += chunk
    return None


def payload_of(data: bytearray, begin: int, end: int) -> bytearray:
    """What the chunks of a message hold; empty chunks before it only say that the store still works."""
    found = bytearray()
    while begin < end:
        chunk = data[begin] << 8 | data[begin + 1]
        found += data[begin + 2 : begin + 2 + chunk]
        begin += 2 + chunk
    return found
