"""What the database itself refuses, whoever writes: each constraint and each trigger is met once at least.

Sources and terms have tests of their own. Constraints that Django makes for a single column (unique, not below zero)
are named after their table and are left to Django.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F
from django.utils import timezone

from careers.models import (
    Area,
    Credential,
    EntryRoute,
    FactKey,
    Industry,
    Job,
    Jurisdiction,
    Occupation,
    OnetRating,
    OnetTask,
    OnetTitle,
    PriceParity,
    Projection,
    Release,
    ReleaseMove,
    Role,
    RuleSource,
    SiteVersion,
    Source,
    Term,
    WageEstimate,
)
from careers.models.labour import POINTS, RATES
from guides.models import DescribedImage, GuidePage, RoleComparisonPage, RoleComparisonsPage
from tests.careers.law import refused as law
from tests.factories import (
    FactKeyFactory,
    PriceParityFactory,
    ReleaseFactory,
    SourceFactory,
    TermFactory,
    UserFactory,
    WageEstimateFactory,
)

pytestmark = pytest.mark.django_db
#: In test_sources.py and test_images.py.
ELSEWHERE = {"source_has_citation", "source_has_key", "term_is_not_empty", "one_rendition_per_filter"}
#: A trigger comes before it: see the tests of the law below.
ELSEWHERE |= {"answer_has_lead_source"}

Write = Callable[[], object]


def area(**values: Any) -> Area:
    return Area.objects.create(**{"code": "99990", "key": "99990", "kind": "metro", "title": "Twin Rivers", **values})


def role(**values: Any) -> Role:
    occupation = Occupation.objects.get(code="31-9092")
    plain = {"key": "new", "name": "new", "plural": "new ones", "fit": "own", "occupation": occupation}
    return Role.objects.create(**{**plain, **values})


def credential(**values: Any) -> Credential:
    plain = {"key": "new", "initials": "NEW (BODY)", "name": "New", "body": "Body", "covers": "clinical"}
    return Credential.objects.create(**{**plain, **values})


def entry_route(**values: Any) -> EntryRoute:
    return EntryRoute.objects.create(**{"key": "new", "name": "New", "kind": "education", **values})


def compared(first: str = "ophthalmic-assistant", second: str = "medical-scribe") -> Any:
    """A comparison of two roles that nobody has written about, to be spoiled past the page's own checks."""
    roles = {"first_role": Role.objects.get(key=first), "second_role": Role.objects.get(key=second)}
    page = RoleComparisonPage(title="x", slug=f"{first}-{second}", group="nursing", **roles)
    RoleComparisonsPage.objects.get().add_child(instance=page)
    return RoleComparisonPage.objects.filter(pk=page.pk)


def projection(**values: Any) -> Projection:
    made = {"release": values.pop("release", None) or ReleaseFactory(data_set="projections", period="2040-50")}
    occupation = Occupation.objects.get(code="31-9092")
    return Projection.objects.create(
        **{**made, "occupation": occupation, "base_year": 2040, "projected_year": 2050, **values}
    )


def onet(model: type[models.Model], **values: Any) -> models.Model:
    release = values.pop("release", None) or ReleaseFactory(data_set="onet", period="99.9")
    return model._default_manager.create(release=release, onet_code="31-9092.00", **values)


def rating(**values: Any) -> models.Model:
    return onet(OnetRating, **{"subject": "skill", "element": "2.A.1", "scale": "IM", "value": Decimal(3), **values})


def job(**values: Any) -> Job:
    return Job.objects.create(kind="test", **values)


def jurisdiction(**values: Any) -> Jurisdiction:
    plain = {
        "code": "zz",
        "name": "Zed",
        "slug": "zed",
        "fips": "97",
        "region": "west",
        "map_row": 50,
        "map_column": 50,
    }
    return Jurisdiction.objects.create(**(plain | values))


def twice(make: Callable[..., object], release: Callable[[], Release], **values: Any) -> Write:
    """The same row a second time in one release."""

    def write() -> None:
        made = release()
        make(release=made, **values)
        make(release=made, **values)

    return write


def of(data_set: str) -> Callable[[], Release]:
    return lambda: ReleaseFactory(data_set=data_set, period="99.9")


def reviewed_by_nobody(kind: type[GuidePage]) -> Write:
    def write() -> None:
        if kind is RoleComparisonPage:
            compared()
        kind.objects.update(reviewed_on=date(2026, 1, 1), reviewed_by=None)

    return write


GUIDES = sorted(GuidePage.__subclasses__(), key=lambda kind: kind.__name__)
tile = Jurisdiction.objects.values_list("map_row", "map_column")

