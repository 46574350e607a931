"""Second readings and verifications, recorded on a screen by somebody who did not write the text."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import registry as logs

from careers.law.reading import law_of
from careers.law_desk.checking import rows
from careers.models import Jurisdiction, LawCheck, LawEdition, Source
from tests.careers.law import made
from tests.careers.law.forms import law, save, screen
from tests.signing_in import EVERYTHING, signed_in

pytestmark = pytest.mark.django_db
MANAGERS = "State-guide managers"
RULE = {"subject": "rule", "task": "venipuncture", "applies_to": ""}


def newest() -> LawEdition:
    return LawEdition.objects.filter(jurisdiction__code="ca").latest("number")


def seen(about: dict[str, str] = RULE) -> str:
    """What the hidden field of the form holds."""
    reading = law_of(Jurisdiction.objects.get(code="ca"))
    wanted = [about.get(name, "") for name in ("subject", "task", "applies_to")]
    found = (
        row.fingerprint
        for row in (rows(reading) if reading else [])
        if [row.about.subject, row.about.task, row.about.applies_to] == wanted
        and about.get("from", "") in ("", str(row.about.effective_from))
    )
    return next(found, "none")


def record(client: Any, kind: str = "second_reading", about: dict[str, str] = RULE, **form: Any) -> Any:
    said = {
        **{"edition": newest().pk, "seen": seen(about), "against": "The statute as of June 2026"},
        **{"note": "Read twice."},
        **form,
    }
    query = "&".join(f"{name}={value}" for name, value in {"kind": kind, **about}.items())
    return client.post(f"{screen('record_check', law('ca'))}?{query}", said)


def refusal(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return list(answer.context["form"].non_field_errors())


def test_every_claim_of_the_newest_edition_is_listed_with_its_level() -> None:
    client = signed_in("Editors")
    client.get(screen("checks", law("ca")))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(screen("checks", law("ca")))
    # The law and its edition, what it rests on, its checks and questions, session, menu; nothing for each row.
    assert len(queries) <= 25
    shown = answer.context["rows"]
    assert sum(row.about.subject == "rule" for row in shown) >= 17
    assert {row.about.subject for row in shown} >= {"rule", "credential", "delegation", "unlisted_tasks"}
    assert {row.level for row in shown} == {"Compiled"}
    words = answer.content.decode()
    assert "Record second reading" in words
    assert "Nobody has recorded a check of this law yet." in words


def test_a_second_reading_then_a_verification_by_somebody_else() -> None:
    reader, verifier = signed_in("Editors"), signed_in(MANAGERS)
    assert refusal(record(verifier, "verification")) == ["A second reading comes first."]
    assert record(reader).status_code == 302
    assert refusal(record(reader, "verification")) == ["You did the second reading. Somebody else must verify it."]
    assert record(verifier, "verification").status_code == 302
    answer = verifier.get(screen("checks", law("ca")))
    [row] = [row for row in answer.context["rows"] if row.about.task == "venipuncture" and not row.about.applies_to]
    assert row.level == "Verified"
    assert [check.kind for check in answer.context["past"]] == ["verification", "second_reading"]
    assert "The statute as of June 2026" in answer.content.decode()
    messages = [
        entry.message for entry in logs.get_logs_for_instance(law("ca")).filter(action__startswith="careers.law")
    ]
    assert len(messages) == 2
    assert all(message.endswith("Read against: The statute as of June 2026") for message in messages)
    assert "Second reading, edition" in verifier.get(screen("history", law("ca"))).content.decode()


def test_a_statement_is_checked_too() -> None:
    assert record(signed_in("Editors"), about={"subject": "credential"}).status_code == 302
    assert LawCheck.objects.get().subject == "credential"


def test_nobody_checks_their_own_work() -> None:
    author = signed_in(MANAGERS)
    reading = law_of(Jurisdiction.objects.get(code="ca"))
    assert reading
    number = next(n for n, rule in enumerate(reading.content.rules) if rule.key == ("venipuncture", ""))
    save(author, law("ca"), "publish", **{f"rules-{number}-value-text": "In my words."})
    assert refusal(record(author)) == ["You worked on this text yourself. Somebody else must check it."]
    assert record(signed_in("Editors")).status_code == 302


def test_a_change_lowers_the_level_by_itself() -> None:
    record(signed_in("Editors"))
    reading = law_of(Jurisdiction.objects.get(code="ca"))
    assert reading
    number = next(n for n, rule in enumerate(reading.content.rules) if rule.key == ("venipuncture", ""))
    save(signed_in(MANAGERS), law("ca"), "publish", **{f"rules-{number}-value-text": "Otherwise."})
    reading = law_of(Jurisdiction.objects.get(code="ca"))
    assert reading
    assert {row.level for row in rows(reading)} == {"Compiled"}


def test_an_edition_that_is_no_longer_the_newest_is_not_checked() -> None:
    read = newest()
    save(signed_in(MANAGERS), law("ca"), "publish", own_term="helper")
    assert refusal(record(signed_in("Editors"), edition=read.pk)) == [
        "A newer edition was published meanwhile; read that one."
    ]


def test_a_text_that_changed_while_it_was_read_is_read_again() -> None:
    read = seen()
    reading = law_of(Jurisdiction.objects.get(code="ca"))
    assert reading
    lead = reading.general_rules["venipuncture"].lead
    assert lead
    Source.objects.filter(pk=lead.pk).update(quoted_passage="Other words.")
    client = signed_in("Editors")
    answer = record(client, seen=read)
    assert refusal(answer) == ["The text or one of its sources changed while you read; read it again."]
    assert not LawCheck.objects.exists()
    # The screen shows what stands now, and takes what is sent from there.
    assert answer.context["form"]["seen"].value() == seen() != read
    assert record(client, seen=seen()).status_code == 302


def test_a_check_is_recorded_once() -> None:
    client = signed_in("Editors")
    assert record(client).status_code == 302
    assert refusal(record(client)) == ["You recorded this check already."]
    assert LawCheck.objects.count() == 1


def test_a_rule_is_checked_before_its_day_beside_the_one_that_holds() -> None:
    day = timezone.localdate() + timedelta(days=30)
    now = made.silent("venipuncture", effective_to=day - timedelta(days=1))
    later = made.silent("venipuncture", text="It may be done.", answer="allowed", effective_from=day)
    made.publish(made.content("ca", now, later))
    reader = signed_in("Editors")
    shown = [row for row in reader.get(screen("checks", law("ca"))).context["rows"] if row.about.task == "venipuncture"]
    assert [row.about.effective_from for row in shown] == [None, day]
    assert shown[1].heading.endswith(f", from {date_format(day)}")
    address = f"{screen('record_check', law('ca'))}?{shown[1].second_reading}"
    page = reader.get(address)
    assert page.context["row"].said.text == "It may be done."
    hidden = page.context["form"].initial
    assert reader.post(address, {**hidden, "against": "The act as signed"}).status_code == 302
    shown = [row for row in reader.get(screen("checks", law("ca"))).context["rows"] if row.about.task == "venipuncture"]
    assert [row.level for row in shown] == ["Compiled", "Second-read"]
    assert record(reader, about={**RULE, "from": "2026-02-30"}).status_code == 404
    assert record(reader, about={**RULE, "from": "2026-02-20"}).status_code == 404


@pytest.mark.parametrize("against", ["", "   "])
def test_the_text_that_was_read_is_named(against: str) -> None:
    answer = record(signed_in("Editors"), against=against)
    assert answer.status_code == 200
    assert answer.context["form"].errors["against"]
    assert not LawCheck.objects.exists()


def test_an_edition_of_another_state_is_refused() -> None:
    other = LawEdition.objects.filter(jurisdiction__code="tx").latest("number")
    assert refusal(record(signed_in("Editors"), edition=other.pk)) == [
        "Open this screen again from the list of checks."
    ]


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("third_reading", RULE),
        ("second_reading", {"subject": "rule", "task": "juggling"}),
        ("second_reading", {"subject": "weather"}),
        ("second_reading", {}),
    ],
)
def test_nonsense_in_the_address_is_not_found(kind: str, about: dict[str, str]) -> None:
    assert record(signed_in("Editors"), kind, about).status_code == 404


def test_a_law_that_is_not_published_has_nothing_to_check() -> None:
    law("ca").unpublish()
    answer = signed_in("Editors").get(screen("checks", law("ca")))
    assert "there is nothing to check yet" in answer.content.decode()
    assert record(signed_in("Editors")).status_code == 404


# Who may do what ----------------------------------------------------------------------------------------------------

GROUPS = ["Writers", "Fact stewards", "Editors", MANAGERS, "Administrators", EVERYTHING]
SEES, EDITS, CHECKS = GROUPS[2:], GROUPS[3:], GROUPS[2:]
SCREENS = {
    "list": SEES,
    "checks": SEES,
    "edit": EDITS,
    "add": EDITS,
    "history": EDITS,
    "copy_rules": EDITS,
    "unpublish": EDITS,
    "workflow_history": EDITS,
    "usage": EDITS,
}


@pytest.mark.parametrize("view", SCREENS)
@pytest.mark.parametrize("group", GROUPS)
def test_who_sees_which_screen(view: str, group: str) -> None:
    answer = signed_in(group).get(screen(view, None if view in {"list", "add"} else law("ca")))
    assert answer.status_code == (200 if group in SCREENS[view] else 302)


@pytest.mark.parametrize("group", GROUPS)
def test_who_records_a_check(group: str) -> None:
    answer = record(signed_in(group))
    assert answer.status_code == 302
    assert LawCheck.objects.exists() == (group in CHECKS)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("action", ["", "publish"])
def test_who_changes_a_law(group: str, action: str) -> None:
    before = newest()
    save(signed_in(group), law("ca"), action, **{"rules-0-value-text": "Somebody’s words."})
    changed = law("ca").get_latest_revision_as_object().rules[0].value["text"] == "Somebody’s words."
    assert changed == (group in EDITS)
    assert (newest() != before) == (group in EDITS and action == "publish")


@pytest.mark.parametrize("group", GROUPS)
def test_who_sees_the_menu(group: str) -> None:
    words = signed_in(group).get("/admin/").content.decode()
    assert (f'"{screen("list")}"' in words) == (group in SEES)
    tasks = '"/admin/snippets/careers/task/"'
    assert (tasks in words) == (group not in {"Writers", "Editors"})
