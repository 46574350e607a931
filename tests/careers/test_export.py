"""The file form: an export of what ships is what ships, an empty site takes it in, and it never loses a figure."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some
from wagtail.models import Revision

import careers
from careers import export, releases, starter
from careers.importers import folder, stated_files
from careers.importers.form import SYMBOLS, TABLES
from careers.importers.rows import Candidate, FileRecord, PriceParityRow, WageRow
from careers.importers.stated_files import StatedFiles
from careers.models import (
    Credential,
    DataSet,
    LawEdition,
    OpenQuestion,
    Release,
    Role,
    Source,
    StateLaw,
    WageEstimate,
)
from careers.models.labour import POINTS
from careers.releases import Provenance
from guides.content import stated
from guides.content.indexing import indexed_together
from guides.content.starter import Ledger, Outcome
from guides.models import StarterObject
from tests.careers.emptying import empty_tables
from tests.careers.law_files import published, yaml_of
from tests.factories import SourceFactory

DATA = Path(careers.__file__).parent / "data"
PARITIES = "releases/price-parities-2023"


@pytest.fixture
def shipped(db: None) -> None:
    """The starter figures, whether or not the test database came with them."""
    starter.load(DATA)


def files(top: Path) -> dict[str, bytes]:
    """What an export writes."""
    found = {path.relative_to(top): path for path in sorted(top.rglob("*")) if path.suffix in {".yaml", ".csv"}}
    return {str(name): path.read_bytes() for name, path in found.items()}


@pytest.mark.usefixtures("shipped")
class TestExport:
    def test_an_export_of_what_ships_is_what_ships(self, tmp_path: Path) -> None:
        export.export(tmp_path)
        assert files(tmp_path) == files(DATA)

    def test_an_empty_site_takes_it_in_and_writes_the_same_again(self, tmp_path: Path) -> None:
        Role.objects.filter(key="cna").update(short_name="", retired_on=date(2026, 5, 1))
        export.export(tmp_path / "first")
        digests = dict(Release.objects.values_list("digest", "rows"))
        empty_tables()
        StarterObject.objects.all().delete()
        starter.load(tmp_path / "first")
        assert load_stated(tmp_path / "first").counts == {"facts written": len(stated_of(DATA).entries)}
        import_law(tmp_path / "first", "--publish", "--note", "Taken in.")
        assert dict(Release.objects.values_list("digest", "rows")) == digests
        assert Role.objects.get(key="cna").retired_on == date(2026, 5, 1)
        export.export(tmp_path / "second")
        assert files(tmp_path / "second") == files(tmp_path / "first") != files(DATA)
        export.export(tmp_path / "second")  # over itself
        assert files(tmp_path / "second") == files(tmp_path / "first")

    def test_the_facts_that_were_exported_change_nothing(self, tmp_path: Path) -> None:
        export.export(tmp_path)
        revisions = Revision.objects.count()
        outcome = load_stated(tmp_path)
        assert not outcome.counts
        assert not outcome.left_alone
        assert Revision.objects.count() == revisions

    def test_a_price_that_a_person_changed(self, tmp_path: Path) -> None:
        """The file has what readers see, and whoever loads it elsewhere gets the same."""
        credential = Credential.objects.get(key="rma-amt")
        fees = list(credential.fees.raw_data)
        fees[0] = {**fees[0], "value": {**fees[0]["value"], "amount": "141.50", "who": "Everybody\r\nelse"}}
        credential.fees, credential.retired_on = json.dumps(fees), date(2031, 5, 1)
        credential.save()
        export.export(tmp_path)
        changed = {name for name, content in files(tmp_path).items() if content != files(DATA)[name]}
        assert changed == {"credentials/rma-amt.yaml"}
        text = (tmp_path / "credentials" / "rma-amt.yaml").read_text("utf-8")
        assert "amount: 141.5\n" in text
        assert "retired_on: 2031-05-01\n" in text
        [entry] = [each for each in stated_of(tmp_path).credentials if each.key == "rma-amt"]
        assert entry.values["fees"][0]["who"] == "Everybody\nelse"
        assert entry.values["retired_on"] == date(2031, 5, 1)

    def test_a_role_of_which_nothing_is_said_has_no_file(self, tmp_path: Path) -> None:
        Role.objects.filter(key="cna").update(facts="[]", licensing="not_checked")
        export.export(tmp_path)
        assert files(DATA).keys() - files(tmp_path).keys() == {"roles/cna.yaml"}

    @pytest.mark.parametrize("name", ["roles", "credentials"])
    def test_a_folder_with_the_facts_of_others_is_refused(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).mkdir()
        (tmp_path / name / "zz.yaml").write_text("zz")
        with pytest.raises(CommandError, match=r"zz\.yaml\. Take another folder"):
            call_command("export_data", str(tmp_path))

    def test_a_source_that_a_person_added(self, tmp_path: Path) -> None:
        SourceFactory(key="zz-added", citation="A “new” document: with marks", read_on=date(2026, 5, 1))
        export.export(tmp_path)
        text = (tmp_path / "sources.yaml").read_text("utf-8")
        assert "- key: zz-added\n  kind: statute\n  citation: 'A “new” document: with marks'\n" in text
        assert text.endswith("  read_on: '2026-05-01'\n  extent: part\n")
        assert text.count("- key: ") == Source.objects.count()

    def test_the_publishers_files_are_remembered(self, tmp_path: Path) -> None:
        release = loaded_again("bea.csv")
        releases.make_current(release, "A correction.")
        export.export(tmp_path)
        head = folder.read_head(tmp_path / PARITIES)
        assert head.files == [FileRecord("bea.csv", 7, "0" * 64)]
        assert head.provenance == Provenance(date(2027, 1, 2), date(2026, 12, 31), "by post", "One.\nTwo.")
        candidate, _ = folder.read(tmp_path / PARITIES)
        assert candidate.files == head.files
        assert next(iter(candidate.rows)) == PriceParityRow(
            "01", 2023, {"all_items": Decimal("89.971")}, at="price-parities-2023/price_parities.csv, row 2"
        )

    def test_of_two_loadings_the_current_one_is_written(self, tmp_path: Path) -> None:
        loaded_again("bea.csv")  # and not made current
        export.export(tmp_path)
        assert files(tmp_path) == files(DATA)

    def test_of_a_period_that_is_not_current_the_newest_loading_is_written(self, tmp_path: Path) -> None:
        candidate, provenance = folder.read(DATA / "releases" / "oews-2015-05")
        candidate.rows[0].figures["employment"] += 10  # type: ignore[union-attr]
        assert releases.load(candidate, provenance)
        export.export(tmp_path)
        name = "releases/oews-2015-05/wages.csv"
        assert (tmp_path / name).read_text("utf-8").count("137896670") == 1
        assert {key for key, content in files(tmp_path).items() if content != files(DATA)[key]} == {name}

    def test_the_law_that_was_exported_changes_nothing(self, tmp_path: Path) -> None:
        export.export(tmp_path)
        editions, revisions = LawEdition.objects.count(), Revision.objects.count()
        for arguments in ((), ("--publish", "--note", "The same again.")):
            with pytest.raises(SystemExit) as ended:
                import_law(tmp_path, *arguments)
            assert ended.value.code == 3
        assert (LawEdition.objects.count(), Revision.objects.count()) == (editions, revisions)

    def test_of_the_law_readers_see_is_written(self, tmp_path: Path) -> None:
        """The newest edition: no draft, nothing withdrawn, no question that was closed."""
        content, draft = published("ut"), law("tx")
        path = yaml_of(
            replace(content, own_term="Medical office assistant"), tmp_path / "ut.yaml", "What is it called?"
        )
        call_command("import_state_law", str(path), "--publish", "--note", "Its own term.", stdout=StringIO())
        OpenQuestion.objects.filter(jurisdiction__code="wa").update(closed_at=timezone.now(), closing_note="Settled.")
        law("ca").unpublish()
        draft.own_term = "Only a draft"
        draft.save_revision()
        export.export(tmp_path / "new")
        found, shipped = files(tmp_path / "new"), files(DATA)
        assert shipped.keys() - found.keys() == {"law/ca.yaml"}
        assert {name for name in found if found[name] != shipped[name]} == {"law/ut.yaml", "law/wa.yaml"}
        assert b"\nown_term: Medical office assistant\n" in found["law/ut.yaml"]
        assert found["law/ut.yaml"].endswith(b"\n- What is it called?\n")
        assert b"open_questions" in shipped["law/wa.yaml"]
        assert b"open_questions" not in found["law/wa.yaml"]

    def test_a_folder_with_the_law_of_others_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "law").mkdir()
        (tmp_path / "law" / "zz.yaml").write_text("jurisdiction: zz")
        with pytest.raises(CommandError, match=r"zz\.yaml\. Take another folder"):
            call_command("export_data", str(tmp_path))
        assert files(tmp_path) == {"law/zz.yaml": b"jurisdiction: zz"}

    def test_the_command(self, tmp_path: Path) -> None:
        said = StringIO()
        call_command("export_data", str(tmp_path / "new"), stdout=said)
        assert "releases/oews-2025-05: 1712 rows" in said.getvalue().splitlines()
        assert said.getvalue().splitlines()[-1] == "law: 51 laws"
        assert files(tmp_path / "new") == files(DATA)

    def test_a_folder_with_other_releases_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "releases" / "oews-1999-05").mkdir(parents=True)
        with pytest.raises(CommandError, match=r"oews-1999-05\. Take another folder"):
            call_command("export_data", str(tmp_path))
        assert files(tmp_path) == {}

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(CommandError, match="file: "):
            call_command("export_data", str(tmp_path / "file"))


def import_law(folder_of_export: Path, *arguments: str) -> None:
    paths = [str(path) for path in sorted((folder_of_export / "law").glob("*.yaml"))]
    assert len(paths) == 51
    call_command("import_state_law", *paths, *arguments, stdout=StringIO())


def stated_of(folder_of_export: Path) -> StatedFiles:
    sources = set(Source.objects.values_list("key", flat=True))
    return stated_files.read(folder_of_export, sources, set(Role.objects.values_list("key", flat=True)))


def load_stated(folder_of_export: Path) -> Outcome:
    outcome = Outcome()
    with indexed_together() as note:
        stated.load(stated_of(folder_of_export), Ledger(), outcome, note)
    return outcome


def law(code: str) -> StateLaw:
    return StateLaw.objects.get(jurisdiction__code=code)


def loaded_again(name: str) -> Release:
    """One row of the price parities as a second loading of 2023, read from the publisher's own file `name`."""
    row = PriceParityRow("01", 2023, {"all_items": Decimal("89.971")})
    candidate = Candidate(DataSet.PRICE_PARITIES, "2023", "2023", [row], [FileRecord(name, 7, "0" * 64)])
    provenance = Provenance(date(2027, 1, 2), date(2026, 12, 31), "by post", "One.\nTwo.")
    release = releases.load(candidate, provenance)
    assert release
    return release


