"""Whether a text is but a few words that point at nothing: told before the text is dropped."""

from __future__ import annotations

import re

from graph.importing.conventions import LONGEST_COURTESIES, SIGNS_A_WORD
from graph.importing.courtesy_phrases import without_courtesies
from graph.importing.text_features import refs_of
from graph.measures.ties.help_rules import RULES

_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_CODE = re.compile(r"`[^`\s][^`]*`|```")
_SIGN = re.compile(
    r"(?<!\w)(?:[<>]?[:;=8xX][-'^o]?[)(\]\[DdPpOo03/\\|*]+|<3+|[+-]1|:[a-z0-9_+-]+:)(?!\w)"
)
_POINTS = re.compile(
    r"\d"  # a number, a version, a date
    r"|\w[./\\:=@_]+\w|(?<!\S)[~.]?[/\\][.\w]"  # an address, a path, a name of code
    r"|(?<!\S)(?:--[a-z]|-[a-zA-Z](?!\w)|[$~]\w|\*\.\w|![a-z])"  # an option, a variable, a command
    r"|(?<=[a-z])[A-Z]"  # a name like LibreOffice
)
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def brief(text: str, least: int = RULES.least_words) -> bool:
    """Whether a text has fewer words than `least`, and no link, hashtag, code, number or name of a file.

    Quoted lines do not count, nor do smileys, signs of assent and courtesies (thanks, *me too*, *no idea*).

    >>> brief("Same here, no idea"), brief("3.1"), brief("https://a.example/x"), brief("+1 :)")
    (True, False, False, True)
    >>> brief("Press the red button first"), brief("右のボタンを押してください")
    (False, False)
    """
    plain = _QUOTED.sub(" ", text)
    if _CODE.search(plain) or refs_of(plain):
        return False
    plain = _SIGN.sub(" ", plain)
    if _POINTS.search(plain):
        return False
    words = _number_of_words(plain)
    if not least <= words <= LONGEST_COURTESIES:
        return words < least
    return _number_of_words(without_courtesies(plain)) < least


def _number_of_words(text: str) -> float:
    """The words of a text; two signs are one in writing without spaces."""
    signs = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + signs / SIGNS_A_WORD
