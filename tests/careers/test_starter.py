"""Starter figures: what ships is right, loads once, leaves alone what a person changed, and refuses broken files."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

import careers
from careers import releases, starter
from careers.importers import folder, reference
from careers.importers.problems import ImportProblems
from careers.importers.rows import Candidate, OnetRatingRow, OnetTaskRow, OnetTitleRow, WageRow
from careers.models import (
    Area,
    DataSet,
    Industry,
    Jurisdiction,
    Occupation,
    Release,
    ReleaseMove,
    Role,
    WageEstimate,
)
from careers.models.site_version import site_version
from tests.careers.emptying import empty_tables

DATA = Path(careers.__file__).parent / "data"
MA = "31-9092"


@cache
def shipped(name: str) -> Candidate:
    return folder.read(DATA / "releases" / name)[0]


@cache
def wages(name: str = "oews-2025-05") -> dict[tuple[str, str, str, str], WageRow]:
    """Rows by area, industry, ownership and occupation."""
    return {
        (row.area_code, row.industry_code, row.ownership, row.occupation_code): row
        for row in shipped(name).of(WageRow)
        if isinstance(row, WageRow)
    }


def wage(area: str, *, industry: str = "000000", ownership: str = "1235", occupation: str = MA) -> WageRow:
    return wages()[area, industry, ownership, occupation]


@pytest.fixture(scope="module")
def shipped_reference() -> reference.Reference:
    problems: list[Any] = []
    found = reference.read(DATA, problems)
    assert problems == []
    return found


class TestFigures:
    def test_the_numbers_that_the_site_promises(self) -> None:
        nation = wage("99").figures
        assert (nation["hourly_median"], nation["annual_median"]) == (Decimal("21.97"), 45690)
        assert nation["employment"] == 817_870
        assert wage("53").figures["hourly_median"] == Decimal("28.50")  # Washington
        assert wage("28").figures["hourly_median"] == Decimal("17.00")  # Mississippi
        offices = wage("99", industry="621100", ownership="").figures["employment"]
        assert offices == 452_150
        assert round(Decimal(offices) * 100 / nation["employment"], 1) == Decimal("55.3")
        puerto_rico = wage("72").figures
        assert (puerto_rico["employment"], puerto_rico["employment_rse"]) == (660, Decimal("31.8"))

    def test_every_state_and_territory_and_their_sum(self) -> None:
        of_assistants = [row for row in wages().values() if row.occupation_code == MA and row.industry_code == "000000"]
        kinds = Counter(row.area_kind for row in of_assistants)
        # One of the two rows of the nation is about private employers only.
        assert kinds == {"nation": 2, "state": 51, "territory": 3, "metro": 389, "nonmetro": 134}
        states = [row.figures["employment"] for row in of_assistants if row.area_kind == "state"]
        assert sum(states) == 817_850

    def test_absent_is_never_zero(self) -> None:
        assert wage("10", occupation="29-2057").marks["employment"] == "**"  # Delaware
        assert "employment" not in wage("10", occupation="29-2057").figures
        assert ("20", "000000", "1235", "31-9091") not in wages()  # Kansas: not published, so no row
        assert "share_of_industry" not in {*wage("99").figures, *wage("99").marks}  # not used

    def test_ownership(self) -> None:
        assert wage("99", industry="000000", ownership="5").industry_title == "Cross-industry"
        hospitals = [wage("99", industry="622000", ownership=code) for code in ("", "2", "3", "5")]
        assert {(row.industry_title, row.industry_level) for row in hospitals} == {("Hospitals", "3-digit")}
        whole, *parts = (row.figures["employment"] for row in hospitals)
        assert abs(sum(parts) - whole) <= 20  # each is rounded to ten
        assert not {"000001", "622005", "611103"} & {row.industry_code for row in wages().values()}

    def test_a_year_is_2080_hours(self) -> None:
        checked = 0
        for name in sorted(path.name for path in (DATA / "releases").glob("oews-*")):
            for row in wages(name).values():
                for point in ("mean", "p10", "p25", "median", "p75", "p90"):
                    hourly, annual = (row.figures.get(f"{rate}_{point}") for rate in ("hourly", "annual"))
                    if hourly is not None and annual is not None:
                        assert abs(hourly * 2080 - annual) <= Decimal("15.4"), row.at  # half a cent, and half of ten
                        checked += 1
        assert checked > 10_000

    def test_the_national_series(self) -> None:
        medians = {
            name: str(wages(name)["99", "000000", "1235", MA].figures["hourly_median"])
            for name in sorted(path.name for path in (DATA / "releases").glob("oews-*"))
        }
        assert list(medians) == [f"oews-{year}-05" for year in range(2015, 2026)]
        assert list(medians.values()) == [
            *("14.71", "15.17", "15.61", "16.16", "16.73", "17.23"),
            *("17.88", "18.40", "20.19", "21.25", "21.97"),
        ]

    def test_projections_and_price_parities(self) -> None:
        rows = {row.key[0]: row for row in shipped("projections-2024-34").rows}
        assistants: Any = rows[MA]
        assert assistants.figures["employment_base"] == Decimal("811.0")
        assert assistants.figures["growth"] == Decimal("12.5")
        assert assistants.figures["exits"] + assistants.figures["transfers"] == Decimal("102.2")
        assert assistants.marks == {"self_employed": "—"}
        assert assistants.entry_education == "Postsecondary nondegree award"
        parities: Any = {row.key[0]: row for row in shipped("price-parities-2023").rows}
        assert len(parities) == 52
        levels = [round(parities[code].figures["all_items"], 1) for code in ("99", "06", "28", "11")]
        assert [str(level) for level in levels] == ["100.0", "112.6", "87.3", "110.8"]

    def test_onet(self) -> None:
        found = shipped("onet-29.3")
        tasks = [row for row in found.of(OnetTaskRow) if row.onet_code == "31-9092.00"]  # type: ignore[union-attr]
        assert Counter(row.kind for row in tasks) == {"Core": 19, "Supplemental": 1}  # type: ignore[union-attr]
        ratings: list[Any] = list(found.of(OnetRatingRow))
        assert {row.onet_code for row in ratings} == {"31-9092.00"}
        assert Counter(row.subject for row in ratings) == {
            **{"skill": 70, "knowledge": 66, "ability": 104, "work-activity": 82},
            **{"work-style": 16, "education": 43, "task": 180},
        }
        shares: Counter[str] = Counter()
        for row in ratings:
            if row.scale == "FT":
                shares[row.element] += row.value
        assert len(shares) == 20
        assert all(abs(share - 100) < Decimal("0.1") for share in shares.values())
        titles: list[Any] = list(found.of(OnetTitleRow))
        assert {row.onet_code for row in titles} >= {"31-9092.00", "31-1131.00"}


class TestReference:
    def test_twenty_roles_and_their_figures(self, shipped_reference: reference.Reference) -> None:
        roles = {entry["key"]: entry for entry in shipped_reference.roles}
        assert len(roles) == 20
        assert roles["medical-assistant"]["occupation"] == MA
        projected = {row.key[0] for row in shipped("projections-2024-34").rows}
        for entry in roles.values():
            if entry["fit"] != Role.Fit.NONE:
                assert ("99", "000000", "1235", entry["occupation"]) in wages(), entry["key"]
                assert entry["occupation"] in projected, entry["key"]
        assert {key for key, entry in roles.items() if entry["fit"] == Role.Fit.NONE} == {
            "patient-care-technician",
            "medical-scribe",
        }

    def test_the_map_is_plausible(self, shipped_reference: reference.Reference) -> None:
        tiles = {entry["code"]: (entry["map_row"], entry["map_column"]) for entry in shipped_reference.jurisdictions}
        assert len(set(tiles.values())) == 51
        assert tiles["ak"] == (1, 1)
        assert tiles["me"] == (1, max(column for _, column in tiles.values()))
        assert tiles["hi"] == (max(row for row, _ in tiles.values()), 1)
        for west, east in (("wa", "id"), ("or", "nv"), ("ut", "co"), ("oh", "pa"), ("md", "de"), ("ms", "al")):
            assert tiles[east] == (tiles[west][0], tiles[west][1] + 1)
        for north, south in (("wa", "or"), ("or", "ca"), ("mn", "ia"), ("ia", "mo"), ("ma", "ct")):
            assert tiles[south] == (tiles[north][0] + 1, tiles[north][1])

    def test_census_regions(self, shipped_reference: reference.Reference) -> None:
        regions = Counter(entry["region"] for entry in shipped_reference.jurisdictions)
        assert regions == {"northeast": 9, "midwest": 12, "south": 17, "west": 13}

    def test_every_setting_has_a_row(self, shipped_reference: reference.Reference) -> None:
        shown = [entry for entry in shipped_reference.industries if entry["setting_order"]]
        assert len(shown) == 6
        for entry in shown:
            row = wage("99", industry=entry["code"], ownership="")
            assert (row.industry_title, row.industry_level) == (entry["title"], entry["level"])

    def test_each_release_says_where_it_came_from(self) -> None:
        for path in (DATA / "releases").iterdir():
            provenance = folder.read_head(path).provenance
            assert provenance.obtained_from
            assert provenance.cautions
            bls = path.name.startswith(("oews", "projections"))
            assert ("BLS.gov cannot vouch" in provenance.cautions) == bls

    def test_check_asks_no_database(self) -> None:
        # Without a mark, pytest-django refuses every query.
        assert starter.check(DATA) == []


# Loading ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def empty(db: None) -> None:
    empty_tables()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small copy of the files: two wage releases, nation only, and the price parities."""
    copy = tmp_path / "data"
    copy.mkdir()
    for name in reference.TITLES:
        shutil.copy(DATA / name, copy)
    for name in ("oews-2023-05", "oews-2024-05", "price-parities-2023"):
        shutil.copytree(DATA / "releases" / name, copy / "releases" / name)
    return copy


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.usefixtures("empty")
class TestLoading:
    def test_everything_that_ships(self) -> None:
        done = starter.load(DATA)
        assert Jurisdiction.objects.count() == 51
        assert Area.objects.filter(kind=Area.Kind.STATE, jurisdiction__code="wa", key="wa", code="53").exists()
        assert Area.objects.get(code="72").jurisdiction is None
        assert Role.objects.count() == 20
        assert Release.objects.count() == 14
        current = releases.current_releases()
        assert {data_set: release.label for data_set, release in current.items()} == {
            DataSet.WAGES: "May 2025",
            DataSet.PROJECTIONS: "2024 to 2034",
            DataSet.PRICE_PARITIES: "2023",
            DataSet.ONET: "29.3",
        }
        assert set(ReleaseMove.objects.values_list("note", flat=True)) == {"Starter figures"}
        assert [release.period for release in releases.history(DataSet.WAGES)] == [f"{y}-05" for y in range(2015, 2026)]
        row = WageEstimate.objects.get(
            release=current[DataSet.WAGES], area__key="wa", occupation__code=MA, industry__code=Industry.ALL
        )
        assert row.hourly_median == Decimal("28.50")
        assert len([line for line in done if "loaded" in line]) == 14

    def test_a_second_start_changes_and_parses_nothing(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
    ) -> None:
        starter.load(data)
        before = version_now()

        def refuse(path: Path) -> None:
            raise AssertionError(f"{path} was read although the database holds it")

        monkeypatch.setattr(folder, "read", refuse)
        with django_assert_max_num_queries(15):
            assert starter.load(data) == []
        assert version_now() == before

    def test_a_period_that_the_site_holds_is_not_loaded_again(self, data: Path) -> None:
        starter.load(data)
        change(data / "releases/oews-2024-05/wages.csv", ",21.25,", ",21.26,")
        assert starter.load(data) == []
        assert Release.objects.filter(data_set=DataSet.WAGES).count() == 2

    def test_a_person_decides_what_is_current(self, data: Path) -> None:
        later = data / "releases" / "oews-2024-05"
        shutil.move(later, data / "later")
        starter.load(data)
        shutil.move(data / "later", later)
        assert starter.load(data) == [
            "Occupational Employment and Wage Statistics, May 2024: loaded, 20 rows",
        ]
        assert releases.current_releases()[DataSet.WAGES].period == "2023-05"

    def test_a_role_that_a_person_changed_is_left_alone(self, data: Path) -> None:
        starter.load(data)
        Role.objects.filter(key="cna").update(plural="certified nursing assistants")
        assert starter.load(data) == ["left alone: role:cna (is not as in the file)"]
        assert Role.objects.get(key="cna").plural == "certified nursing assistants"

    def test_a_new_role_joins(self, data: Path) -> None:
        starter.load(data)
        with (data / reference.ROLES).open("a", encoding="utf-8") as file:
            file.write("- key: doula\n  name: doula\n  plural: doulas\n  fit: none\n  fit_note: Not counted.\n")
        assert starter.load(data) == ["roles written: 1"]
        assert Role.objects.get(key="doula").order == 100

    def test_states_may_swap_their_tiles(self, data: Path) -> None:
        starter.load(data)
        old = {code: tile(code) for code in ("wy", "sd")}
        assert old["wy"] != old["sd"]
        swap_columns(data / reference.PLACES, "wy", "sd")
        assert starter.load(data) == ["states written: 2"]
        assert (tile("wy"), tile("sd")) == (old["sd"], old["wy"])

    def test_an_industry_that_an_import_made_gets_its_plain_name(self, data: Path) -> None:
        Industry.objects.create(code="621100", key="from-an-import", title="Offices of Physicians", level="4-digit")
        starter.load(data)
        made = Industry.objects.get(code="621100")
        assert (made.name, made.setting_order, made.key) == ("Offices of physicians", 10, "from-an-import")
        assert starter.load(data) == ["left alone: industry:621100 (is not as in the file)"]

    def test_a_key_that_another_industry_has(self, data: Path) -> None:
        Industry.objects.create(code="999999", key="hospitals", title="Hospitals of long ago", level="sector")
        assert "left alone: industry:622000 (another industry has its key)" in starter.load(data)

    def test_all_or_nothing(self, data: Path) -> None:
        change(data / "releases/price-parities-2023/price_parities.csv", "100.000", "cheap")
        with pytest.raises(ImportProblems, match=r"price_parities\.csv, row \d+, column all_items: 'cheap' is not a n"):
            starter.load(data)
        assert not Jurisdiction.objects.exists()
        assert not Release.objects.exists()
        assert not Occupation.objects.exists()