# Cells, whatever they hold ------------------------------------------------------------------------------------------

[WAGES] = TABLES[DataSet.WAGES]
titles = some.text(
    some.characters(exclude_categories=("C",)) | some.sampled_from("\n\r\"',;"), min_size=1, max_size=120
)


@some.composite
def wage_rows(draw: Any) -> WageRow:
    """Any row that the database would take: each figure a number, a symbol, or not used; percentiles in order."""
    figures: dict[str, Any] = {}
    marks: dict[str, str] = {}

    def put(name: str, number: some.SearchStrategy[Any]) -> None:
        value = draw(some.none() | some.sampled_from(sorted(SYMBOLS)) | number)
        if isinstance(value, str):
            marks[name] = value
        elif value is not None:
            figures[name] = value

    for name in WageEstimate.FIGURES:
        if not name.endswith(POINTS):
            places = getattr(WageEstimate._meta.get_field(name), "decimal_places", None)
            put(name, some.integers(0, 2_000_000) if places is None else decimals(places))
    for rate, number in (("hourly", decimals(2)), ("annual", some.integers(0, 2_000_000))):
        for point, value in zip(POINTS, sorted(draw(some.tuples(*[number] * 5))), strict=True):
            put(f"{rate}_{point}", some.just(value))
    return WageRow(
        *("06", "state", draw(titles), "ca", "621100", "4-digit", draw(titles), draw(some.sampled_from(["", "1235"]))),
        *("31-9092", draw(titles), figures, marks),
        hourly_only=draw(some.booleans()),
    )


def decimals(places: int) -> some.SearchStrategy[Decimal]:
    return some.integers(0, 99_999).map(lambda number: Decimal(number).scaleb(-places))


@settings(deadline=None)
@given(wage_rows())
def test_what_is_written_is_read_back(row: WageRow) -> None:
    text, problems = folder.to_csv(WAGES, [row]), []
    [again] = folder.from_csv(WAGES, text, "wages.csv", problems)
    assert problems == []
    assert replace(again, at="") == row
    assert folder.to_csv(WAGES, [again]) == text
