"""How far provisioning and starting are: told to whoever wants to show it."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


class Watcher(Protocol):
    """Anything that is told of stages and of steps within the present one."""

    def stage(self, title: str, total: int | None = None) -> None:
        """A new stage begins; `total` steps where they can be counted."""

    def advance(self, steps: int = 1) -> None:
        """`steps` more of the present stage are done."""


class SilentWatcher:
    """Tells nobody."""

    def stage(self, title: str, total: int | None = None) -> None:
        """Nothing."""

    def advance(self, steps: int = 1) -> None:
        """Nothing."""


class ProgressBars:
    """Progress bars on stderr: one line a stage; plain lines where stderr is no terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._plain = None if console.is_terminal else console
        self._bars = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._finish()
        self._bars.stop()

    def stage(self, title: str, total: int | None = None) -> None:
        """Finishes the present bar and begins another."""
        self._finish()
        self._task = self._bars.add_task(title, total=total)
        if self._plain is not None:
            self._plain.print(f"{title} ...", highlight=False)

    def advance(self, steps: int = 1) -> None:
        """Moves the present bar."""
        if self._task is not None:
            self._bars.advance(self._task, steps)

    def _finish(self) -> None:
        if self._task is None:
            return
        task = self._bars.tasks[self._task]
        total = task.total if task.total is not None else 1
        self._bars.update(self._task, total=total, completed=total)
        self._task = None
