"""The board of state guides: what it says about each state, what it costs, and what is done from it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from careers.answers import Answer
from careers.models import Jurisdiction, LawCare, LawEdition, OpenQuestion, StateLaw, TaskRule
from guides.editing.law_board_rows import LAW_WITHOUT_PAGE, PAGE_WITHOUT_LAW, BoardRow, board_rows
from guides.models import StateGuidePage
from tests.careers.law.forms import law, save, screen
from tests.factories import UserFactory
from tests.signing_in import EVERYTHING, signed_in

pytestmark = pytest.mark.django_db
MANAGERS = "State-guide managers"
GROUPS = ["Writers", "Fact stewards", "Editors", MANAGERS, "Administrators", EVERYTHING]


def board(client: Client, **asked: str) -> Any:
    answer = client.get(reverse("law_board:index"), asked)
    assert answer.status_code == 200
    return answer


def names(answer: Any) -> list[str]:
    return [row.name for row in answer.context["object_list"]]


def row(code: str) -> BoardRow:
    return next(row for row in board_rows() if row.jurisdiction.code == code)


# What it says -------------------------------------------------------------------------------------------------------


def test_all_jurisdictions_stand_on_it_and_counts_are_those_of_the_editions() -> None:
    rows = board_rows()
    assert [row.name for row in rows] == list(Jurisdiction.objects.values_list("name", flat=True))
    assert len(rows) == 51
    newest = LawEdition.objects.order_by("jurisdiction_id", "-number").distinct("jurisdiction_id")
    general = TaskRule.objects.filter(edition__in=[edition.pk for edition in newest], applies_to="")
    assert sum(row.rules for row in rows) == general.count()
    assert sum(row.answered for row in rows) == general.exclude(answer=Answer.NOT_CHECKED).count()
    assert sum(row.cited for row in rows) == general.exclude(lead_source=None).count()
    assert all((row.second_read, row.verified, row.mismatch) == (0, 0, "") for row in rows)


def test_it_asks_the_same_number_of_questions_for_all_states_as_for_one() -> None:
    """Pages, laws, care, questions, workflow, schedule, and the editions with what they rest on: once each."""
    client = signed_in(MANAGERS)
    board(client)
    with CaptureQueriesContext(connection) as queries:
        board(client)
    assert len(queries) <= 30


def test_states_of_a_law() -> None:
    client = signed_in(MANAGERS)
    assert row("ca").law_states == ("Published",)
    save(client, law("ca"), own_term="helper")
    client.post(screen("lock", law("ca")))
    assert row("ca").law_states == ("Published", "Unpublished changes", "Locked")
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    save(client, law("tx"), "publish", go_live_at=tomorrow, own_term="helper")
    assert row("tx").law_states == ("Published", "Unpublished changes", "Scheduled")


def test_a_live_page_without_law_and_a_law_without_page_stand_out() -> None:
    law("ca").unpublish()
    StateGuidePage.objects.get(jurisdiction__code="tx").unpublish()
    StateGuidePage.objects.get(jurisdiction__code="ut").delete()
    assert (row("ca").mismatch, row("ca").law_status) == (PAGE_WITHOUT_LAW, "Not published")
    assert (row("tx").mismatch, row("tx").page_status) == (LAW_WITHOUT_PAGE, "Draft")
    assert (row("ut").mismatch, row("ut").page_status) == (LAW_WITHOUT_PAGE, "None")
    answer = board(signed_in("Editors"), attention="mismatch")
    assert names(answer) == ["California", "Texas", "Utah"]
    assert PAGE_WITHOUT_LAW in answer.content.decode()


def test_a_state_without_law_or_page_is_a_row_like_the_others() -> None:
    Jurisdiction.objects.create(code="zz", name="Zed", slug="zed", fips="99", region="west", map_row=90, map_column=90)
    found = row("zz")
    assert (found.law_status, found.page_status, found.mismatch, found.next_check_on) == ("None", "None", "", None)
    answer = board(signed_in(MANAGERS), ordering="next_check_on")
    assert names(answer)[0] == "Zed", "what is not known comes first"
    assert names(board(signed_in(MANAGERS), law="None")) == ["Zed"]


def test_the_next_check_is_half_a_year_after_the_last_unless_somebody_set_a_day() -> None:
    found = row("ca")
    assert found.last_checked_on
    assert found.next_check_on == found.last_checked_on + timedelta(weeks=26)
    LawCare.objects.create(jurisdiction=found.jurisdiction, next_check_on=timezone.localdate())
    assert (row("ca").next_check_on, row("ca").due) == (timezone.localdate(), "Due")
    assert names(board(signed_in("Editors"), attention="due")) == ["California"]


def test_links_lead_to_law_page_history_and_live_page() -> None:
    words = board(signed_in(MANAGERS)).content.decode()
    page = StateGuidePage.objects.get(jurisdiction__code="ca")
    asked = f"{reverse('wagtailsnippets_careers_openquestion:list')}?jurisdiction={page.jurisdiction_id}&amp;state=open"
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for address in [*(screen(view, law("ca")) for view in ("edit", "checks", "history")), edit, page.url, asked]:
        assert f'href="{address}"' in words, address


# Filter, sort, export -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("remembering")
def test_it_sorts_by_every_column() -> None:
    client = signed_in(MANAGERS)
    columns = [column.sort_key for column in board(client).context["table"].columns.values() if column.sort_key]
    assert len(columns) == 12
    for key in columns:
        up = [getattr(row, key) for row in board(client, ordering=key).context["object_list"]]
        down = [getattr(row, key) for row in board(client, ordering=f"-{key}").context["object_list"]]
        known = [str(value).casefold() if isinstance(value, str) else value for value in up if value not in {None, ""}]
        assert known == sorted(known), key
        assert sorted(map(str, up)) == sorted(map(str, down)), key
        assert [value for value in down if value not in {None, ""}][:1] == [up[-1]] or not known, key
    answered = [row.answered for row in board(client, ordering="-answered").context["object_list"]]
    assert answered == sorted(answered, reverse=True)
    assert names(board(client, ordering="nonsense")) == names(board(client))


def test_it_filters_by_holder_and_open_questions() -> None:
    client, keeper = signed_in(MANAGERS), UserFactory(group=MANAGERS)
    LawCare.objects.create(jurisdiction=law("ca").jurisdiction, keeper=keeper)
    assert names(board(client, keeper=str(keeper.pk))) == ["California"]
    assert len(names(board(client, keeper="null"))) == 50
    OpenQuestion.objects.exclude(jurisdiction__code="ut").update(closed_at=timezone.now(), closing_note="Settled.")
    assert names(board(client, attention="questions")) == ["Utah"]


@pytest.mark.parametrize("asked", [{"law": "Nonsense"}, {"keeper": "99999"}, {"attention": "x"}, {"page": "x"}])
def test_a_nonsense_filter_filters_nothing(asked: dict[str, str]) -> None:
    assert len(names(board(signed_in(MANAGERS), **asked))) == 51


def test_the_export_holds_what_the_board_shows() -> None:
    keeper = UserFactory(first_name="Ada", last_name="Other", group=MANAGERS)
    LawCare.objects.create(jurisdiction=law("ca").jurisdiction, keeper=keeper, next_check_on=date(2031, 5, 1))
    answer = signed_in("Editors").get(reverse("law_board:index"), {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode())))
    assert len(rows) == 51
    [california] = [row for row in rows if row["Code"] == "ca"]
    assert (california["Held by"], california["Next check"]) == ("Ada Other", "2031-05-01")
    assert california["Answered"] == str(row("ca").answered)


# Done from it -------------------------------------------------------------------------------------------------------


def act(client: Client, action: str, codes: list[str], **form: Any) -> Any:
    ids = "&".join(f"id={pk}" for pk in Jurisdiction.objects.filter(code__in=codes).values_list("pk", flat=True))
    address = reverse("wagtail_bulk_action", args=["careers", "jurisdiction", action])
    return client.post(f"{address}?{ids}&next={reverse('law_board:index')}", form)


def test_several_states_are_given_to_somebody_and_taken_back() -> None:
    client, keeper = signed_in(MANAGERS), UserFactory(group=MANAGERS)
    answer = act(client, "assign_keeper", ["ca", "tx"], keeper=keeper.pk)
    assert answer["Location"] == reverse("law_board:index")
    assert sorted(keeper.laws_kept.values_list("jurisdiction__code", flat=True)) == ["ca", "tx"]
    assert "Who holds 2 states now: " in client.get(answer["Location"]).content.decode()
    act(client, "assign_keeper", ["tx"], keeper="")
    assert list(keeper.laws_kept.values_list("jurisdiction__code", flat=True)) == ["ca"]


def test_the_next_check_of_several_states_is_set_and_keeps_their_holders() -> None:
    client, keeper = signed_in(MANAGERS), UserFactory(group=MANAGERS)
    act(client, "assign_keeper", ["ca"], keeper=keeper.pk)
    assert act(client, "set_next_check", ["ca", "tx"], next_check_on="2031-05-01").status_code == 302
    assert {row("ca").next_check_on, row("tx").next_check_on} == {date(2031, 5, 1)}
    assert row("ca").keeper == keeper


def test_bad_input_is_told() -> None:
    client, writer = signed_in(MANAGERS), UserFactory(group="Writers")
    assert act(client, "assign_keeper", ["ca"], keeper=writer.pk).context["form"].errors["keeper"]
    assert act(client, "set_next_check", ["ca"], next_check_on="tomorrow").context["form"].errors["next_check_on"]
    assert not LawCare.objects.exists()


# Who may ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", GROUPS)
def test_who_sees_the_board(group: str) -> None:
    client, sees = signed_in(group), group in GROUPS[2:]
    for view in ("index", "results"):
        assert client.get(reverse(f"law_board:{view}")).status_code == (200 if sees else 302)
    assert ('"/admin/law-board/"' in client.get("/admin/").content.decode()) == sees


@pytest.mark.parametrize("group", GROUPS)
def test_who_assigns(group: str) -> None:
    client, may = signed_in(group), group in GROUPS[3:]
    if group in GROUPS[2:]:
        assert ("data-bulk-action-footer" in board(client).content.decode()) == may
    answer = act(client, "set_next_check", ["ca"], next_check_on="2031-05-01")
    assert answer.status_code == 302
    assert LawCare.objects.exists() == may
    assert StateLaw.objects.count() == 51
