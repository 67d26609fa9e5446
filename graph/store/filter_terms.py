"""What a list is filtered by: comparisons, joined by and, or and not, also of nodes that a node is related to.

A term is what is asked; its shape is the same without values, hashable, and decides the text:

    Filter                 (property, comparator)
    AllOf, AnyOf, Not      ("and" | "or" | "not", (shape, …))
    Related                ("some" | "none" | "all", statement, (shape, …))

Values are parameters, numbered as the comparisons stand: `$value0`, `$value1`, …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import count
from typing import Any

from graph.store.read_policy import predicate
from graph.store.related_nodes import related_nodes
from graph.store.statements import CYPHER

FilterShape = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """One comparison: a stored property of the listed node, a comparator of `cypher/where/`, a value.

    `r.role` is a property of what else the list's statement binds by that name.
    """

    property: str
    comparator: str
    value: str | int | float | bool | tuple[str | int | float, ...] | object | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of these hold; nothing at all, too."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these holds."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """This does not hold; a comparison with an absent value does not."""

    term: Term


class Reckoned:
    """The value of a comparison that this process works out when the list is read, for each request anew.

    Whoever reads the list puts the value in its place before (`reckoned`).
    """

    async def value(self, context: Any) -> tuple[str, ...] | str:
        """The value for a request."""
        raise NotImplementedError


async def reckoned(terms: tuple[Term, ...], context: Any) -> tuple[Term, ...]:
    """The same terms with the values in them that a process works out; the very same without any."""
    if not any(isinstance(one.value, Reckoned) for one in comparisons(terms)):
        return terms
    return tuple([await _reckoned(term, context) for term in terms])


async def _reckoned(term: Term, context: Any) -> Term:
    match term:
        case Filter():
            known = term.value
            return (
                replace(term, value=await known.value(context))
                if isinstance(known, Reckoned)
                else term
            )
        case Not():
            return Not(await _reckoned(term.term, context))
        case _:
            return replace(term, terms=await reckoned(term.terms, context))


class Quantifier(StrEnum):
    """Of how many related nodes terms hold."""

    SOME = "some"
    NONE = "none"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Related:
    """All terms hold of some, none or all of the nodes that a list or single relation finds."""

    statement: str
    quantifier: Quantifier
    terms: tuple[Term, ...]


Term = Filter | AllOf | AnyOf | Not | Related


def shape_of_term(term: Term) -> FilterShape:
    """The term without its values."""
    match term:
        case Filter():
            return term.property, term.comparator
        case AllOf():
            return "and", shapes_of(term.terms)
        case AnyOf():
            return "or", shapes_of(term.terms)
        case Not():
            return "not", shapes_of((term.term,))
        case Related():
            return term.quantifier.value, term.statement, shapes_of(term.terms)


def shapes_of(terms: Iterable[Term]) -> tuple[FilterShape, ...]:
    """The shapes of terms, in their order."""
    return tuple(map(shape_of_term, terms))


def comparisons(terms: Iterable[Term]) -> Iterator[Filter]:
    """The comparisons in terms, in the order in which their values are numbered."""
    for term in terms:
        match term:
            case Filter():
                yield term
            case Not():
                yield from comparisons((term.term,))
            case _:
                yield from comparisons(term.terms)


def values_of(terms: Iterable[Term]) -> dict[str, object]:
    """The parameters of terms."""
    return {
        f"value{number}": list(one.value) if isinstance(one.value, tuple) else one.value
        for number, one in enumerate(comparisons(terms))
        if "$value" in fragments()[one.comparator]
    }


@cache
def fragments() -> Mapping[str, str]:
    """The predicates of `cypher/where/` by name, on `n.property` and `$value`."""
    texts = {}
    for path in sorted((CYPHER / "where").glob("*.cypher")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
        texts[path.stem] = " ".join(line for line in lines if not line.startswith("//"))
    return texts


def predicates(shapes: Iterable[FilterShape], *, restricted: bool = False) -> list[str]:
    """The texts of terms on `n`; `restricted`: related nodes are those that the reader may read."""
    writer = _Writer(restricted)
    return [writer.text(shape, "n") for shape in shapes]


class _Writer:
    """Writes terms one after the other; each comparison and each related node has a number of its own."""

    def __init__(self, restricted: bool) -> None:
        self._restricted = restricted
        self._values = count()
        self._nodes = count(1)

    def text(self, shape: FilterShape, name: str, *, negated: bool = False) -> str:
        """One term on the node `name`; inside a negation a comparison with what is absent is false."""
        match shape:
            case ("and" | "or" | "not" as word, tuple() as shapes):
                return self._joined(word, shapes, name, negated=negated)
            case (str(quantifier), str(statement), tuple() as shapes):
                return self._related(quantifier, statement, shapes, name)
            case (prop, comparator):
                place = prop if "." in prop else f"{name}.{prop}"
                text = fragments()[comparator].replace("n.property", place)
                text = text.replace("$value", f"$value{next(self._values)}")
                return f"coalesce({text}, false)" if negated else text
        raise AssertionError(shape)

    def _joined(
        self, word: str, shapes: tuple[FilterShape, ...], name: str, *, negated: bool
    ) -> str:
        negated = negated or word == "not"
        texts = [self.text(shape, name, negated=negated) for shape in shapes]
        if word == "not":
            return f"NOT ({' AND '.join(texts)})"
        empty = "true" if word == "and" else "false"
        return f"({f' {word.upper()} '.join(texts) or empty})"

    def _related(
        self, quantifier: str, statement: str, shapes: tuple[FilterShape, ...], near: str
    ) -> str:
        node = f"m{next(self._nodes)}"
        related = related_nodes(statement)
        pattern, terms = related.named(near, node)
        policy = predicate(related.label, node) if self._restricted else None
        terms += [policy] if policy else []
        is_all = quantifier == Quantifier.ALL
        texts = [self.text(shape, node, negated=is_all) for shape in shapes]
        if is_all:
            terms.append(f"NOT ({' AND '.join(texts) or 'true'})")
        else:
            terms += texts
        where = f" WHERE {' AND '.join(terms)}" if terms else ""
        exists = f"EXISTS {{ MATCH {pattern}{where} }}"
        return exists if quantifier == Quantifier.SOME else f"NOT {exists}"
