"""Things side by side: aligned rows, those that differ first. The same for states and for roles.

What is compared is asked as questions, each with a public key that files and addresses use. The rows are the same
whatever the order of the things; only the cells change places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Generic, TypeVar

from careers.models import Source
from careers.punctuation import ended

Thing = TypeVar("Thing")


class Alike(StrEnum):
    """How the cells of a row stand to each other, in the order in which readers see rows."""

    DIFFERENT = "different"
    SAME = "same"
    UNKNOWN = "unknown"  # nothing differs so far, and something is missing


@dataclass(frozen=True)
class Cell:
    """One answer. What is missing says why in `text`, and is never taken for a difference."""

    text: str
    note: str = ""  # terms of the answer; empty: none are known
    mark: str = ""  # key of the answer, where it is one of a few
    link: str = ""
    missing: bool = False
    sources: tuple[Source, ...] = ()
    points: tuple[str, ...] = ()  # what stands below the text, one thing a line; compared where there is no text
    doubt: str = ""  # what is uncertain about the answer; never compared

    @property
    def words(self) -> str:
        """All that the cell says but its doubts, in one line: for files."""
        parts = [part for part in (self.text, self.note, "; ".join(self.points)) if part]
        return " ".join([*(ended(part) for part in parts[:-1]), *parts[-1:]])

    @property
    def _answer(self) -> str | tuple[str, ...]:
        return self.mark or self.text or self.points

    def differs_from(self, other: Cell) -> bool:
        if self.missing or other.missing:
            return False
        if self._answer != other._answer:
            return True
        return bool(self.note and other.note) and self.note != other.note


@dataclass(frozen=True)
class Row:
    key: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def alike(self) -> Alike:
        if any(one.differs_from(other) for one, other in combinations(self.cells, 2)):
            return Alike.DIFFERENT
        return Alike.UNKNOWN if any(cell.missing for cell in self.cells) else Alike.SAME


@dataclass(frozen=True)
class Question(Generic[Thing]):
    """What is asked of each thing."""

    key: str
    label: str
    answer: Callable[[Thing], Cell]


@dataclass(frozen=True)
class Comparison(Generic[Thing]):
    """Rows in the order of the questions within each group; groups in the order of `Alike`."""

    things: Sequence[Thing]
    groups: dict[Alike, list[Row]] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[Row]:
        for rows in self.groups.values():
            yield from rows


def compare(things: Sequence[Thing], questions: Sequence[Question[Thing]]) -> Comparison[Thing]:
    """Empty groups are left out. Raises ValueError for fewer than two things, and for a key that is asked twice."""
    if len(things) < 2:
        raise ValueError("There is nothing to compare with.")
    keys = [question.key for question in questions]
    if len(set(keys)) < len(keys):
        raise ValueError("Two questions have the same key.")
    rows = [Row(each.key, each.label, tuple(map(each.answer, things))) for each in questions]
    groups = {alike: [row for row in rows if row.alike == alike] for alike in Alike}
    return Comparison(things, {alike: found for alike, found in groups.items() if found})
