"""Whether the numbers of progress in a file are shares of 1 or percentages, told by the whole column."""

from __future__ import annotations

from dataclasses import replace

from graph.sources.okr import cells
from graph.sources.okr.mapping import Mapping
from graph.sources.okr.reader import RowReader
from graph.sources.okr.sheet import Sheet
from graph.sources.values import InvalidValue

COLUMN = "checkin_progress"


def with_percentages(sheet: Sheet, mapping: Mapping) -> Mapping:
    """The mapping, which says that progress is in percent where a number above 1 shows it.

    All columns that stand for progress count together: a tool writes them alike. Then 1 is one per
    cent, too. Numbers with a percent sign show nothing, nor do those of the mapping itself.
    """
    if COLUMN in mapping.percent:
        return mapping
    columns = [sheet.places, *(group.places for group in sheet.groups)]
    for number, row in sheet.rows:
        for places in columns:
            reader = RowReader(sheet, mapping, number, row, places)
            text = reader.raw(COLUMN)
            if not text.strip() or cells.percent(text) is not None:
                continue
            try:
                above = cells.number(*reader.text_and_rules(COLUMN)) > 1
            except InvalidValue:
                continue
            if above:
                evidence = f"row {number} has {text.strip()}"
                return replace(mapping, percent=(*mapping.percent, COLUMN), percent_seen=evidence)
    return mapping
