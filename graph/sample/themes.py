"""What the made-up company works on: themes with their goals' words.

The company makes heat pumps. A theme is an objective with measured results and with subjects; an
initiative is about one subject, whose details are the words that its talk uses. All words are
nouns that stand well after "the".
"""

from __future__ import annotations

from typing import NamedTuple

PURPOSE = "Every home warm without burning anything"
PURPOSE_TEXT = "We make clean heat simple enough for every family on every street."
PURPOSE_TERMS = ("clean heat", "warm home", "promise", "whole street", "next decade")


class Result(NamedTuple):
    """A measured result: its title, metric and words."""

    title: str
    kind: str
    unit: str
    baseline: float
    target: float
    terms: tuple[str, ...]


class Theme(NamedTuple):
    """An objective with its results, and subjects that initiatives can take up."""

    slug: str
    title: str
    text: str
    subjects: dict[str, tuple[str, ...]]
    results: tuple[Result, ...]


def words(text: str) -> dict[str, tuple[str, ...]]:
    """Subject → details, from lines `subject: detail, detail`."""
    lines = (line.split(":") for line in text.strip().splitlines())
    return {
        subject.strip(): tuple(detail.strip() for detail in details.split(","))
        for subject, details in lines
    }


SECOND_LIFE = Theme(
    "second-life",
    "A second life for returned units",
    "Returned units are taken apart, mended and placed again; the idea came up in talk.",
    words(
        """
        refurbishing corner: returned unit, cleaning bath, donor part, mended casing
        returns ledger: serial plate, return reason, grade stamp, resale list
        """
    ),
    (
        Result("150 mended units placed again", "reach", "units", 12, 150,
               ("mended unit", "second owner", "resale", "return pallet")),
    ),
)  # fmt: skip
"""The cluster of goals that supports nothing above it."""

SILENT = Result(
    "Halve the packaging waste", "decrease", "kg a unit", 6.8, 3.4,
    ("packaging", "cardboard sleeve", "stretch film", "wooden crate"),
)  # fmt: skip
"""The goal that nobody talks about; no other text uses its words."""

PLAIN_TERMS = (
    "coffee machine", "meeting room", "travel booking", "laptop order", "parking space",
    "summer party", "time sheet", "phone plan", "badge reader", "canteen menu", "bike shed",
    "office plant", "chair lottery", "football round", "lost umbrella", "projector cable",
)  # fmt: skip
"""Words of talk about no goal."""