def tile(code: str) -> tuple[int, int]:
    state = Jurisdiction.objects.get(code=code)
    return state.map_row, state.map_column


def swap_columns(path: Path, one: str, other: str) -> None:
    """The two states, which are in one row of the map, change places in the file."""
    entries = path.read_text("utf-8").split("- code: ")
    first, second = (
        next(i for i, entry in enumerate(entries) if entry.startswith(f"{code}\n")) for code in (one, other)
    )
    columns = [next(line for line in entries[i].splitlines() if "map_column" in line) for i in (first, second)]
    entries[first] = entries[first].replace(columns[0], columns[1])
    entries[second] = entries[second].replace(columns[1], columns[0])
    path.write_text("- code: ".join(entries), "utf-8")


def version_now() -> int:
    """The site version, with everything that waits for the end of the transaction done."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return site_version()


# Broken files -------------------------------------------------------------------------------------------------------

WAGES = "releases/oews-2024-05/wages.csv"
HEAD = "releases/oews-2024-05/release.yaml"
PARITIES = "releases/price-parities-2023/price_parities.csv"
Break = Callable[[Path], object]


def cell(path: Path, row: int, column: str, value: str) -> None:
    """Put `value` into one cell; row 1 is the header. No cell of these files holds a comma but titles, at the front."""
    lines = path.read_text("utf-8").split("\n")
    place = lines[0].split(",").index(column) - len(lines[0].split(","))
    cells = lines[row - 1].split(",")
    cells[place] = value
    lines[row - 1] = ",".join(cells)
    path.write_text("\n".join(lines), "utf-8")


def repeat_row(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", "utf-8")


BROKEN: list[tuple[Break, str]] = [
    (lambda d: cell(d / WAGES, 3, "hourly_median", "a lot"), "wages.csv, row 3, column hourly_median: 'a lot' is not"),
    (lambda d: cell(d / WAGES, 3, "hourly_median", "21.975"), "row 3, column hourly_median: '21.975'"),
    (lambda d: cell(d / WAGES, 3, "employment", "-10"), "row 3, column employment: '-10'"),
    (lambda d: cell(d / WAGES, 3, "employment", "10.5"), "column employment: '10.5' must be a whole number"),
    (lambda d: cell(d / WAGES, 3, "employment", "99999999999"), "column employment: '99999999999'"),
    (lambda d: cell(d / WAGES, 3, "hourly_mean", "-1.00"), "column hourly_mean: -1.00 is negative"),
    (lambda d: cell(d / WAGES, 3, "annual_only", "TRUE"), "column annual_only: 'TRUE' must be yes or empty"),
    (lambda d: cell(d / WAGES, 4, "annual_p10", "200000"), "row 4, column annual_p25"),
    (lambda d: cell(d / WAGES, 3, "occupation_code", "31.9092"), "column occupation_code: '31.9092' does not have"),
    (lambda d: cell(d / WAGES, 3, "occupation_title", ""), "column occupation_title: a value is missing"),
    (lambda d: cell(d / WAGES, 3, "area_kind", "planet"), "column area_kind: 'planet'"),
    (lambda d: cell(d / WAGES, 3, "area_kind", "metro"), "column area_code: '99' is not the code of a metro"),
    (lambda d: cell(d / WAGES, 3, "primary_state", "CA"), "column primary_state: 'CA' does not have the form"),
    (lambda d: cell(d / WAGES, 3, "ownership", "private or so"), "column ownership: 'private or so'"),
    (lambda d: repeat_row(d / WAGES), "row 22: an earlier row is about the same thing"),
    (lambda d: change(d / WAGES, "hourly_median", "median_hourly"), "row 1: the columns are not those of this file"),
    (lambda d: change(d / WAGES, "area_code,area_kind", "area_kind,area_code"), "row 1: the columns are not those"),
    (lambda d: change(d / WAGES, "99,nation,", "99,"), "row 2: 30 cells for 31 columns"),
    (lambda d: change(d / WAGES, "99,nation", '99,"nat"ion'), "row 2: the CSV cannot be read"),
    (lambda d: (d / WAGES).write_bytes(b"\xff\xfe\x00"), "wages.csv: the file is missing or cannot be read as text"),
    (lambda d: (d / WAGES).unlink(), "oews-2024-05/wages.csv: the file is missing"),
    (lambda d: (d / WAGES).write_text(""), "row 1: the columns are not those of this file"),
    (lambda d: (d / WAGES).write_text((d / WAGES).read_text("utf-8").split("\n")[0]), "the release has no rows"),
    (lambda d: cell(d / PARITIES, 2, "all_items", ""), "row 2, column all_items: the price level of all items"),
    (lambda d: cell(d / PARITIES, 2, "goods", "*"), "row 2, column goods: '*' is not a number"),
    (lambda d: cell(d / PARITIES, 2, "year", ""), "row 2, column year: a number is missing"),
    (lambda d: cell(d / PARITIES, 2, "area_code", "98"), "price-parities-2023, column area_code: 98 is not a place"),
    (lambda d: (d / HEAD).unlink(), "release.yaml: the file is missing"),
    (lambda d: change(d / HEAD, "period: 2024-05", "period: 2024-06"), "belongs in a folder named oews-2024-06"),
    (lambda d: change(d / HEAD, "period: 2024-05", "period: 2024"), "column period: this must be text"),
    (lambda d: change(d / HEAD, "data_set: oews", "data_set: census"), "column data_set: 'census' is not a data set"),
    (lambda d: change(d / HEAD, "label:", "title:"), "column title: nobody knows this key"),
    (lambda d: change(d / HEAD, "retrieved_on: 2026-11-23", "retrieved_on: long ago"), "'long ago' is not a day"),
    (lambda d: change(d / HEAD, "retrieved_on: 2026-11-23\n", ""), "column retrieved_on: a value is missing"),
    (lambda d: change(d / HEAD, "cautions:", "cautions: none\nfiles:"), "column cautions: this must be a list"),
    (lambda d: change(d / HEAD, "cautions:", "files:\n- name: x\ncautions:"), "column files: each entry needs name"),
    (lambda d: change(d / HEAD, "label:", "label: ["), "release.yaml, row"),
    (lambda d: (d / HEAD).write_text("words"), "the file needs keys with values"),
    (lambda d: change(d / "places.yaml", "nation: United States\n", ""), "places.yaml, column nation: this key"),
    (lambda d: change(d / "places.yaml", "region: south", "region: deep south"), "places.yaml, row 4, column region"),
    (lambda d: change(d / "places.yaml", "map_row: 7", "map_row: [7]"), "row 4, column map_row: this must be one val"),
    (lambda d: change(d / "places.yaml", "code: ak", "code: al"), "column code: 'al' is used twice"),
    (
        lambda d: change(d / "places.yaml", "map_row: 7\n  map_column: 7", "map_row: 1\n  map_column: 1"),
        "shares its ti",
    ),
    (lambda d: change(d / "places.yaml", "code: gu", "code: ga"), "Guam has the code of a state"),
    (lambda d: change(d / "places.yaml", "slug: alabama", "slug: null"), "row 4, column slug: a value is missing"),
    (lambda d: change(d / "roles.yaml", "occupation: 31-9092", "occupation: 31-9999"), "no occupation 31-9999 in this"),
    (lambda d: change(d / "roles.yaml", "fit: own", "fit: none"), "medical-assistant: 'fit' and 'occupation' contrad"),
    (lambda d: change(d / "roles.yaml", "fit: own", "fit: broader"), "medical-assistant: say why"),
    (lambda d: change(d / "roles.yaml", "short_name: MA", "letters: MA"), "column letters: unknown key"),
    (lambda d: change(d / "roles.yaml", "occupations:", "jobs:"), "roles.yaml, column jobs: unknown key"),
    (lambda d: change(d / "industries.yaml", "setting_order: 50", "setting_order: first"), "column setting_order"),
    (lambda d: (d / "industries.yaml").write_text("words"), "column industries: this must be a list"),
    (lambda d: (d / "industries.yaml").write_text("- words"), "row 1: an entry needs keys with values"),
    (lambda d: (d / "roles.yaml").write_text("roles: ["), "roles.yaml, row"),
    (lambda d: (d / "places.yaml").unlink(), "places.yaml: the file is missing"),
]


@pytest.mark.parametrize(("break_it", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_a_broken_file_is_named(data: Path, break_it: Break, said: str) -> None:
    assert starter.check(data) == []
    break_it(data)
    problems = [str(problem) for problem in starter.check(data)]
    assert any(said in problem for problem in problems), problems


def test_a_file_of_another_kind_is_not_complained_about_for_ever(data: Path) -> None:
    header, *rows = (data / WAGES).read_text("utf-8").splitlines()
    (data / WAGES).write_text("\n".join([header, *(rows[0].replace("99,", "x,", 1) for _ in range(500))]), "utf-8")
    assert len(starter.check(data)) == 50
