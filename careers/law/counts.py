"""How many rules give which answer, and how far they were checked. The same counts on pages, in commands and tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from careers.answers import Answer
from careers.law.reading import Claim, Reading, RuleClaim
from careers.models.law.words import Unlisted, Verification

#: The standing of a rule that rests on nothing yet: it names no source, and nobody checked it.
NO_SOURCE = "none"
STANDINGS = {NO_SOURCE: "No source yet", **{level.value: level.label for level in Verification}}


def standing(claim: Claim) -> str:
    """How far a claim was checked: a key of STANDINGS. "Compiled" is said only of what was compiled from something."""
    return claim.level.value if claim.sources or claim.check else NO_SOURCE


@dataclass
class Counts:
    """Of the rules for any medical assistant, unless classes are asked for as well."""

    answers: Counter[Answer] = field(default_factory=Counter)
    levels: Counter[Verification] = field(default_factory=Counter)
    #: Those without any source, which are in none of the levels.
    without_source: int = 0
    #: Silent rules by what governs then.
    silent: Counter[Unlisted] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.answers.values())

    @property
    def standings(self) -> dict[str, int]:
        """By the keys of STANDINGS."""
        return {NO_SOURCE: self.without_source, **{level.value: self.levels[level] for level in Verification}}

    def add(self, claim: RuleClaim) -> None:
        self.answers[claim.answer] += 1
        if standing(claim) == NO_SOURCE:
            self.without_source += 1
        else:
            self.levels[claim.level] += 1
        if claim.answer == Answer.LAW_SILENT:
            self.silent[claim.governs] += 1


def count(claims: Iterable[RuleClaim]) -> Counts:
    found = Counts()
    for claim in claims:
        found.add(claim)
    return found


def general_rules(laws: Iterable[Reading], task: str = "") -> list[RuleClaim]:
    """Of all jurisdictions, or of one task in all of them."""
    return [claim for reading in laws for claim in reading.general_rules.values() if not task or claim.task.key == task]


def class_rules(laws: Iterable[Reading]) -> list[RuleClaim]:
    """Those for one of the classes of assistant that a law names."""
    return [claim for reading in laws for claim in reading.rules if claim.applies_to]


@dataclass(frozen=True)
class Line:
    """One line of the overview: the words, then how many rules for any medical assistant and how many for classes."""

    key: str
    name: str
    general: int
    classes: int


@dataclass(frozen=True)
class Overview:
    """All rules in force, counted. Page, command and files give the same numbers."""

    answers: list[Line]
    silent: list[Line]
    levels: list[Line]
    total: Line

    @property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """As shown, each with its heading."""
        return [
            ("Rules", [self.total]),
            ("Answers", self.answers),
            ("Silent rules, by what governs the task", self.silent),
            ("Verification", self.levels),
        ]


def overview(laws: Iterable[Reading]) -> Overview:
    laws = list(laws)
    general, classes = count(general_rules(laws)), count(class_rules(laws))
    return Overview(
        answers=[Line(key, key.label, general.answers[key], classes.answers[key]) for key in Answer],
        silent=[Line(key, key.label, general.silent[key], classes.silent[key]) for key in Unlisted],
        levels=[Line(key, name, general.standings[key], classes.standings[key]) for key, name in STANDINGS.items()],
        total=Line("total", "All rules", general.total, classes.total),
    )
