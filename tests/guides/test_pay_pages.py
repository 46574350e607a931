"""Pay on pages and in files: the figures of the current release, the same everywhere, honest where there is none."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careers import releases
from careers.facts.fact import ABSENT, Status
from careers.importers.rows import AnyRow, OnetRatingRow, PriceParityRow, ProjectionRow, WageRow
from careers.models import Area, DataSet, Jurisdiction, Release, Task
from careers.pay_tables import SORTS, STATE_COLUMNS
from guides.models import SalaryPage
from guides.reading.pay_files import guarded
from tests.careers.candidates import FETCHED, changed
from tests.copies import copied_database
from tests.factories import PriceParityFactory, ReleaseFactory, WageEstimateFactory

BY_STATE = "/salary/by-state/"
FILES = ("distribution.csv", "by-setting.csv", "over-time.csv", "by-state.csv", "by-state.json")
ABSENT_WORDS = {text.strip("()") for text in ABSENT.values()}


def soup(address: str) -> BeautifulSoup:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def text_of(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def file(name: str, query: str = "") -> str:
    answer = Client().get(f"/salary/{name}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def lines(name: str, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file(name, query))))


def json_ld(page: BeautifulSoup) -> dict[str, Any]:
    (script,) = page.select('script[type="application/ld+json"]')
    return json.loads(script.string or "")


def state_rows(page: BeautifulSoup) -> dict[str, list[str]]:
    """Cells of the table of states, by the key of the place, in the order shown."""
    rows = page.select("table.sortable tbody tr, table.sortable tfoot tr")
    return {str(row["id"]).removeprefix("row-"): [text_of(cell) for cell in row.select("td")] for row in rows}


COLUMN = {column.key: number for number, column in enumerate(STATE_COLUMNS)}


# What is shown from the releases that ship --------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_national_median_on_page_in_json_ld_and_in_the_file() -> None:
    page = soup("/salary/")
    (table,) = [table for table in page.select("table") if "Point" in text_of(table.thead)]
    assert "United States, May 2025" in text_of(table.caption).replace(" ,", ",")
    points = {text_of(row.th): [text_of(cell) for cell in row.select("td")] for row in table.select("tbody tr")}
    assert points["Median (50th percentile)"] == ["$21.97", "$45,690"]
    assert [values[0] for values in points.values()] == ["$17.33", "$18.50", "$21.97", "$23.65", "$28.52"]
    hourly, annual = json_ld(page)["mainEntity"]["estimatedSalary"]
    assert (hourly["median"], hourly["duration"], hourly["currency"]) == (21.97, "PT1H", "USD")
    assert (annual["median"], annual["duration"], annual["percentile90"]) == (45690, "P1Y", 59310)
    assert "May 2025" in hourly["name"]
    found = {line["point"]: line for line in lines("distribution.csv")}
    middle = found["Median (50th percentile)"]
    assert (middle["hourly"], middle["annual"], middle["wages"]) == ("21.97", "45690", "May 2025")
    assert list(found) == list(points)


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "name", "median"), [("wa", "Washington", "28.50"), ("ms", "Mississippi", "17.00")])
def test_medians_of_states_on_page_and_in_files(place: str, name: str, median: str) -> None:
    assert state_rows(soup(BY_STATE))[place][COLUMN["hourly_median"]] == f"${median}"
    assert {line["code"]: line for line in lines("by-state.csv")}[place]["hourly_median"] == median
    rows = {row["place"]: row for row in json.loads(file("by-state.json"))["rows"]}
    assert rows[name]["hourly_median"] == median
    tile = soup(BY_STATE).select_one(f'a[href="#row-{place}"]')
    assert median in text_of(tile)


@pytest.mark.django_db
def test_the_share_of_physicians_offices_on_page_and_in_the_file() -> None:
    (table,) = [table for table in soup("/salary/").select("table") if "Setting" in text_of(table.thead)]
    rows = {text_of(row.th).lower(): text_of(row.td) for row in table.select("tbody tr")}
    assert [share for name, share in rows.items() if "physicians" in name] == ["55.3%"]
    shares = [line["share"] for line in lines("by-setting.csv") if "physicians" in line["setting"].lower()]
    assert shares == ["55.3"]


@pytest.mark.django_db
def test_descriptions_hold_the_figures_of_the_release() -> None:
    def description(address: str) -> str:
        tag = soup(address).select_one('meta[name="description"]')
        assert tag
        return str(tag["content"])

    assert "$21.97 an hour in May 2025" in description("/salary/")
    assert "$28.50 an hour in May 2025" in description(BY_STATE)
    assert json_ld(soup("/salary/"))["description"] == description("/salary/")
    assert "21.97" not in SalaryPage.objects.get().search_description


# A changed release --------------------------------------------------------------------------------------------------


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """As on a server: changes are committed, and the process remembers what it has found."""
    with copied_database(django_db_blocker, "pay_pages"):
        yield


def addresses(client: Client) -> list[str]:
    """Every page of the sitemap; of state guides, sheets and tasks, which are alike, one each. Texts of laws have days
    and amounts of their own, which look like figures of pay."""
    sitemap = client.get("/sitemap.xml").content.decode()
    pages = [re.sub("^https?://[^/]+", "", address) for address in re.findall("<loc>(.*?)</loc>", sitemap)]
    places = set(Jurisdiction.objects.exclude(code="ca").values_list("slug", flat=True))
    tasks = set(Task.objects.exclude(slug="injections").values_list("slug", flat=True))
    chosen = [page for page in pages if not (places | tasks) & set(page.split("/"))]
    assert len(pages) == 161
    assert len(chosen) == 45
    return chosen


def everything() -> dict[str, str]:
    """The pages, a search, an offer and every file, as a reader gets them now."""
    client = Client()
    pages = addresses(client)
    asked = ["/search/?q=salary", "/salary/?amount=20&per=hour&place=wa", f"{BY_STATE}?sort=hourly_median"]
    found = {}
    for address in [*pages, *asked, *(f"/salary/{name}" for name in FILES)]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found[address] = answer.content.decode()
    return found


CENT, TEN = Decimal("0.01"), 10


def wages_changed(row: AnyRow) -> Iterator[AnyRow]:
    """A cent less wherever one of the marked hourly figures stands, ten dollars less for the yearly one (so points
    stay in order), and other numbers of jobs."""
    assert isinstance(row, WageRow)
    for name, value in row.figures.items():
        if name.startswith("hourly") and value in {Decimal("21.97"), Decimal("28.50"), Decimal("17.00")}:
            row.figures[name] = value - CENT
        if name.startswith("annual") and value == 45_690:
            row.figures[name] = value - TEN
    if row.occupation_code == "31-9092" and row.area_code == "99":
        if row.industry_code == "000000" and row.ownership == "1235":
            row.figures["employment"] = 800_000
        if row.industry_code == "621100":
            row.figures["employment"] = 404_800  # 50.6 %
    yield row


def projections_changed(row: AnyRow) -> Iterator[AnyRow]:
    assert isinstance(row, ProjectionRow)
    if row.occupation_code == "31-9092":
        row.figures |= {"growth": Decimal("13.7"), "openings": Decimal("119.9")}
    yield row


def prices_changed(row: AnyRow) -> Iterator[AnyRow]:
    """Everywhere a little, so that no real pay happens to be one of the marked figures."""
    assert isinstance(row, PriceParityRow)
    row.figures["all_items"] += Decimal("0.173")
    yield row


def ratings_changed(row: AnyRow) -> Iterator[AnyRow]:
    if isinstance(row, OnetRatingRow) and row.subject == "task" and row.scale == "RT":
        row.value = Decimal("41.0000")
    yield row


def approve(data_set: str, change: Callable[[AnyRow], Iterator[AnyRow]], *period: str) -> Release:
    current = releases.current_release(data_set)
    assert current
    release = releases.load(changed(current, change, *(period or (current.period, current.label))), FETCHED)
    assert release
    releases.make_current(release, "A changed release")
    return release


#: What the site says before and after, as it stands in pages and in files; each data set has its own.
CHANGES = {
    "21.97": "21.96",  # national median, an hour
    "45,690": "45,680",  # and a year
    "45690": "45680",
    "28.50": "28.49",  # Washington
    "17.00": "16.99",  # Mississippi
    "817,870": "800,000",  # jobs in the nation
    "817870": "800000",
    "55.3": "50.6",  # of them in offices of physicians, derived
    "12.5%": "13.7%",  # growth
    "112,300": "119,900",  # openings
}


def holding(found: dict[str, str], words: str) -> set[str]:
    """The addresses where a number stands by itself, not inside a longer one; in a CSV it is a cell."""
    whole = re.compile(rf"(?<![\d.,]){re.escape(words)}(?!\d|[.,]\d)")

    def holds(address: str, text: str) -> bool:
        if address.endswith(".csv"):
            return any(words in row for row in csv.reader(io.StringIO(text)))
        return bool(whole.search(text))

    return {address for address, text in found.items() if holds(address, text)}


@pytest.mark.usefixtures("committed")
def test_a_changed_release_changes_every_place_at_the_next_request() -> None:
    before = everything()
    said = {old: holding(before, old) for old in CHANGES}
    assert all(said.values()), "each number stands somewhere"
    assert len(said["21.97"]) >= 8
    assert {"/", "/salary/", "/salary/distribution.csv", "/salary/over-time.csv"} <= said["21.97"]
    assert {BY_STATE, "/salary/by-state.csv", "/salary/by-state.json"} <= said["28.50"] & said["17.00"]
    assert len(set().union(*said.values())) >= 12

    approve(DataSet.WAGES, wages_changed)
    approve(DataSet.PROJECTIONS, projections_changed)
    approve(DataSet.PRICE_PARITIES, prices_changed)
    after = everything()
    for old, new in CHANGES.items():
        left = holding(after, old)
        assert not left, [old, *(row for row in lines("by-state.csv") if old in row.values())]
        assert said[old] <= holding(after, new), f"{new} is not everywhere"
    page = BeautifulSoup(after["/salary/"], "html.parser")
    assert json_ld(page)["mainEntity"]["estimatedSalary"][0]["median"] == 21.96
    assert "$21.96 an hour" in str(page.select_one('meta[name="description"]'))
    assert "$28.49 an hour" in str(BeautifulSoup(after[BY_STATE], "html.parser").select_one('meta[name="description"]'))

    for data_set in (DataSet.WAGES, DataSet.PROJECTIONS, DataSet.PRICE_PARITIES):
        releases.undo(data_set, "As it was")
    again = everything()
    assert {address for address in before if again[address] != before[address]} == set()


@pytest.mark.usefixtures("committed")
def test_a_new_period_is_named_everywhere_and_the_old_one_becomes_history() -> None:
    before = everything()
    named = {address for address in holding(before, "May 2025") if address != "/salary/over-time.csv"}
    assert len(named) >= 8
    approve(DataSet.WAGES, wages_changed, "2026-05", "May 2026")
    approve(DataSet.PRICE_PARITIES, prices_changed, "2024", "2024")
    approve(DataSet.ONET, ratings_changed, "30.0", "30.0")
    after = everything()
    assert named <= holding(after, "May 2026")
    left = holding(after, "May 2025") - {"/salary/over-time.csv"}
    # Only as one of the years; /data/ tells how the copies of that release were checked.
    assert left == {"/salary/", "/salary/?amount=20&per=hour&place=wa", "/outlook/", "/data/"}
    for address, row in {
        "/salary/": "May 2025 817,870 $21.97 $45,690",
        "/outlook/": "May 2025 817,870 $21.97",
    }.items():
        rows = [text_of(tag) for tag in BeautifulSoup(after[address], "html.parser").select("tr")]
        assert [found for found in rows if "May 2025" in found] == [row]
    years = lines("over-time.csv")
    assert [line["hourly_median"] for line in years][-2:] == ["21.97", "21.96"]
    prices = {row["code"]: row["price_levels"] for row in json.loads(after["/salary/by-state.json"])["rows"]}
    assert set(prices.values()) == {"2024"}
    assert "30.0" in after["/duties-and-skills/"]
    assert holding(after, "41%") >= {"/duties-and-skills/"}


# The table of states ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("remembering")
def test_the_table_of_states_costs_few_queries() -> None:
    """At most 15, with no page cache: 1 site, 2 to route and load, 1 for view restrictions, 1 site version, 2 for
    evidence, 1 ancestors, 1 published state guides, 1 or 2 for each of the sources. Tables are remembered."""
    client = Client()
    for query in ("", "?sort=hourly_median", "?region=west"):
        client.get(f"{BY_STATE}{query}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{BY_STATE}{query}").status_code == 200
        assert len(captured) <= 15, "\n".join(query["sql"][:200] for query in captured)


@pytest.mark.django_db
def test_the_table_of_states_is_light() -> None:
    """110 KB of HTML before compression: 51 rows of ten cells, a map of 51 tiles and the words. About 15 KB on the
    wire, because rows repeat."""
    assert len(Client().get(BY_STATE).content) <= 110 * 1024


@pytest.mark.django_db
def test_all_states_in_the_order_of_their_names_unless_asked() -> None:
    page = soup(BY_STATE)
    names = [text_of(row.th) for row in page.select("table.sortable tbody tr")]
    assert len(names) == 51
    assert names == sorted(names)
    assert page.select_one("th[aria-sort]").text == "Place"  # type: ignore[union-attr]


@pytest.mark.django_db
@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort != "place"])
def test_every_column_sorts_from_high_to_low(sort: str) -> None:
    page = soup(f"{BY_STATE}?sort={sort}")
    body = [row.select("td")[COLUMN[sort]] for row in page.select("table.sortable tbody tr")]
    numbers = [Decimal(str(cell["data-value"])) for cell in body if cell["data-value"]]
    assert len(numbers) >= 50
    assert numbers == sorted(numbers, reverse=True)
    heading = page.select_one("th[aria-sort=descending]")
    assert text_of(heading) == STATE_COLUMNS[COLUMN[sort]].heading


@pytest.mark.django_db
@pytest.mark.parametrize(("region", "count"), [("northeast", 9), ("midwest", 12), ("south", 17), ("west", 13)])
def test_a_region_shows_its_states_beside_the_nation(region: str, count: int) -> None:
    page = soup(f"{BY_STATE}?region={region}&sort=hourly_median")
    assert len(page.select("table.sortable tbody tr")) == count
    assert page.select_one("#row-us")
    assert len(page.select('a[href^="#row-"]')) == count, "the map shows them too"
    # What was chosen stays when something else is chosen.
    assert page.select_one(f'option[value="{region}"][selected]')
    assert all(f"region={region}" in str(link["href"]) for link in page.select("thead a"))
    assert str(page.select_one(".downloads a")["href"]).endswith(f"?sort=hourly_median&region={region}")  # type: ignore[index]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        *(
            "?sort=",
            "?sort=salary",
            "?sort=hourly_median%00",
            "?sort=<script>",
            "?sort=__class__",
            "?region=",
            "?region=x",
        ),
        *("?region=%27%3B--", f"?sort={'a' * 5000}", "?sort=place&region=atlantis", "?sort=HOURLY_MEDIAN"),
        "?region=west&region=nowhere",
    ],
)
def test_unknown_orders_and_regions_are_as_not_given(query: str) -> None:
    assert state_rows(soup(f"{BY_STATE}{query}")) == state_rows(soup(BY_STATE))
    assert file("by-state.csv", query) == file("by-state.csv")
    assert json.loads(file("by-state.json", query)) == json.loads(file("by-state.json"))
    assert "<script>alert" not in Client().get(f"{BY_STATE}{query}").content.decode()


@pytest.mark.django_db
def test_each_row_is_reached_from_its_tile() -> None:
    page = soup(BY_STATE)
    targets = [str(link["href"]).removeprefix("#") for link in page.select('a[href^="#row-"]')]
    assert len(targets) == len(set(targets)) == 51
    assert all(page.select_one(f"tr#{target}") for target in targets)


# Files --------------------------------------------------------------------------------------------------------------

QUERIES = ["", "?sort=hourly_median", "?region=west", "?sort=real_hourly_median&region=south", "?sort=employment"]


def machine(text: str) -> str:
    return "" if text in ABSENT_WORDS else text.strip("$%").replace(",", "")


@pytest.mark.django_db
@pytest.mark.parametrize("query", QUERIES)
def test_the_files_of_states_hold_exactly_what_the_page_shows(query: str) -> None:
    shown = state_rows(soup(f"{BY_STATE}{query}"))
    table = lines("by-state.csv", query)
    assert [line["code"] for line in table] == list(shown), "the same places in the same order"
    compared = 0
    for line in table:
        for column, cell in zip(STATE_COLUMNS, shown[line["code"]], strict=True):
            assert line[column.key] == machine(cell), (line["place"], column.key)
            assert (f"{column.key}: {cell}" in line["notes"]) is (cell in ABSENT_WORDS)
            compared += 1
    assert compared == len(shown) * 9
    data = json.loads(file("by-state.json", query))
    assert data["rows"] == table
    assert list(data["columns"]) == [column.key for column in STATE_COLUMNS]
    assert [release["period"] for release in data["releases"]] == ["May 2025", "2023"]
    assert all(release["publisher"] and release["terms"] for release in data["releases"])
    link = soup(f"{BY_STATE}{query}").select_one(".downloads a")
    assert link
    assert link["href"] == f"/salary/by-state.csv{query}"


@pytest.mark.django_db
@pytest.mark.parametrize(("heading", "name"), [("Setting", "by-setting.csv"), ("Release", "over-time.csv")])
def test_the_other_files_hold_exactly_what_the_page_shows(heading: str, name: str) -> None:
    (table,) = [table for table in soup("/salary/").select("table") if text_of(table.thead).startswith(heading)]
    first = {"Setting": "setting", "Release": "release"}[heading]
    shown = [[text_of(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    found = lines(name)
    assert [line[first] for line in found] == [cells[0] for cells in shown]
    keys = [key for key in found[0] if key in {"share", *(column.key for column in STATE_COLUMNS)}]
    assert [[line[key] for key in keys] for line in found] == [[machine(cell) for cell in row[1:]] for row in shown]
    assert len(shown) >= 5


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_files_come_with_name_and_type_and_only_to_be_read(name: str) -> None:
    answer = Client().get(f"/salary/{name}")
    if name.endswith(".csv"):
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert re.fullmatch(r'attachment; filename="[a-z-]+\.csv"', answer["Content-Disposition"])
    else:
        assert answer["Content-Type"] == "application/json"
    assert not answer.cookies
    assert Client().head(f"/salary/{name}").status_code == 200
    assert Client().post(f"/salary/{name}").status_code == 405


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_looks_like_a_formula_is_marked(start: str) -> None:
    assert guarded(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "21.97", "Maine", "'=1", " =1", "1-1"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.django_db
def test_a_place_named_like_a_formula_does_no_harm() -> None:
    evil = '=HYPERLINK("http://example.org"),<b>"'
    Area.objects.filter(key="me").update(title=evil)
    (line,) = [line for line in lines("by-state.csv") if line["code"] == "me"]
    assert line["place"] == f"'{evil}"
    (row,) = [row for row in json.loads(file("by-state.json"))["rows"] if row["code"] == "me"]
    assert row["place"] == evil, "JSON is read by programs and needs no mark"
    page = soup(BY_STATE)
    assert text_of(page.select_one("#row-me th")) == evil
    assert not page.select("#row-me b")


# Where there is no figure -------------------------------------------------------------------------------------------

NOT_PUBLISHED, TOP, NONE = (
    ABSENT[status].strip("()") for status in (Status.NOT_AVAILABLE, Status.TOP_CODED, Status.MISSING)
)


@pytest.fixture
def sparse(db: None) -> Release:
    """A current release in which the nation is whole, three states have gaps and most have no row."""
    release = ReleaseFactory(current=True)
    points = {"hourly_p10": 15, "hourly_p25": 18, "hourly_median": 20, "hourly_p75": 25, "hourly_p90": 30}
    WageEstimateFactory(release=release, employment=1_000, annual_median=41_600, **points)
    WageEstimateFactory(
        release=release, place="ca", employment=500, **{**points, "hourly_p90": None}, marks={"hourly_p90": "#"}
    )
    everything_missing = dict.fromkeys((*points, "annual_median"), "*")
    WageEstimateFactory(release=release, place="wa", employment=100, marks=everything_missing)
    WageEstimateFactory(release=release, place="ms", **points, marks={"employment": "**", "jobs_per_1000": "**"})
    WageEstimateFactory(release=release, place="pr", **points, mean_rse=Decimal("12.5"), employment=10)
    WageEstimateFactory(release=release, work="hospitals", marks={"employment": "**", "hourly_median": "*"})
    return release


def test_gaps_are_told_in_words_and_are_never_zero(sparse: Release) -> None:
    rows = state_rows(soup(BY_STATE))
    median, p90, jobs, real = (
        COLUMN[key] for key in ("hourly_median", "hourly_p90", "employment", "real_hourly_median")
    )
    assert (rows["wa"][median], rows["wa"][jobs], rows["wa"][real]) == (NOT_PUBLISHED, "100", NOT_PUBLISHED)
    assert (rows["ca"][median], rows["ca"][p90]) == ("$20.00", TOP)
    assert (rows["ms"][jobs], rows["ms"][median]) == (NOT_PUBLISHED, "$20.00")
    assert set(rows["tx"]) - {rows["tx"][COLUMN["price_level"]]} == {NONE}
    cells = [cell for row in rows.values() for cell in row]
    assert not {"0", "0.0", "0.00", "$0", "$0.00", "None", "nan", ""} & set(cells)
    tile = soup(BY_STATE).select_one('a[href="#row-wa"]')
    assert "–" in text_of(tile)
    assert "$0" not in text_of(tile)


def test_gaps_in_files_are_empty_and_say_why(sparse: Release) -> None:
    table = {line["code"]: line for line in lines("by-state.csv")}
    assert (table["wa"]["hourly_median"], table["wa"]["employment"]) == ("", "100")
    assert f"hourly_median: {NOT_PUBLISHED}" in table["wa"]["notes"]
    assert f"hourly_p90: {TOP}" in table["ca"]["notes"]
    assert f"employment: {NOT_PUBLISHED}" in table["ms"]["notes"]
    assert f"hourly_median: {NONE}" in table["tx"]["notes"]
    assert not {"0", "0.00", "None"} & {value for line in table.values() for value in line.values()}
    settings = {line["industry"]: line for line in lines("by-setting.csv")}
    assert settings["622000"]["share"] == settings["622000"]["employment"] == ""
    assert f"share: {NOT_PUBLISHED}" in settings["622000"]["notes"]


def test_gaps_stand_last_in_every_order(sparse: Release) -> None:
    order = list(state_rows(soup(f"{BY_STATE}?sort=hourly_median")))
    assert set(order[:2]) == {"ca", "ms"}
    assert order.index("wa") > 1


def test_every_page_survives_a_release_with_gaps(sparse: Release) -> None:
    """Wherever a figure is asked for that the release does not have, words stand in its place."""
    client = Client()
    pages = addresses(client)
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        words = BeautifulSoup(answer.content, "html.parser").get_text(" ")
        found = re.findall(r"\$0(?:\.0+)?(?![\d.,])|\bNone\b|\bnan\b|\$-", words)
        assert [one for one in found if one != "None"] == [], address


def test_a_release_without_any_row_leaves_no_figure(db: None) -> None:
    for data_set in ("oews", "price-parities"):
        ReleaseFactory(data_set=data_set, current=True)
    page = soup("/salary/")
    salary = SalaryPage.objects.get()
    assert salary.description == salary.search_description, "no figure, so words alone"
    assert "estimatedSalary" not in json_ld(page)["mainEntity"]
    rows = state_rows(soup(BY_STATE))
    assert {cell for row in rows.values() for cell in row} == {NONE}
    assert all(set(line.values()) >= {""} for line in lines("by-state.csv"))
    assert lines("distribution.csv")[2]["hourly"] == ""


# Puerto Rico --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_puerto_rico_has_its_caution_and_is_not_ranked() -> None:
    for query in ("", "?sort=hourly_median", "?sort=employment"):
        page = soup(f"{BY_STATE}{query}")
        row = page.select_one("tfoot #row-pr")
        assert "Puerto Rico (not ranked)" in text_of(row)
        assert "Very imprecise estimate" in text_of(row)
        assert "31.8%" in text_of(row)
        assert not page.select("tbody #row-pr")
        assert not page.select('a[href="#row-pr"]'), "and not on the map"
    (line,) = [line for line in lines("by-state.csv") if line["code"] == "pr"]
    assert line["kind"] == "territory"
    assert "31.8%" in line["caution"]
    (row,) = [row for row in json.loads(file("by-state.json"))["rows"] if row["code"] == "pr"]
    assert row == line


def test_a_territory_with_the_highest_pay_is_not_first(sparse: Release) -> None:
    WageEstimateFactory(release=sparse, place="gu", hourly_median=99, employment=10)
    page = soup(f"{BY_STATE}?sort=hourly_median")
    first = page.select_one("tbody tr")
    assert first
    assert first["id"] in {"row-ca", "row-ms"}
    assert "$99.00" not in str(page.select_one('meta[name="description"]'))


def test_real_pay_needs_a_price_level(sparse: Release) -> None:
    prices = ReleaseFactory(data_set="price-parities", period="2031", label="2031", current=True)
    PriceParityFactory(release=prices, place="ca", all_items=Decimal("125.000"))
    rows = state_rows(soup(BY_STATE))
    level, real = COLUMN["price_level"], COLUMN["real_hourly_median"]
    assert (rows["ca"][level], rows["ca"][real]) == ("125.0", "$16.00"), "20 ÷ 1.25"
    assert (rows["ms"][level], rows["ms"][real]) == (NONE, NONE), "a missing level is not 100"
    assert rows["pr"][real] == NONE
