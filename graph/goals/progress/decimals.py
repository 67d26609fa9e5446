"""Fractions as the decimals that are shown: rounded to 12 places, parts still adding up to their sum."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from graph.goals.conventions import SHOWN_PLACES

UNIT = 10**SHOWN_PLACES


def decimal_of(number: Fraction) -> Decimal:
    """The decimal nearest to a fraction, at most 12 places, no trailing zeros.

    >>> decimal_of(Fraction(2, 3)), decimal_of(Fraction(1, 2)), decimal_of(Fraction(120))
    (Decimal('0.666666666667'), Decimal('0.5'), Decimal('120'))
    """
    return _decimal(round(number * UNIT))


def exact_text(number: Fraction) -> str:
    """The fraction itself as text.

    >>> exact_text(Fraction(2, 3)), exact_text(Fraction(2))
    ('2/3', '2')
    """
    return str(number)


def decimal_parts(parts: Sequence[Fraction], total: Fraction) -> list[Decimal]:
    """Parts that are not negative, as decimals that add up to the shown total; `total` is their sum.

    Each is rounded down; the units left over go to the largest remainders, the earlier first.

    >>> decimal_parts([Fraction(1, 3)] * 3, Fraction(1))
    [Decimal('0.333333333334'), Decimal('0.333333333333'), Decimal('0.333333333333')]
    """
    split = [divmod(part.numerator * UNIT, part.denominator) for part in parts]
    units = [whole for whole, _ in split]
    missing_units = round(total * UNIT) - sum(units)
    if missing_units:
        remainders = [
            (rest << 64) // part.denominator for (_, rest), part in zip(split, parts, strict=True)
        ]
        for place in sorted(range(len(parts)), key=lambda i: -remainders[i])[:missing_units]:
            units[place] += 1
    return [_decimal(count) for count in units]


def _decimal(units: int) -> Decimal:
    """So many units of the last place, as a plain decimal without trailing zeros."""
    sign = "-" if units < 0 else ""
    whole, rest = divmod(abs(units), UNIT)
    after = f"{rest:0{SHOWN_PLACES}d}".rstrip("0")
    return Decimal(f"{sign}{whole}.{after}" if after else f"{sign}{whole}")
