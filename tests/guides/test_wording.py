"""Dates are written in one way wherever they come from, and never broken over two lines."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from guides import wording
from guides.templatetags import reading


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2026-02-28", "February 28, 2026"),
        ("2026-02", "February 2026"),
        ("NCMB Forum, 2015-07-01", "NCMB Forum, July 1, 2015"),
        ("in force since 9 January 2025, read 2026-01-02", "in force since January 9, 2025, read January 2, 2026"),
        ("(2026-12-31)", "(December 31, 2026)"),
        # No dates.
        ("2024", "2024"),
        ("2025-2026 academic year", "2025-2026 academic year"),
        ("2006-2016", "2006-2016"),
        ("print number 5460-C", "print number 5460-C"),
        ("40-47-196", "40-47-196"),
        ("1910-10-30-2010", "1910-10-30-2010"),
        ("2026-13-01", "2026-13-01"),
        ("", ""),
    ],
)
def test_dates_inside_a_text(stored: str, shown: str) -> None:
    assert strip_tags(wording.with_plain_dates(stored)) == shown


def test_a_date_is_kept_on_one_line_and_the_rest_is_escaped() -> None:
    html = wording.with_plain_dates("<b> 2026-02-28 & more")
    assert html == '&lt;b&gt; <span class="nowrap">February 28, 2026</span> &amp; more'


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2026-02", "text as of February 2026"),
        ("2013", "text as of 2013"),
        ("2022 General Session", "text as of 2022 General Session"),
        ("2025-2026 academic year", "text: 2025-2026 academic year"),
        ("Base year 2024", "text: Base year 2024"),
    ],
)
def test_words_before_the_age_of_a_text_fit_it(stored: str, shown: str) -> None:
    assert strip_tags(reading.text_as_of(stored)) == shown


def test_a_day() -> None:
    assert reading.day(date(2026, 5, 5)) == '<time datetime="2026-05-05">May 5, 2026</time>'
    assert reading.day(None) == ""


def test_a_moment_is_the_day_it_was_in_the_time_zone_of_the_site() -> None:
    with timezone.override("America/New_York"):
        assert "March 1, 2026" in reading.day(datetime(2026, 3, 2, 1, 30, tzinfo=UTC))
