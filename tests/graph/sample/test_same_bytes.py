"""A sample is the same bytes wherever and whenever it is made: every answer in the documentation is read off it."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import pytest

from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings

SAMPLES = {
    "small": SampleSettings(people=30, seed=3, months=1),
    "other seed": SampleSettings(people=80, seed=11, months=2, messages_per_person=12),
    "as documented": SampleSettings(),
}
SUMS = {
    "small": "9e7f6f91e271d480c0d37bf0",
    "other seed": "38a22ab923bcbf7efe5b008e",
    "as documented": "517e146dc19641213a8a9cb5",
}
"""What each sample's files come to; `python -m tests.graph.sample.test_same_bytes` prints them anew."""


def checksum(folder: Path) -> str:
    """One sum over the names and the bytes of all files."""
    whole = blake2b(digest_size=12)
    for path in sorted(folder.iterdir()):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def made(folder: Path, name: str) -> str:
    write_sample(folder / name, SAMPLES[name])
    return checksum(folder / name)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_the_same_bytes_as_ever(name: str, tmp_path: Path) -> None:
    assert made(tmp_path, name) == SUMS[name], (
        "the sample changed: if that is meant, see that docs/sample.md and the README still say what "
        "it holds, and write the new sum here"
    )


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        print({name: made(Path(folder), name) for name in SAMPLES})
