"""The supervisor sheet: one line a task, short enough for one page of paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from careers.answers import Answer
from careers.law.reading import Reading, RuleClaim
from careers.models import Source, Task
from careers.models.law.words import Verification
from guides import sentences
from guides.wording import begins_with_a_date, day

#: Characters of a citation on one line; the guide has the whole.
WIDEST = 46
EXTENTS = {Source.Extent.PART: "read in part", Source.Extent.LISTED: "known from others"}
#: Where there are conditions and none of them fits on a line.
CONDITIONS = "Conditions as the guide says"
#: Where a citation goes on to explain itself.
_REST = re.compile(r"\s*(?:\(|,? as (?:amended|printed|shown|cited)\b|;| citing\b| page\b)")


@dataclass
class Line:
    """One line: a task, or classes of assistant for whom the text says something else than for the task."""

    task: Task
    classes: list[str]  # empty: any medical assistant
    answer: Answer
    short: str
    citation: str
    dated: str

    @property
    def who(self) -> str:
        return sentences.joined(self.classes, "and")


def sheet(reading: Reading) -> dict[str, Any]:
    """What the template of the sheet asks for."""
    return {"lines": lines(reading), "status": status(reading)}


def status(reading: Reading) -> str:
    """How far the sheet has been checked, and that it is no advice."""
    levels = [claim.level for claim in reading.rules]
    verified, second = levels.count(Verification.VERIFIED), levels.count(Verification.SECOND_READ)
    if verified == len(levels):
        return "Not legal advice; every rule was verified."
    if not verified and not second:
        return "Not legal advice; compiled, not yet verified."
    return f"Not legal advice; of {len(levels)} rules, {verified} verified and {second} second-read."


def lines(reading: Reading) -> list[Line]:
    """Rules for classes that say the same about a task share a line."""
    found: list[Line] = []
    for claim in reading.rules:
        line = _line(claim)
        twin = next((other for other in found if claim.applies_to and _same(other, line)), None)
        if twin:
            twin.classes.append(claim.applies_to)
        else:
            found.append(line)
    return found


def _same(one: Line, other: Line) -> bool:
    said = [(line.task, line.answer, line.short, line.citation, line.dated) for line in (one, other)]
    return bool(one.classes) and said[0] == said[1]


def _line(claim: RuleClaim) -> Line:
    lead = claim.lead
    classes = [claim.applies_to] if claim.applies_to else []
    citation, dated = (short_citation(lead), text_date(lead)) if lead else ("", "")
    conditions = CONDITIONS if claim.answer == Answer.ALLOWED_WITH_CONDITIONS else ""
    return Line(claim.task, classes, claim.answer, sentences.short(claim) or conditions, citation, dated)


def short_citation(source: Source) -> str:
    """As much of the citation as fits on a line, whole words."""
    start = _REST.split(source.citation, maxsplit=1)[0].strip(" ,") or source.citation
    if len(start) <= WIDEST:
        return start
    return f"{start[:WIDEST].rsplit(' ', 1)[0].rstrip(' ,;')} …"


def text_date(source: Source) -> str:
    """How old the text is, or when it was read, and that it was not read whole, as far as it is known."""
    part = "" if source.extent == Source.Extent.WHOLE else EXTENTS[Source.Extent(source.extent)]
    if source.text_as_of:
        said = source.text_as_of
        said = f"text as of {said}" if begins_with_a_date(said) else said
        return f"{said}, {part}" if part else said
    return f"{part or 'read'} {day(source.read_on)}" if source.read_on else part or "date not recorded"
