"""Imports a bundle with its texts into the store of the environment; prints a line as it waits for
others, and as it begins."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from graph.config import Settings
from graph.importing import Options, Progress, TextMode, batch_writer, import_bundle
from graph.store.driver import Store


async def main(bundle: Path) -> None:
    """Say once on standard output that it waits, or that the writing begins."""
    target = Settings.from_env().external
    assert target is not None
    said = False
    batch_writer.BATCH = 125  # so that several batches of each kind are under way when it is killed

    def tell(progress: Progress) -> None:
        nonlocal said
        if progress.phase != "check" and not said:
            said = True
            print("saving" if progress.phase == "save" else "waiting", flush=True)

    async with Store.open(target) as store:
        await import_bundle(store, bundle, Options(text=TextMode.FULL), tell=tell)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
