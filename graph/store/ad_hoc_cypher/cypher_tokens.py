"""The tokens of a Cypher statement, as the server tells them apart: comments, texts, names, numbers, marks.

The server decodes `\\uXXXX` before it looks for tokens, also inside comments and texts, where such an
escape may end either. Here escapes stand only inside texts and only for characters that end nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from graph.errors import BadInput
from graph.store.ad_hoc_cypher.conventions import NESTING

_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\r\n]*|/\*.*?\*/)"
    r"|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<quoted>`(?:[^`]|``)*`)"
    r"|(?P<parameter>\$(?:\w+|`(?:[^`]|``)*`))"
    r"|(?P<number>0[xo][0-9a-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<mark>=~|\.\.|<=|>=|<>|->|<-|\|\||\+=|::|[^\s\w'\"`\\])",
    re.DOTALL,
)
_ESCAPE = re.compile(r"(\\+)u+([0-9a-fA-F]{4})?", re.IGNORECASE)
_OPEN = {"(": ")", "[": "]", "{": "}"}
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Categories of characters that nobody sees: controls, formats, halves of pairs, private ones."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a statement. `end`: of an opening bracket the place of the closing one."""

    kind: str
    text: str
    place: int
    end: int

    @property
    def word(self) -> str:
        """A keyword or mark in capitals; empty for texts, quoted names, parameters and numbers."""
        return self.text.upper() if self.kind in ("name", "mark") else ""

    @property
    def is_name(self) -> bool:
        """Whether it names something: a variable, a label, a function; a keyword looks alike."""
        return self.kind in ("name", "quoted")


def tokens_of(statement: str) -> list[Token]:
    """The tokens without spaces and comments. Raises BadInput for what is no token, saying where."""
    _check_characters(statement)
    tokens: list[Token] = []
    place = 0
    while place < len(statement):
        match = _TOKEN.match(statement, place)
        if match is None or statement.startswith("/*", place) and match.lastgroup != "space":
            raise _refused(statement, place, "begins something that does not end, or is no Cypher")
        kind, text = match.lastgroup or "", match[0]
        if kind in ("space", "quoted", "parameter", "text"):
            _check_escapes(statement, match)
        if kind == "name":
            _check_name(statement, match)
        if kind == "quoted":
            text = text[1:-1].replace("``", "`")
        if kind != "space":
            tokens.append(Token(kind, text, place, -1))
        place = match.end()
    return _paired(statement, tokens)


def _paired(statement: str, tokens: list[Token]) -> list[Token]:
    """The tokens, each opening bracket with the place of its closing one."""
    open_: list[int] = []
    for number, token in enumerate(tokens):
        if token.kind != "mark":
            continue
        if token.text in _OPEN:
            open_.append(number)
            if len(open_) > NESTING:
                raise _refused(statement, token.place, f"lies in more than {NESTING} brackets")
        elif token.text in _OPEN.values():
            if not open_ or _OPEN[tokens[open_[-1]].text] != token.text:
                raise _refused(statement, token.place, "closes no bracket that is open")
            first = open_.pop()
            tokens[first] = Token("mark", tokens[first].text, tokens[first].place, number)
    if open_:
        raise _refused(statement, tokens[open_[-1]].place, "is never closed")
    return tokens


def _check_characters(statement: str) -> None:
    """Raise BadInput for a character that cannot be seen or sent."""
    for place, character in enumerate(statement):
        if character in "\t\n\r":
            continue
        if unicodedata.category(character) in _INVISIBLE:
            shown = f"U+{ord(character):04X}"
            raise BadInput(
                f"the statement has the character {shown}{_where(statement, place)}",
                remedy="take it out, or give the text that it belongs to as a parameter",
                path=("statement",),
            )


def _check_escapes(statement: str, match: re.Match[str]) -> None:
    """Raise BadInput for an escape by number that could end what it stands in."""
    for escape in _ESCAPE.finditer(match[0]):
        code = chr(int(escape[2], 16)) if escape[2] else ""
        plain = code not in ("", "\0", "'", '"', "`", "\\") and unicodedata.category(code) != "Cs"
        alone = len(escape[1]) == 1 and escape[0].lower().count("u") == 1
        if match.lastgroup != "text" or not (alone and plain):
            raise _refused(
                statement, match.start() + escape.start(), "is an escape that is not allowed here"
            )


def _check_name(statement: str, match: re.Match[str]) -> None:
    """Raise BadInput for a name that differs from a plain one only to the eye."""
    name = match[0]
    if name.isascii():
        return
    for twin in (unicodedata.normalize("NFKC", name), name.upper(), name.lower(), name.casefold()):
        if twin.isascii():
            raise _refused(statement, match.start(), f"looks like {twin[:40]} and is another name")


def _refused(statement: str, place: int, why: str) -> BadInput:
    shown = statement[place : place + 20].split("\n")[0]
    return BadInput(
        f"{shown!r}{_where(statement, place)} {why}",
        remedy="mend the statement there; give texts as parameters",
        path=("statement",),
    )


def _where(statement: str, place: int) -> str:
    line = statement.count("\n", 0, place) + 1
    column = place - (statement.rfind("\n", 0, place) + 1) + 1
    return f" (line {line}, column {column})"
