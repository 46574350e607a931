"""`import_oews` and `make_current`: what is printed, what is written, and the codes that scripts see."""

from __future__ import annotations

import subprocess
import time
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from careers.management.commands.import_oews import Command
from careers.models import DataSet, Release, ReleaseMove, WageEstimate
from careers.releases import current_release
from tests.careers.importers.make_oews import metro, national, state, write_csv, write_workbook
from tests.careers.importers.processes import importing, session
from tests.copies import copied_database

RISE = {"TOT_EMP": 900_000}


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def run(*arguments: Any, out: StringIO | None = None) -> tuple[int, str, list[str]]:
    """Exit code, standard output, lines of the error stream."""
    out, error = out or StringIO(), StringIO()
    code = 0
    try:
        call_command(*map(str, arguments), stdout=out, stderr=error, no_color=True)
    except CommandError as problem:
        code = problem.returncode
        error.write(f"{problem}\n")
    except SystemExit as left:
        code = int(left.code or 0)
    return code, out.getvalue(), error.getvalue().splitlines()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A release after the newest one that ships, in two files."""
    return [
        write_csv(tmp_path / "national_M2031_dl.csv", [national(**RISE), national("11-1011")]),
        write_workbook(tmp_path / "MSA_M2031_dl.xlsx", [metro()], sheet="MSA_M2031_dl"),
    ]


def counts() -> tuple[int, int, int]:
    return Release.objects.count(), WageEstimate.objects.count(), ReleaseMove.objects.count()


# Loading ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_release_is_loaded_beside_the_others(files: list[Path]) -> None:
    before, current = counts(), current_release(DataSet.WAGES)
    code, out, error = run(
        *("import_oews", *files, "--retrieved-on", "2031-06-01", "--published-on", "2031-05-15"),
        *("--obtained-from", "a colleague", "--caution", "One.", "--caution", "Two."),
    )
    assert (code, error) == (0, [])
    assert "May 2031: 3 rows read, 2 kept." in out
    assert "  areas: 1\n  nation: 1\n" in out
    assert "Readers do not see it yet. To show it: manage.py make_current oews 2031-05 --note TEXT" in out
    release = Release.objects.get(data_set=DataSet.WAGES, period="2031-05")
    assert (release.label, release.edition, release.rows) == ("May 2031", 1, 2)
    assert (release.retrieved_on, release.published_on) == (date(2031, 6, 1), date(2031, 5, 15))
    assert (release.obtained_from, release.cautions) == ("a colleague", "One.\nTwo.")
    assert [file["name"] for file in release.files] == [path.name for path in files]
    assert release.wages.get(area__code="99").employment == 900_000
    assert counts() == (before[0] + 1, before[1] + 2, before[2])
    assert current_release(DataSet.WAGES) == current


@pytest.mark.django_db
def test_today_is_the_day_unless_another_is_given(files: list[Path]) -> None:
    assert run("import_oews", *files)[0] == 0
    assert Release.objects.get(period="2031-05").retrieved_on == timezone.localdate()


@pytest.mark.django_db
def test_a_dry_run_says_what_would_change_and_writes_nothing(files: list[Path]) -> None:
    before = counts()
    code, out, error = run("import_oews", *files, "--dry-run")
    assert (code, error) == (0, [])
    assert "employment 817870 → 900000 (+10.0%)" in out
    assert out.endswith("Dry run: nothing was written.\n")
    assert counts() == before


@pytest.mark.django_db
def test_importing_again_changes_nothing(files: list[Path]) -> None:
    assert run("import_oews", *files)[0] == 0
    before = counts()
    code, out, error = run("import_oews", *reversed(files))
    assert (code, error) == (3, [])
    assert "Nothing to load: the site holds exactly these rows already." in out
    assert counts() == before


@pytest.mark.django_db
def test_a_second_file_of_the_release_adds_to_it(files: list[Path]) -> None:
    for path in files:
        assert run("import_oews", path)[0] == 0
    release = Release.objects.filter(period="2031-05").latest("edition")
    assert (release.edition, release.wages.count()) == (2, 2)


@pytest.mark.django_db
def test_wrong_files_write_nothing_and_name_every_problem(tmp_path: Path, files: list[Path]) -> None:
    before = counts()
    wrong = write_csv(tmp_path / "state_M2031_dl.csv", [state(), state("01", TOT_EMP="many", H_MEAN="-1")])
    code, _, error = run("import_oews", *files, wrong)
    assert code == 1
    assert error == [
        "state_M2031_dl.csv, row 3, column TOT_EMP: “many” is not a number.",
        "state_M2031_dl.csv, row 3, column H_MEAN: -1.00 is negative.",
        "Nothing was written: 2 problems.",
    ]
    assert counts() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--make-current"], "--make-current and --note TEXT go together"),
        (["--note", "why"], "--make-current and --note TEXT go together"),
        (["--make-current", "--note", "  "], "--make-current and --note TEXT go together"),
        (["--make-current", "--note", "why", "--dry-run"], "A dry run writes nothing"),
    ],
)
def test_options_that_do_not_go_together(files: list[Path], options: list[str], message: str) -> None:
    before = counts()
    code, _, (error,) = run("import_oews", files[0], *options)
    assert (code, counts()) == (2, before)
    assert message in error


@pytest.mark.django_db
def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    code, _, error = run("import_oews", tmp_path / "none.xlsx")
    assert (code, error) == (2, [f"There is no file {tmp_path / 'none.xlsx'}."])


@pytest.mark.django_db
def test_a_period_for_a_name_without_one(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "wages.csv", [national()])
    assert run("import_oews", path)[0] == 1
    assert run("import_oews", path, "--period", "2031-05")[0] == 0


@pytest.mark.django_db
def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careers.importers.oews.PROGRESS_STEP", 2)
    monkeypatch.setattr("careers.importers.command.PLAIN_STEP", 4)
    path = write_csv(tmp_path / "state_M2031_dl.csv", [state(), *[national("11-1011")] * 9])
    _, drawn, _ = run("import_oews", path, "--dry-run", out=Terminal())
    assert "\r[#####.........................]  18%  2 rows read\r" in drawn
    assert "  91%  10 rows read\r\033[K" in drawn
    _, plain, _ = run("import_oews", path, "--dry-run")
    assert plain.startswith("4 rows read\n8 rows read\nOccupational Employment")
    assert "\r" not in plain


# Making current ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_loading_and_showing_in_one_go(files: list[Path]) -> None:
    code, out, error = run("import_oews", *files, "--make-current", "--note", "New release.")
    assert (code, error) == (0, [])
    assert "Current for readers: Occupational Employment and Wage Statistics, May 2031." in out
    shown = current_release(DataSet.WAGES)
    assert shown is not None
    assert (shown.period, shown.moves.get().note) == ("2031-05", "New release.")
    code, out, _ = run("import_oews", *files, "--make-current", "--note", "Again.")
    assert code == 3
    assert "is the current release already" in out


@pytest.mark.django_db
def test_what_was_loaded_before_can_still_be_shown_by_the_same_call(files: list[Path]) -> None:
    assert run("import_oews", *files)[0] == 0
    assert run("import_oews", *files, "--make-current", "--note", "Looked at it.")[0] == 0
    assert current_release(DataSet.WAGES) == Release.objects.get(period="2031-05")


@pytest.mark.django_db
def test_make_current_and_undo(files: list[Path]) -> None:
    before = current_release(DataSet.WAGES)
    assert before is not None
    run("import_oews", *files)
    code, out, _ = run("make_current", "oews", "2031-05", "--note", "New release.")
    assert (code, out) == (0, "Current for readers: Occupational Employment and Wage Statistics, May 2031.\n")
    assert run("make_current", "oews", "2031-05", "--note", "Again.")[0] == 3
    code, out, _ = run("make_current", "oews", "--undo", "--note", "A column was wrong.")
    assert (code, out) == (0, f"Current for readers: {before}.\n")
    assert current_release(DataSet.WAGES) == before
    assert [move.note for move in ReleaseMove.objects.filter(data_set="oews")[:2]] == [
        "A column was wrong.",
        "New release.",
    ]


@pytest.mark.django_db
def test_an_edition_can_be_named(files: list[Path]) -> None:
    for path in files:
        run("import_oews", path)
    for edition in (1, 2):
        assert run("make_current", "oews", "2031-05", "--edition", edition, "--note", "This one.")[0] == 0
        shown = current_release(DataSet.WAGES)
        assert shown is not None
        assert (shown.period, shown.edition) == ("2031-05", edition)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["2031-05", "--note", "x"], 1, "There are: 2025-05 edition 1"),
        (["2025-05", "--edition", "7", "--note", "x"], 1, "No such release"),
        (["--note", "x"], 2, "Name a period, or give --undo"),
        (["2025-05", "--undo", "--note", "x"], 2, "Name a period, or give --undo"),
        (["--undo", "--edition", "1", "--note", "x"], 2, "leave out --edition"),
        (["2025-05", "--note", " "], 2, "it may not be empty"),
        (["--undo", "--note", "x"], 1, "nothing to go back to"),
    ],
)
def test_what_make_current_refuses(arguments: list[str], code: int, message: str) -> None:
    before = counts()
    found, _, (error,) = run("make_current", "oews", *arguments)
    assert (found, counts()) == (code, before)
    assert message in error


# Processes ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db  # without it, pytest-django makes no database for this test when it runs alone
def test_a_killed_import_leaves_nothing_and_two_at_once_load_once(
    tmp_path: Path, files: list[Path], django_db_blocker: Any
) -> None:
    with copied_database(django_db_blocker, "imports"):
        _kill_one_then_start_two(tmp_path, files[0])


def _kill_one_then_start_two(tmp_path: Path, path: Path) -> None:
    written = tmp_path / "written"

    def in_database() -> list[Any]:
        asked = "SELECT (SELECT count(*) FROM careers_release), (SELECT count(*) FROM careers_wageestimate), number"
        with session() as database:
            return list(database.execute(f"{asked} FROM careers_siteversion").fetchone() or [])

    def one_waits_for_the_other() -> bool:
        asked = "SELECT 1 FROM pg_locks JOIN pg_database ON oid = database WHERE datname = current_database()"
        with session() as database:
            return bool(database.execute(f"{asked} AND locktype = 'advisory' AND NOT granted").fetchone())

    def wait_until_written(process: subprocess.Popen[str]) -> None:
        deadline = time.monotonic() + 120
        while not written.exists():
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)

    before = in_database()
    killed = importing(tmp_path, "import_oews", path)
    wait_until_written(killed)
    killed.kill()
    killed.communicate()
    assert in_database() == before
    written.unlink()

    first = importing(tmp_path, "import_oews", path)
    wait_until_written(first)
    second = importing(None, "import_oews", path)
    deadline = time.monotonic() + 120
    while not one_waits_for_the_other():
        assert second.poll() is None, second.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert in_database() == before
    written.unlink()
    out, error = first.communicate(timeout=120)
    assert (first.returncode, error) == (0, ""), out
    out, error = second.communicate(timeout=120)
    assert (second.returncode, error) == (3, ""), out
    assert "Nothing to load" in out
    after = in_database()
    assert after[:2] == [before[0] + 1, before[1] + 1]


@pytest.mark.parametrize("arguments", [["a.csv", "--no-such-option"], [], ["a.csv", "--retrieved-on", "yesterday"]])
def test_a_call_that_makes_no_sense_ends_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    command = Command()
    command._called_from_command_line = True
    with pytest.raises(SystemExit) as left:
        command.create_parser("manage.py", "import_oews").parse_args(arguments)
    assert left.value.code == 2
    assert "usage: manage.py import_oews" in capsys.readouterr().err
