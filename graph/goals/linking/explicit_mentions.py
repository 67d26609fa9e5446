"""Explicit marks: a goal named by its id, its address, a hashtag, a tag or its title.

A mark that several goals carry says less of each: its strength is shared among them. `2025h1` as
the id of a goal and as a part of forty others' ids names none of them for sure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from graph.goals.conventions import (
    ALIAS_WEIGHT,
    ID_WEIGHT,
    MARK_TRUST,
    MOST_BEARERS,
    PART_WEIGHT,
    PASSING_CHARACTERS,
    TAG_WEIGHT,
    TITLE_TRUST,
)
from graph.goals.linking.texts import GoalText, Talk
from graph.goals.linking.tokenization import STOP, words
from graph.keys import fold, native_of

_TOKEN = re.compile(r"[^\W_][\w.-]*(?:/[\w.-]+)*")
_GOAL_PATH = re.compile(r"/(?:goals?|okrs?|objectives?)/([^?#]+)", re.IGNORECASE)


Called = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""The id, title, synonyms and tags of a goal."""
Keys = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Mention:
    """That a conversation names a goal: how strongly 0..1, and in words."""

    strength: float
    reason: str


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", fold(title)))


def is_distinct(key: str) -> bool:
    """Whether a plain word in a text may be an id: it holds a digit and a letter, or is joined."""
    letters = any(character.isalpha() for character in key)
    return letters and len(key) > 2 and (any(c.isdigit() for c in key) or "-" in key or "/" in key)


@dataclass(frozen=True, slots=True)
class Name:
    """A title or synonym of the goal at `place`, in words that can be compared and as written."""

    place: int
    words: tuple[str, ...]
    text: str


@lru_cache(maxsize=200_000)
def _id_of(token: str) -> str:
    """The word as ids are compared; nothing where it cannot be one."""
    key = fold(token).rstrip(".-")
    return key if is_distinct(key) else ""


class ExplicitMentions:
    """What names the goals of an organisation."""

    def __init__(
        self,
        goals: Sequence[GoalText],
        names: Callable[[str], tuple[str, ...]] | None = None,
        keys: Callable[[Called], Keys] | None = None,
    ) -> None:
        names, keys = names or words_of, keys or keys_of
        self._ids: dict[str, int] = {}
        self._weights: dict[str, list[tuple[int, float]]] = {}
        self.names: list[Name] = []
        bearers: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for place, goal in enumerate(goals):
            keys_of_goal = keys(_called(goal))
            (whole, _), (native, _) = keys_of_goal[:2]
            self._ids[whole] = place
            self._ids.setdefault(native or whole, place)
            for key, weight in dict(sorted(keys_of_goal, key=_weight)).items():
                self._weights.setdefault(key, []).append((place, weight))
            for title in (goal.title, *goal.synonyms):
                if name := names(title):
                    self.names.append(Name(place, name, title))
                    bearers[name].add(place)
        self._bearers = {words_: len(places) for words_, places in bearers.items()}
        self.names = [entry for entry in self.names if self._bearers[entry.words] <= MOST_BEARERS]

    def _shares(self, key: str) -> dict[int, float]:
        """Goal → its share of a mark; empty where too many carry it."""
        weights = self._weights.get(key, ())
        if not key or len(weights) > MOST_BEARERS:
            return {}
        whole = sum(weight for _, weight in weights)
        return {place: weight / whole for place, weight in weights}

    def keys(self, goal: GoalText, place: int) -> dict[str, float]:
        """What a goal may be named by, and how strong a mark it is at most."""
        every = {key for key, _ in keys_of(_called(goal))}
        shares = {key: self._shares(key).get(place, 0.0) for key in sorted(every)}
        ids = {key: 1.0 for key in (fold(goal.id), _native(goal)) if self._ids[key] == place}
        return {key: share for key, share in shares.items() if share} | ids

    def referred(self, talk: Talk) -> dict[int, Mention]:
        """Goal → the strongest mark in what the conversation refers to and is filed under."""
        mentions: dict[int, Mention] = {}
        for ref in talk.refs:
            self._ref(mentions, ref)
        for tag in talk.tags:
            self._key(mentions, "tag", fold(tag).lstrip("#"), f"tag “{tag}”")
        return mentions

    def of(self, talk: Talk, names: Iterable[int]) -> dict[int, Mention]:
        """Goal → the strongest mark in the conversation.

        `said`: places in `names` of which every word was said; those said in one piece count.
        """
        mentions = self.referred(talk)
        self._text(mentions, talk)
        self._titles(mentions, talk, names)
        return mentions

    def _add(self, mentions: dict[int, Mention], place: int, strength: float, reason: str) -> None:
        before = mentions.get(place)
        if before is None or before.strength < strength:
            mentions[place] = Mention(strength, reason)

    def _key(
        self, mentions: dict[int, Mention], kind: str, key: str, reason: str, trust: float = 1.0
    ) -> None:
        shares = self._shares(key)
        for place, share in shares.items():
            many = f", which {len(shares)} goals carry" if len(shares) > 1 else ""
            self._add(mentions, place, share * MARK_TRUST[kind] * trust, reason + many)

    def _ref(self, mentions: dict[int, Mention], ref: str) -> None:
        if ref.startswith("#goal/"):
            key = fold(unquote(ref[6:]))
            if key in self._ids:
                self._add(mentions, self._ids[key], MARK_TRUST["goal"], f"mark “{ref}”")
            return self._key(mentions, "goal", key, f"mark “{ref}”")
        if ref.startswith("#"):
            return self._key(mentions, "hashtag", fold(ref[1:]), f"hashtag “{ref}”")
        if "://" in ref:
            path = fold(unquote(ref.partition("://")[2].partition("/")[2]))
            return self._path(mentions, path.partition("?")[0].partition("#")[0], ref)
        return None

    def _path(self, mentions: dict[int, Mention], path: str, ref: str) -> None:
        """The goals that the path of an address names: by an id at its end."""
        inside = _GOAL_PATH.search("/" + path)
        if inside and inside[1].rstrip("/") in self._ids:
            self._add(
                mentions, self._ids[inside[1].rstrip("/")], MARK_TRUST["link"], f"link “{ref}”"
            )
        parts = re.sub(r"\.\w{2,5}$", "", path.rstrip("/")).split("/")
        for start in range(len(parts)):
            key = "/".join(parts[start:])
            if key in self._ids and (is_distinct(key) or inside):
                return self._add(mentions, self._ids[key], MARK_TRUST["link"], f"link “{ref}”")
        return None

    def _passing(self, talk: Talk) -> float:
        """What a mention in the text counts: in a long one it is said in passing."""
        return min(1.0, PASSING_CHARACTERS / max(len(talk.text), 1))

    def _text(self, mentions: dict[int, Mention], talk: Talk) -> None:
        """The goals whose id stands in the title or the text as a word of its own."""
        for text, trust in ((talk.title, 1.0), (talk.text, self._passing(talk))):
            for token in set(_TOKEN.findall(text)):
                key = _id_of(token)
                if key and key in self._ids:
                    self._key(mentions, "id", key, f"id “{token.rstrip('.-')}” mentioned", trust)

    def _titles(self, mentions: dict[int, Mention], talk: Talk, names: Iterable[int]) -> None:
        title, text = words(talk.title), list[str]()
        for number in names:
            name = self.names[number]
            bearers = self._bearers[name.words]
            many = f", as {bearers} goals are called" if bearers > 1 else ""
            if len(title) == len(name.words) and _holds(title, name.words):
                self._add(mentions, name.place, 1 / bearers, f"its title is “{name.text}”{many}")
                continue
            significant = len([word for word in name.words if word not in STOP and len(word) > 1])
            if significant < 2:
                continue
            text = text or words(talk.text)
            trust = MARK_TRUST["title"] if _holds(title, name.words) else 0.0
            if _holds(text, name.words):
                said_so = TITLE_TRUST[min(significant, 4)]
                if _QUOTED.sub("", fold(name.text)) in _quotes(talk.text):
                    said_so = MARK_TRUST["quote"]
                trust = max(trust, said_so * self._passing(talk))
            if trust:
                self._add(mentions, name.place, trust / bearers, f"“{name.text}” mentioned{many}")


