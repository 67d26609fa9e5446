"""Export of the store as bundles, one a source, in canonical form: the oracle of the import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import BadInput, NotFound
from graph.exporting.canonical import canonical_line, encode
from graph.exporting.rows import row_of, when
from graph.sources.file_names import MANIFEST
from graph.sources.kinds import FILES, ORDER, Kind
from graph.store.driver import Store
from graph.store.statements import statement

Tell = Callable[[Kind, int], None]

FLUSH = 1000


@dataclass(slots=True)
class ExportedBundle:
    """One bundle that was written: its source, its folder and the rows of each file."""

    source: str
    path: Path
    rows: dict[Kind, int] = field(default_factory=dict)


async def export_bundles(
    store: Store,
    path: Path,
    *,
    source: str | None = None,
    tell: Tell = lambda kind, exports: None,
) -> list[ExportedBundle]:
    """The bundles written: one folder a source below `path`, or that of `source` as `path` itself.

    Raises BadInput where the folder holds other files, NotFound for an unknown source.
    """
    stored = {row[0]: row[1:] for row in await store.rows("sources")}
    if source is not None and source not in stored:
        names = ", ".join(sorted(stored)) or "none"
        raise NotFound(
            f"the store holds nothing of the source {source!r}", remedy=f"choose one of: {names}"
        )
    folders = {source: path} if source is not None else {name: path / name for name in stored}
    if not folders:
        raise NotFound(
            "the store holds no bundle", remedy="import one first: goalgraph import PATH"
        )
    for folder in folders.values():
        _check_folder(folder)
    exports = []
    for name, folder in sorted(folders.items()):
        at, precision = stored[name]
        exports.append(await _export(store, folder, name, when(at, precision), tell))
    return exports


def _check_folder(folder: Path) -> None:
    """Raise where writing would mix a bundle with other files."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BadInput(f"{folder} is a file", remedy="give a folder that does not exist yet")
    known = {MANIFEST, *FILES}
    others = [
        entry.name for entry in folder.iterdir() if entry.name.removesuffix(".part") not in known
    ]
    if others:
        raise BadInput(
            f"{folder} holds other files, such as {min(others)!r}",
            remedy="give an empty folder, or one that does not exist yet",
        )


async def _export(
    store: Store, folder: Path, source: str, exported_at: str | None, tell: Tell
) -> ExportedBundle:
    """Write one bundle; a file without rows is left out, and so is an older one of that name."""
    folder.mkdir(parents=True, exist_ok=True)
    export = ExportedBundle(source, folder)
    for kind in ORDER:
        count = await _export_file(store, folder / kind.file, kind, source, tell)
        if count:
            export.rows[kind] = count
    manifest = {
        "format": "goalgraph-bundle",
        "version": 1,
        "source": source,
        "exported_at": exported_at,
    }
    (folder / MANIFEST).write_text(encode(manifest) + "\n", encoding="utf-8")
    return export


async def _export_file(store: Store, path: Path, kind: Kind, source: str, tell: Tell) -> int:
    """The number of rows written to a file, streamed from the store; it appears when it is whole."""
    name = f"export_{kind.value}"
    export = statement(name)
    params = {"prefix": f"{source}/"} if "prefix" in export.examples else {"source": source}
    part = path.with_name(path.name + ".part")
    count = 0
    with part.open("w", encoding="utf-8", newline="\n") as file:
        async for values in store.stream(name, **params):
            columns = dict(zip(export.columns, values, strict=True))
            file.write(canonical_line(kind, row_of(kind, source, columns)) + "\n")
            count += 1
            if count % FLUSH == 0:
                tell(kind, count)
    if count:
        part.replace(path)
        tell(kind, count)
    else:
        part.unlink()
        path.unlink(missing_ok=True)
    return count
