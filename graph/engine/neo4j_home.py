"""The home folder of a Neo4j, made ready for a start: settings, class path, plugins, first user."""

from __future__ import annotations

from pathlib import Path

from graph.engine import data_folder as data
from graph.engine.data_folder import Folder
from graph.engine.jar_lock import lock
from graph.engine.java import class_path
from graph.engine.settings import Memory, neo4j_conf


def furnish(folder: Folder, jars: Path, size: Memory) -> None:
    """Lay everything that Neo4j reads at its start into its home.

    Raises PortTaken where a port of the folder is taken.
    """
    bolt, http = data.ports(folder)
    conf = folder.home / "conf"
    (conf / "neo4j.conf").write_text(neo4j_conf(bolt, http, size), "ascii")
    (conf / "classpath").write_text(f"-cp {class_path(lock(), jars)}\n", "ascii")
    data.write_first_user(folder, data.password(folder))
    _link_plugins(folder, jars)


def _link_plugins(folder: Folder, jars: Path) -> None:
    """Link the jars that hold procedures into the plugins folder of Neo4j."""
    plugins = folder.home / "plugins"
    plugins.mkdir(exist_ok=True)
    for old in plugins.iterdir():
        old.unlink()
    for jar in lock().jars:
        if jar.group == "org.neo4j.gds" and jar.artifact.startswith(("proc", "opengds-extension")):
            (plugins / jar.name).symlink_to(jars / jar.name)
