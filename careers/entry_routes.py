"""What is asked of each way into the work when ways stand side by side. A page and its file show the same cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from careers.comparison import Cell, Question
from careers.models import Source
from careers.models.subjects import RouteSubject
from careers.role_comparison import REPORTED, cell_of
from careers.stated import Certainty, KnownRoute

#: What readers weigh first. The rest is told of each way by itself: six ways are too many for columns.
WEIGHED = (RouteSubject.TIME, RouteSubject.COST)


def _stated(subject: RouteSubject, route: KnownRoute) -> Cell:
    fact = route.facts.get(subject)
    cell = cell_of(fact)
    if fact and fact.doubts and fact.certainty is Certainty.REPORTED:
        return replace(cell, doubt=f"{REPORTED} {fact.doubts}")
    return cell


#: In the order in which readers see them.
QUESTIONS = [
    Question(subject.value, str(subject.label), partial(_stated, subject))
    for subject in sorted(RouteSubject, key=lambda subject: subject not in WEIGHED)
]


@dataclass(frozen=True)
class Way:
    """A way into the work with an answer to every question."""

    route: KnownRoute
    cells: dict[str, Cell]

    @property
    def weighed(self) -> list[tuple[str, Cell]]:
        """Label and answer of what stands in the table of all ways."""
        return [(each.label, self.cells[each.key]) for each in QUESTIONS if each.key in WEIGHED]

    @property
    def told(self) -> list[tuple[str, Cell]]:
        """Label and answer of what is told of this way alone."""
        return [(each.label, self.cells[each.key]) for each in QUESTIONS if each.key not in WEIGHED]


def ways(routes: Iterable[KnownRoute]) -> list[Way]:
    return [Way(route, {each.key: each.answer(route) for each in QUESTIONS}) for route in routes]


def sources(shown: Iterable[Way]) -> Iterator[Source]:
    """In the order in which a page shows them: the table of all ways, then each way."""
    listed = list(shown)
    for way in listed:
        for _, cell in way.weighed:
            yield from cell.sources
    for way in listed:
        for _, cell in way.told:
            yield from cell.sources
