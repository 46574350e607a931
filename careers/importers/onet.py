"""O*NET: the tab-separated text files of one release, in the publisher's zip or one by one.

Titles, tasks and ratings of the roles' O*NET codes are kept. "n/a" is an empty cell. A rating that the publisher
recommends to suppress is kept and marked as imprecise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from careers.importers import onet_files as known
from careers.importers.cells import Findings, named_columns, shortened, text
from careers.importers.onet_line import Line
from careers.importers.problems import ImportProblem, ImportProblems
from careers.importers.rows import AnyRow, Candidate, OnetRatingRow, OnetTaskRow, OnetTitleRow
from careers.importers.tables import Table, file_record, open_tables
from careers.importers.wanted import onet_codes
from careers.models import DataSet, OnetRating, OnetTask, OnetTitle

CODE = re.compile(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}")
PERIOD = re.compile(r"[0-9]{1,2}\.[0-9]")
#: A value is published with two decimal places, its interval with four.
ROUNDING = Decimal("0.01")
OFTEN = 50_000
#: Of texts without a limit in the database; the publisher's are shorter than half of it.
LONGEST = 3_000


def read(paths: Sequence[Path], progress: Callable[[int], None] = lambda rows: None, period: str = "") -> Candidate:
    """One release out of its files. `period` (29.3) is needed when no name tells it. Raises ImportProblems."""
    release = release_of(paths, period)
    reading = Reading(onet_codes(), progress)
    for path in paths:
        if path.suffix.lower() != ".zip" and not known.is_read(path.name):
            raise ImportProblems([ImportProblem("This is none of the O*NET files that are read.", path.name)])
        for table in open_tables(path, members=known.is_read):
            others = known.releases_in(table.file) - {release}
            if others:
                reading.findings.add(f"this is of release {others.pop()}, other files are of {release}", table)
            reading.table(table)
    reading.end()
    return Candidate(
        data_set=DataSet.ONET,
        period=release,
        label=release,
        rows=list(reading.rows.values()),
        files=[file_record(path) for path in paths],
        rows_read=reading.rows_read,
        notes=reading.notes(),
    )


def release_of(paths: Sequence[Path], period: str) -> str:
    """The one release that names of files and folders tell, or that a person says."""
    told = {release for path in paths for release in known.releases_in(f"{path.absolute().parent.name}/{path.name}")}
    releases = told | ({period} if period else set())
    files = ", ".join(path.name for path in paths)
    if not releases:
        message = "No name tells the release: use the publisher's zip (db_29_3_text.zip), or say the release."
    elif len(releases) > 1:
        message = f"The releases {' and '.join(sorted(releases))} do not go together: give the files of one."
    elif not PERIOD.fullmatch(release := releases.pop()):
        message = f"“{shortened(release)}” is not a release of O*NET: write it like 29.3."
    else:
        return release
    raise ImportProblems([ImportProblem(message, files)])


@dataclass
class Reading:
    """What was read so far: rows by their key, and what has to fit together in the end."""

    codes: set[str]
    progress: Callable[[int], None]
    findings: Findings = field(default_factory=Findings)
    rows: dict[tuple[Any, ...], AnyRow] = field(default_factory=dict)
    rows_read: int = 0
    stems: set[str] = field(default_factory=set)
    left_out: int = 0
    rated_tasks: list[tuple[Table, int, str, int]] = field(default_factory=list)

    def table(self, table: Table) -> None:
        """All wanted rows of one file, each validated whole."""
        stem = known.stem(table.file)
        if stem in self.stems:
            self.findings.add("this file was read before: give each once", table)
            return
        self.stems.add(stem)
        if stem in known.TITLES:
            kind, column, short, description = known.TITLES[stem]
            names = [name for name in (known.CODE, column, short, description) if name]
        elif stem == known.TASKS:
            names = [known.CODE, known.TASK_ID, "Task", "Task Type", "Incumbents Responding", known.DATE]
        else:
            names = rating_columns(known.RATINGS[stem], table)
        columns = named_columns(table.header, names, table, self.findings, table.header_row)
        if columns is None:
            return
        for row, cells in self._wanted(table, columns):
            line = Line(cells, table, row, self.findings)
            if stem in known.TITLES:
                self._title(line, OnetTitle.Kind(kind), column, short, description)
            elif stem == known.TASKS:
                self._task(line)
            else:
                self._rating(line, known.RATINGS[stem])
        self.progress(self.rows_read)

    def _wanted(self, table: Table, columns: Mapping[str, int]) -> Iterator[tuple[int, dict[str, str]]]:
        def keep(cell: str | None) -> bool:
            self.rows_read += 1
            if self.rows_read % OFTEN == 0:
                self.progress(self.rows_read)
            return cell in self.codes or not CODE.fullmatch(cell or "")

        self.rows_read -= 1  # the header
        for row, cells in table.rows(columns[known.CODE], keep):
            named = {name: text(cells[index]) for name, index in columns.items()}
            named = {name: "" if cell.casefold() == "n/a" else cell for name, cell in named.items()}
            if named[known.CODE] in self.codes:
                yield row, named
            else:
                message = f"“{shortened(named[known.CODE])}” is not an O*NET-SOC code"
                self.findings.add(message, table, row, known.CODE)

    def _title(self, line: Line, kind: OnetTitle.Kind, column: str, short: str, description: str) -> None:
        title = OnetTitleRow(
            onet_code=line.cells[known.CODE],
            kind=kind,
            title=line.words(column, _longest(OnetTitle, "title")),
            short_title=line.words(short, _longest(OnetTitle, "short_title"), empty=True) if short else "",
            description=line.words(description, LONGEST) if description else "",
            at=line.at,
        )
        first = self.rows.get((OnetTitleRow, *title.key))
        if isinstance(first, OnetTitleRow) and kind == OnetTitle.Kind.ALTERNATE:
            # The same title from two origins, of which one knows the short form.
            first.short_title = first.short_title or title.short_title
            title.short_title = title.short_title or first.short_title
        self._add(title, line)

    def _task(self, line: Line) -> None:
        kind = line.words("Task Type", _longest(OnetTask, "kind"), empty=True)
        if kind not in {"", "Core", "Supplemental"}:
            line.wrong(f"“{shortened(kind)}” is neither Core nor Supplemental", "Task Type")
        row = OnetTaskRow(
            onet_code=line.cells[known.CODE],
            task_id=line.whole(known.TASK_ID) or 0,
            statement=line.words("Task", LONGEST),
            kind=kind,
            respondents=line.whole("Incumbents Responding", empty=True),
            surveyed=line.month(),
            at=line.at,
        )
        self._add(row, line)

    def _rating(self, line: Line, subject: OnetRating.Subject) -> None:
        scale = line.cells[known.SCALE]
        if scale in known.OTHER_KIND:
            self.left_out += 1
            return
        if scale not in known.SCALES:
            line.wrong(f"“{shortened(scale)}” is not a scale that is known here", known.SCALE)
            return
        of_task = subject == OnetRating.Subject.TASK
        task = line.whole(known.TASK_ID) if of_task else None
        if task is not None:
            self.rated_tasks.append((line.table, line.row, line.cells[known.CODE], task))
        value, error, lower, upper = _measured(line, *known.SCALES[scale])
        rating = OnetRatingRow(
            onet_code=line.cells[known.CODE],
            subject=subject,
            element=str(task or "") if of_task else line.words(known.ELEMENT, _longest(OnetRating, "element")),
            name="" if of_task else line.words(known.NAME, _longest(OnetRating, "name")),
            scale=scale,
            category=line.whole(known.CATEGORY, empty=True),
            value=value,
            respondents=line.whole("N", empty=True),
            standard_error=error,
            lower=lower,
            upper=upper,
            imprecise=line.flag("Recommend Suppress"),
            surveyed=line.month(),
            at=line.at,
        )
        self._add(rating, line)

    def _add(self, row: OnetTitleRow | OnetTaskRow | OnetRatingRow, line: Line) -> None:
        first = self.rows.setdefault((type(row), *row.key), row)
        if replace(row, at=first.at) != first:
            line.wrong(f"the same already stands in {first.at}, with other content")

    def end(self) -> None:
        """What can only be seen when everything was read. Raises ImportProblems if there are any."""
        tasks = {(row.onet_code, row.task_id) for row in self.rows.values() if isinstance(row, OnetTaskRow)}
        for table, row, code, task in self.rated_tasks if tasks else ():
            if (code, task) not in tasks:
                self.findings.add(f"task {task} of {code} is not among the task statements", table, row, known.TASK_ID)
        self.findings.end()
        if not self.rows:
            raise ImportProblems(
                [ImportProblem("No row is about one of the roles of this site.", ", ".join(sorted(self.stems)))]
            )

    def notes(self) -> list[str]:
        """For the reader of the report."""
        notes = []
        missing = self.codes - {row.onet_code for row in self.rows.values() if isinstance(row, OnetTitleRow)}
        if "occupation data" in self.stems and missing:
            notes.append(f"Not in this release: {', '.join(sorted(missing))}.")
        if self.left_out:
            notes.append(f"Left out: {self.left_out:,} ratings of work styles that a program and experts made.")
        return notes


def _measured(line: Line, lowest: int, highest: int) -> tuple[Decimal, Decimal | None, Decimal | None, Decimal | None]:
    """Value, standard error and both bounds. What cannot be right is told; the value is then 0."""
    value = line.number(known.VALUE)
    error, lower, upper = (line.number(name, empty=True) for name in known.SURVEY[1:4])
    if error is not None and error < 0:
        line.wrong(f"{error} is negative", "Standard Error")
    if value is None:
        return Decimal(0), error, lower, upper
    if not lowest <= value <= highest:
        line.wrong(f"{value} is outside the scale, {lowest} to {highest}", known.VALUE)
    if lower is not None and upper is not None and not lower - ROUNDING <= value <= upper + ROUNDING:
        line.wrong(f"{value} is not between its bounds {lower} and {upper}", known.VALUE)
    return value, error, lower, upper


def rating_columns(subject: OnetRating.Subject, table: Table) -> list[str]:
    """The columns a file of ratings needs. Work styles lost what belongs to a survey with release 30.1."""
    names = [known.CODE, *([known.TASK_ID] if subject == OnetRating.Subject.TASK else [known.ELEMENT, known.NAME])]
    names += [known.SCALE, *([known.CATEGORY] if subject in known.WITH_CATEGORY else []), known.VALUE]
    if subject != OnetRating.Subject.WORK_STYLE or "N" in table.header:
        names += known.SURVEY
    return [*names, known.DATE]


def _longest(model: type[OnetTitle | OnetTask | OnetRating], name: str) -> int:
    return int(getattr(model._meta.get_field(name), "max_length", None) or LONGEST)
