"""What becomes of the reading ahead where the store, or something else, breaks it off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from graph.errors import GoalgraphError, NotFound, Overloaded, StoreDown
from graph.upkeep import preload as preload_module
from graph.upkeep.preload import Preload


class BrokenReading(Preload):
    """A reading of two steps that fails so often at the second one."""

    def __init__(self, error: Exception, times: int) -> None:
        store: Any = None
        super().__init__(store)
        self.error, self.times, self.tries = error, times, 0

    async def _steps(self) -> AsyncIterator[str]:
        self.tries += 1
        yield "talk"
        if self.tries <= self.times:
            raise self.error
        yield "goals"


AWAY = StoreDown("away", remedy="wait")
GONE = NotFound("gone", remedy="none")


@pytest.mark.parametrize(
    ("error", "times", "tries"),
    [(AWAY, 0, 1), (AWAY, 1, 2), (AWAY, 3, 4), (GONE, 3, 1), (ValueError("bug"), 3, 1)],
)
async def test_it_begins_again_only_where_the_store_is_away(
    monkeypatch: pytest.MonkeyPatch, error: Exception, times: int, tries: int
) -> None:
    monkeypatch.setattr(preload_module, "AGAIN", 0)
    ends: list[str] = []
    reading = BrokenReading(error, times)
    assert not reading.done
    with pytest.raises(Overloaded, match="still reads talk"):
        await reading.check()

    reading.begin([lambda: ends.append("told")])
    assert reading._task is not None
    await reading._task

    assert (reading.tries, reading.done) == (tries, True)
    await reading.check()
    await reading.close()
    assert ends == ["told"]


def test_which_failures_pass() -> None:
    assert [isinstance(one, GoalgraphError) and one.retryable for one in (AWAY, GONE)] == [
        True,
        False,
    ]
