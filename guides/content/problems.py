"""What is wrong with a content file, so that a person can mend it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentProblems(Exception):
    """Everything that was found, all at once; nothing has been loaded."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class Reporter:
    """Collects problems of one file."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.problems: list[Problem] = []

    def say(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.name, line, message))