def _native(goal: GoalText) -> str:
    return fold(native_of(goal.id)) or fold(goal.id)


def _weight(key: tuple[str, float]) -> float:
    return key[1]


def _called(goal: GoalText) -> Called:
    return goal.id, goal.title, tuple(goal.synonyms), tuple(goal.tags)


def words_of(title: str) -> tuple[str, ...]:
    """The words of a title, by which it is found in a text."""
    return tuple(words(title))


def keys_of(called: Called) -> Keys:
    """What a tag, a hashtag or an id in a text may name a goal by, with how directly it does.

    The first two are its id and the part of it that its source gave.
    """
    id_, title, synonyms, tags = called
    native = fold(native_of(id_)) or fold(id_)
    parts = native.split("/")
    keys = [
        (fold(id_), ID_WEIGHT),
        (native, ID_WEIGHT),
        (f"goal-{native}", ID_WEIGHT),
        (f"goal/{native}", ID_WEIGHT),
    ]
    keys += [(part, PART_WEIGHT) for part in parts[:-1]]
    keys += [("/".join(parts[:end]), PART_WEIGHT) for end in range(2, len(parts))]
    if len(parts) > 1:
        keys.append((parts[-1], ALIAS_WEIGHT))
    keys += [(_slug(name), ALIAS_WEIGHT) for name in (title, *synonyms)]
    keys += [(fold(tag), TAG_WEIGHT) for tag in tags]
    return keys[:2] + [(key, weight) for key, weight in keys[2:] if key]


_QUOTED = re.compile(r"[“”„‟\"«»*_`]")
_QUOTE = re.compile(r"[“„\"«]([^“”„‟\"«»\n]{4,200})[”‟“\"»]|\*([^*\n]{4,200})\*")


def _quotes(text: str) -> set[str]:
    """What stands in quotation marks or is set off, folded."""
    return {
        fold(_QUOTED.sub("", straight or curly)).strip(" .!?")
        for straight, curly in _QUOTE.findall(text)
    }


def _holds(whole: Sequence[str], part: tuple[str, ...]) -> bool:
    """Whether the words of `part` stand in `whole` one after the other."""
    if not part or len(part) > len(whole):
        return False
    first, length = part[0], len(part)
    return any(
        whole[place] == first and tuple(whole[place : place + length]) == part
        for place in range(len(whole) - length + 1)
    )
