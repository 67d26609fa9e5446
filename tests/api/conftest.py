"""What the tests of the API share: a small sample company in the real store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from api.execution.context import Context
from api.execution.selection import asked_at
from api.execution.viewer import LOCAL
from api.schema.schema import schema
from graph.importing import Options, TextMode, import_bundle
from graph.network.analyses.run import analyse
from graph.network.ties.tie_query import TieQuery
from graph.records.enums import TieKind
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from graph.store.driver import Store
from graph.store.operation import observer
from tests.conftest import hold


class Api:
    """The schema on a store, as a request would ask it."""

    def __init__(self, store: Store, bundle: Path) -> None:
        self.store = store
        self.bundle = bundle

    async def data(self, query: str, **variables: Any) -> Mapping[str, Any]:
        """The data of an answer without errors."""
        result = await self.result(query, **variables)
        assert result.errors is None, result.errors
        assert result.data is not None
        return result.data

    async def result(self, query: str, **variables: Any) -> Any:
        """The whole answer."""
        return await schema.execute(
            query, variable_values=variables, context_value=Context(self.store, LOCAL)
        )

    async def counted(self, query: str) -> Counter[tuple[str, str]]:
        """(response path without list indexes, statement) → how often it was sent."""
        sent: Counter[tuple[str, str]] = Counter()
        token = observer.set(lambda name: sent.update([(asked_at.get(), name)]))
        try:
            await self.data(query)
        finally:
            observer.reset(token)
        return sent


@pytest.fixture(scope="session")
def sample_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample company of forty people and two months of talk, written once a session."""
    bundle = Path(tmp_path_factory.mktemp("sample")) / "bundle"
    write_sample(bundle, SampleSettings(people=40, seed=7, months=2))
    return bundle


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def api(store: Store, sample_bundle: Path) -> Api:
    """The API on the sample company."""

    async def fill() -> None:
        report = await import_bundle(store, sample_bundle, Options(text=TextMode.FULL))
        assert report.exit_code == 0

    await hold(store, "sample of 40", fill)
    return Api(store, sample_bundle)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def analysed_api(store: Store, sample_bundle: Path) -> Api:
    """The API on the sample company with an analysis of all ties, and one of help."""

    async def fill() -> None:
        report = await import_bundle(store, sample_bundle, Options(text=TextMode.FULL))
        assert report.exit_code == 0
        await analyse(store)
        await analyse(store, TieQuery(kinds=(TieKind.HELP,)))

    await hold(store, "sample of 40, analysed", fill)
    return Api(store, sample_bundle)
