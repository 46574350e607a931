"""Charts: every mark in its place and inside the picture, words that never touch, nothing drawn that is not known."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from careers.models.labour import POINTS
from careers.pay import dollars
from careers.standing import Points
from guides.charts import Range, Setting, Tile, bars, in_steps, line_over_time, percentile_strip, tile_map
from guides.charts.labels import APART, CHARACTER, NARROWEST, Label, Scale, place_labels

WAGES = st.decimals(min_value=8, max_value=200, places=2)
TOP = Decimal("115.00")


def points(*values: str) -> dict[str, Decimal | int | str]:
    return {
        point: value if value in {"*", "#"} else Decimal(value) for point, value in zip(POINTS, values, strict=True)
    }


NATION = points("17.33", "18.50", "21.97", "23.65", "28.52")
CALIFORNIA = points("18.89", "22.23", "23.88", "29.75", "37.16")


@st.composite
def ranges(draw: st.DrawFn) -> dict[str, Decimal | int | str]:
    """Any range, with points missing or at the top code."""
    values = sorted(draw(st.lists(WAGES, min_size=5, max_size=5)))
    return {
        point: "#" if value >= TOP else draw(st.sampled_from([value, value, value, "*"]))
        for point, value in zip(POINTS, values, strict=True)
        if draw(st.integers(0, 9))
    }


def by_hour(value: Decimal | int) -> str:
    return dollars(value, "hour")


def drawn(template: str, chart: object) -> BeautifulSoup:
    return BeautifulSoup(render_to_string(f"components/charts/{template}.html", {"chart": chart}), "html.parser")


def extent(label: Label, width: float) -> tuple[float, float]:
    """Left and right edge, in rem, in a picture of this width."""
    left, right = label.extent
    moved = label.x / 100 * (width - NARROWEST)
    return left + moved, right + moved


def words_stand_apart(labels: list[Label], width: float) -> None:
    for label in labels:
        left, right = extent(label, width)
        assert label.is_adrift or (left >= -1e-9 and right <= width + 1e-9)
    for one, other in combinations([label for label in labels if not label.is_adrift], 2):
        if one.tier == other.tier:
            (left, right), (begin, end) = extent(one, width), extent(other, width)
            assert right + APART <= begin + 1e-9 or end + APART <= left + 1e-9


# Words and scales


@given(
    st.lists(st.tuples(st.floats(0, 100), st.text("abc ", max_size=12), st.text("0123", max_size=16), st.just(""))),
    st.floats(NARROWEST, 60),
)
def test_words_never_touch_on_any_screen(wanted: list[tuple[float, str, str, str]], width: float) -> None:
    labels = place_labels(wanted)
    assert [label.text for label in labels] == [text for _, _, text, _ in wanted]
    words_stand_apart(labels, width)


def test_words_too_long_for_the_picture_begin_at_its_edge() -> None:
    (label,) = place_labels([(90.0, "", "x" * int(NARROWEST / CHARACTER + 5), "")])
    assert (label.x, label.anchor, label.is_adrift) == (0, "start", True)


@given(st.lists(WAGES, min_size=1), WAGES, WAGES)
def test_scale_keeps_the_order_and_stays_inside(values: list[Decimal], one: Decimal, other: Decimal) -> None:
    scale = Scale.around(values)
    low, high = sorted([one, other])
    assert 2 <= scale.at(low) <= scale.at(high) <= 98
    assert scale.at(min(values)) <= scale.at(max(values))


# A range of pay


def test_strip_by_hand() -> None:
    """From 17.33 to 28.52 is 11.19; the picture has 96 % for it, after a margin of 2 %."""
    (row,) = percentile_strip([Range("United States", NATION)], "hour").rows
    assert row.line == (2.0, 98.0)
    assert row.median == pytest.approx(2 + 96 * 4.64 / 11.19, abs=0.01)
    assert row.band is not None
    assert row.band[0] == pytest.approx(2 + 96 * 1.17 / 11.19, abs=0.01)
    assert row.band[0] + row.band[1] == pytest.approx(2 + 96 * 6.32 / 11.19, abs=0.02)
    assert {f"{label.quiet} {label.text}" for label, _ in row.labels} == {
        *("10th $17.33", "25th $18.50", "median $21.97", "75th $23.65", "90th $28.52")
    }
    assert row.alt == (
        "United States: 10th percentile $17.33, 25th percentile $18.50, median $21.97, 75th percentile $23.65, "
        "90th percentile $28.52."
    )


def test_ranges_share_one_scale_and_the_offer_is_named_once() -> None:
    california, nation = percentile_strip(
        [Range("California", CALIFORNIA), Range("United States", NATION)], "hour", offer=Decimal("20.50")
    ).rows
    assert california.line is not None
    assert nation.line is not None
    assert nation.line[0] == 2.0 < california.line[0]
    assert nation.line[1] < california.line[1] == 98.0
    assert california.offer == nation.offer == pytest.approx(2 + 96 * (20.50 - 17.33) / (37.16 - 17.33), abs=0.01)
    assert [label.text for label, _ in california.labels if label.kind == "offer"] == ["$20.50"]
    assert not [label for label, _ in nation.labels if label.kind == "offer"]


@pytest.mark.parametrize(("offer", "where", "said"), [("200", 100.0, "far above"), ("3", 0.0, "far below")])
def test_a_far_offer_does_not_squeeze_the_range(offer: str, where: float, said: str) -> None:
    (row,) = percentile_strip([Range("United States", NATION)], "hour", offer=Decimal(offer)).rows
    assert row.line == (2.0, 98.0)
    assert row.offer == where
    assert any(label.text.endswith(said) for label, _ in row.labels)


def test_points_that_are_the_same_share_their_words() -> None:
    (row,) = percentile_strip([Range("", points("19.37", "21.09", "21.09", "21.09", "21.48"))], "hour").rows
    assert {(label.quiet, label.text) for label, _ in row.labels} == {
        *(("10th", "$19.37"), ("25th to 75th", "$21.09"), ("90th", "$21.48"))
    }
    assert row.band is not None
    assert row.band[1] == 0


def test_what_is_not_known_is_not_drawn() -> None:
    rows = percentile_strip(
        [
            Range("Nothing", points("*", "*", "*", "*", "*")),
            Range("Median", points("*", "*", "21.00", "*", "*")),
            Range("No lower end", points("*", "18.50", "21.97", "*", "28.52")),
            Range("Top", points("47.78", "58.02", "65.33", "78.84", "#")),
            Range("All top", points("#", "#", "#", "#", "#")),
        ],
        "hour",
        top_code=TOP,
    ).rows
    nothing, median, no_lower, top, all_top = rows
    assert not nothing.is_drawn
    assert nothing.notes == ["The range is not published."]
    assert (median.line, median.band, median.caps) == (None, None, [])
    assert len(no_lower.caps) == 1
    assert no_lower.band is None
    assert no_lower.notes == ["The 10th percentile and the 75th percentile are not published."]
    assert top.open_end
    assert top.line is not None
    assert top.line[1] == 100.0
    assert len(top.caps) == 1
    assert "90th percentile $115.00 or more" in top.alt
    assert not all_top.is_drawn
    assert all_top.notes == ["Only this is published: 10th to 90th $115.00 or more."]


@given(st.lists(ranges(), min_size=1, max_size=3), st.none() | WAGES, st.none() | st.just(TOP))
def test_any_strip_is_in_order_and_inside(published: list[Points], offer: Decimal | None, top: Decimal | None) -> None:
    for row, its in zip(
        percentile_strip([Range("A", each) for each in published], "hour", offer, top).rows, published, strict=True
    ):
        known = [value for value in its.values() if not isinstance(value, str)]
        assert row.is_drawn == bool(known)
        if not known:
            assert row.notes
            continue
        assert row.line or row.caps or row.median is not None
        marks = [*(row.line or ()), *(row.caps), *([row.median] if row.median is not None else [])]
        assert all(0 <= x <= 100 for x in marks)
        if row.line:
            assert row.line[0] <= min(marks)
            assert max(marks) <= row.line[1]
        if row.band and row.median is not None:
            assert row.band[0] <= row.median <= row.band[0] + row.band[1] + 0.011
        assert 0 < row.middle < row.height
        assert all(0.5 < foot < row.height for _, foot in row.labels)
        for side in (True, False):
            words_stand_apart([label for label, foot in row.labels if (foot < row.middle) is side], NARROWEST)


# Settings side by side


def test_bars_by_hand() -> None:
    """The highest figure, 37.16, takes 99 % of the room; a bar begins at zero."""
    chart = bars([Setting("California", CALIFORNIA, "/states/california/"), Setting("United States", NATION)], "hour")
    california, nation = chart.rows
    assert california.whisker == (pytest.approx(99 * 18.89 / 37.16, abs=0.01), 99.0)
    assert nation.length == pytest.approx(99 * 21.97 / 37.16, abs=0.01)
    assert (nation.value, nation.spread) == ("$21.97", "$17.33 to $28.52")


def test_bars_say_what_is_not_published() -> None:
    nothing, median, top = bars(
        [
            Setting("Nothing", points("*", "*", "*", "*", "*")),
            Setting("Median", points("*", "*", "20.00", "*", "*")),
            Setting("Top", points("50.00", "60.00", "70.00", "80.00", "#")),
        ],
        "hour",
        TOP,
    ).rows
    assert (nothing.length, nothing.whisker, nothing.value, nothing.spread) == (None, None, "not published", "")
    assert (median.whisker, median.spread) == (None, "range not published")
    assert median.length == pytest.approx(99 * 20 / 115, abs=0.01)
    assert (top.open_end, top.caps, top.spread) == (
        True,
        [pytest.approx(99 * 50 / 115, abs=0.01)],
        "$50.00 to $115.00 or more",
    )


@given(st.lists(ranges(), min_size=1, max_size=6))
def test_longer_bars_are_more_pay(published: list[Points]) -> None:
    rows = bars([Setting("A", each) for each in published], "hour", TOP).rows
    medians = [
        (each["median"], row.length)
        for each, row in zip(published, rows, strict=True)
        if not isinstance(each.get("median", ""), str)
    ]
    for (one, length), (other, second) in combinations(medians, 2):
        assert length is not None
        assert second is not None
        assert (one <= other) <= (length <= second)  # type: ignore[operator]
    for row in rows:
        assert row.length is None or 0 < row.length <= 100
        assert row.whisker is None or 0 < row.whisker[0] <= row.whisker[1] <= 100


# Over the years


def test_line_by_hand() -> None:
    chart = line_over_time("Median", {2023: Decimal(10), 2024: Decimal(15), 2025: Decimal(20)}, by_hour)
    assert [dot.y for dot in chart.dots] == [5.1, 3.35, 1.6]  # zero at 8.6, 20 dollars 7 rem above it
    assert [dot.x for dot in chart.dots] == [6.5, 50.0, 93.5]
    assert chart.base == 8.6
    assert chart.alt == "Median: $10.00 in 2023, $20.00 in 2025. Every year is in the table."


def test_no_line_over_a_missing_year_or_a_break() -> None:
    values = {year: Decimal(year - 2000) for year in range(2015, 2026)} | {2017: None}
    del values[2020]
    chart = line_over_time("Median", values, by_hour, breaks=[2023, 2031])
    joined = [(one.year, other.year) for one, other in chart.segments]
    assert joined == [(2015, 2016), (2018, 2019), (2021, 2022), (2023, 2024), (2024, 2025)]
    assert chart.notes == ["No figure for 2017, 2020."]
    assert len(chart.breaks) == 1
    x = {dot.year: dot.x for dot in chart.dots}
    assert x[2022] < chart.breaks[0] < x[2023]


@pytest.mark.parametrize("values", [{}, {2024: None}, {2024: Decimal(-1)}])
def test_a_line_needs_figures(values: dict[int, Any]) -> None:
    with pytest.raises(ValueError, match="needs figures"):
        line_over_time("Median", values, by_hour)


@given(st.dictionaries(st.integers(2000, 2040), st.none() | WAGES, min_size=1).filter(lambda it: any(it.values())))
def test_any_line_is_in_order_and_inside(values: dict[int, Decimal | None]) -> None:
    chart = line_over_time("Median", values, by_hour)
    assert all(one.x < other.x for one, other in pairwise(chart.dots))
    assert all(1.6 <= dot.y < chart.base for dot in chart.dots)
    for one, other in combinations(chart.dots, 2):
        value, second = values[one.year], values[other.year]
        assert value is not None
        assert second is not None
        assert (value <= second) <= (one.y >= other.y)
    words_stand_apart(chart.years, NARROWEST)
    assert all(0.6 < foot < chart.base for _, foot in chart.ends)


# States with equal room


def test_steps_by_hand() -> None:
    values = {letter: Decimal(number) for letter, number in zip("abcdefghij", range(1, 11), strict=True)}
    steps, legend = in_steps(values | {"z": None}, by_hour)
    assert steps == dict(zip("abcdefghijz", [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 0], strict=True))
    assert [(step.text, step.places) for step in legend][:2] == [("$1.00 to $2.00", 2), ("$3.00 to $4.00", 2)]


@given(st.dictionaries(st.text("abcdefghij", min_size=1, max_size=2), st.none() | st.integers(1, 30).map(Decimal)))
def test_steps_follow_the_figures(values: dict[str, Decimal | None]) -> None:
    steps, legend = in_steps(values, by_hour)
    assert steps.keys() == values.keys()
    for one, other in combinations(values, 2):
        value, second = values[one], values[other]
        if value is not None and second is not None:
            assert (value < second) <= (steps[one] <= steps[other])
            assert (value == second) <= (steps[one] == steps[other])
    assert {code for code, step in steps.items() if step == 0} == {code for code, it in values.items() if it is None}
    assert sum(step.places for step in legend) == sum(it is not None for it in values.values())
    assert {step.number for step in legend} == set(steps.values()) - {0}


def tile(code: str, row: int, column: int, step: int = 3) -> Tile:
    return Tile(code, f"Name of {code}", row, column, "$20.00" if step else "–", step, f"/states/{code.lower()}/")


def test_tiles_stand_in_reading_order() -> None:
    chart = tile_map("Pay", [tile("HI", 8, 1), tile("ME", 1, 11), tile("AK", 1, 1, 0)], [])
    assert [each.code for each in chart.tiles] == ["AK", "ME", "HI"]
    assert chart.has_gaps


@pytest.mark.parametrize(
    "tiles",
    [[tile("AA", 0, 1)], [tile("AA", 9, 1)], [tile("AA", 1, 12)], [tile("AA", 1, 1, 6)], [tile("AA", 1, 1)] * 2],
)
def test_tiles_that_would_not_show_are_refused(tiles: list[Tile]) -> None:
    with pytest.raises(ValueError, match="place"):
        tile_map("Pay", tiles, [])


# As drawn

CHARTS = {
    "percentile_strip": percentile_strip(
        [Range("A <b>", NATION), Range("B", points("40.00", "*", "65.33", "78.84", "#"))], "hour", Decimal(22), TOP
    ),
    "bars": bars([Setting("A <b>", NATION, "/x/?a=1&b=2"), Setting("B", points("*", "*", "*", "*", "*"))], "hour"),
    "line": line_over_time("A <b>", {2020: Decimal(10), 2021: Decimal(12), 2023: Decimal(11)}, by_hour, [2021]),
    "tile_map": tile_map(
        "A <b>", [tile("CA", 5, 1), tile("WY", 4, 3, 0)], in_steps({"ca": Decimal(20), "wy": None}, by_hour)[1]
    ),
}


@pytest.mark.parametrize("template", CHARTS)
def test_drawings_keep_the_strict_policy_and_escape(template: str) -> None:
    soup = drawn(template, CHARTS[template])
    assert not soup.select("style, script, [style], b:not(.tile-map b)")
    assert not [name for tag in soup.find_all() for name in tag.attrs if name.startswith("on")]
    # Every place and length is a number with its unit; nothing was left empty or written with a comma.
    for tag in soup.select("svg *"):
        for name in {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height", "r"} & tag.attrs.keys():
            assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(%|rem)?", str(tag[name])), (tag.name, name, tag[name])


def test_pictures_are_told_in_words_and_tiles_are_links() -> None:
    for template in ("percentile_strip", "line"):
        pictures = drawn(template, CHARTS[template]).select("svg[role]")
        assert pictures
        assert all(
            picture["role"] == "img" and str(picture["aria-label"]).startswith(("A <b>", "B")) for picture in pictures
        )
    assert all(svg["aria-hidden"] == "true" for svg in drawn("bars", CHARTS["bars"]).select("li > svg"))
    links = drawn("tile_map", CHARTS["tile_map"]).select("li a")
    assert [" ".join(link.get_text().split()) for link in links] == [
        "WY – Name of WY, not published",
        "CA $20.00 Name of CA, step 3",
    ]
    assert [link["href"] for link in links] == ["/states/wy/", "/states/ca/"]
