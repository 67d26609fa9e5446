"""Work on the store while a process serves: each run in a thread with an event loop and a store of its own.

So no request waits for one, however long a step takes. A run ends with its process: at a stop it is told
to end; what it says and clears away then is its own matter.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from graph.config import Target
from graph.errors import GoalgraphError
from graph.store.driver import Store

STOP_SECONDS = 15.0
"""How long a stop waits for runs to end; a run ends between two steps."""

Work = Callable[[Store], Awaitable[object]]


@dataclass(eq=False)
class BackgroundRun:
    """One run in its thread."""

    id: str
    loop: asyncio.AbstractEventLoop | None = None
    task: asyncio.Task[None] | None = None
    stopping: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Tell the run to end."""
        self.stopping = True
        if self.loop is not None and self.task is not None and not self.ended.is_set():
            with suppress(RuntimeError):  # its loop is closed: it has ended this moment
                self.loop.call_soon_threadsafe(self.task.cancel)


class BackgroundRuns:
    """The runs of one kind in one process, on one store; `noun` is what logs call them."""

    def __init__(self, target: Target, noun: str) -> None:
        self._target = target
        self._noun = noun
        self._log = logging.getLogger(f"goalgraph.{noun}")
        self._runs: set[BackgroundRun] = set()

    def __len__(self) -> int:
        """How many are under way or wait."""
        return len(self._runs)

    def start(self, work: Work, id_: str = "") -> None:
        """Begin this work, under the id by which the store knows the run if it has one."""
        run = BackgroundRun(id_)
        self._runs.add(run)
        name = f"{self._noun} {id_}".rstrip()
        threading.Thread(target=self._work, args=(run, work), name=name, daemon=True).start()

    async def close(self) -> None:
        """Tell all runs to end, and wait until they have, or the time for it is over."""
        runs = list(self._runs)
        for run in runs:
            run.stop()
        for run in runs:
            await asyncio.to_thread(run.ended.wait, STOP_SECONDS)

    def _work(self, run: BackgroundRun, work: Work) -> None:
        noun, which = self._noun, {self._noun: run.id} if run.id else {}
        try:
            asyncio.run(self._run(run, work))
        except asyncio.CancelledError:
            self._log.info("%s stopped", noun, extra=which)
        except GoalgraphError as error:
            self._log.warning("%s failed: %s", noun, error.code.value, extra=which)
        except Exception:  # noqa: BLE001  # it is logged whole, and nobody waits for it
            self._log.exception("%s failed", noun, extra=which)
        finally:
            run.ended.set()
            self._runs.discard(run)

    async def _run(self, run: BackgroundRun, work: Work) -> None:
        run.loop, run.task = asyncio.get_running_loop(), asyncio.current_task()
        if run.stopping and run.task is not None:
            run.task.cancel()
        async with Store.open(self._target, pool_size=8) as store:
            await work(store)
