"""What is wrong with an official file, so that a person can mend it or fetch the right one."""

from __future__ import annotations

from dataclasses import dataclass

#: A file with this many problems is the wrong file; the rest would only repeat them.
ENOUGH = 50


@dataclass(frozen=True)
class ImportProblem:
    """One sentence and where it belongs: file, and sheet, row, column or field where there are any."""

    message: str
    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    field: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.sheet:
            place.append(f"sheet {self.sheet}")
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        if self.field:
            place.append(self.field)
        return f"{', '.join(place)}: {self.message}"


class ImportProblems(Exception):
    """Everything that was found; nothing has been written."""

    def __init__(self, problems: list[ImportProblem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
