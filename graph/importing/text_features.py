"""What is taken from a text before it is dropped: links, hashtags, goal marks, whether it asks."""

from __future__ import annotations

import re

from graph.importing.conventions import MOST_REFS
from graph.keys import fold
from graph.sources.text_fields import ref_key

_LINK = re.compile(r"https?://[^\s<>\"'`|\\{}]+", re.IGNORECASE)
_PAIRS = {")": "(", "]": "["}
_MARK = re.compile(r"(?<![\w/#&])#goal/[^\s<>\"'`|,;\])}]+", re.IGNORECASE)
_HASHTAG = re.compile(r"(?<![\w/#&])#(?!goal/)(?=\w*[^\W\d_])\w[\w-]*", re.IGNORECASE)
_ASKS = re.compile(r"[？؟]|\?(?=[?!.…]*(?:$|[\s\"'”’»)\]*_~]))")
_ASKS_IN_JAPANESE = re.compile(
    r"(?<!そう)(?:です|ます|でした|ました|ません|でしょう)か(?:ね)?(?=[。．.!！…\s」』)）]|$)"
)
"""How a polite question ends, which is seldom written with a mark; そうですか only says that it was heard."""
_NOT_SAID = re.compile(r"^[ \t]*>.*$|```.*?(?:```|\Z)|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def refs_of(text: str) -> list[str]:
    """The keys that a text carries, each once, in the order of their kind and place.

    Links stand as written, hashtags folded, goal marks as `#goal/` and the goal's id.

    >>> refs_of("See https://a.example/x. For #goal/2026/reach, #Onboarding and #12")
    ['https://a.example/x', '#goal/2026/reach', '#onboarding']
    """
    if "#" not in text and "://" not in text:
        return []
    links, rest = _addresses(text)
    marks = ["#goal/" + match[6:].rstrip(".:!?*_~") for match in _MARK.findall(rest)]
    tags = [fold(match.rstrip("-_")) for match in _HASHTAG.findall(rest)]
    keys = [ref_key(key) for key in (*links, *marks, *tags) if key != "#goal/"]
    return list(dict.fromkeys(keys))[:MOST_REFS]


def _link(text: str) -> str:
    """The address at the beginning of a text without spaces, up to a bracket that closes none of its own.

    >>> _link("https://a.example/GT_(game)),"), _link("https://a.example/x](y)")
    ('https://a.example/GT_(game)', 'https://a.example/x')
    """
    opened = {"(": 0, "[": 0}
    for place, sign in enumerate(text):
        if sign in opened:
            opened[sign] += 1
        elif sign in _PAIRS:
            opened[_PAIRS[sign]] -= 1
            if opened[_PAIRS[sign]] < 0:
                text = text[:place]
                break
    return text.rstrip(".,;:!?*_~([")


def _addresses(text: str) -> tuple[list[str], str]:
    """The addresses in a text, and the text without them."""
    links, rest, place = [], [], 0
    while match := _LINK.search(text, place):
        link = _link(match[0])
        rest += [text[place : match.start()], " "]
        place = match.start() + len(link)
        if not link.endswith("//"):
            links.append(link)
    return links, "".join([*rest, text[place:]])


def goal_marks_of(text: str) -> list[str]:
    """The goal marks of a text alone."""
    return [key for key in refs_of(text) if key.startswith("#goal/")]


def asks(text: str) -> bool:
    """Whether a text asks something: a question mark ends a sentence that is its author's own.

    In Japanese か at the end of a polite sentence asks, too. Quoted lines (`> ...`) and code do not
    count, nor do the question marks inside links.

    >>> asks("Who knows Cypher?"), asks("> Who knows Cypher?"), asks("https://a.example/?q=1")
    (True, False, False)
    """
    if "?" not in text and "？" not in text and "؟" not in text and "か" not in text:
        return False
    own = _addresses(_NOT_SAID.sub(" ", text))[1]
    return bool(_ASKS.search(own) or _ASKS_IN_JAPANESE.search(own))
