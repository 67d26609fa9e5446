"""The options of `goalgraph import` and `export` that are about OKR files."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.config import Target
from graph.errors import BadInput
from graph.exporting.okrs import ExportedOkrFile, export_okrs
from graph.sources.okr import OkrFile, open_okr
from graph.sources.okr.mapping import PLAIN, load_mapping, presets
from graph.sources.times import time
from graph.sources.values import InvalidValue, is_source, quote
from graph.store.driver import Store
from graph.upkeep.migrations import require_migrated


class Format(StrEnum):
    """How a file is read or written: our own bundle, a table of goals, or an edge list."""

    BUNDLE = "bundle"
    OKR = "okr"
    EDGES = "edges"


FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        help="A bundle; a table of goals (docs/okr.md) or an edge list (docs/analysts.md), CSV or .xlsx.",
    ),
]
SourceOption = Annotated[
    str | None,
    typer.Option("--source", help="OKR file or edge list: where its ids are unique, such as `hr`."),
]
MappingOption = Annotated[
    str | None,
    typer.Option(
        "--mapping",
        help=f"OKR file: a .toml or .json that names its columns, or {', '.join(presets())}.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="OKR file or edge list: the day of what it says, where its rows do not say it.",
    ),
]


def open_okr_file(
    path: Path, source: str | None, mapping: str | None, as_of: str | None
) -> OkrFile:
    """The OKR file at `path`, read by the mapping of that name, as of a day where it says none."""
    if source is not None and not is_source(source):
        raise BadInput(
            f"{quote(source)} names no source", remedy="use lower-case letters, digits and hyphens"
        )
    okr_mapping = PLAIN if mapping is None else load_mapping(mapping)
    if as_of is not None:
        try:
            okr_mapping = replace(
                okr_mapping, defaults={**okr_mapping.defaults, "updated_at": time(as_of)}
            )
        except InvalidValue as wrong:
            raise BadInput(f"--as-of: {wrong.reason}", remedy=wrong.mend) from None
    return open_okr(path, okr_mapping, source)


def require_bundle(source: str | None, mapping: str | None, as_of: str | None) -> None:
    """Raise BadInput where an option is given that a bundle has no use for."""
    own_words = {"--source": "its source", "--mapping": "its fields", "--as-of": "its times"}
    for name, value in zip(own_words, (source, mapping, as_of), strict=True):
        if value is not None:
            raise BadInput(
                f"{name} is for OKR files; a bundle names {own_words[name]} itself",
                remedy="add --format okr, or leave it out",
            )


async def export_okr_files(target: Target, path: Path, source: str | None) -> list[ExportedOkrFile]:
    """The OKR files written."""
    async with Store.open(target) as store:
        await require_migrated(store)
        return await export_okrs(store, path, source=source)
