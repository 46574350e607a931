"""The questions of the credential chooser, and what counts as an answer to each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from careers.models.subjects import Covers
from careers.pay import dollars
from guides.models.task_form import Choices, find_state, jurisdictions, named, readable

SKIP, NO_LIMIT, NONE_YET = "skip", "no-limit", "none"
#: The most dollars that a budget can be.
MOST = 100_000
_DOLLARS = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,6})(\.\d{1,2})?")
SKIPPED = "Skipped"
#: Ways to come, in a reader's words. What an address carries is the kind with hyphens.
ROUTES: Choices = [
    ("accredited-program", "I finished a medical assisting program accredited by CAAHEP or ABHES"),
    ("program", "I finished another medical assisting program, or do not know who accredits it"),
    ("student", "I am still in a program or at school"),
    ("work-experience", "I work, or worked, as a medical assistant"),
    ("apprenticeship", "I did an apprenticeship"),
    ("military", "I trained in the armed forces"),
    ("other-credential", "I hold another health credential"),
    ("instructor", "I teach medical assisting"),
    (NONE_YET, "None of these yet"),
]
WORK: Choices = [
    (Covers.CLINICAL.value, "Clinical work: with patients, specimens and tests"),
    (Covers.ADMINISTRATIVE.value, "Administrative work: desk, phone, records and insurance"),
    (Covers.BOTH.value, "Both"),
]


@dataclass(frozen=True)
class Question:
    """`name` in the address; `hint` below the question."""

    name: str
    text: str
    short: str  # beside an answer
    hint: str = ""
    may_skip: bool = False
    choices: tuple[tuple[str, str], ...] = ()  # of one group of radio buttons


QUESTIONS = (
    Question("route", "How did you train, or come to the work?", "Training or work", choices=tuple(ROUTES)),
    Question(
        *("state", "In which state will you work?", "State"),
        "Some states ask for a credential by law. You see what the law of your state says.",
        may_skip=True,
    ),
    Question("work", "Which work should the credential cover?", "Work", choices=tuple(WORK)),
    Question(
        *("budget", "How much can you pay for the exam?", "Budget"),
        "In US dollars, for application and exam. Membership, study and renewal come on top.",
        may_skip=True,
    ),
)
NAMES = [question.name for question in QUESTIONS]


@dataclass(frozen=True)
class Answer:
    value: str  # as the address carries it
    text: str  # as the reader sees it


def answer_to(name: str, typed: str) -> Answer | None:
    """None for what cannot be read."""
    if len(typed) > 100:
        return None
    plain = " ".join(typed.split())
    if name == "state":
        if plain.casefold() == SKIP:
            return Answer(SKIP, SKIPPED)
        place = find_state(plain, jurisdictions())
        return Answer(place.code, place.name) if place else None
    if name == "budget":
        return _budget(plain.casefold())
    choices = ROUTES if name == "route" else WORK
    value = named(plain.replace("_", "-"), ((value, (text,)) for value, text in choices))
    return Answer(value, dict(choices)[value]) if value else None


def _budget(typed: str) -> Answer | None:
    if typed == SKIP:
        return Answer(SKIP, SKIPPED)
    if typed in (NO_LIMIT, "no limit"):
        return Answer(NO_LIMIT, "No limit")
    found = _DOLLARS.fullmatch(typed)
    if not found or not typed.isascii():
        return None
    amount = Decimal(f"{found[1].replace(',', '')}{found[2] or ''}")
    return Answer(str(amount), f"Up to {dollars(amount, 'year')}") if amount <= MOST else None


def problem_with(question: Question, typed: str) -> str:
    again = {
        "state": "Choose one of the 50 states or the District of Columbia, or skip this question.",
        "budget": f"Write dollars as a number, such as 150 and at most {MOST:,}, or skip this question.",
    }.get(question.name, "Choose one of the answers below.")
    said = readable(typed)
    if not said:
        return again
    others = (other for other in QUESTIONS if other is not question and said not in (SKIP, NO_LIMIT))
    other = next((other for other in others if answer_to(other.name, typed)), None)
    if other:
        return f"“{said}” answers another question: “{other.text}” {again}"
    return f"We cannot read “{said}” as an answer to “{question.text}” {again}"
