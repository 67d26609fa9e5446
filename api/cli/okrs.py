"""The options of `goalgraph import` and `export` that are about OKR files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.config import Target
from graph.errors import BadInput
from graph.exporting.okrs import ExportedOkrs, export_okrs
from graph.migrations import require_migrated
from graph.sources.okr import OkrFile, open_okr
from graph.sources.okr.mapping import PLAIN, load_mapping, presets
from graph.sources.values import is_source, shown
from graph.store import Store


class Format(StrEnum):
    """How a file is read or written: our own bundle, or a table of goals."""

    BUNDLE = "bundle"
    OKR = "okr"


FormatOption = Annotated[
    Format, typer.Option("--format", help="A bundle, or a CSV file of goals (docs/okr.md).")
]
SourceOption = Annotated[
    str | None,
    typer.Option("--source", help="OKR file: where its ids are unique, such as `hr`."),
]
MappingOption = Annotated[
    str | None,
    typer.Option(
        "--mapping",
        help=f"OKR file: a .toml or .json that names its columns, or {', '.join(presets())}.",
    ),
]


def opened(path: Path, source: str | None, mapping: str | None) -> OkrFile:
    """The OKR file at `path`, read by the mapping of that name."""
    if source is not None and not is_source(source):
        raise BadInput(
            f"{shown(source)} names no source", remedy="use lower-case letters, digits and hyphens"
        )
    return open_okr(path, PLAIN if mapping is None else load_mapping(mapping), source)


def require_bundle(source: str | None, mapping: str | None) -> None:
    """Nothing; raises BadInput where an option is given that a bundle has no use for."""
    for name, given in (("--source", source), ("--mapping", mapping)):
        if given is not None:
            raise BadInput(
                f"{name} is for OKR files; a bundle names its source itself",
                remedy="add --format okr, or leave it out",
            )


async def export_okr_files(target: Target, path: Path, source: str | None) -> list[ExportedOkrs]:
    """The OKR files written."""
    async with Store.open(target) as store:
        await require_migrated(store)
        return await export_okrs(store, path, source=source)
