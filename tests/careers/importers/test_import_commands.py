"""The three smaller imports by command, from official files to rows in the database."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from careers.importers import wanted
from careers.importers.problems import ImportProblems
from careers.models import Occupation, OnetRating, OnetTask, OnetTitle, PriceParity, Projection, Release
from tests.careers.emptying import empty_tables
from tests.careers.importers import make_onet, make_price_parities, make_projections

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(tmp_path: Path) -> dict[str, list[str]]:
    """Files of releases that the site does not hold, by the command that loads them."""
    places = {"00": "United States", **wanted.states()}
    files = {
        "import_projections": make_projections.write(tmp_path / "occupation.xlsx", years=(2040, 2050)),
        "import_price_parities": make_price_parities.write(
            tmp_path / "SARPP_STATE_2030_2040.csv", years=range(2030, 2041), places=places
        ),
        "import_onet": make_onet.archive(tmp_path / "db_49_1_text.zip", make_onet.files()),
    }
    return {command: [str(path)] for command, path in files.items()}


COMMANDS = ["import_projections", "import_price_parities", "import_onet"]
PERIODS = dict(zip(COMMANDS, ["2040-50", "2040", "49.1"], strict=True))


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("command", COMMANDS)
def test_loading_and_loading_again(command: str, official: dict[str, list[str]]) -> None:
    before = Release.objects.count()
    assert "Dry run: nothing was written." in run(command, *official[command], "--dry-run")
    assert Release.objects.count() == before
    assert "Loaded: " in run(command, *official[command], "--retrieved-on", "2040-12-01")
    release = Release.objects.get(period=PERIODS[command])
    assert (release.edition, str(release.retrieved_on)) == (1, "2040-12-01")
    with pytest.raises(SystemExit) as again:
        run(command, *official[command])
    assert again.value.code == 3
    assert Release.objects.count() == before + 1


def test_what_was_loaded(official: dict[str, list[str]]) -> None:
    for command in COMMANDS:
        run(command, *official[command])
    projection = Projection.objects.get(release__period="2040-50", occupation__code="31-9092")
    assert (projection.growth, projection.self_employed, projection.marks) == (
        Decimal("11.0"),
        None,
        {"self_employed": "—"},
    )
    assert PriceParity.objects.filter(release__period="2040").count() == 52
    nation = PriceParity.objects.get(release__period="2040", area__key="us")
    assert (nation.all_items, nation.year) == (Decimal(100), 2040)
    assert OnetTask.objects.get(release__period="49.1", task_id=2024).statement == "Measure patients' vital signs."
    assert OnetTitle.objects.filter(release__period="49.1", title="Doctor's Helper").exists()
    assert OnetRating.objects.get(release__period="49.1", subject="task", category=3).imprecise


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_file_changes_nothing(command: str, official: dict[str, list[str]], tmp_path: Path) -> None:
    wrong = official[COMMANDS[COMMANDS.index(command) - 1]]
    before = Release.objects.count()
    errors = StringIO()
    with pytest.raises(CommandError, match="Nothing was written") as stopped:
        call_command(command, *wrong, stdout=StringIO(), stderr=errors)
    assert stopped.value.returncode == 1
    assert Path(wrong[0]).name in errors.getvalue()
    assert Release.objects.count() == before


def test_an_expected_release_of_single_files(tmp_path: Path) -> None:
    files = {"Task Statements.txt": make_onet.files()["Task Statements.txt"]}
    paths = [str(path) for path in make_onet.folder(tmp_path, files)]
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_onet", *paths, stdout=StringIO(), stderr=StringIO())
    assert "O*NET database, 49.2" in run("import_onet", *paths, "--period", "49.2")


def test_what_the_site_keeps() -> None:
    assert {Occupation.ALL, Occupation.HEALTHCARE_SUPPORT, "31-9092"} <= wanted.occupation_codes()
    assert "31-9092.00" in wanted.onet_codes()
    assert "" not in wanted.onet_codes()
    assert wanted.states()["53"] == "Washington"
    assert len(wanted.states()) == 51


def test_a_site_that_knows_nothing_yet_says_so() -> None:
    empty_tables()
    for known in (wanted.occupation_codes, wanted.onet_codes, wanted.states):
        with pytest.raises(ImportProblems, match=r"this site: it has no .* yet; load its starter content first"):
            known()
