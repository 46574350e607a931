"""One visit to the credential chooser: what an address has answered already, and what is asked next.

The address carries all answers, so a step can be opened at any time and in any order. What cannot be read is asked
again, with a sentence that says why; the other answers stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from careers.credential_fit import Wishes
from careers.models import Jurisdiction
from careers.models.subjects import Covers, RouteKind
from guides.models.credential_questions import (
    NAMES,
    NO_LIMIT,
    NONE_YET,
    QUESTIONS,
    SKIP,
    Answer,
    Question,
    answer_to,
    problem_with,
)
from guides.models.task_form import find_state, jurisdictions, readable


@dataclass
class Asked:
    """The state of one visit. `problems`: sentences by the name of the question."""

    answers: dict[str, Answer] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)  # what could not be read, as it can be shown again
    changing: str = ""  # an answer that the reader wants to change
    is_empty: bool = True

    @cached_property
    def question(self) -> Question | None:
        """The one to be asked now; None when all are answered."""
        open_ones = (each for each in QUESTIONS if each.name == self.changing or each.name not in self.answers)
        return next(open_ones, None)

    @property
    def number(self) -> int:
        return QUESTIONS.index(self.question) + 1 if self.question else len(QUESTIONS)

    @property
    def problem(self) -> str:
        return self.problems.get(self.question.name, "") if self.question else ""

    @property
    def notices(self) -> list[str]:
        """What else a reader must know before answering."""
        if not self.question:
            return []
        said = [problem for name, problem in self.problems.items() if name != self.question.name]
        if self.kept_for_later and not self.changing:
            said.append("Answers to later questions are kept.")
        return said

    @property
    def kept_for_later(self) -> list[str]:
        later = NAMES[self.number :]
        return [name for name in later if name in self.answers]

    @property
    def chosen(self) -> str:
        """What stands in the form."""
        if not self.question:
            return ""
        name = self.question.name
        answer = self.answers.get(name)
        return answer.value if answer else self.typed.get(name, "")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Answers that travel along with the form."""
        return [
            (name, self.answers[name].value) for name in self._answered if self.question and name != self.question.name
        ]

    @property
    def given(self) -> list[tuple[Question, Answer, str]]:
        """Each answer with the query that asks its question again."""
        return [
            (question, self.answers[question.name], self.query(change=question.name))
            for question in QUESTIONS
            if question.name in self.answers and question is not self.question
        ]

    @property
    def previous(self) -> str:
        """The query of the question before; empty at the first."""
        before = NAMES[: self.number - 1] if self.question else NAMES
        name = next((name for name in reversed(before) if name in self.answers), "")
        return self.query(change=name) if name else ""

    def query(self, **others: str) -> str:
        return urlencode({**{name: self.answers[name].value for name in self._answered}, **others})

    def skipping(self, value: str = SKIP) -> str:
        """The query that answers the question of now with "skip", or another word."""
        if not self.question:
            return ""
        kept = dict(self.kept) | {self.question.name: value}
        return urlencode({name: kept[name] for name in NAMES if name in kept})

    @property
    def without_limit(self) -> str:
        return self.skipping(NO_LIMIT)

    @property
    def dollars(self) -> str:
        """What stands in the field of the budget."""
        return "" if self.chosen in (SKIP, NO_LIMIT) else self.chosen

    @property
    def _answered(self) -> list[str]:
        return [name for name in NAMES if name in self.answers]

    # What the answers mean, once all are given --------------------------------------------------------------------

    @property
    def wishes(self) -> Wishes | None:
        if self.question:
            return None
        route, budget = self.answers["route"].value, self.answers["budget"].value
        return Wishes(
            None if route == NONE_YET else RouteKind(route.replace("-", "_")),
            Covers(self.answers["work"].value),
            None if budget in (SKIP, NO_LIMIT) else Decimal(budget),
        )

    @property
    def place(self) -> Jurisdiction | None:
        answer = self.answers.get("state")
        return find_state(answer.value, jurisdictions()) if answer and answer.value != SKIP else None


def read(query: QueryDict) -> Asked:
    found = Asked()
    for question in QUESTIONS:
        given = query.getlist(question.name)
        if not given:
            continue
        found.is_empty = False
        if len(given) > 1:
            found.problems[question.name] = f"The address answers “{question.text}” {len(given)} times. Answer it once."
            continue
        answer = answer_to(question.name, given[0])
        if answer:
            found.answers[question.name] = answer
        else:
            found.typed[question.name] = readable(given[0])
            found.problems[question.name] = problem_with(question, given[0])
    change = query.get("change", "")
    if change in found.answers:
        found.changing = change
    return found
