"""Which sets of people a viewer was shown numbers of, so that no two of them tell about few together.

Sets are remembered as bits, a bit a person. The memory is one process wide and a restart forgets it;
workers of one server share that of the process that started them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from enum import Enum
from threading import Lock
from typing import Protocol

import numpy as np

from api.scopes.conventions import SETS_REMEMBERED, VIEWERS_REMEMBERED
from graph.scopes.differencing import differ_by_few


class Beside(Enum):
    """What is to be said of a set beside the earlier ones."""

    SHOWN = "shown"
    TOO_CLOSE = "too close"
    TOO_MANY = "too many"


class SetMemory(Protocol):
    """What is asked of a memory of sets, in this process or in another one."""

    def bits_of(self, people: Sequence[str]) -> list[int]:
        """The bit of each of these people; newcomers get the next ones."""

    def beside(self, viewer: str, people: int, masks: Sequence[int]) -> Beside:
        """Whether a set may be shown to a viewer; one that may is remembered."""


class ShownSets:
    """The memory of one process. Safe to be asked from several threads."""

    def __init__(self) -> None:
        self._sets_of_viewer: OrderedDict[str, set[int]] = OrderedDict()
        self._bit_of_person: dict[str, int] = {}
        self._lock = Lock()

    def bits_of(self, people: Sequence[str]) -> list[int]:
        """The bit of each of these people: it stays theirs, whoever comes and goes."""
        bits = self._bit_of_person
        with self._lock:
            return [bits.setdefault(person, len(bits)) for person in people]

    def beside(self, viewer: str, people: int, masks: Sequence[int]) -> Beside:
        """Whether a set may be shown to a viewer; one that may is remembered.

        It is compared with each earlier one among all people, and among those of each mask.
        """
        with self._lock:
            earlier = self._sets_of_viewer.setdefault(viewer, set())
            self._sets_of_viewer.move_to_end(viewer)
            while len(self._sets_of_viewer) > VIEWERS_REMEMBERED:
                self._sets_of_viewer.popitem(last=False)
            for mask in (~0, *masks):
                size = (people & mask).bit_count()
                sizes = np.array([(other & mask).bit_count() for other in earlier], np.int64)
                both = np.array(
                    [(other & people & mask).bit_count() for other in earlier], np.int64
                )
                if differ_by_few(size, sizes, both).any():
                    return Beside.TOO_CLOSE
            if people not in earlier and len(earlier) >= SETS_REMEMBERED:
                return Beside.TOO_MANY
            earlier.add(people)
            return Beside.SHOWN

    def number(self, viewer: str) -> int:
        """How many sets a viewer was shown."""
        return len(self._sets_of_viewer.get(viewer, ()))


OWN = ShownSets()
"""The memory of this process, which its workers share."""
_memory: SetMemory = OWN


def share(memory: SetMemory) -> None:
    """Ask that memory from now on, which is another process's."""
    global _memory
    _memory = memory


def memory_of_sets() -> SetMemory:
    """The memory that this process asks."""
    return _memory
