"""What of an analyst's statement is refused by its text, before anything is sent to the store.

The plan names most of what a statement does (`plan_guard`), but a subquery inside an expression is worked
out without standing in the plan: `RETURN [x IN [1] | COLLECT { … }]` shows one Projection. So names of
procedures, functions and labels, files, and what grows are looked for among the tokens, wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.errors import BadInput, Forbidden, TooCostly
from graph.store.ad_hoc_cypher import allowlists, subquery_guard
from graph.store.ad_hoc_cypher.conventions import STATEMENT_BYTES
from graph.store.ad_hoc_cypher.cypher_tokens import Token, tokens_of
from graph.store.ad_hoc_cypher.list_loop_guard import check_loops
from graph.store.ad_hoc_cypher.planning_cost_guard import check_size
from graph.store.ad_hoc_cypher.value_growth_guard import check_parts
from graph.store.statements import near_names

OPTIONS = frozenset({"EXPLAIN", "PROFILE", "CYPHER", "USE"})
"""What may not stand before a statement: they are ours to say."""
PLACE = ("statement",)


def checked_text(statement: str) -> str:
    """The statement without the semicolon at its end; raises for what may not be asked.

    BadInput: it is no single statement of at most 8 KiB. Forbidden: it does or reads what analysts may not.
    TooCostly: a value in it could grow beyond what the store can hold or stop.
    """
    if not isinstance(statement, str):
        raise BadInput("the statement is no text", remedy="send Cypher", path=PLACE)
    size = len(statement.encode("utf-8", "surrogatepass"))
    if size > STATEMENT_BYTES:
        raise TooCostly(
            f"the statement has {size:,} bytes; {STATEMENT_BYTES:,} are allowed",
            remedy="give lists and long texts as parameters",
            path=PLACE,
        )
    tokens = tokens_of(statement)
    end = len(statement)
    while tokens and tokens[-1].text == ";":
        end = tokens.pop().place
    _check_beginning(tokens)
    _check_words(tokens)
    for called, is_procedure in _calls(tokens):
        _check_call(called, is_procedure=is_procedure)
    subquery_guard.check(tokens)
    check_size(tokens)
    check_loops(tokens)
    check_parts(tokens)
    return statement[:end]


def _check_beginning(tokens: Sequence[Token]) -> None:
    """Raise where there is no statement, or one that does not begin as a reading one."""
    if not tokens:
        raise BadInput("there is no statement", remedy="write one, such as RETURN 1", path=PLACE)
    word = tokens[0].word or tokens[0].text
    if word in OPTIONS:
        raise _forbidden(f"{word} may not stand before the statement", "leave it out")
    if word in allowlists.WRITING:
        raise _writes(word)
    if word not in allowlists.FIRST_WORDS:
        raise _forbidden(
            f"a statement may not begin with {word[:40]}",
            "begin with MATCH, OPTIONAL MATCH, WITH, UNWIND, CALL or RETURN",
        )


def _check_words(tokens: Sequence[Token]) -> None:
    """Raise for a second statement, a label that is kept secret, and keywords that reach out."""
    for number, token in enumerate(tokens):
        following = tokens[number + 1].word if number + 1 < len(tokens) else ""
        before = tokens[number - 1].text if number else ""
        if token.text == ";" and token.kind == "mark":
            raise BadInput(
                "there is more than one statement", remedy="send them one by one", path=PLACE
            )
        if token.is_name and token.text in allowlists.SECRET_LABELS:
            raise _forbidden(f"nodes of {token.text} may not be read", "ask for another label")
        if token.word == "LOAD" and following == "CSV":
            raise _forbidden(
                f"{token.word} {following} reads files and addresses", "give data as a parameter"
            )
        if token.word == "TRANSACTIONS" and _is_behind_block(tokens, number):
            raise _forbidden("IN TRANSACTIONS begins transactions of its own", "leave it out")
        if token.word in OPTIONS and before not in (".", ":", "$") and following not in (")", ":"):
            raise _forbidden(
                f"{token.word} is no part of a statement",
                f"leave it out; a variable of that name is written `{token.text}`",
            )
        if token.word == "=~":
            raise TooCostly(
                "`=~` may take for ever on a single text, and the store cannot stop it",
                remedy="use STARTS WITH, ENDS WITH, CONTAINS, or db.index.fulltext.queryNodes",
                path=PLACE,
            )


def _is_behind_block(tokens: Sequence[Token], number: int) -> bool:
    """Whether IN TRANSACTIONS follows the braces of CALL; a list may well be called transactions."""
    words = [token.word for token in tokens[max(0, number - 2) : number]]
    return words in (["}", "IN"], ["IN", "CONCURRENT"]) or words[1:] == ["CONCURRENT"]


def _calls(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """The names of all that is called, with dots, and whether each is a procedure."""
    for number, token in enumerate(tokens):
        follows_call = number > 0 and tokens[number - 1].word == "CALL"
        if token.is_name and follows_call:
            yield _chain_from(tokens, number), True
        elif token.text == "(" and token.kind == "mark" and number and tokens[number - 1].is_name:
            first = _first_of_chain(tokens, number - 1)
            is_keyword = (
                first == number - 1 and tokens[first].word in allowlists.BEFORE_BRACKET
            ) or tokens[first].word == "CALL"
            if is_keyword or _is_index_hint(tokens, first):
                continue
            if first == 0 or tokens[first - 1].word != "CALL":
                yield _chain_from(tokens, first), False


def _is_index_hint(tokens: Sequence[Token], label: int) -> bool:
    """Whether the brackets behind a label name the property of an index: USING INDEX n:Goal(id)."""
    hint = tokens[max(0, label - 3) : label]
    words = ("INDEX", "SEEK", "RANGE", "TEXT", "POINT")
    return len(hint) == 3 and hint[0].word in words and hint[1].is_name and hint[2].text == ":"


def _chain_from(tokens: Sequence[Token], first: int) -> str:
    """The name that begins at a token: names joined by dots."""
    parts = [tokens[first].text]
    number = first + 1
    while number + 1 < len(tokens) and tokens[number].text == "." and tokens[number + 1].is_name:
        parts.append(tokens[number + 1].text)
        number += 2
    return ".".join(parts)


def _first_of_chain(tokens: Sequence[Token], last: int) -> int:
    """Where the name begins that ends at a token."""
    first = last
    while first >= 2 and tokens[first - 1].text == "." and tokens[first - 2].is_name:
        first -= 2
    return first


def _check_call(name: str, *, is_procedure: bool) -> None:
    """Raise for a procedure or a function that is on no list."""
    if name.upper() in allowlists.WRITING and not is_procedure:
        raise _writes(name.upper())
    kind = "procedure" if is_procedure else "function"
    allowed = allowlists.PROCEDURES if is_procedure else allowlists.FUNCTIONS
    if name.lower() in allowed:
        return
    near = near_names(name.lower(), allowed, 1)
    remedy = f"did you mean {near[0]}?" if near else "docs/cypher.md lists what may be called"
    raise _forbidden(f"the {kind} {name[:80]} may not be called", remedy)


def _writes(word: str) -> Forbidden:
    return _forbidden(
        f"the statement writes ({word})", "read only here; write by mutations or `goalgraph import`"
    )


def _forbidden(message: str, remedy: str) -> Forbidden:
    return Forbidden(message, remedy=remedy, path=PLACE)
