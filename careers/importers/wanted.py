"""Which rows of an official file the site keeps. Retired roles count: history keeps their figures."""

from __future__ import annotations

from careers.models import Jurisdiction, Occupation, Role


def occupation_codes() -> set[str]:
    """Codes of the roles' occupations, and the totals they are compared with."""
    of_roles = Role.objects.exclude(occupation=None).values_list("occupation__code", flat=True)
    return {*of_roles, Occupation.ALL, Occupation.HEALTHCARE_SUPPORT}


def onet_codes() -> set[str]:
    return set(Role.objects.exclude(onet_code="").values_list("onet_code", flat=True))


def states() -> dict[str, str]:
    """Names of the 50 states and DC by their two digits."""
    return dict(Jurisdiction.objects.values_list("fips", "name"))
