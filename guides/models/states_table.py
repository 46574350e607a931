"""The list of all jurisdictions, as a reader asks for it: all of them, or those with an answer about a task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from careers.answers import Answer
from careers.law.counts import Counts, count
from careers.law.reading import Reading, tasks_in_use
from careers.models import Task
from careers.models.law.words import Requirement, Supervision, Supervisor, Unlisted
from guides import charts, sentences
from guides.models.law_maps import answer_map, tile
from guides.models.law_tables import Cell, Place, cell, counted, counted_absent, places
from guides.models.moments import Asked
from guides.models.state_parts import UNRESEARCHED
from guides.wording import day

#: The more a law asks for, the higher the step; 0 where we cannot say.
STEPS = [
    Requirement.NONE,
    Requirement.TASK_SPECIFIC,
    Requirement.REGISTRATION,
    Requirement.CERTIFICATION,
    Requirement.LICENSURE,
]
TILE_WORDS = {
    Requirement.NONE: "None",
    Requirement.TASK_SPECIFIC: "Some tasks",
    Requirement.REGISTRATION: "Register",
    Requirement.CERTIFICATION: "Certify",
    Requirement.LICENSURE: "License",
    Requirement.NOT_CHECKED: "Not checked",
}
#: After a number: 5 with conditions.
COUNTED = {
    Answer.ALLOWED: "allowed",
    Answer.ALLOWED_WITH_CONDITIONS: "with conditions",
    Answer.NOT_ALLOWED: "not allowed",
    Answer.LAW_SILENT: "silent",
    Answer.SOURCES_CONFLICT: "in conflict",
    Answer.NOT_CHECKED: "not checked",
}
HEADINGS = ["Credential required by law", "Who may delegate or supervise", "Supervision", "Tasks the law does not name"]


@dataclass
class Filter:
    """What the address asks for; `problems` are sentences for the reader. A filter with a problem does not filter."""

    tasks: Mapping[str, Task]
    task: Task | None = None
    answer: Answer | None = None
    problems: list[str] = field(default_factory=list)


def read_filter(asked: QueryDict, tasks: Mapping[str, Task]) -> Filter:
    """`task` by key or slug, `answer` by key; both may be empty."""
    found = Filter(tasks)
    wanted, answer = asked.get("task", "").strip()[:60], asked.get("answer", "").strip()[:60]
    if wanted:
        found.task = next((task for task in tasks.values() if wanted.lower() in {task.key, task.slug}), None)
        if not found.task:
            names = "; ".join(task.short_name for task in tasks.values())
            found.problems.append(f"We follow no task called “{wanted}”. Choose one of these: {names}.")
    if answer:
        key = answer.lower().replace("-", "_")
        if key not in Answer.values:
            names = "; ".join(Answer.labels)
            found.problems.append(f"“{answer}” is not one of our answers. Choose one of these: {names}.")
        elif found.task:
            found.answer = Answer(key)
        elif not wanted:
            found.problems.append("Choose a task as well: a state has an answer for each task.")
    return found


@dataclass(frozen=True)
class Row:
    """One jurisdiction: words under `HEADINGS`, then the answer to the chosen task or how many answers of each kind."""

    place: Place
    texts: list[tuple[str, str]]
    cell: Cell | None
    answers: str
    checked: str


@dataclass
class StatesTable:
    asked_for: Filter
    everywhere: list[Place]
    rows: list[Row]
    chart: charts.TileMap | None
    summary: list[str]


def states_table(asked: Asked, query: QueryDict) -> StatesTable:
    tasks = tasks_in_use()
    wanted = read_filter(query, tasks)
    everywhere = places(asked)
    rows = [_row(place, wanted.task) for place in everywhere]
    if not wanted.task:
        return StatesTable(wanted, everywhere, rows, _credential_map(everywhere), _credentials(everywhere))
    given = [row.cell for row in rows if row.cell]
    counts = count(cell.claim for cell in given if cell.claim)
    absent = [cell.place for cell in given if not cell.claim]
    if wanted.answer:
        rows = [row for row in rows if row.cell and row.cell.claim and row.cell.claim.answer == wanted.answer]
    shown = [row.cell for row in rows if row.cell]
    others = [cell for cell in given if cell not in shown]
    name = f"{wanted.task.name}: answers by state"
    chart = answer_map(name, shown, to_rows=False, others=others) if rows else None
    return StatesTable(wanted, everywhere, rows, chart, counted(counts, absent))


def _row(place: Place, task: Task | None) -> Row:
    reading = place.reading
    texts = dict(zip(HEADINGS, _texts(reading), strict=True)) if reading else dict.fromkeys(HEADINGS, place.absent)
    checked = reading.last_checked_on if reading else None
    return Row(
        place,
        list(texts.items()),
        cell(place, task) if task else None,
        _answers(count(reading.general_rules.values())) if reading else place.absent,
        day(checked) if checked else "",
    )


def _texts(reading: Reading) -> list[str]:
    content = reading.content
    # Where little was read, what nobody recorded is no silence of the law.
    known = reading.is_researched or content.unlisted_rule != Unlisted.NOT_STATED
    people = [Supervisor(key).label for key in content.supervisors]
    who = sentences.joined([people[0], *(name.lower() for name in people[1:])]) if people else ""
    return [
        sentences.credential_words(content.credential_requirement).capitalize(),
        who or ("The texts we read do not say" if reading.is_researched else Supervision.NOT_CHECKED.label),
        Supervision(content.supervision).label,
        Unlisted(content.unlisted_rule).label if known else UNRESEARCHED,
    ]


def _answers(counts: Counts) -> str:
    """3 allowed, 5 with conditions, 9 not checked."""
    return ", ".join(f"{counts.answers[key]} {words}" for key, words in COUNTED.items() if counts.answers[key])


def _credential_map(everywhere: Iterable[Place]) -> charts.TileMap:
    tiles, found = [], dict.fromkeys(STEPS, 0)
    for place in everywhere:
        required = Requirement(place.reading.content.credential_requirement) if place.reading else None
        if required in found:
            found[required] += 1
        step = STEPS.index(required) + 1 if required in STEPS else 0
        word = TILE_WORDS[required] if required else place.absent
        tiles.append(tile(place, word, href=place.address, step=step))
    legend = [
        charts.Step(number, f"{sentences.credential_words(step)}, {found[step]}", found[step])
        for number, step in enumerate(STEPS, start=1)
        if found[step]
    ]
    return charts.tile_map("Credential required by law, by state", tiles, legend, "not checked, or not yet published")


ASKS = {
    Requirement.NONE: "asks for no credential in {}",
    Requirement.TASK_SPECIFIC: "asks for one for some tasks only in {}",
    Requirement.REGISTRATION: "asks for registration in {}",
    Requirement.CERTIFICATION: "asks for certification in {}",
    Requirement.LICENSURE: "asks for a license in {}",
}


def _credentials(everywhere: list[Place]) -> list[str]:
    """What the laws ask of somebody who works as a medical assistant, counted."""
    required = [Requirement(place.reading.content.credential_requirement) for place in everywhere if place.reading]
    said = [words.format(required.count(key)) for key, words in ASKS.items() if key in required]
    known = sum(required.count(key) for key in ASKS)
    found = [
        f"In {known} of {len(everywhere)} we found what the law asks of somebody who works as a medical assistant."
    ]
    if said:
        found.append(f"It {sentences.joined(said, 'and')}.")
    if unchecked := required.count(Requirement.NOT_CHECKED):
        found.append(f"{unchecked} {'is' if unchecked == 1 else 'are'} not checked.")
    return found + counted_absent([place for place in everywhere if not place.reading])
