"""A rule that is published for a day to come is everywhere on that day, and nobody publishes anything."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from time_machine import travel

from tests.careers.law.made import content, publish, silent

pytestmark = pytest.mark.django_db
OLD, NEW = "It may be recorded.", "From now on it must not be recorded."


def words(address: str, within: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    found = BeautifulSoup(answer.content, "html.parser").select_one(within)
    assert found, within
    return " ".join(found.get_text(" ").split())


def everywhere() -> dict[str, str]:
    """What each page and file says about heart tracings in Alaska."""
    lines = Client().get("/states/tasks.csv").content.decode().splitlines()
    [line] = [line for line in lines if line.startswith("ak,Alaska,ecg,")]
    return {
        "state": words("/states/alaska/", "#rule-ecg"),
        "sheet": words("/states/alaska/sheet/", "main"),
        "matrix": words("/states/tasks/", "a[href='/states/alaska/#rule-ecg']"),
        "checker": words("/states/check/?state=ak&task=ecg", "main"),
        "file": line,
    }


@pytest.mark.usefixtures("remembering")
def test_a_rule_takes_effect_on_its_day() -> None:
    day = timezone.localdate() + timedelta(days=40)
    publish(
        content(
            "ak",
            silent("ecg", answer="allowed", text=OLD, effective_to=day - timedelta(days=1)),
            silent("ecg", answer="not_allowed", text=NEW, effective_from=day),
        )
    )
    before = everywhere()
    assert OLD in before["state"]
    assert before["matrix"] == "Allowed"
    assert "may record a heart tracing" in before["checker"]
    assert ",allowed," in before["file"]
    # What is to come is said beforehand, apart from what holds now.
    assert NEW in words("/states/alaska/", "main")

    midnight = datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
    with travel(midnight - timedelta(seconds=1), tick=False):
        assert everywhere()["matrix"] == "Allowed"
    with travel(midnight, tick=False):
        after = everywhere()
        assert NEW in after["state"]
        assert OLD not in after["state"]
        assert after["matrix"] == "Not allowed"
        assert "must not record a heart tracing" in after["checker"]
        assert ",not_allowed," in after["file"]
        assert "must not record a heart tracing" in words("/states/changes/?state=ak", "main")
        assert "must not record a heart tracing" in Client().get("/feeds/states/alaska.xml").content.decode()
        # The day before, as it was published then.
        assert OLD in words(f"/states/alaska/?as_of={day - timedelta(days=1)}", "#rule-ecg")
