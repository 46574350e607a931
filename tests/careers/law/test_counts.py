"""Counts of rules: the same as somebody finds who counts the files that ship, and moved by what is recorded."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from careers.answers import Answer
from careers.law.checks import Subjected, record_check
from careers.law.content import Rule
from careers.law.counts import Overview, count, general_rules, overview
from careers.law.reading import laws
from careers.models import LawCheck
from careers.models.law.words import Unlisted, Verification
from tests.careers.law.made import LEAD, content, desk, newest, publish, silent
from tests.careers.law.shipped import counted, rules
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def now() -> Overview:
    return overview(laws().values())


def numbers(lines: list[Any]) -> dict[str, tuple[int, int]]:
    return {line.key: (line.general, line.classes) for line in lines}


def printed() -> dict[str, tuple[int, int]]:
    """What the command prints, by the words of each line."""
    out = io.StringIO()
    call_command("law_counts", stdout=out)
    found = re.findall(r"^  (\S.*?) +(\d+) +(\d+)$", out.getvalue(), re.MULTILINE)
    assert len(found) == 1 + len(Answer) + len(Unlisted) + 1 + len(Verification)
    return {name: (int(general), int(classes)) for name, general, classes in found}


def without_source() -> tuple[int, int]:
    """Rules in the files that name no source: for any assistant, for classes."""
    bare = [bool(rule.get("applies_to")) for _, rule in rules() if not rule.get("sources")]
    return bare.count(False), bare.count(True)


def test_the_counts_are_those_of_the_files() -> None:
    shipped, found = counted(), now()
    assert numbers(found.answers) == {key: (shipped.general[key], shipped.classes[key]) for key in Answer}
    assert numbers(found.silent) == {key: (shipped.silent[key], shipped.silent_classes[key]) for key in Unlisted}
    assert (found.total.general, found.total.classes) == (51 * 17, shipped.classes.total())
    assert found.total.general == shipped.general.total() >= 867
    bare = without_source()
    assert bare[0] > 0
    assert numbers(found.levels) == {
        "none": bare,
        "compiled": (found.total.general - bare[0], found.total.classes - bare[1]),
        "second_read": (0, 0),
        "verified": (0, 0),
    }


def test_the_command_prints_the_same_counts() -> None:
    shipped, said = counted(), printed()
    assert said["All rules"] == (shipped.general.total(), shipped.classes.total())
    assert {key: said[key.label] for key in Answer} == {
        key: (shipped.general[key], shipped.classes[key]) for key in Answer
    }
    assert {key: said[key.label] for key in Unlisted} == {
        key: (shipped.silent[key], shipped.silent_classes[key]) for key in Unlisted
    }
    bare = without_source()
    assert said["No source yet"] == bare
    assert said["Compiled"] == (said["All rules"][0] - bare[0], said["All rules"][1] - bare[1])


def test_the_command_says_how_many_laws_are_published() -> None:
    def first_line() -> str:
        out = io.StringIO()
        call_command("law_counts", stdout=out)
        return out.getvalue().splitlines()[0]

    assert first_line().startswith("51 of 51 jurisdictions")
    before = printed()["All rules"]
    desk("ut").unpublish()
    assert first_line().startswith("50 of 51 jurisdictions")
    assert printed()["All rules"] == (before[0] - 17, before[1])


def test_silence_is_counted_by_what_governs_the_very_rule() -> None:
    made = content("ak", silent("ecg", unlisted="closed_list"), unlisted_rule="general_delegation")
    publish(made)
    alaska = count(general_rules([laws()["ak"]]))
    assert alaska.silent == Counter(general_delegation=16, closed_list=1)
    assert alaska.answers == Counter(law_silent=17)


def test_a_recorded_check_moves_its_rule_until_the_rule_changes() -> None:
    rule = Rule("ecg", "allowed", "It may be done.", sources=(LEAD,))
    publish(content("ak", rule))
    before = numbers(now().levels)
    record_check(newest("ak"), Subjected("rule", "ecg"), LawCheck.Kind.SECOND_READING, UserFactory(), "Made Code § 1")
    general, classes = before["compiled"]
    assert numbers(now().levels) == before | {"compiled": (general - 1, classes), "second_read": (1, 0)}
    publish(content("ak", Rule("ecg", "allowed", "It may be done now.", sources=(LEAD,))))
    assert numbers(now().levels)["second_read"] == (0, 0)


def test_a_rule_for_a_class_is_counted_apart_and_only_on_its_days() -> None:
    before = now().total
    tomorrow: date = timezone.localdate() + timedelta(days=1)
    made = content(
        "ak",
        Rule("ecg", "allowed", "Certified ones may.", applies_to="certified ones", sources=(LEAD,)),
        Rule("vaccines", "allowed", "Soon.", "certified ones", sources=(LEAD,), effective_from=tomorrow),
        categories=("certified ones",),
    )
    publish(made)
    after = now().total
    assert (after.general, after.classes) == (before.general, before.classes + 1)
