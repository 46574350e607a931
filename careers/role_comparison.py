"""What is asked of each role when roles stand side by side: facts in words, then official figures."""

from __future__ import annotations

from careers.models.subjects import RELATIVE, RoleSubject

#: Rows of official figures, after the facts in words.
FIGURES = {
    "median_pay": "Median pay",
    "pay_range": "Middle half of pay",
    "jobs": "Jobs",
    "growth": "Projected growth",
    "openings": "Openings a year",
}


def row_choices() -> list[tuple[str, str]]:
    """Key and label of every row, in order. Migrations name this function."""
    words = [(subject.value, str(subject.label)) for subject in RoleSubject if subject not in RELATIVE]
    return [*words, *FIGURES.items()]
