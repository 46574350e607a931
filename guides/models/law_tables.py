"""The law as tables show it: every jurisdiction with its guide, cells that lead to rules, counts in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from wagtail.models import Page

from careers.answers import Answer
from careers.law.counts import Counts
from careers.law.reading import Reading, RuleClaim, laws
from careers.memory import remembered
from careers.models import Jurisdiction, Task
from careers.models.law.words import Unlisted
from guides import sentences
from guides.addresses import addresses
from guides.models import moments
from guides.models.moments import Asked
from guides.models.withdrawals import withdrawn

#: What fits a tile or a cell of the matrix.
SHORT = {
    Answer.ALLOWED: "Allowed",
    Answer.ALLOWED_WITH_CONDITIONS: "Conditions",
    Answer.NOT_ALLOWED: "Not allowed",
    Answer.LAW_SILENT: "Silent",
    Answer.SOURCES_CONFLICT: "Conflict",
    Answer.NOT_CHECKED: "Not checked",
}
UNPUBLISHED = "Not yet published"
WITHDRAWN = "Withdrawn"
#: The kinds of page of which there is one and to which law pages lead.
TOOLS = [
    *("statespage", "taskmatrixpage", "taskcheckerpage", "statecomparisonpage", "lawchangespage", "statepaypage"),
    "credentialchooserpage",
]
#: The ids of the marks in `law_maps.sprite`. As short as can be: the matrix names one in each cell.
MARK_IDS = {answer: f"m{number}" for number, answer in enumerate(Answer)}


@dataclass(frozen=True)
class Place:
    """One jurisdiction: its law at the moment asked for, and the address of its guide, empty where there is none."""

    jurisdiction: Jurisdiction
    reading: Reading | None
    address: str
    withdrawn: bool = False

    @property
    def absent(self) -> str:
        """What stands where there is no law to show."""
        return WITHDRAWN if self.withdrawn else UNPUBLISHED

    @property
    def state(self) -> str:
        """What a reader must know before any cell; empty for a law that is published and researched."""
        if not self.reading:
            return self.absent
        return "" if self.reading.is_researched else "Not yet researched"

    def link(self, claim: RuleClaim) -> str:
        """The rule on its state's page; the task's row stands there even where no rule was recorded."""
        return f"{self.address}#{claim.anchor}" if self.address else ""


@dataclass(frozen=True)
class Cell:
    """The answer of one jurisdiction about one task; `others` where classes of assistant have other answers."""

    place: Place
    claim: RuleClaim | None
    others: list[RuleClaim]

    @property
    def link(self) -> str:
        return self.place.link(self.claim) if self.claim else ""

    @property
    def mark(self) -> str:
        return MARK_IDS[self.claim.answer] if self.claim else ""

    @property
    def said(self) -> str:
        """Who, supervision and qualification, or what governs a silent task; else what the rule says."""
        return sentences.short(self.claim) or self.claim.text if self.claim else ""

    @property
    def word(self) -> str:
        return SHORT[self.claim.answer] if self.claim else self.place.absent


def with_query(address: str, asked: Asked) -> str:
    """Links to law pages stay at the moment that was asked for."""
    return f"{address}?{asked.query()}" if address and asked.query() else address


@remembered
def tools() -> dict[str, str]:
    """Addresses of the published pages of `TOOLS`, by kind."""
    pages = Page.objects.live().filter(content_type__model__in=TOOLS).annotate(kind=F("content_type__model"))
    return {page.kind: page.url for page in pages if page.url}


def checker_address(asked: Asked, task: Task) -> str:
    """The task checker with the task chosen; empty where the checker is not published."""
    address = tools().get("taskcheckerpage", "")
    query = f"&{asked.query()}" if asked.query() else ""
    return f"{address}?task={task.slug}{query}" if address else ""


def law_files_of(asked: Asked, task: Task | None = None) -> dict[str, str]:
    """Addresses of the files with the rows that a page shows, by kind."""
    found = (
        {"CSV": f"/states/tasks/{task.slug}.csv"}
        if task
        else {"CSV": "/states/tasks.csv", "JSON": "/states/tasks.json"}
    )
    return {kind: with_query(address, asked) for kind, address in found.items()}


@remembered
def _jurisdictions() -> list[Jurisdiction]:
    return list(Jurisdiction.objects.all())


def places(asked: Asked) -> list[Place]:
    """All jurisdictions in the order of their names."""
    readings, guides = laws(asked.when), addresses("stateguidepage", "jurisdiction")
    every = _jurisdictions()
    gone = withdrawn(asked.when) if len(readings) < len(every) else {}
    return [
        Place(place, readings.get(place.code), with_query(guides.get(place.pk, ""), asked), place.pk in gone)
        for place in every
    ]


def context(asked: Asked, shown: list[Place]) -> dict[str, Any]:
    """What the notice of a past state needs."""
    return moments.context(asked) | {"nothing_then": asked.is_past and not any(place.reading for place in shown)}


def task_addresses(asked: Asked) -> dict[int, str]:
    return {task: with_query(address, asked) for task, address in addresses("taskpage", "task").items()}


def cells(place: Place, tasks: Mapping[str, Task]) -> list[Cell]:
    """One for each task, in order."""
    found: dict[str, list[RuleClaim]] = {key: [] for key in tasks}
    for claim in place.reading.rules if place.reading else []:
        if claim.task.key in found:
            found[claim.task.key].append(claim)
    return [_cell(place, claims) for claims in found.values()]


def cell(place: Place, task: Task) -> Cell:
    return _cell(place, place.reading.rules_for(task.key) if place.reading else [])


def _cell(place: Place, claims: list[RuleClaim]) -> Cell:
    if not claims:
        return Cell(place, None, [])
    general, *classes = claims
    return Cell(place, general, [claim for claim in classes if claim.answer != general.answer])


# Words --------------------------------------------------------------------------------------------------------------

FOUND = {
    Answer.ALLOWED: "allowed in {}",
    Answer.ALLOWED_WITH_CONDITIONS: "allowed with conditions in {}",
    Answer.NOT_ALLOWED: "not allowed in {}",
}
GOVERNED = {
    Unlisted.GENERAL_DELEGATION: "in {} a general rule on delegation governs the task",
    Unlisted.CLOSED_LIST: "in {} the list is closed, so treat the task as not delegable until the regulator says "
    "otherwise",
    Unlisted.NOT_STATED: "in {} the text we read does not say what governs it",
}


def counted(counts: Counts, absent: Collection[Place]) -> list[str]:
    """How all jurisdictions answer about one task, in sentences. What was not found out is never put as an answer."""
    whole = counts.total + len(absent)
    answered = sum(counts.answers[answer] for answer in FOUND)
    said = [words.format(counts.answers[answer]) for answer, words in FOUND.items() if counts.answers[answer]]
    found = [
        f"In {answered} of {whole} we found an answer in the law{': ' if said else ''}{sentences.joined(said, 'and')}."
    ]
    if silent := counts.answers[Answer.LAW_SILENT]:
        split = [words.format(counts.silent[key]) for key, words in GOVERNED.items() if counts.silent[key]]
        found.append(f"In {silent} the law we read is silent: {'; '.join(split)}.")
    if conflict := counts.answers[Answer.SOURCES_CONFLICT]:
        found.append(f"In {conflict} official texts disagree.")
    if unchecked := counts.answers[Answer.NOT_CHECKED]:
        found.append(f"{unchecked} {'is' if unchecked == 1 else 'are'} not checked.")
    return found + counted_absent(absent)


def counted_absent(absent: Collection[Place]) -> list[str]:
    """Jurisdictions of which there is no law to show, counted in sentences."""
    words = Counter(place.absent for place in absent)
    return [f"{words[word]} {'is' if words[word] == 1 else 'are'} {word.lower()}." for word in sorted(words)]
