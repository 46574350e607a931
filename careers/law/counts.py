"""How many rules give which answer, and how far they were checked. The same counts on pages, in commands and tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from careers.answers import Answer
from careers.law.reading import Reading, RuleClaim
from careers.models.law.words import Unlisted, Verification


@dataclass
class Counts:
    """Of the rules for any medical assistant, unless classes are asked for as well."""

    answers: Counter[Answer] = field(default_factory=Counter)
    levels: Counter[Verification] = field(default_factory=Counter)
    #: Silent rules by what governs then.
    silent: Counter[Unlisted] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.answers.values())

    def add(self, claim: RuleClaim) -> None:
        self.answers[claim.answer] += 1
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