#: What each constraint refuses: one way or more to break it.
REFUSED: dict[str, list[Write]] = {
    # Percentiles never decrease, not even past a point that is absent.
    **{
        f"wage_{rate}_{low}_is_not_above_{high}": [
            lambda low=f"{rate}_{low}", high=f"{rate}_{high}": WageEstimateFactory(**{low: 101, high: 100})
        ]
        for rate in RATES
        for low, high in combinations(POINTS, 2)
    },
    "wage_is_not_only_annual_and_only_hourly": [lambda: WageEstimateFactory(annual_only=True, hourly_only=True)],
    "wage_marks_are_of_absent_figures": [
        lambda: WageEstimateFactory(marks={"hourly_median": "*"}, hourly_median=20),  # marked and published
        lambda: WageEstimateFactory(marks={"employment": "**"}, employment=0),
        lambda: WageEstimateFactory(marks={"hourly_median": "?"}),  # no such symbol
        lambda: WageEstimateFactory(marks={"hourly_median": ""}),
        lambda: WageEstimateFactory(marks={"hourly_middle": "*"}),  # no such figure
    ],
    "wage_row_is_unique": [
        twice(WageEstimateFactory, ReleaseFactory),
        twice(WageEstimateFactory, ReleaseFactory, ownership=""),
    ],
    "projection_marks_are_of_absent_figures": [
        lambda: projection(marks={"growth": "—"}, growth=Decimal("1.0")),
        lambda: projection(marks={"growth": "n/a"}),
        lambda: projection(marks={"shrinkage": "—"}),
    ],
    "projection_row_is_unique": [twice(projection, of("projections"))],
    "projection_looks_ahead": [lambda: projection(base_year=2050), lambda: projection(base_year=2051)],
    "price_parity_row_is_unique": [twice(PriceParityFactory, of("price-parities"))],
    "price_parity_is_positive": [
        lambda: PriceParityFactory(release=of("price-parities")(), all_items=0),
        lambda: PriceParityFactory(release=of("price-parities")(), all_items=-1),
    ],
    "onet_title_is_unique": [
        twice(lambda **values: onet(OnetTitle, **values), of("onet"), kind="alternate", title="Clinic helper")
    ],
    "onet_task_is_unique": [twice(lambda **values: onet(OnetTask, **values), of("onet"), task_id=1, statement="Do it")],
    # Without a category as well: two empty ones are the same.
    "onet_rating_is_unique": [twice(rating, of("onet")), twice(rating, of("onet"), category=1)],
    "onet_rating_is_not_negative": [lambda: rating(value=Decimal("-0.0001"))],
    "release_edition_is_unique": [lambda: [ReleaseFactory(edition=1), ReleaseFactory(edition=1)]],
    "release_has_period": [lambda: ReleaseFactory(period=""), lambda: ReleaseFactory(label="")],
    "release_move_has_note": [lambda: ReleaseMove.objects.create(data_set="oews", release=ReleaseFactory(), note="")],
    "area_code_fits_kind": [
        lambda: area(code="9999", key="9999"),
        lambda: area(code="9999０", key="9999０"),  # a digit, and none of ours
        lambda: area(key="twin"),
        lambda: area(kind="nonmetro"),
        lambda: area(kind="nonmetro", code="999900", key="999900"),
        lambda: area(kind="nation", code="98", key="us"),
        lambda: area(kind="nation", code="99990", key="99990"),
        lambda: area(kind="territory", code="97", key="97"),
        lambda: area(kind="territory", code="097", key="zz"),
        lambda: area(kind="province", code="97", key="zz"),
    ],
    "area_of_a_state_has_jurisdiction": [lambda: area(kind="state", code="97", key="zz")],
    "jurisdiction_code_is_two_letters": [lambda: jurisdiction(code="z"), lambda: jurisdiction(code="ZZ")],
    "jurisdiction_fips_is_two_digits": [lambda: jurisdiction(fips="9"), lambda: jurisdiction(fips="9z")],
    "jurisdiction_has_own_tile": [
        lambda: jurisdiction(**dict(zip(("map_row", "map_column"), tile.earliest("pk"), strict=True)))
    ],
    "occupation_code_has_form": [
        lambda code=code: Occupation.objects.create(code=code, title="x") for code in ("319092", "31-909", "31-909x")
    ],
    "role_fit_says_whether_it_has_occupation": [
        lambda: role(occupation=None),
        lambda: role(fit="broader", fit_note="Counted with others.", occupation=None),
        lambda: role(fit="none", fit_note="Not counted."),
    ],
    "role_says_what_measures_it": [
        lambda: role(fit="broader"),
        lambda: role(fit="none", occupation=None),
    ],
    "role_licensing_is_known": [lambda: role(licensing="maybe"), lambda: role(licensing="")],
    "credential_covers_is_known": [lambda: credential(covers="all")],
    "credential_has_name_and_body": [lambda: credential(initials=""), lambda: credential(body="")],
    "entry_route_kind_is_known": [lambda: entry_route(kind="luck")],
    "role_comparison_has_two_roles": [lambda: compared().update(second_role=F("first_role"))],
    "fact_key_has_form": [
        lambda key=key: FactKey.objects.create(key=key)
        for key in ("", "wage", "wage.", ".wage", "wage..us", "Wage.us", "wage us.x", "wage.us\n")
    ],
    "job_that_failed_says_why": [lambda: job(status="failed", finished_at=timezone.now())],
    "job_is_finished_when_it_says_so": [
        lambda: job(status="done"),
        lambda: job(status="failed", error="It broke."),
        lambda: job(status="waiting", finished_at=timezone.now()),
        lambda: job(status="running", finished_at=timezone.now()),
        lambda: job(status="resting"),
    ],
    "site_version_is_one_row": [
        lambda: SiteVersion.objects.create(pk=2),
        lambda: SiteVersion.objects.update(id=2),
    ],
    "image_has_description": [
        lambda: DescribedImage.objects.create(title="x", file="x.png", width=1, height=1, description="")
    ],
    **law.REFUSED,
    **{f"{kind.__name__.lower()}_review_has_reviewer": [reviewed_by_nobody(kind)] for kind in GUIDES},
}
CASES = [(name, number) for name, ways in REFUSED.items() for number in range(len(ways))]


