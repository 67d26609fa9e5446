"""The kinds of docs/value.md, made from their registry: `python -m graph.upkeep.value_page`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.ledger.kinds import KINDS, Kind, RateForm, Stage
from graph.ledger.maturity import HEADLINES, THRESHOLDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "value.md"
BEGIN = "<!-- kinds: written by `python -m graph.upkeep.value_page`, compared by a test -->"
END = "<!-- end of kinds -->"


def kinds_text() -> str:
    """Every stage with its kinds, and the thresholds."""
    lines = [line for stage in Stage for line in _stage(stage)]
    lines += [
        "### Thresholds",
        "",
        "| stage | speaks for it | its rate is at least |",
        "|---|---|---|",
    ]
    for stage, threshold in THRESHOLDS.items():
        kind = HEADLINES[stage]
        lines.append(f"| {stage.value} | {kind.code} {kind.title} | {threshold} |")
    return "\n".join([BEGIN, "", *lines, "", END])


def _stage(stage: Stage) -> Iterator[str]:
    yield f"### {stage.value.capitalize()}"
    yield ""
    yield stage.doc
    yield ""
    yield "| kind | who earns what | rate | more is better | when it misleads | prior art |"
    yield "|---|---|---|---|---|---|"
    for kind in KINDS.values():
        if kind.stage is stage:
            yield _row(kind)
    yield ""


def _row(kind: Kind) -> str:
    title = f"**{kind.code}** {kind.title}" + (" (*headline*)" if kind.headline else "")
    form = "" if kind.form is RateForm.NONE else f"{kind.formula}; per {kind.per}" if kind.per else kind.formula  # fmt: skip
    direction = "no direction" if kind.direction is None else {"more": "yes", "less": "less is"}[kind.direction.value]  # fmt: skip
    cells = (title, kind.credit, form or "none: a count", direction, kind.misleads, kind.prior_art)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def page_text(text: str) -> str:
    """The page with its kinds as the registry has them now."""
    before, _, rest = text.partition(BEGIN)
    return before + kinds_text() + rest.partition(END)[2]


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page_text(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
