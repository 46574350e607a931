"""What the readers of small tables share: exact numbers out of cells, columns by name, problems with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from careers.importers.problems import ENOUGH, ImportProblem, ImportProblems

Cells = Sequence[str | None]

NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|(?=\.))(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
#: A spreadsheet keeps 8.2 as 8.1999999999999993; more digits than this are its noise, not the publisher's.
HONEST_DIGITS = 15


class Place(Protocol):
    """A table as far as messages need it."""

    @property
    def file(self) -> str: ...

    @property
    def sheet(self) -> str: ...


class Findings:
    """Problems in the order in which they are found. One more than enough ends the reading."""

    def __init__(self) -> None:
        self.problems: list[ImportProblem] = []

    def add(self, message: str, place: Place, row: int | None = None, column: str = "") -> None:
        self.problems.append(ImportProblem(message, place.file, place.sheet, row, column))
        if len(self.problems) >= ENOUGH:
            raise ImportProblems(self.problems)

    def end(self) -> None:
        """Raises ImportProblems if there are any."""
        if self.problems:
            raise ImportProblems(self.problems)


def text(cell: str | None) -> str:
    """A cell's words, with single spaces and none around them."""
    return " ".join((cell or "").split())


def number(cell: str | None, places: int) -> Decimal:
    """The exact number in a cell, written with that many decimal places. ValueError says what stands there instead."""
    plain = text(cell)
    if not plain:
        raise ValueError("the cell is empty; a number is needed")
    if len(plain) > 40 or not NUMBER.fullmatch(plain.replace("−", "-")):
        raise ValueError(f"“{shortened(plain)}” is not a number")
    exact = Decimal(plain.replace("−", "-").replace(",", ""))
    if len(exact.as_tuple().digits) > HONEST_DIGITS:
        exact = Decimal(repr(float(exact)))
    if abs(exact) >= 10**12:
        raise ValueError(f"“{plain}” is too large to be right")
    rounded = exact.quantize(Decimal(1).scaleb(-places))
    if rounded != exact:
        raise ValueError(f"“{plain}” has more decimal places than the {places} of this column")
    return rounded + 0  # never -0


def whole(cell: str | None) -> int:
    """The same for a number without decimal places that is not negative."""
    exact = int(number(cell, 0))
    if exact < 0:
        raise ValueError(f"“{text(cell)}” is negative")
    return exact


def shortened(words: str, most: int = 60) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def check_period(found: str, said: str, place: Place) -> None:
    """Raises ImportProblems when somebody said that the files are of another period."""
    if said and said != found:
        raise ImportProblems([ImportProblem(f"this is the release {found}, not {said}", place.file, place.sheet)])


def named_columns(
    header: Cells, needed: Iterable[str], place: Place, findings: Findings, row: int = 1
) -> Mapping[str, int] | None:
    """Where each needed column stands, by its name without regard to case. None when the table cannot be read."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    for index, cell in enumerate(header):
        name = text(cell).casefold()
        if name in found:
            twice.add(name)
        found.setdefault(name, index)
    wanted = list(needed)
    missing = [name for name in wanted if name.casefold() not in found]
    if len(missing) == len(wanted):
        findings.add(f"this is not the header of the table; it needs the columns {', '.join(wanted)}", place, row)
        return None
    for name in missing:
        findings.add("the column is missing or has another name", place, row, name)
    for name in wanted:
        if name.casefold() in twice:
            findings.add("the column stands there twice", place, row, name)
    if missing or any(name.casefold() in twice for name in wanted):
        return None
    return {name: found[name.casefold()] for name in wanted}
