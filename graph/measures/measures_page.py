"""The page of every measure, made from the registry: `python -m graph.measures.measures_page` writes docs/measures.md."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from graph.measures.catalogue import MEASURES, Measure
from graph.measures.measure import Direction, Scale

PAGE = Path(__file__).resolve().parents[2] / "docs" / "measures.md"
HEAD = """\
# Measures

<!-- written by `python -m graph.measures.measures_page` from the registry in graph/measures; compared by a test -->

Every measure, as `{ measures { key title formula unit range direction reference whenItMisleads } }` and
`goalgraph measures` list them too. The arrow of a tie is *who acted → towards whom*; T is the day at which ties are taken.
None of them is seniority or merit. [analysis.md](analysis.md) says how they are computed and read.
Every threshold and convention behind them stands in [conventions.md](conventions.md).
"""
TITLES = {
    Scale.PERSON: "Of people",
    Scale.GROUP: "Of a set of people",
    Scale.NETWORK: "Of the whole network",
}
NOTES = {
    Scale.PERSON: "A group, a set and the network have the mean over their people.",
    Scale.GROUP: "Of the set taken as one; a set of one person has that person's own value.",
    Scale.NETWORK: "`figures` shows them.",
}


def page() -> str:
    """The whole page: a table of contents by scale, then every measure by key."""
    parts = [HEAD]
    for scale in Scale:
        parts += [f"\n## {TITLES[scale]}\n", NOTES[scale], ""]
        chosen = [MEASURES[key] for key in sorted(MEASURES) if MEASURES[key].scale is scale]
        parts += ["| key | what it says | unit | range |", "|---|---|---|---|"]
        parts += [
            f"| [`{one.key}`](#{one.key}) | {_cell(one.title)} | {_cell(one.unit)} | {one.range} |"
            for one in chosen
        ]
        for one in chosen:
            parts += ["", *_section(one)]
    return "\n".join(parts) + "\n"


def _section(one: Measure) -> Iterable[str]:
    """One measure with all that must be known of it."""
    yield f"### `{one.key}`"
    yield ""
    yield f"{one.title}."
    yield ""
    for name, text in facts(one):
        yield f"- {name}: {text}"


def facts(one: Measure) -> list[tuple[str, str]]:
    """What must be known of a measure, each with its name."""
    direction = "" if one.direction is Direction.NEITHER else f"; {one.direction.value}"
    return [
        ("formula", one.formula),
        ("unit", one.unit),
        ("range", one.range + direction),
        *((("no value", one.undefined),) if one.undefined else ()),
        *((("at most", f"{one.most_people:,} people"),) if one.most_people else ()),
        ("needs", one.needs.value),
        ("reference", one.reference),
        ("misleads", one.when_it_misleads),
    ]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE} is up to date")


if __name__ == "__main__":
    main()
