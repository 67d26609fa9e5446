"""Documents of a report: nothing in a text becomes markup, whatever it says."""

from __future__ import annotations

from fractions import Fraction
from html.parser import HTMLParser
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.exporting.report_document import (
    Cell,
    Document,
    Heading,
    Paragraph,
    Picture,
    Table,
    plain,
    to_html,
    to_markdown,
)
from graph.exporting.report_pictures import meter, stacked_bars

HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "' onmouseover=\"alert(1)",
    "a\n# b\n| c |\u202egpj.exe",
    "[x](javascript:alert(1)) ![](http://a.example/p.png) `code` **b**",
    "&lt;b&gt; &#x3c;",
    "x" * 500,
)
TEXTS = st.text() | st.sampled_from(HOSTILE)


class Page(HTMLParser):
    """The elements, attributes and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def document(text: str) -> Document:
    """A text in every place where one may stand."""
    table = Table(
        [text, "n"],
        [[Cell(text, 2, True, meter(Fraction(1, 3), None)), text]],
        text,
        frozenset({1}),
    )
    picture = Picture(stacked_bars([(text, [1, 0, 2])], [text, "b", "c"]), text)
    return Document(
        text, text, [Heading(text), Paragraph(text, True), picture, table, Table(["a"], [], text)]
    )


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_text_becomes_markup(text: str) -> None:
    page, bare = Page(to_html(document(text))), Page(to_html(document("a")))
    assert page.tags == bare.tags
    assert page.attributes == bare.attributes
    assert not {"script", "img", "link", "iframe", "a"} & set(page.tags)
    if plain(text).strip():
        assert "".join(page.texts).count(plain(text)) >= 9


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_markdown_has_as_many_lines_and_cells_whatever_texts_say(text: str) -> None:
    lines, bare = (to_markdown(document(one)).split("\n") for one in (text, "a"))
    assert len(lines) == len(bare)
    cells = [line.replace("\\|", "").count("|") for line in lines]
    assert cells == [line.count("|") for line in bare]
    assert all("<" not in line.replace("\\<", "") for line in lines)


def test_what_steers_is_shown_as_a_dot() -> None:
    assert plain("a\r\n\t\x1b[31m\u202e\u2066\ufeffb") == "a··· ·[31m···b".replace(" ", "")


def test_pictures_are_whole_and_show_their_numbers() -> None:
    svg = stacked_bars(
        [("2026-Q2", [12, 0, 3]), ("2026-Q1", [0, 0, 0])], ["reached", "moved", "open"]
    )
    root = ElementTree.fromstring(svg)
    words = ["".join(one.itertext()) for one in root.iter() if one.tag.endswith("text")]
    assert words == ["2026-Q2", "12", "3", "15", "2026-Q1", "0", "reached", "moved", "open"]
    widths = [float(one.attrib["width"]) for one in root.iter() if one.tag.endswith("rect")][:2]
    assert widths == [424.0, 106.0]
    for value, expected in (
        (Fraction(0), None),
        (Fraction(5), Fraction(1)),
        (Fraction(-1), Fraction(0)),
    ):
        drawn = ElementTree.fromstring(meter(value, expected))
        inner = [float(one.attrib["width"]) for one in drawn.iter() if one.tag.endswith("rect")]
        assert 0 <= inner[1] <= inner[0]
