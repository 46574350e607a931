"""What stands on a state's page beside its rules: at a glance, pay, other states, the list of parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from careers import pay_tables
from careers.law.content import Content
from careers.law.reading import Reading
from careers.models import DataSet, Jurisdiction, Source
from careers.models.law.words import Subject, Unlisted
from guides import evidence, sentences
from guides.blocks.pay import strip_of
from guides.evidence import Citation
from guides.models.law_shown import Shown
from guides.wording import day

ROLE = "medical-assistant"
#: Each value that is missing says why: nothing published, or published but not looked at.
UNPUBLISHED = "Not yet published here"
UNRESEARCHED = "Not yet researched"
WITHDRAWN = "Withdrawn"


@dataclass(frozen=True)
class GlanceRow:
    """One key of "at a glance" with its value and the marks of its sources."""

    label: str
    text: str
    marks: list[Citation] = field(default_factory=list)


def glance(shown: Shown) -> list[GlanceRow]:
    """The same keys in the same order for every jurisdiction."""
    reading, absent = shown.reading, WITHDRAWN if shown.withdrawn_on else UNPUBLISHED
    return [
        _row(
            absent,
            "Credential required",
            reading,
            Subject.CREDENTIAL,
            lambda content: sentences.credential_words(content.credential_requirement),
        ),
        _row(absent, "Who may delegate", reading, Subject.DELEGATION, _delegators),
        _row(absent, "Supervision", reading, Subject.DELEGATION, _supervision),
        _row(absent, "Tasks the law does not name", reading, Subject.UNLISTED_TASKS, _unlisted),
        _pay(shown.jurisdiction),
        _read(absent, reading),
    ]


def _row(absent: str, label: str, reading: Reading | None, subject: str, said: Callable[[Content], str]) -> GlanceRow:
    """A row about the law; `said` gives the words for what was published, `absent` those where nothing is."""
    if reading is None:
        return GlanceRow(label, absent)
    words = said(reading.content)
    marks = evidence.marks_of_sources(reading.statement(subject).sources)
    return GlanceRow(label, f"{words[:1].upper()}{words[1:]}", marks)


def _delegators(content: Content) -> str:
    if not content.supervisors:
        return "The text we read does not say" if content.basis != "none" else UNRESEARCHED
    listed = sentences.delegators(content.supervisors)
    return listed if content.basis != "none" else f"{listed}, in the few texts we read; not yet researched as a whole"


def _supervision(content: Content) -> str:
    return sentences.supervision(content.supervision)


def _unlisted(content: Content) -> str:
    if content.basis == "none" and content.unlisted_rule == Unlisted.NOT_STATED:
        return UNRESEARCHED
    return sentences.unlisted_words(content.unlisted_rule)


def _pay(jurisdiction: Jurisdiction) -> GlanceRow:
    found = pay_tables.distribution(ROLE, jurisdiction.code)
    median = next((point for point in found.points() if point.key == "median"), None)
    marks = evidence.marks_of([DataSet.WAGES])
    if not found.release:
        return GlanceRow("Median pay", "No release of official wages is loaded")
    if median is None or median.hourly.value is None:
        return GlanceRow("Median pay", f"Not published for this place in {found.release.label}", marks)
    text = f"{median.hourly.text} an hour, {median.annual.text} a year ({found.release.label})"
    return GlanceRow("Median pay", text, marks)


def _read(absent: str, reading: Reading | None) -> GlanceRow:
    label = "Text read, checked on"
    if reading is None:
        return GlanceRow(label, absent)
    extents = [source.extent for source in reading.sources.values()]
    counted = [
        f"{extents.count(extent)} {words}"
        for extent, words in (
            (Source.Extent.WHOLE, "read whole"),
            (Source.Extent.PART, "read in part"),
            (Source.Extent.LISTED, "known only from others"),
        )
        if extents.count(extent)
    ]
    texts = f"{len(extents)} {'source' if len(extents) == 1 else 'sources'}: {', '.join(counted)}" if extents else ""
    last = reading.last_checked_on
    checked = f"Last checked {day(last)}" if last else "No day of checking recorded"
    return GlanceRow(label, ". ".join(part for part in (texts, checked) if part))


def pay(jurisdiction: Jurisdiction) -> dict[str, Any]:
    """What the panels of pay need for one state: the range, the areas in it, and what pay buys."""
    found = pay_tables.distribution(ROLE, jurisdiction.code)
    row = next((row for row in pay_tables.by_state(ROLE).rows if row.jurisdiction == jurisdiction), None)
    return {
        "distribution": found,
        "chart": strip_of([found]),
        "table": pay_tables.metro_areas(ROLE, jurisdiction),
        "real": row,
        "source_marks": evidence.marks_of([DataSet.WAGES]),
        "price_marks": evidence.marks_of([DataSet.PRICE_PARITIES]),
    }


@dataclass(frozen=True)
class PublishedGuide:
    """A state guide that readers can open."""

    code: str
    name: str
    address: str


@dataclass(frozen=True)
class Neighbors:
    """The other guides, and those before and after in the order of names, round in a ring."""

    previous: PublishedGuide | None
    following: PublishedGuide | None
    others: list[PublishedGuide]


def neighbors(guides: Iterable[PublishedGuide], jurisdiction: Jurisdiction) -> Neighbors:
    others = [guide for guide in guides if guide.code != jurisdiction.code]
    before = [guide for guide in others if guide.name < jurisdiction.name]
    after = [guide for guide in others if guide.name > jurisdiction.name]
    if not others:
        return Neighbors(None, None, [])
    return Neighbors((before or others)[-1], (after or others)[0], others)


@dataclass(frozen=True)
class Part:
    """A part of the page in the list of contents."""

    anchor: str
    heading: str


HEADINGS = {
    "at-a-glance": "At a glance",
    "credential": "Credential",
    "delegation": "Who may delegate and supervise",
    "tasks": "Tasks",
    "silence": "Where the law is silent",
    "training": "Training and documentation",
    "upcoming": "Rules to come",
    "pay": "Pay here",
    "compare": "Compare with another state",
    "sources": "Sources",
    "still-open": "What is still open",
    "history": "History",
}
ANCHORS = frozenset(HEADINGS)
#: These are not on the page of a jurisdiction whose law is not published.
OF_LAW = {"credential", "delegation", "tasks", "silence", "training", "upcoming", "still-open"}
LAST = ["sources", "still-open", "history"]


def parts(law: Shown, *, last: bool) -> list[Part]:
    """What stands on the page before the editor's own sections or, `last`, after them."""
    absent = OF_LAW if law.reading is None else {"upcoming"} - ({"upcoming"} if law.reading.upcoming else set())
    if not law.editions:
        absent = absent | {"history"}
    return [
        Part(anchor, heading)
        for anchor, heading in HEADINGS.items()
        if anchor not in absent and (anchor in LAST) == last
    ]