@pytest.mark.parametrize(("name", "number"), CASES)
def test_a_broken_row_is_refused(name: str, number: int) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        REFUSED[name][number]()
    assert refused.value.__cause__.diag.constraint_name == name  # type: ignore[union-attr]


def test_every_constraint_of_the_database_is_met() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid"
            " WHERE c.contype IN ('c', 'u', 'x')"
            " AND t.relname ~ '^(careers|guides)_' AND conname !~ '^(careers|guides)_'"
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found == set(REFUSED) | ELSEWHERE
    assert len(found) == 100
    assert len(CASES) == 152


def test_two_roles_have_one_written_comparison_whichever_comes_first() -> None:
    """An index of expressions, which is no constraint to the database."""
    compared()
    other = compared("dental-assistant", "medical-records-specialist")
    first, second = (Role.objects.get(key=key) for key in ("medical-scribe", "ophthalmic-assistant"))
    with pytest.raises(IntegrityError, match="one_comparison_a_pair"), transaction.atomic():
        other.update(first_role=first, second_role=second)


# What may be written ------------------------------------------------------------------------------------------------


def test_equal_points_and_absent_points_may_be_written() -> None:
    release = ReleaseFactory()
    for place, figures in {
        "us": dict.fromkeys(WageEstimate.FIGURES[-10:], 20),  # all points the same
        "ca": {"hourly_p10": 15, "hourly_p90": 25, "marks": {"hourly_median": "*", "hourly_p25": "*"}},
        "wa": {"marks": {"employment": "**", "annual_p90": "#", "share_reporting": "~", "mean_rse": "—"}},
        "me": {"employment": 0},
    }.items():
        row = WageEstimateFactory(release=release, place=place, **figures)
        row.refresh_from_db()
        assert row.hourly_p25 == figures.get("hourly_p25")
    assert release.wages.count() == 4


def test_rows_that_differ_in_one_part_of_their_key_may_be_written() -> None:
    release = ReleaseFactory()
    for different in ({}, {"place": "ca"}, {"work": "hospitals"}, {"ownership": "5"}, {"role": "registered-nurse"}):
        WageEstimateFactory(release=release, **different)
    WageEstimateFactory(release=ReleaseFactory())
    assert release.wages.count() == 5


# Written once -------------------------------------------------------------------------------------------------------

#: A row of every table that is written once, as made by a loading or an approval.
ONCE: dict[type[models.Model], Callable[[], models.Model]] = {
    Release: lambda: ReleaseFactory(),
    ReleaseMove: lambda: ReleaseMove.objects.create(data_set="oews", release=ReleaseFactory(), note="Because"),
    WageEstimate: lambda: WageEstimateFactory(),
    Projection: projection,
    PriceParity: lambda: PriceParityFactory(release=of("price-parities")()),
    OnetTitle: lambda: onet(OnetTitle, kind="alternate", title="Clinic helper"),
    OnetTask: lambda: onet(OnetTask, task_id=1, statement="Do it"),
    OnetRating: rating,
    **law.ONCE,
}
#: What is retired, and what else may change about it.
RETIRED: dict[type[models.Model], Callable[[], models.Model]] = {
    Source: lambda: SourceFactory(),
    Term: lambda: TermFactory(),
    Role: role,
    Credential: credential,
    EntryRoute: entry_route,
    FactKey: lambda: FactKeyFactory(key="wage.cna.us.hourly.p10"),
    **law.RETIRED,
}


