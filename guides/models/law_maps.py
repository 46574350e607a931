"""Answers as pictures: tiles of a map, and the marks that the matrix draws."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

from careers.answers import Answer
from guides import charts
from guides.models.law_tables import MARK_IDS, UNPUBLISHED, WITHDRAWN, Cell, Place


def answer_map(name: str, shown: Iterable[Cell], *, to_rows: bool, others: Iterable[Cell] = ()) -> charts.TileMap:
    """Tiles with answer marks, which lead to the rows of the table on the page, or to the rules.

    Of `others` only the place is drawn: those not asked for, without which a few tiles are no map.
    """
    shown, others = list(shown), list(others)
    tiles = [
        tile(cell.place, cell.word, mark=cell.claim.answer if cell.claim else "", href="" if to_rows else cell.link)
        for cell in shown
    ]
    tiles += [tile(cell.place, "", href=cell.link or cell.place.address) for cell in others]
    given = [cell.claim.answer for cell in shown if cell.claim]
    legend = [
        charts.Step(0, f"{answer.label}, {given.count(answer)}", given.count(answer), mark=answer)
        for answer in Answer
        if answer in given
    ]
    gone = f", or {WITHDRAWN.lower()}" if any(cell.place.withdrawn for cell in shown) else ""
    return charts.tile_map(name, tiles, legend, "another answer, or none" if others else f"{UNPUBLISHED.lower()}{gone}")


def tile(place: Place, word: str, *, href: str, step: int = 0, mark: str = "") -> charts.Tile:
    """Without an address it leads to the row of the table on the page."""
    at = place.jurisdiction
    return charts.Tile(
        code=at.code.upper(),
        name=at.name,
        row=at.map_row,
        column=at.map_column,
        value_text=word,
        step=step,
        href=href or f"#row-{at.code}",
        mark=str(mark),
    )


@cache
def sprite() -> SafeString:
    """The answer marks as symbols inside the page: a table of 867 marks would name the file of marks 867 times."""
    drawn = Path(str(finders.find("img/marks.svg"))).read_text("utf-8")
    symbols = dict(re.findall(r'<symbol id="(\w+)"(.*?</symbol>)', drawn))
    return mark_safe("".join(f'<symbol id="{MARK_IDS[answer]}"{symbols[answer]}' for answer in Answer))  # noqa: S308 ours
