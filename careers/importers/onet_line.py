"""One row of an O*NET file: numbers, words, flags and months out of its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from careers.importers.cells import Findings, number, shortened, whole
from careers.importers.onet_files import DATE
from careers.importers.tables import Table

MONTH = re.compile(r"(0[1-9]|1[0-2])/[0-9]{4}")
PLACES = 4


@dataclass(slots=True)
class Line:
    """The cells of one row by column, each read with its problems told. "n/a" has been made an empty cell."""

    cells: dict[str, str]
    table: Table
    row: int
    findings: Findings

    @property
    def at(self) -> str:
        return f"{self.table.file}, row {self.row}"

    def wrong(self, message: str, column: str = "") -> None:
        self.findings.add(message, self.table, self.row, column)

    def words(self, column: str, longest: int, empty: bool = False) -> str:
        words = self.cells[column]
        if not words and not empty:
            self.wrong("the cell is empty; words are needed", column)
        elif len(words) > longest:
            self.wrong(f"“{shortened(words)}” has {len(words)} letters, over the {longest} that fit", column)
        return words

    def number(self, column: str, empty: bool = False) -> Decimal | None:
        """None when the cell is empty or holds something else; only an empty cell that may be empty is no problem."""
        if empty and not self.cells.get(column):
            return None
        try:
            return number(self.cells[column], PLACES)
        except ValueError as problem:
            self.wrong(str(problem), column)
            return None

    def whole(self, column: str, empty: bool = False) -> int | None:
        if empty and not self.cells.get(column):
            return None
        try:
            return whole(self.cells[column])
        except ValueError as problem:
            self.wrong(str(problem), column)
            return None

    def flag(self, column: str) -> bool:
        words = self.cells.get(column, "")
        if words not in {"", "Y", "N"}:
            self.wrong(f"“{shortened(words)}” is neither Y nor N", column)
        return words == "Y"

    def month(self) -> str:
        words = self.cells[DATE]
        if not MONTH.fullmatch(words):
            self.wrong(f"“{shortened(words)}” is not a month like 08/2021", DATE)
        return words