def refused(write: Write, words: str) -> None:
    with pytest.raises(IntegrityError, match=words) as error, transaction.atomic():
        write()
    assert error.value.__cause__.sqlstate == "23001"  # type: ignore[union-attr] restrict_violation


@pytest.mark.parametrize("model", ONCE, ids=lambda model: model.__name__)
def test_what_is_written_once_is_never_changed_or_deleted(model: type[models.Model]) -> None:
    row, words = ONCE[model](), f"Rows of {model._meta.db_table} are written once"
    rows = model._default_manager.filter(pk=row.pk)
    kept = rows.values().get()
    for field in model._meta.concrete_fields:
        if not field.primary_key:
            refused(lambda field=field: rows.update(**{field.attname: kept[field.attname]}), words)
    refused(lambda: rows._raw_delete(rows.db), words)
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(f"DELETE FROM {model._meta.db_table}"), words)  # noqa: S608
    assert rows.values().get() == kept


@pytest.mark.parametrize("model", RETIRED, ids=lambda model: model.__name__)
def test_what_is_retired_is_never_deleted(model: type[models.Model]) -> None:
    row, words = RETIRED[model](), f"Rows of {model._meta.db_table} are retired, never deleted"
    rows = model._default_manager.filter(pk=row.pk)
    refused(lambda: rows._raw_delete(rows.db), words)
    refused(row.delete, words)
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(f"DELETE FROM {model._meta.db_table}"), words)  # noqa: S608
    rows.update(retired_on=date(2026, 1, 1))
    assert rows.get().retired_on == date(2026, 1, 1)


def test_every_refusing_trigger_of_the_database_is_met() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.relname, p.proname FROM pg_trigger AS g JOIN pg_class AS t ON t.oid = g.tgrelid"
            " JOIN pg_proc AS p ON p.oid = g.tgfoid WHERE NOT g.tgisinternal AND p.proname LIKE 'careers_refuse_%'"
        )
        found = cursor.fetchall()
    assert {table for table, does in found if does == "careers_refuse_change"} == {m._meta.db_table for m in ONCE}
    assert {table for table, does in found if does == "careers_refuse_delete"} == {m._meta.db_table for m in RETIRED}
    assert len(found) == 29


@pytest.mark.parametrize("held", ["area", "industry", "occupation", "release"])
def test_what_figures_stand_on_cannot_be_deleted(held: str) -> None:
    row = getattr(WageEstimateFactory(), held)
    with pytest.raises(models.ProtectedError):
        row.delete()


def test_a_person_who_loaded_a_release_cannot_be_deleted() -> None:
    user = UserFactory()
    ReleaseFactory(loaded_by=user)
    with pytest.raises(models.ProtectedError):
        user.delete()


def test_an_industry_and_an_area_can_be_renamed() -> None:
    """Only figures are written once; what they are called is ours to say better."""
    WageEstimateFactory(work="hospitals")
    assert Industry.objects.filter(key="hospitals").update(name="All hospitals") == 1
    assert Area.objects.filter(key="ca").update(title="The Golden State") == 1


# The law ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["statistics", "government", "profession", "employer", "secondary", None])
def test_an_answer_rests_on_law_or_an_official_opinion(kind: str | None) -> None:
    source = SourceFactory(kind=kind) if kind else None
    with pytest.raises(IntegrityError, match="An answer rests on a statute"), transaction.atomic():
        law.rule(lead_source=source)
    law.rule(lead_source=source, answer="not_checked", complete=True)


def test_a_source_that_answers_rest_on_keeps_its_authority() -> None:
    lead = law.rule(complete=True).lead_source
    with pytest.raises(IntegrityError, match="Answers rest on this source"), transaction.atomic():
        Source.objects.filter(pk=lead.pk).update(kind="secondary")
    Source.objects.filter(pk=lead.pk).update(kind="regulation", title="Another title")


@pytest.mark.parametrize("row", [law.rule, law.voice, law.edition_source, law.author], ids=lambda row: row.__name__)
def test_an_edition_that_stands_takes_no_further_rows(row: Callable[..., object]) -> None:
    number = law.draw()
    row(number)
    law.edition(number)
    refused(lambda: row(number), "A published edition is complete")


def test_a_rule_of_an_edition_that_stands_takes_no_further_sources() -> None:
    rule = law.rule(complete=True)
    refused(
        lambda: RuleSource.objects.create(rule=rule, position=1, source=SourceFactory()),
        "A published edition is complete",
    )
