"""The one grammar of fact keys. Each family is a class with the parts of its keys; `parse` finds the family.

    wage.<role>.<place>[.<industry>].<hourly|annual>.<mean|p10|p25|median|p75|p90>
    real-wage.<role>.<place>.<hourly|annual>.<point>
    employment.<role>.<place>[.<industry>]              employment-share.<role>.us.<industry>
    jobs-per-1000.<role>.<place>                        location-quotient.<role>.<place>
    wage-error.<role>.<place>                           employment-error.<role>.<place>
    series.<role>.us.<year>.employment                  series.<role>.us.<year>.<hourly|annual>.<point>
    projection.<role>.us.<measure>                      price-parity.<place>[.<part>]
    rank.<wage|real-wage>.<role>.<hourly|annual>.<point>.<n>.<place|value>
    rank.price-parity.<all-items|part>.<n>.<place|value>
    count.above-nation.<role>.<hourly|annual>.<point>   range.wage-error.<role>.<lowest|highest>
    period.<data set>
    onet.<role>.task.<number>.<relevance|daily|importance>
    onet.<role>.<skill|knowledge|ability|work-activity|work-style>.<element>.importance

A place is `us`, a postal code, or the digits of an area. `n` is 1, 2, 3 from the top, or last, last-2, last-3.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from careers.models import DataSet

from .fact import UnknownFact

RATES = ("hourly", "annual")
POINTS = ("mean", "p10", "p25", "median", "p75", "p90")
PROJECTED = ("growth", "openings", "exits", "transfers", "change", "employment-base", "employment-projected")
PRICE_PARTS = ("goods", "housing", "utilities", "other-services")
ONET_SUBJECTS = ("skill", "knowledge", "ability", "work-activity", "work-style")
ONET_TASK_MEASURES = ("relevance", "daily", "importance")
ENDS = ("lowest", "highest")
ALL_INDUSTRIES = "all-industries"
_PLACE = re.compile(r"[a-z]{2}|[0-9]{5}|[0-9]{7}")
_RANK = re.compile(r"[1-9][0-9]?|last(-[2-9])?")
_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Key:
    """A key taken apart. Parts that a family does not have are empty."""

    text: str
    family: str
    role: str = ""
    place: str = ""
    industry: str = ""
    rate: str = ""
    point: str = ""
    year: int = 0
    measure: str = ""
    rank: str = ""
    shows: str = ""  # place or value
    of: str = ""  # the family that is ranked or counted


class Parts:
    """The parts of one key, taken from the left; each `take` says what it wants."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rest = text.split(".")

    def fail(self, wanted: str) -> UnknownFact:
        found = f"'{self.rest[0]}'" if self.rest else "nothing"
        return UnknownFact(f"'{self.text}' is not a fact: {wanted} is wanted where {found} stands")

    def word(self, wanted: str, pattern: re.Pattern[str] = _WORD) -> str:
        if not self.rest or not pattern.fullmatch(self.rest[0]):
            raise self.fail(wanted)
        return self.rest.pop(0)

    def one_of(self, choices: tuple[str, ...]) -> str:
        if not self.rest or self.rest[0] not in choices:
            raise self.fail(f"one of {', '.join(choices)}")
        return self.rest.pop(0)

    def role(self) -> str:
        return self.word("a role")

    def place(self) -> str:
        return self.word("a place (us, a postal code or the digits of an area)", _PLACE)

    def pay(self) -> dict[str, str]:
        return {"rate": self.one_of(RATES), "point": self.one_of(POINTS)}

    def optional_industry(self, left: int) -> str:
        """An industry, when more than `left` parts are still there."""
        return self.word("an industry") if len(self.rest) > left else ""


def _wage(parts: Parts) -> dict[str, str]:
    return {"role": parts.role(), "place": parts.place(), "industry": parts.optional_industry(2), **parts.pay()}


def _real_wage(parts: Parts) -> dict[str, str]:
    return {"role": parts.role(), "place": parts.place(), **parts.pay()}


def _employment(parts: Parts) -> dict[str, str]:
    return {"role": parts.role(), "place": parts.place(), "industry": parts.optional_industry(0)}


def _share(parts: Parts) -> dict[str, str]:
    return {"role": parts.role(), "place": parts.one_of(("us",)), "industry": parts.word("an industry")}


def _of_place(parts: Parts) -> dict[str, str]:
    return {"role": parts.role(), "place": parts.place()}


def _series(parts: Parts) -> dict[str, str | int]:
    taken: dict[str, str | int] = {"role": parts.role(), "place": parts.one_of(("us",))}
    taken["year"] = int(parts.word("a year", re.compile(r"(19|20)[0-9][0-9]")))
    if parts.rest == ["employment"]:
        parts.rest.clear()
        return {**taken, "measure": "employment"}
    return {**taken, **parts.pay()}


def _projection(parts: Parts) -> dict[str, str]:
    return {"role": parts.role(), "place": parts.one_of(("us",)), "measure": parts.one_of(PROJECTED)}


def _price_parity(parts: Parts) -> dict[str, str]:
    place = parts.place()
    return {"place": place, "measure": parts.one_of(PRICE_PARTS) if parts.rest else "all-items"}


def _rank(parts: Parts) -> dict[str, str]:
    taken = {"of": parts.one_of(("wage", "real-wage", "price-parity"))}
    if taken["of"] == "price-parity":
        taken["measure"] = parts.one_of(("all-items", *PRICE_PARTS))
    else:
        taken |= {"role": parts.role(), **parts.pay()}
    taken["rank"] = parts.word("a rank (1, 2, last, last-2)", _RANK)
    return {**taken, "shows": parts.one_of(("place", "value"))}


def _count(parts: Parts) -> dict[str, str]:
    parts.one_of(("above-nation",))
    return {"of": "wage", "role": parts.role(), **parts.pay()}


def _range(parts: Parts) -> dict[str, str]:
    return {"of": parts.one_of(("wage-error",)), "role": parts.role(), "rank": parts.one_of(ENDS)}


def _period(parts: Parts) -> dict[str, str]:
    return {"of": parts.one_of(tuple(DataSet.values))}


def _onet(parts: Parts) -> dict[str, str]:
    taken = {"role": parts.role(), "of": parts.one_of(("task", *ONET_SUBJECTS)), "measure": parts.word("an element")}
    measures = ONET_TASK_MEASURES if taken["of"] == "task" else ("importance",)
    return {**taken, "shows": parts.one_of(measures)}


FAMILIES: dict[str, Callable[[Parts], dict[str, str] | dict[str, str | int]]] = {
    "wage": _wage,
    "real-wage": _real_wage,
    "employment": _employment,
    "employment-share": _share,
    "jobs-per-1000": _of_place,
    "location-quotient": _of_place,
    "wage-error": _of_place,
    "employment-error": _of_place,
    "series": _series,
    "projection": _projection,
    "price-parity": _price_parity,
    "rank": _rank,
    "count": _count,
    "range": _range,
    "period": _period,
    "onet": _onet,
}


def parse(text: str) -> Key:
    """The key taken apart; UnknownFact says which part is wrong. Asks no database."""
    parts = Parts(text)
    family = parts.one_of(tuple(FAMILIES))
    taken = FAMILIES[family](parts)
    if parts.rest:
        raise parts.fail("the end of the key")
    return Key(text=text, family=family, **taken)
