"""A reading of a question → the keys of the facts that it means, the likely ones first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from careers.facts.grammar import ONET_TASK_MEASURES, PRICE_PARTS, RATES
from careers.models import DataSet

from .elements import Elements
from .reading import Reading
from .words import Lexicon, Slot

DEFAULT_ROLE, NATION = "medical-assistant", "us"
#: The median first: it is what people mean by pay.
POINTS = ("median", "p10", "p25", "p75", "p90", "mean")
#: Words such as "jobs" and "pay" only name the subject when a word beside them says what of it is wanted.
WEAK = ("wage", "employment", "price-parity:all-items")
#: Families that are published by industry too; nothing else is known of an industry.
WITH_INDUSTRY = {"wage", "employment", "employment-share"}
ENDS = {"1": "highest", "last": "lowest"}


class Question:
    """A reading with its defaults."""

    def __init__(self, reading: Reading, lexicon: Lexicon, elements: Elements) -> None:
        self.reading, self.lexicon, self.elements = reading, lexicon, elements
        self.roles = reading[Slot.ROLE] or (DEFAULT_ROLE,)
        self.places = reading[Slot.PLACE] or (NATION,)
        self.industries = reading[Slot.INDUSTRY]
        self.rates = reading[Slot.RATE] or RATES
        self.said = tuple(dict.fromkeys(reading[Slot.MEASURE]))
        self.national = self.places == (NATION,)

    @property
    def measures(self) -> tuple[str, ...]:
        strong = tuple(measure for measure in self.said if measure not in WEAK)
        if len(strong) > 1 and not self.industries:  # "growth in percent"
            strong = tuple(measure for measure in strong if measure != "employment-share")
        return strong or self.said or self._usual()

    def _usual(self) -> tuple[str, ...]:
        """What is meant where no measure is named."""
        if self.reading[Slot.RATE] or self.reading[Slot.POINT] or self.reading[Slot.RANK]:
            return ("wage",)
        if self.industries:
            return ("wage", "employment", "employment-share")
        if self.reading[Slot.YEAR]:
            return ("wage", "employment")
        if self.reading[Slot.PLACE] and not self.national:
            return ("wage", "employment", "real-wage", "price-parity:all-items", "jobs-per-1000", "location-quotient")
        return ("wage", "employment", "projection:growth", "projection:openings")

    @property
    def points(self) -> tuple[str, ...]:
        """All of them only where somebody asks for pay."""
        every = POINTS if self.said and not self.reading[Slot.RANK] else POINTS[:1]
        return self.reading[Slot.POINT] or every

    def pay(self) -> Iterator[tuple[str, str, str]]:
        """Point, role and rate, so that all medians come first."""
        return product(self.points, self.roles, self.rates)


def keys_of(reading: Reading, lexicon: Lexicon, elements: Elements) -> Iterator[str]:
    question = Question(reading, lexicon, elements)
    asks_onet = reading[Slot.SUBJECT] or reading[Slot.ABOUT] or reading[Slot.SCALE] or "onet" in question.said
    if asks_onet:
        # Nothing else is asked of tasks and skills; they are those of the nation.
        others = {measure for measure in question.said if measure != "onet"}
        pay = reading[Slot.RATE] or reading[Slot.POINT] or reading[Slot.RANK] or reading[Slot.YEAR]
        if not others and not pay and not question.industries and question.national:
            yield from _onet(question)
        return
    if reading[Slot.YEAR]:
        yield from _series(question)
        return
    for measure in question.measures:
        family, _, part = measure.partition(":")
        if question.industries and family not in WITH_INDUSTRY:
            continue
        if reading[Slot.RANK]:
            yield from _rank(question, family, part)
        else:
            yield from BUILDERS[family](question, part)


def _wage(question: Question, _: str) -> Iterator[str]:
    for point, role, rate in question.pay():
        for place in question.places:
            for industry in question.industries or ("",):
                middle = f"{place}.{industry}" if industry else place
                yield f"wage.{role}.{middle}.{rate}.{point}"


def _real_wage(question: Question, _: str) -> Iterator[str]:
    for point, role, rate in question.pay():
        yield from (f"real-wage.{role}.{place}.{rate}.{point}" for place in question.places)
    if question.national:
        yield from _rank(question, "real-wage", "", ("1", "last"))


def _employment(question: Question, _: str) -> Iterator[str]:
    for role, place in product(question.roles, question.places):
        for industry in question.industries or ("",):
            yield f"employment.{role}.{place}.{industry}" if industry else f"employment.{role}.{place}"


def _share(question: Question, _: str) -> Iterator[str]:
    if question.national:
        for role, industry in product(question.roles, question.industries or question.lexicon.settings):
            yield f"employment-share.{role}.us.{industry}"


def _of_place(family: str) -> Callable[[Question, str], Iterator[str]]:
    def build(question: Question, _: str) -> Iterator[str]:
        return (f"{family}.{role}.{place}" for role, place in product(question.roles, question.places))

    return build


def _projection(question: Question, part: str) -> Iterator[str]:
    if question.national:
        yield from (f"projection.{role}.us.{part}" for role in question.roles)


def _price_parity(question: Question, part: str) -> Iterator[str]:
    ending = "" if part == "all-items" else f".{part}"
    yield from (f"price-parity.{place}{ending}" for place in question.places)
    if part == "all-items":
        yield from (f"price-parity.{place}.{other}" for place, other in product(question.places, PRICE_PARTS))
    if question.national:
        yield from _rank(question, "price-parity", part, ("1", "last"))


def _count(question: Question, _: str) -> Iterator[str]:
    if question.national:
        for point, role, rate in product(question.reading[Slot.POINT] or POINTS[:1], question.roles, question.rates):
            yield f"count.above-nation.{role}.{rate}.{point}"


def _period(question: Question, _: str) -> Iterator[str]:
    yield from (f"period.{data_set}" for data_set in DataSet.values)


def _series(question: Question) -> Iterator[str]:
    """Of a year that is named. Where it is the current release's, the figure that moves with it comes beside it."""
    if not question.national or question.industries:
        return
    for measure, year in product(question.measures, question.reading[Slot.YEAR]):
        if measure == "wage":
            for point, role, rate in question.pay():
                yield f"series.{role}.us.{year}.{rate}.{point}"
        elif measure == "employment":
            yield from (f"series.{role}.us.{year}.employment" for role in question.roles)


