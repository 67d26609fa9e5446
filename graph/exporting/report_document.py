"""A plain document of headings, paragraphs, tables and pictures, as one HTML page or as Markdown.

Every text is escaped here and nowhere else: whatever a title says, it is shown as it is. Signs that steer
a terminal, or turn the direction of writing around, are shown as `·`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

_STEERING = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&$^:@])")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section; level 2 is the highest below the title."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `faint` where it only explains."""

    text: str
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing (SVG, made by `report_pictures`), and what it shows in words."""

    svg: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table: a text, how deep it is indented, whether it is faint, a picture before it."""

    text: str
    depth: int = 0
    faint: bool = False
    svg: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below the names of columns; `numbers` are the places of columns with numbers."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell | str]]
    empty: str
    """What is said where there are no rows."""
    numbers: frozenset[int] = frozenset()


Block = Heading | Paragraph | Picture | Table


@dataclass(frozen=True)
class Document:
    """A title, a line below it, and what follows."""

    title: str
    line: str
    blocks: list[Block] = field(default_factory=list)


def plain(text: str) -> str:
    """A text on one line without signs that steer.

    >>> plain("a\\nb\\u202ec")
    'a·b·c'
    """
    return _STEERING.sub("·", text)


def cell_of(value: Cell | str) -> Cell:
    """A cell, also of a bare text."""
    return Cell(value) if isinstance(value, str) else value


def to_markdown(document: Document) -> str:
    """The document as Markdown; pictures are told in words."""
    parts = [f"# {_md(document.title)}", _md(document.line)]
    for block in document.blocks:
        match block:
            case Heading():
                parts.append(f"{'#' * block.level} {_md(block.text)}")
            case Paragraph():
                parts.append(_md(block.text))
            case Picture():
                parts.append(_md(block.text))
            case Table():
                parts.append(_md_table(block))
    return "\n\n".join(parts) + "\n"


def _md(text: str) -> str:
    """A text with every sign that Markdown or HTML would take for its own made harmless.

    >>> _md("<b> [a](b) |")
    '\\\\<b\\\\> \\\\[a\\\\]\\\\(b\\\\) \\\\|'
    """
    return _MARKDOWN.sub(r"\\\1", plain(text))


def _md_table(table: Table) -> str:
    if not table.rows:
        return _md(table.empty)
    lines = [
        "| " + " | ".join(map(_md, table.columns)) + " |",
        "|"
        + "|".join(
            "--:" if place in table.numbers else "---" for place in range(len(table.columns))
        )
        + "|",
    ]
    for row in table.rows:
        cells = [cell_of(cell) for cell in row]
        lines.append(
            "| " + " | ".join("&emsp;" * one.depth + _md(one.text) for one in cells) + " |"
        )
    return "\n".join(lines)


def to_html(document: Document) -> str:
    """The document as one page without a script or anything from elsewhere, to be read and printed."""
    body = "\n".join(map(_html, document.blocks))
    title = _text(document.title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n<p class="line">{_text(document.line)}</p>\n{body}\n'
        "</main>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(plain(text), quote=True)


def _html(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{_text(block.text)}</h{block.level}>"
        case Paragraph():
            return f"<p{' class=faint' if block.faint else ''}>{_text(block.text)}</p>"
        case Picture():
            return f"<figure>{block.svg}<figcaption>{_text(block.text)}</figcaption></figure>"
        case Table():
            return _html_table(block)


def _html_table(table: Table) -> str:
    if not table.rows:
        return f"<p>{_text(table.empty)}</p>"
    kinds = ["number" if place in table.numbers else "words" for place in range(len(table.columns))]
    head = "".join(
        f'<th scope="col" class="{kind}">{_text(name)}</th>'
        for kind, name in zip(kinds, table.columns, strict=True)
    )
    rows = "\n".join(
        "<tr>" + "".join(map(_html_cell, map(cell_of, row), kinds)) + "</tr>" for row in table.rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _html_cell(cell: Cell, kind: str) -> str:
    indent = f' style="padding-left:{0.5 + 1.1 * cell.depth:.1f}em"' if cell.depth else ""
    faint = " faint" if cell.faint else ""
    text = _text(cell.text)
    if cell.svg:
        text = f"{cell.svg} <span>{text}</span>"
    return f'<td class="{kind}{faint}"{indent}>{text}</td>'


STYLE = """\
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 15px/1.45 "DejaVu Sans", Verdana, sans-serif; }
main { max-width: 62em; margin: 0 auto; padding: 2em 1.5em 4em; }
h1 { font-size: 1.6em; line-height: 1.25; margin: 0 0 .2em; overflow-wrap: anywhere; }
h2 { font-size: 1.15em; margin: 2em 0 .6em; padding-bottom: .2em; border-bottom: 1px solid #777; }
h3 { font-size: 1em; margin: 1.4em 0 .4em; }
p { margin: .4em 0 .8em; max-width: 46em; overflow-wrap: anywhere; }
.line, .faint, figcaption { color: #555; }
figure { margin: .6em 0 1em; }
figure svg { max-width: 100%; height: auto; display: block; }
figcaption { font-size: .9em; margin-top: .3em; }
table { border-collapse: collapse; width: 100%; margin: .4em 0 1em; font-size: .9em; }
th, td { text-align: left; vertical-align: top; padding: .3em .5em; border-bottom: 1px solid #ccc; }
th { border-bottom: 1px solid #777; }
td.words { overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td svg { vertical-align: middle; }
td.number span { display: inline-block; min-width: 3.4em; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
"""
