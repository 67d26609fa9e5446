"""What cannot be made is refused with a remedy, and nothing half-written is left behind."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from api.cli.sample import sample as command
from graph.errors import BadInput
from graph.sample.bundle_files import BundleWriter
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings

SMALL = SampleSettings(people=30, months=1)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"people": 29}, "people is 29, which is outside 30 to 10000"),
        ({"people": 10_001}, "people is 10001, which is outside 30 to 10000"),
        ({"months": 0}, "months is 0, which is outside 1 to 36"),
        ({"messages_per_person": 3.9}, "messages per person and month is 3.9, which is outside"),
        ({"messages_per_person": float("nan")}, "messages per person and month is nan"),
        ({"as_of": date(1980, 1, 1)}, "as-of day 1980-01-01 is outside 1990 to 2200"),
    ],
)
def test_settings_outside_their_range_are_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput) as refused:
        SampleSettings(**wrong)  # type: ignore[arg-type]

    assert refused.value.message.startswith(message)
    assert refused.value.remedy is not None


def test_a_folder_with_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(BadInput, match="is not empty") as refused:
        write_sample(tmp_path, SMALL)

    assert refused.value.remedy == "name a new folder, or empty this one"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("mine")

    with pytest.raises(BadInput, match="exists and is no folder"):
        write_sample(out, SMALL)

    assert out.read_text() == "mine"


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(BadInput, match="cannot write") as refused:
        write_sample(tmp_path / "file" / "out", SMALL)

    assert refused.value.remedy == "choose a place where you may write and which has space left"


def test_an_empty_folder_is_filled_and_nothing_else_left(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()

    counts = write_sample(out, SMALL)

    assert counts["people"] == 30
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert len(list(out.iterdir())) == 15


def test_a_failure_half_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), BundleWriter(tmp_path / "out") as writer:
        writer.row("people", {"id": "p-1"})
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(BadInput, match="No space left") as refused,
        BundleWriter(tmp_path / "out"),
    ):
        raise OSError(28, os.strerror(28))

    assert "space" in str(refused.value.remedy)
    assert list(tmp_path.iterdir()) == []


def test_command_writes_the_bundle_and_says_what_comes_next(tmp_path: Path) -> None:
    app = Typer()
    app.command("sample")(command)
    out = tmp_path / "out"

    done = CliRunner().invoke(app, ["--people", "30", "--months", "1", "--seed", "5", str(out)])

    assert done.exit_code == 0, done.output
    assert "people                30" in done.stdout
    assert f"goalgraph import {out} --text full" in done.stdout
    assert (out / "truth.json").is_file()
