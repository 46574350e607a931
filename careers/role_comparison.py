"""What is asked of each role when roles stand side by side: facts in words, then official figures.

Pay, jobs and projections come from the current releases only. A role that is counted inside a broader occupation has
that occupation's figures and says so; one that is not counted apart has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from careers.comparison import Cell, Comparison, Question, compare
from careers.facts import Fact, Format, release_labels, resolve
from careers.memory import remembered
from careers.models import DataSet, Role, Source
from careers.models.subjects import RELATIVE, Licensing, RoleSubject
from careers.stated import Certainty, KnownRole
from careers.stated import Fact as Said

Q = Question[KnownRole]
WAGES, PROJECTIONS = DataSet.WAGES, DataSet.PROJECTIONS
#: Rows of official figures, after the facts in words: label, data set, and the facts that each is made of.
FIGURES: dict[str, tuple[str, DataSet, tuple[str, ...]]] = {
    "median_pay": ("Median pay", WAGES, ("wage.{}.us.hourly.median",)),
    "pay_range": ("Middle half of pay", WAGES, ("wage.{}.us.hourly.p25", "wage.{}.us.hourly.p75")),
    "jobs": ("Jobs", WAGES, ("employment.{}.us",)),
    "growth": ("Projected growth", PROJECTIONS, ("projection.{}.us.growth",)),
    "openings": ("Projected openings a year", PROJECTIONS, ("projection.{}.us.openings",)),
}
NOT_FOUND = "We found no source for this"
REPORTED = "Only secondary pages say so."


def subjects() -> list[RoleSubject]:
    """Those that mean something beside any other role."""
    return [subject for subject in RoleSubject if subject not in RELATIVE]


def row_choices() -> list[tuple[str, str]]:
    """Key and label of every row, in order. Migrations name this function."""
    words = [(subject.value, str(subject.label)) for subject in subjects()]
    return [*words, *((key, label) for key, (label, _, _) in FIGURES.items())]


def compare_roles(roles: Sequence[KnownRole]) -> Comparison[KnownRole]:
    """Every row of `row_choices`, differences first. ValueError for fewer than two roles."""
    return compare(roles, questions(roles))


def questions(roles: Sequence[KnownRole]) -> list[Q]:
    facts = resolve(key.format(role.key) for _, _, keys in FIGURES.values() for key in keys for role in roles)
    labels = release_labels()
    asked = [Q(subject.value, str(subject.label), partial(_stated, subject)) for subject in subjects()]
    for key, (label, data_set, keys) in FIGURES.items():
        period = f", {labels[data_set].label}" if data_set in labels else ""
        asked.append(Q(key, f"{label}{period}", partial(_figure, keys, data_set, facts)))
    return asked


def _stated(subject: RoleSubject, role: KnownRole) -> Cell:
    fact = role.facts.get(subject)
    return _licence(role, fact) if subject == RoleSubject.LICENCE else cell_of(fact)


def cell_of(fact: Said | None) -> Cell:
    """What is stated, as a cell: one point as its text, several as a list."""
    if not fact:
        return Cell(NOT_FOUND, missing=True)
    one = fact.points[0] if len(fact.points) == 1 else ""
    return Cell(one, sources=fact.sources, points=() if one else fact.points, doubt=doubt_of(fact))


def _licence(role: KnownRole, fact: Said | None) -> Cell:
    """Compared by the one of a few words that says it; the fact tells more."""
    unknown = role.licensing == Licensing.NOT_CHECKED
    if not fact:
        return Cell(str(role.licensing.label), missing=unknown)
    return Cell(
        str(role.licensing.label), missing=unknown, sources=fact.sources, points=fact.points, doubt=doubt_of(fact)
    )


def doubt_of(fact: Said) -> str:
    """What is uncertain, and that only others say so, where that is all there is."""
    if fact.certainty is Certainty.REPORTED and not fact.doubts:
        return REPORTED
    return fact.doubts


def _figure(keys: Sequence[str], data_set: DataSet, facts: dict[str, Fact], role: KnownRole) -> Cell:
    if role.fit == Role.Fit.NONE:
        return Cell("Not counted apart in the statistics", points=_note(role), missing=True)
    found = [facts[name] for key in keys if (name := key.format(role.key)) in facts]
    if len(found) < len(keys):  # no fact can be asked of a role with such a key
        return Cell("No figure", missing=True)
    absent = next((fact for fact in found if not fact.is_published), None)
    if absent:
        return Cell(absent.text().strip("()").capitalize(), missing=True)
    cited = data_sources().get(data_set)
    return Cell(_words(found), sources=(cited,) if cited else (), points=_note(role))


def _words(found: Sequence[Fact]) -> str:
    if len(found) == 1:
        return found[0].text(Format.BOTH if found[0].partner else Format.PLAIN)
    lowest, highest = found
    return f"{lowest.text()} to {highest.text(Format.UNIT)}"


def _note(role: KnownRole) -> tuple[str, ...]:
    return (role.fit_note,) if role.fit_note else ()


@remembered
def data_sources() -> dict[str, Source]:
    """The sources of official figures, by data set."""
    return {str(source.data_set): source for source in Source.objects.filter(data_set__in=DataSet.values)}
