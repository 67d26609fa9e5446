"""How a text becomes words that can be compared: any script, any case, any way of joining words.

`FooBar_baz-qux` gives its parts and the whole; plurals and common English endings are cut; scripts
written without spaces give pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from graph.goals.conventions import WORD_CHARACTERS

_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e00-\u0eff"
"""Vowel signs and accents, which Python does not count as parts of a word."""
_CHARACTER = rf"(?:[^\W_]|[{_MARKS}])"
_WORD = re.compile(rf"{_CHARACTER}+(?:[-_.'’&:]+{_CHARACTER}+)*[+#]*")
_PART = re.compile(rf"{_CHARACTER}+[+#]*")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")
_LINK = re.compile(r"\w+://\S+")
DENSE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
"""Runs of scripts that put no spaces between words."""
_PLURAL = re.compile("[A-Z]{2,}s")
_ACCENTS = re.compile("[\u0300-\u036f]")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|&\w+;")


_STOP = """
    a about after again all also am an and any are as at back be because been before being but by can
    could did do does doing done down each even ever every few for from get go got had has have having
    he her here him his how i if in into is it its just let like may me might more most much must my
    no nor not now of off on once one only or other our out over own per please same she should so some
    still such than thank thanks that the their them then there these they this those through to too
    under until up us use very via was we were what when where which while who whom why will with
    would yes yet you your yours im ive dont doesnt isnt cant wont
    aber als am an auch auf aus bei bin bis da das dass dem den der des die doch du durch ein eine einem
    einen einer es für hat ich ihr im in ist ja kann mit nach nicht noch nur ob oder sein sich sie sind
    so um und uns unter vom von vor war was wenn wer wie wir wird zu zum zur über
    au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur mais ne nous on ou
    où par pas pour qu que qui sa se ses son sur un une vous
    al como con cual del donde el ella ellos entre era es esta este esto hay las lo los mas muy nos o
    para pero por porque que se si sin sobre son su sus también un una unos y ya
    che chi ci come da dal dalla dei della delle di gli ha i nel nella non per più sono ti tra
    ao as com da das do dos e é em na nas não no nos os ou pela pelo são sua uma
    aan de dat deze die een en er het hij ik je met niet naar ook op te van voor wat we ze zijn
    """
"""Words that say nothing of a subject, in seven languages."""


def plain(text: str) -> str:
    """The text without links, markup and accents, compatibility forms unified, case kept."""
    text = _LINK.sub(" ", text) if "://" in text else text
    text = _TAG.sub(" ", text) if "<" in text or "&" in text else text
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text)))


def written(text: str) -> list[str]:
    """The words of a plain text as they are written, joined words whole."""
    return _WORD.findall(text)


def words(text: str) -> list[str]:
    """The words of a text in order, parts of joined words one by one, none left out.

    >>> words("Stabilizing cargo-script in FooBar’s builds")
    ['stabiliz', 'cargo', 'script', 'in', 'foo', 'bar', 'build']
    """
    return [part for word in written(plain(text)) for part in _parts(word)[0]]


def terms(text: str) -> list[str]:
    """What a text can be found by: its words but the commonest, and joined words as one too.

    >>> terms("the ref-counting of StableMIR")
    ['ref', 'count', 'refcount', 'stabl', 'mir', 'stablemir']
    """
    return [term for word in written(plain(text)) for term in _parts(word)[1]]


def terms_of_word(word: str) -> tuple[str, ...]:
    """The terms that one word as written stands for."""
    return _parts(word)[1]


STOP = frozenset(plain(_STOP).split())


@lru_cache(maxsize=200_000)
def _parts(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words and the terms that one word as written stands for."""
    raw = [
        piece[:-1] if _PLURAL.fullmatch(piece) else piece
        for part in _PART.findall(word)
        for piece in _CAMEL.split(part)
    ]
    parts = [stem(piece.casefold()[:WORD_CHARACTERS]) for piece in raw]
    if len(parts) > 1 and raw[-1] in ("s", "S"):
        parts.pop()
    dense = [pair for part in parts for pair in _pairs(part)]
    parts_ = [part for part in dense if part not in STOP and (len(part) > 1 or not part.isascii())]
    if 1 < len(parts) < 5 and dense == parts:
        compound = stem("".join(piece.casefold() for piece in raw[: len(parts)])[:WORD_CHARACTERS])
        parts_.append(compound)
    return tuple(dense), tuple(parts_)


def _pairs(word: str) -> list[str]:
    """The word, or its pairs of characters where its script puts no spaces between words."""
    if word.isascii() or not DENSE.search(word):
        return [word]
    pairs = []
    for run in re.findall(
        rf"{DENSE.pattern}|[^\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+", word
    ):
        if DENSE.fullmatch(run) and len(run) > 1:
            pairs += [run[place : place + 2] for place in range(len(run) - 1)]
        else:
            pairs.append(run)
    return pairs


_VOWEL = re.compile("[aeiouy]")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word without the commonest English endings; short words and other scripts stay.

    >>> [stem(word) for word in ("policies", "stabilization", "running", "boxes", "class")]
    ['policy', 'stabiliz', 'run', 'box', 'class']
    """
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    word = _singular(word)
    for ending in ("ization", "isation"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + "iz"
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and _VOWEL.search(rest):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    if word.endswith("is") and len(word) > 5:
        word = word[:-2] + "iz"
    return word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
