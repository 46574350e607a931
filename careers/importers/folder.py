"""A release in the product's own file form: one folder with `release.yaml` and a CSV for each kind of row.

The same form serves the starter figures and `export_data`. `form.py` says how each cell is written.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from careers.importers.form import TABLES, Table, Unreadable, read_day, read_row, write_row
from careers.importers.problems import ENOUGH, ImportProblem, ImportProblems
from careers.importers.rows import AnyRow, Candidate, FileRecord
from careers.importers.stored import in_order, stored_rows
from careers.models import DataSet, Release
from careers.releases import Provenance

HEAD = "release.yaml"
REQUIRED = ("data_set", "period", "label", "retrieved_on")
OPTIONAL = ("published_on", "obtained_from", "cautions", "files")


@dataclass(frozen=True)
class Head:
    """What `release.yaml` says. `files` are the publisher's own files, where the rows came straight from them."""

    data_set: DataSet
    period: str
    label: str
    provenance: Provenance
    files: list[FileRecord] = field(default_factory=list)

    @property
    def folder(self) -> str:
        return folder_name(self.data_set, self.period)


def folder_name(data_set: str, period: str) -> str:
    return f"{data_set}-{period}"


# Reading ------------------------------------------------------------------------------------------------------------


def read_head(folder: Path) -> Head:
    """Only `release.yaml`; ImportProblems says what is wrong with it."""
    where = f"{folder.name}/{HEAD}"
    try:
        values = yaml.load((folder / HEAD).read_text("utf-8"), Loader=yaml.CSafeLoader)
        head = _head(values)
    except (OSError, UnicodeDecodeError):
        raise ImportProblems([ImportProblem("the file is missing or cannot be read as text", where)]) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ImportProblems([ImportProblem(f"the YAML cannot be read: {error.problem}", where, row=line)]) from None
    except Unreadable as problem:
        raise ImportProblems([ImportProblem(str(problem), where, column=problem.column)]) from None
    if head.folder != folder.name:
        raise ImportProblems([ImportProblem(f"this release belongs in a folder named {head.folder}", where)])
    return head


def _head(values: Any) -> Head:
    if not isinstance(values, dict):
        raise Unreadable("the file needs keys with values")
    for key in values:
        if key not in REQUIRED + OPTIONAL:
            raise Unreadable("nobody knows this key", str(key))
    for key in REQUIRED:
        if not values.get(key):
            raise Unreadable("a value is missing", key)
    for key in ("period", "label"):
        if not isinstance(values[key], str):
            raise Unreadable("this must be text; put it in quotes", key)
    if values["data_set"] not in DataSet.values:
        raise Unreadable(f"'{values['data_set']}' is not a data set", "data_set")
    retrieved_on, published_on = read_day(values["retrieved_on"]), read_day(values.get("published_on"))
    if retrieved_on is None:
        raise Unreadable("a value is missing", "retrieved_on")
    cautions = values.get("cautions") or []
    if not isinstance(cautions, list) or not all(isinstance(caution, str) for caution in cautions):
        raise Unreadable("this must be a list of sentences", "cautions")
    try:
        files = [FileRecord(**entry) for entry in values.get("files") or []]
    except TypeError:
        raise Unreadable("each entry needs name, bytes and sha256", "files") from None
    return Head(
        DataSet(values["data_set"]),
        values["period"],
        values["label"],
        Provenance(retrieved_on, published_on, str(values.get("obtained_from") or ""), "\n".join(cautions)),
        files,
    )


def read(folder: Path) -> tuple[Candidate, Provenance]:
    """The release in this folder; ImportProblems lists what is wrong, with file, row and column."""
    head = read_head(folder)
    problems: list[ImportProblem] = []
    rows: list[AnyRow] = []
    files: list[FileRecord] = []
    for table in TABLES[head.data_set]:
        where = f"{folder.name}/{table.file}"
        try:
            content = (folder / table.file).read_bytes()
            text = content.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            problems.append(ImportProblem("the file is missing or cannot be read as text", where))
            continue
        files.append(FileRecord(table.file, len(content), hashlib.sha256(content).hexdigest()))
        rows += from_csv(table, text, where, problems)
    if not rows and not problems:
        problems.append(ImportProblem("the release has no rows", folder.name))
    if problems:
        raise ImportProblems(problems)
    return Candidate(
        head.data_set, head.period, head.label, rows, head.files or files, rows_read=len(rows)
    ), head.provenance


def from_csv(table: Table, text: str, where: str, problems: list[ImportProblem]) -> Iterator[AnyRow]:
    """The rows of one CSV. What is wrong is added to `problems`; such rows are left out."""
    reader = csv.reader(io.StringIO(text), strict=True)
    seen: set[tuple[object, ...]] = set()
    number = 1
    try:
        columns = tuple(next(reader, ()))
        if columns != table.columns:
            wrong = sorted(set(columns) ^ set(table.columns)) or ["their order"]
            problems.append(ImportProblem(f"the columns are not those of this file: {', '.join(wrong)}", where, row=1))
            return
        for number, cells in enumerate(reader, start=2):
            if len(problems) >= ENOUGH:
                return
            if len(cells) != len(columns):
                problems.append(ImportProblem(f"{len(cells)} cells for {len(columns)} columns", where, row=number))
                continue
            try:
                row = read_row(table, dict(zip(columns, cells, strict=True)), f"{where}, row {number}")
            except Unreadable as problem:
                problems.append(ImportProblem(str(problem), where, row=number, column=problem.column))
                continue
            if row.key in seen:
                problems.append(ImportProblem("an earlier row is about the same thing", where, row=number))
            seen.add(row.key)
            yield row
    except csv.Error as error:
        problems.append(ImportProblem(f"the CSV cannot be read: {error}", where, row=number + 1))


# Writing ------------------------------------------------------------------------------------------------------------


def write(folder: Path, release: Release) -> None:
    """The release as files in `folder`. The same release always makes the same bytes."""
    data_set = DataSet(release.data_set)
    own = {table.file for table in TABLES[data_set]}
    files = [FileRecord(**entry) for entry in release.files if entry["name"] not in own]
    provenance = Provenance(release.retrieved_on, release.published_on, release.obtained_from, release.cautions)
    write_rows(folder, Head(data_set, release.period, release.label, provenance, files), stored_rows(release))


def write_rows(folder: Path, head: Head, rows: Iterable[AnyRow]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_text(folder / HEAD, to_yaml(_head_values(head)))
    ordered = sorted(rows, key=in_order)
    for table in TABLES[head.data_set]:
        write_text(folder / table.file, to_csv(table, (row for row in ordered if type(row) is table.row)))


def to_csv(table: Table, rows: Iterable[AnyRow]) -> str:
    target = io.StringIO()
    plain = csv.writer(target, lineterminator="\n")
    # Python's writer leaves a lone carriage return without quotes, which its reader then refuses.
    quoted = csv.writer(target, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(table.columns)
    for row in rows:
        cells = write_row(table, row)
        (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)
    return target.getvalue()


def _head_values(head: Head) -> dict[str, Any]:
    provenance = head.provenance
    values: dict[str, Any] = {
        "data_set": str(head.data_set),
        "period": head.period,
        "label": head.label,
        "published_on": provenance.published_on,
        "retrieved_on": provenance.retrieved_on,
        "obtained_from": provenance.obtained_from,
        "cautions": provenance.cautions.splitlines(),
        "files": [{"name": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in head.files],
    }
    return {key: value for key, value in values.items() if value}


def to_yaml(value: Any) -> str:
    """YAML as all files of this form are written: keys in the order given, long lines broken at 110."""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=110)


def write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
