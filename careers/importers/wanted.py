"""Which rows of an official file the site keeps. Retired roles count: history keeps their figures.

Each raises ImportProblems while the site knows none: every file would then look like the wrong one.
"""

from __future__ import annotations

from careers.importers.problems import ImportProblem, ImportProblems
from careers.models import Jurisdiction, Occupation, Role


def occupation_codes() -> set[str]:
    """Codes of the roles' occupations, and the totals they are compared with."""
    of_roles = set(Role.objects.exclude(occupation=None).values_list("occupation__code", flat=True))
    _check(bool(of_roles), "role with an occupation")
    return {*of_roles, Occupation.ALL, Occupation.HEALTHCARE_SUPPORT}


def onet_codes() -> set[str]:
    codes = set(Role.objects.exclude(onet_code="").values_list("onet_code", flat=True))
    _check(bool(codes), "role with an O*NET code")
    return codes


def states() -> dict[str, str]:
    """Names of the 50 states and DC by their two digits."""
    names = dict(Jurisdiction.objects.values_list("fips", "name"))
    _check(bool(names), "state")
    return names


def _check(known: bool, what: str) -> None:
    if not known:
        message = f"it has no {what} yet; load its starter content first (manage.py load_first_edition)"
        raise ImportProblems([ImportProblem(message, "this site")])
