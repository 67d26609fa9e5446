"""`goalgraph analyse` from outside: what it prints, what it refuses."""

from __future__ import annotations

import asyncio

import pytest

from graph.config import Target
from graph.store.driver import Store
from tests.command_line import goalgraph
from tests.graph.network.organisation import founded


def test_it_prints_counts_and_groups_and_no_named_person(
    engine_target: Target, store: Store
) -> None:
    async def found() -> None:
        async with Store.open(engine_target) as own:
            await founded(own)

    asyncio.run(found())

    done = goalgraph("analyse", target=engine_target)

    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert "9 messages, 6 people, 8 ties, 2 people without a tie, 4 groups" in done.stdout
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.strip()}
    assert rows["everybody"] == ["6", "1.33", "1.33", "0.167", "0.667"]
    assert rows["Acme"] == ["5", "1.6", "1.6", rows["Acme"][3], "0.8"]
    assert not {"Ann", "Bob", "Cy", "Dee", "East", "Solo"} & set(done.stdout.split())


@pytest.mark.parametrize(
    ("words", "message", "mend"),
    [
        (["--since", "yesterday"], "--since 'yesterday' is no day", "2026-01-31"),
        (["--since", "2026-02-01", "--until", "2026-01-01"], "before it begins", "later `until`"),
        (["--engine", "spark"], "no engine 'spark'", "auto, in-process, gds"),
        (["--goal", "acme/none"], "no goal 'acme/none'", "source/id"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_remedy(
    engine_target: Target, store: Store, words: list[str], message: str, mend: str
) -> None:
    done = goalgraph("analyse", *words, target=engine_target)

    assert done.returncode == 1
    assert message in done.stderr
    assert mend in done.stderr
    assert "Traceback" not in done.stderr
