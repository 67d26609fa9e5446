"""Small drawings of a report as SVG: told apart by grey and by words, so that they can be printed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

WIDTH, BAR, GAP, LABEL = 680, 26, 12, 90
"""Pixels: of a picture, of a bar in it, between bars, and before them for their names."""
GREYS = ("#2b5d8a", "#8fb0cc", "#c9c9c9", "#f0e2c0", "#ffffff")
"""The parts of a bar in their order, dark to light."""
METER_WIDTH, METER_HEIGHT = 64, 10


def stacked_bars(rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[str]) -> str:
    """One bar a row, each cut into named parts by their numbers; its length is its share of the longest."""
    longest = max([sum(numbers) for _, numbers in rows] + [1])
    room = WIDTH - LABEL - 60
    height = len(rows) * (BAR + GAP) + 24
    drawn = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
            f'height="{height}" role="img" font-family="DejaVu Sans, Verdana, sans-serif" font-size="12">'
        )
    ]
    for place, (name, numbers) in enumerate(rows):
        top, left = place * (BAR + GAP), float(LABEL)
        drawn.append(_words(0, top + 17, name))
        for part, number in enumerate(numbers):
            length = number / longest * room
            if number:
                drawn.append(_part(left, top, length, part, number))
            left += length
        drawn.append(_words(left + 6, top + 17, str(sum(numbers))))
    drawn.append(_legend(len(rows) * (BAR + GAP) + 2, parts))
    return "".join(drawn) + "</svg>"


def _part(left: float, top: float, length: float, part: int, number: int) -> str:
    """A part of a bar with its number, where there is room for it."""
    colour = GREYS[part % len(GREYS)]
    ink = "#fff" if part == 0 else "#1a1a1a"
    drawn = (
        f'<rect x="{left:.1f}" y="{top}" width="{length:.1f}" height="{BAR}" fill="{colour}" '
        'stroke="#444" stroke-width="0.6"/>'
    )
    if length > 9 * len(str(number)) + 6:
        middle = left + length / 2
        drawn += f'<text x="{middle:.1f}" y="{top + 17}" text-anchor="middle" fill="{ink}">{number}</text>'
    return drawn


def _legend(top: float, parts: Sequence[str]) -> str:
    drawn, left = [], float(LABEL)
    for part, name in enumerate(parts):
        drawn.append(
            f'<rect x="{left:.0f}" y="{top}" width="11" height="11" fill="{GREYS[part % len(GREYS)]}" '
            'stroke="#444" stroke-width="0.6"/>'
        )
        drawn.append(_words(left + 16, top + 10, name))
        left += 30 + 7.6 * len(name)
    return "".join(drawn)


def _words(left: float, top: float, text: str) -> str:
    return f'<text x="{left:.1f}" y="{top:.0f}" fill="#1a1a1a">{escape(text)}</text>'


def meter(value: Fraction, expected: Fraction | None) -> str:
    """How full a goal is, with a mark at what is expected by the day."""
    filled = float(min(max(value, Fraction(0)), Fraction(1))) * (METER_WIDTH - 1)
    mark = ""
    if expected is not None:
        place = min(max(float(expected) * METER_WIDTH, 1.0), METER_WIDTH - 1.0)
        mark = f'<path d="M{place:.1f} 0V{METER_HEIGHT + 2}" stroke="#1a1a1a" stroke-width="1.6"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{METER_WIDTH}" height="{METER_HEIGHT + 2}" '
        f'role="presentation"><rect x="0.5" y="1.5" width="{METER_WIDTH - 1}" height="{METER_HEIGHT - 1}" '
        f'fill="#fff" stroke="#777"/><rect x="0.5" y="1.5" width="{filled:.1f}" '
        f'height="{METER_HEIGHT - 1}" fill="{GREYS[0]}"/>{mark}</svg>'
    )
