"""Rules as CSV: one row a rule, with the keys of the YAML as columns. It names some rules of some states."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from careers.importers.problems import ImportProblem, ImportProblems
from careers.law.content import Rule
from careers.law.files import RULE, Reader
from careers.law.values import MOST, shown

STATE = "jurisdiction"
COLUMNS = (STATE, *RULE)
LISTS = ("delegators", "sources")
#: In the cell of delegators: the text lists nobody. An empty cell says that nothing was recorded.
NOBODY = "-"


@dataclass(frozen=True)
class RuleRow:
    """One row: the state's code, the rule, and where it stands. The row with the names of the columns is number 1."""

    jurisdiction: str
    rule: Rule
    row: int


class _RowReader(Reader):
    """Says row and column instead of a place inside a file."""

    row = 1

    def say(self, place: str, message: str) -> None:
        self.add(ImportProblem(message, self.name, row=self.row, column=place.rpartition(".")[2]))


def parse(text: str, name: str, codes: Collection[str]) -> list[RuleRow]:
    """The rows of one file. ImportProblems names every wrong cell; tasks and sources are not looked up here."""
    reader = _RowReader(name)
    rows: list[RuleRow] = []
    count: Counter[str] = Counter()
    for number, cells in _records(text, reader):
        reader.row = number
        rule = reader.rule(_values(cells), "rule")
        state = reader.choice(cells[STATE].strip(), STATE, codes)
        if not cells[STATE].strip():
            reader.say(STATE, "is missing")
        rows.append(RuleRow(state, rule, number))
        count[state] += 1
        if state and count[state] > MOST:
            reader.say(STATE, f"more than {MOST} rows about '{state}'")
            break
    if not rows and not reader.problems:
        reader.add(ImportProblem("the file has no rules", name))
    if reader.problems:
        raise ImportProblems(reader.problems)
    return rows


def written(rules: Mapping[str, Collection[Rule]]) -> str:
    """The rules of some states, by code, as such a file. Reading it gives the same rules back."""
    target = io.StringIO()
    plain = csv.writer(target, lineterminator="\n")
    # Python's writer leaves a lone carriage return without quotes, which its reader then refuses.
    quoted = csv.writer(target, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(COLUMNS)
    for state, own in rules.items():
        for rule in own:
            cells = [state, *(_cell(rule, column) for column in RULE)]
            (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)
    return target.getvalue()


def _records(text: str, reader: _RowReader) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and cells by column of each row that is not empty."""
    number = 1
    try:
        records = csv.reader(io.StringIO(text, newline=""), strict=True)
        columns = [cell.strip() for cell in next(records, [])]
        if not _fit(columns, reader):
            return
        for number, cells in enumerate(records, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                message = f"{len(cells)} cells for {len(columns)} columns"
                reader.add(ImportProblem(message, reader.name, row=number))
                continue
            yield number, dict(zip(columns, cells, strict=True))
    except csv.Error as error:
        reader.add(ImportProblem(f"the CSV cannot be read: {error}", reader.name, row=number + 1))


def _fit(columns: list[str], reader: _RowReader) -> bool:
    """Every column is there once. One that were left out could mean "as before" or "empty": it must be said."""
    for name in COLUMNS:
        if name not in columns:
            reader.say(name, "this column is missing")
    for name in dict.fromkeys(columns):
        if name not in COLUMNS:
            reader.say(shown(name), "is not a column of this form")
        elif columns.count(name) > 1:
            reader.say(name, "stands twice")
    return not reader.problems


def _values(cells: Mapping[str, str]) -> dict[str, Any]:
    """As the YAML would say it. What is empty is left out."""
    found: dict[str, Any] = {name: cells[name].strip() for name in RULE if cells[name].strip()}
    for name in LISTS:
        if name in found:
            found[name] = [part.strip() for part in found[name].split(";") if part.strip()]
    if found.get("delegators") == [NOBODY]:
        found["delegators"] = []
    return found


def _cell(rule: Rule, column: str) -> str:
    value = getattr(rule, column)
    if column == "delegators" and value == ():
        return NOBODY
    if value is None:
        return ""
    return "; ".join(value) if isinstance(value, tuple) else str(value)
