"""Made-up names of people from many languages, with their mail handles.

First and last names are drawn apart from the lists of Faker, so that nobody real is meant.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib import import_module
from random import Random

from faker.generator import Generator

LOCALES = (
    "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL", "nl_NL", "sv_SE",
    "tr_TR", "en_IN", "pt_BR", "cs_CZ", "yo_NG", "fi_FI", "ro_RO", "da_DK",
)  # fmt: skip
WEIGHTS = (22, 16, 8, 7, 6, 7, 5, 4, 5, 8, 4, 3, 3, 2, 3, 2)
POOL = 60
"""First and last names that are drawn from each language."""
_LATIN = str.maketrans(
    {"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "ı": "i", "đ": "d", "Đ": "D"}
)


def names(random: Random) -> Iterator[tuple[str, str]]:
    """An endless run of (name, handle), no handle twice."""
    pools: dict[str, tuple[list[str], list[str]]] = {}
    counts: dict[str, int] = {}
    while True:
        locale = random.choices(LOCALES, WEIGHTS)[0]
        if locale not in pools:
            pools[locale] = _pool(locale)
        first, last = (random.choice(part) for part in pools[locale])
        handle = f"{_ascii(first)}.{_ascii(last)}"
        counts[handle] = counts.get(handle, 0) + 1
        if counts[handle] > 1:
            handle = f"{handle}{counts[handle]}"
        yield f"{first} {last}", handle


def _pool(locale: str) -> tuple[list[str], list[str]]:
    """First and last names of one language, the same ones each time."""
    generator = Generator()
    generator.seed_instance(f"goalgraph {locale}")
    generator.add_provider(import_module(f"faker.providers.person.{locale}").Provider(generator))
    return (
        sorted({str(generator.format("first_name")) for _ in range(POOL)}),
        sorted({str(generator.format("last_name")) for _ in range(POOL)}),
    )


def _ascii(name: str) -> str:
    """The name in small Latin letters without accents."""
    plain = unicodedata.normalize("NFKD", name.translate(_LATIN))
    return "".join(letter for letter in plain.lower() if letter.isascii() and letter.isalpha())
