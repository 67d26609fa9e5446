"""What the driver's package brings along when a process starts."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = "print([name for name in ('neo4j', 'pandas', 'pyarrow') if name in sys.modules])"


@pytest.mark.parametrize(
    ("script", "loaded"),
    [
        ("import graph.store.driver", "['neo4j']\n"),
        ("import graph.store.driver, pandas", "['neo4j', 'pandas', 'pyarrow']\n"),
        (
            "import pandas, graph.store.driver; pandas.DataFrame()",
            "['neo4j', 'pandas', 'pyarrow']\n",
        ),
    ],
)
def test_data_frames_are_loaded_by_who_uses_them_only(script: str, loaded: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{script}\n{LOADED}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == loaded
