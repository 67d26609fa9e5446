"""Words of everyday life, which say little of a subject wherever they are shared: `order`, `open`, `bed`."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from graph.goals.linking.tokenization import terms

LANGUAGES = ("en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "da_DK", "zh_CN")


@cache
def everyday() -> frozenset[str]:
    """The terms of the commonest words of eight languages, as Faker lists them."""
    words_ = set[str]()
    for language in LANGUAGES:
        words = import_module(f"faker.providers.lorem.{language}").Provider.word_list
        words_.update(terms("\n".join(words)))
    return frozenset(words_)
