"""What is asked of each state when states stand side by side. Page and file show the same rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from careers import pay_tables
from careers.answers import Answer
from careers.comparison import Cell, Comparison, Question, compare
from careers.law.content import Content
from careers.models import DataSet, Task
from careers.models.law.words import NamedInLaw, Requirement, Subject, Supervision, Supervisor, Unlisted
from careers.punctuation import ended
from careers.role_comparison import data_sources
from guides import sentences
from guides.models.law_tables import Place
from guides.models.task_form import tasks
from guides.models.tools import ROLE
from guides.sentences.words import capitalized

Q = Question[Place]
#: Rows of official figures, with the data sets behind them.
PAY = {"median_pay": [DataSet.WAGES], "real_pay": [DataSet.WAGES, DataSet.PRICE_PARITIES]}


def compare_states(places: Sequence[Place]) -> Comparison[Place]:
    """Credential, naming, delegation, supervision, silence, training, each task, pay: differences first."""
    return compare(places, questions())


def questions() -> list[Q]:
    delegation, unlisted = Subject.DELEGATION, Subject.UNLISTED_TASKS
    return [
        Q("credential", "Credential required", partial(_said, Subject.CREDENTIAL, "credential", _credential)),
        Q("named_in_law", "Medical assistants named in law", partial(_said, None, "at-a-glance", _named)),
        Q("delegators", "Who may delegate or supervise", partial(_said, delegation, "delegation", _delegators)),
        Q("supervision", "Supervision", partial(_said, delegation, "delegation", _supervision)),
        Q("unlisted_tasks", "Tasks the law does not name", partial(_said, unlisted, "silence", _unlisted)),
        Q("training", "Training", partial(_said, Subject.TRAINING, "", _training)),
        *(Q(task.key, task.name, partial(_task, task)) for task in tasks()),
        *_pay_questions(),
    ]


@dataclass(frozen=True)
class Words:
    """What a law says, and whether that is an answer at all."""

    text: str
    known: bool = True


def _said(subject: str | None, anchor: str, words: Callable[[Content], Words], place: Place) -> Cell:
    """`anchor`: where it stands in the state's guide; empty for a whole text, which is no link."""
    reading = place.reading
    if not reading:
        return Cell(place.absent, missing=True)
    said = words(reading.content)
    sources = tuple(reading.statement(subject).sources) if subject else ()
    text = said.text if said.known or reading.is_researched else "Not yet researched"
    return Cell(
        text,
        link=f"{place.address}#{anchor}" if place.address and anchor else "",
        missing=not said.known,
        sources=sources,
    )


def _credential(content: Content) -> Words:
    known = content.credential_requirement != Requirement.NOT_CHECKED
    return Words(capitalized(sentences.credential_words(content.credential_requirement)), known)


def _named(content: Content) -> Words:
    named = NamedInLaw(content.named_in_law)
    return Words(named.label, named != NamedInLaw.NOT_CHECKED)


def _delegators(content: Content) -> Words:
    # In one order everywhere: the same people are the same answer.
    named = [key.label.lower() for key in Supervisor if key in content.supervisors]
    if not named:
        return Words("The texts we read do not say", known=False)
    return Words(capitalized(sentences.joined(named)))


def _supervision(content: Content) -> Words:
    return Words(
        capitalized(sentences.supervision(content.supervision)), content.supervision != Supervision.NOT_CHECKED
    )


def _unlisted(content: Content) -> Words:
    return Words(
        capitalized(sentences.unlisted_words(content.unlisted_rule)), content.unlisted_rule != Unlisted.NOT_STATED
    )


def _training(content: Content) -> Words:
    return Words(content.training.text) if content.training.text else Words("We found nothing on it", known=False)


def _task(task: Task, place: Place) -> Cell:
    claim = place.reading.general_rules.get(task.key) if place.reading else None
    if not claim:
        return Cell(place.absent, missing=True)
    return Cell(
        claim.answer.label,
        " ".join(part for part in (ended(sentences.short(claim)), sentences.classes(claim)) if part),
        claim.answer.value,
        place.link(claim),
        claim.answer == Answer.NOT_CHECKED,
        tuple(claim.sources),
    )


def _pay_questions() -> list[Q]:
    """Of the current releases, whatever moment the law is shown for."""
    table = pay_tables.by_state(ROLE)
    rows = {row.jurisdiction.code: row for row in table.rows if row.jurisdiction}
    wages, *prices = [release.label for release in table.releases] or [""]
    of_wages, of_prices = (f", {label}" if label else "" for label in (wages, prices[0] if prices else ""))
    cited = data_sources()
    answers: list[tuple[str, str, Callable[[Any], Cell]]] = [
        ("median_pay", f"Median pay{of_wages}", _median),
        ("real_pay", f"Median an hour at the nation’s prices{of_prices}", _real),
    ]

    def pay(key: str, answer: Callable[[Any], Cell], place: Place) -> Cell:
        row = rows.get(place.jurisdiction.code)
        found = answer(row) if row else Cell("Not published", missing=True)
        sources = tuple(cited[name] for name in PAY[key] if name in cited)
        link = f"{place.address}#pay" if place.address else ""
        return Cell(found.text, link=link, missing=found.missing, sources=sources)

    return [Q(key, label, partial(pay, key, answer)) for key, label, answer in answers]


def _median(row: pay_tables.PlaceRow) -> Cell:
    hourly, annual = row.cells["hourly_median"], row.cells["annual_median"]
    known = [f"{cell.text} {per}" for cell, per in ((hourly, "an hour"), (annual, "a year")) if cell.value is not None]
    return Cell(", ".join(known)) if known else Cell(capitalized(hourly.text), missing=True)


def _real(row: pay_tables.PlaceRow) -> Cell:
    real = row.cells["real_hourly_median"]
    if real.value is None:
        return Cell(capitalized(real.text), missing=True)
    return Cell(f"{real.text} an hour, our own calculation")
