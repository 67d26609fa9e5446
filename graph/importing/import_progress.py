"""What an import says of its progress while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.sources.kinds import Kind


@dataclass(frozen=True, slots=True)
class Progress:
    """`phase` is `check`, `save` or a wait for others; `total` is 0 where it is not known yet."""

    phase: str
    kind: Kind
    done: int
    total: int


Tell = Callable[[Progress], None]


def ignore_progress(progress: Progress) -> None:
    """Nothing."""
