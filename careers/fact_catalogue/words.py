"""What words can mean: measures by everyday synonyms, roles, places and industries by their names in the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from careers.facts.grammar import ALL_INDUSTRIES
from careers.models import Area, Industry, Role


class Slot(StrEnum):
    """The parts of a question."""

    ROLE = "role"
    PLACE = "place"
    INDUSTRY = "industry"
    MEASURE = "measure"  # a family of facts, or family:part
    RATE = "rate"
    POINT = "point"
    RANK = "rank"
    YEAR = "year"
    SUBJECT = "subject"  # of O*NET
    SCALE = "scale"  # of O*NET
    ABOUT = "about"  # words inside the names of O*NET's tasks and elements


@dataclass(frozen=True)
class Meaning:
    """What a word stands for. Not exact: one of these values, as other words will tell."""

    slot: Slot
    values: tuple[str, ...]
    exact: bool = True


#: Values by slot, each with the words for it, between commas.
SYNONYMS: dict[Slot, dict[str, str]] = {
    Slot.MEASURE: {
        "wage": "wage, wages, pay, salary, salaries, earnings, earn, earns, income, paid, make, makes",
        "real-wage": "real wage, real wages, real pay, real salary, real, adjusted, national prices, pay for prices",
        "employment": "jobs, job, employment, employed, workers, people",
        "employment-share": "share, percent, percentage, share jobs, share workers",
        "jobs-per-1000": "jobs per 1000, 1000, thousand, concentration, density",
        "location-quotient": "location quotient, quotient",
        "wage-error": "wage error, error, standard error, relative standard error, precision",
        "employment-error": "employment error, error, standard error, relative standard error, precision",
        "projection:growth": "growth, grow, grows, growing, job growth, outlook, projection, projections, projected",
        "projection:openings": "openings, opening, job openings, outlook, projection, projections, projected",
        "projection:exits": "exits, exit, leave labor force, leave, retire, retirements, projections, outlook",
        "projection:transfers": "transfers, transfer, change occupation, projections, outlook",
        "projection:change": "change, new jobs, projected change, projections, outlook",
        "projection:employment-base": "base employment, employment base, projections",
        "projection:employment-projected": "projected employment, projected jobs, future jobs, projections",
        "price-parity:all-items": "price level, price levels, price, prices, cost living, living costs, price parity, "
        "price parities, regional price parity, rpp",
        "price-parity:goods": "goods",
        "price-parity:housing": "housing, rent, rents",
        "price-parity:utilities": "utilities",
        "price-parity:other-services": "other services, services",
        "count": "above nation, above national, above average, above",
        "period": "period, release, release date, edition, current release",
        "onet": "o net, onet",
    },
    Slot.RATE: {
        "hourly": "hourly, hour, hours",
        "annual": "annual, annually, year, yearly, years",
    },
    Slot.POINT: {
        "median": "median, middle, typical",
        "p10": "p10, 10th, 10th percentile, percentile, percentiles, range",
        "p25": "p25, 25th, 25th percentile, percentile, percentiles, range",
        "p75": "p75, 75th, 75th percentile, percentile, percentiles, range",
        "p90": "p90, 90th, 90th percentile, percentile, percentiles, range",
        "mean": "mean, average",
    },
    Slot.RANK: {
        "1": "highest, top, most, best, maximum, rank, ranking",
        "2": "second highest, second, 2nd",
        "3": "third highest, third, 3rd",
        "last": "lowest, bottom, least, worst, minimum, rank, ranking",
        "last-2": "second lowest",
        "last-3": "third lowest",
    },
    Slot.SUBJECT: {
        "task": "task, tasks, duty, duties",
        "skill": "skill, skills",
        "knowledge": "knowledge",
        "ability": "ability, abilities",
        "work-activity": "work activity, work activities, activity, activities",
        "work-style": "work style, work styles, style, styles",
    },
    Slot.SCALE: {
        "importance": "importance, important",
        "daily": "daily, day, every day",
        "relevance": "relevance, relevant",
    },
    Slot.PLACE: {
        "us": "us, usa, united states, nation, national, nationally, nationwide, country, america",
        "dc": "dc, d c, washington dc, washington d c",
    },
}
SETTINGS = "setting, settings, industry, industries, employers, work settings"
#: Words that tell nothing apart. "in" and "or" are states too, when written as capitals.
EMPTY = frozenset(
    re.findall(
        r"\w+",
        """a among an and are as at by can did do does each for from get had has have how i if in is it many may much
        number of on or per shown state states than that the their there they this to was were what where which who
        with you your""",
    )
)
LIKE_CODES = frozenset({"in", "or"})
SHORTEST_PART = 3


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text that say something, in small letters: "1,000 jobs in IN" → 1000, jobs, in."""
    joined = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    shouted = joined == joined.upper()
    found = []
    for word in re.findall(r"[^\W_]+", re.sub(r"['’]s?\b", "", joined)):
        small = word.lower()
        if small not in EMPTY or (word.isupper() and small in LIKE_CODES and not shouted):
            found.append(small)
    return tuple(found)


def begins(word: str, name: str) -> bool:
    """Whether the name is what somebody means who typed the word or began to."""
    return name.startswith(word) or (word.endswith("s") and name == word[:-1])


class Lexicon:
    """Phrases and what each can mean."""

    def __init__(self) -> None:
        self.roles = list(Role.objects.filter(retired_on=None))
        self.areas = list(Area.objects.all())
        self.industries = list(Industry.objects.exclude(key=ALL_INDUSTRIES))
        self.phrases: dict[tuple[str, ...], dict[Slot, dict[str, None]]] = {}
        for slot, values in SYNONYMS.items():
            for value, synonyms in values.items():
                self._add(slot, value, synonyms.split(","))
        for role in self.roles:
            self._add(Slot.ROLE, role.key, [role.name, role.plural, role.short_name, role.key])
        for area in self.areas:
            self._add(Slot.PLACE, area.key, [area.title])
            self.phrases.setdefault((area.key,), {}).setdefault(Slot.PLACE, {})[area.key] = None
        for industry in self.industries:
            self._add(Slot.INDUSTRY, industry.key, [industry.title, industry.name])
        for key in self.settings:
            self._add(Slot.INDUSTRY, key, SETTINGS.split(","))
        self.longest = max(map(len, self.phrases))

    def _add(self, slot: Slot, value: str, names: Iterable[str]) -> None:
        for words in filter(None, map(tokens, names)):
            self.phrases.setdefault(words, {}).setdefault(slot, {})[value] = None

    @cached_property
    def settings(self) -> list[str]:
        """Keys of the industries that pages show as places of work, in their order."""
        shown = [industry for industry in self.industries if industry.setting_order is not None]
        return [industry.key for industry in sorted(shown, key=lambda industry: industry.setting_order or 0)]

    def exact(self, words: tuple[str, ...]) -> list[Meaning]:
        return [Meaning(slot, tuple(values)) for slot, values in self.phrases.get(words, {}).items()]

    def partial(self, word: str) -> list[Meaning]:
        """What phrases with such a word in them stand for."""
        found: dict[Slot, dict[str, None]] = {}
        for phrase, meanings in self.phrases.items():
            if word in phrase or (len(word) >= SHORTEST_PART and any(begins(word, name) for name in phrase)):
                for slot, values in meanings.items():
                    found.setdefault(slot, {}).update(values)
        return [Meaning(slot, tuple(values), exact=False) for slot, values in found.items()]