def _rank(question: Question, family: str, part: str, ranks: tuple[str, ...] = ()) -> Iterator[str]:
    if not question.national or question.industries:
        return
    for rank in ranks or question.reading[Slot.RANK]:
        if family == "price-parity":
            yield from (f"rank.price-parity.{part}.{rank}.{shows}" for shows in ("place", "value"))
        elif family in {"wage", "real-wage"}:
            points = question.reading[Slot.POINT] or POINTS[:1]
            for point, role, rate in product(points, question.roles, question.rates):
                yield from (f"rank.{family}.{role}.{rate}.{point}.{rank}.{shows}" for shows in ("place", "value"))
        elif family == "wage-error" and rank in ENDS:
            yield from (f"range.wage-error.{role}.{ENDS[rank]}" for role in question.roles)


def _onet(question: Question, _: str = "") -> Iterator[str]:
    scales = question.reading[Slot.SCALE]
    for role in question.roles:
        for element in question.elements.matching(role, question.reading[Slot.SUBJECT], question.reading[Slot.ABOUT]):
            for scale in ONET_TASK_MEASURES if element.subject == "task" else ("importance",):
                if not scales or scale in scales:
                    yield f"onet.{role}.{element.subject}.{element.slug}.{scale}"


BUILDERS: dict[str, Callable[[Question, str], Iterator[str]]] = {
    "wage": _wage,
    "real-wage": _real_wage,
    "employment": _employment,
    "employment-share": _share,
    **{
        family: _of_place(family) for family in ("jobs-per-1000", "location-quotient", "wage-error", "employment-error")
    },
    "projection": _projection,
    "price-parity": _price_parity,
    "count": _count,
    "period": _period,
    "onet": _onet,
}
