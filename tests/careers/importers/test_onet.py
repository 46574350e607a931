"""O*NET text files: the publisher's zip or single files, old and new names, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from careers.importers import onet
from careers.importers.problems import ImportProblems
from careers.importers.rows import Candidate, OnetRatingRow, OnetTaskRow, OnetTitleRow
from careers.models import OnetRating
from tests.careers.importers import make_onet as official
from tests.careers.importers.make_onet import CNA, MA, NONE

Change = Callable[[official.Files], object]
ZIP = "db_29_3_text.zip"


@pytest.fixture(autouse=True)
def _codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onet, "onet_codes", lambda: {MA, CNA})


def read(path: Path, change: Change = lambda files: None) -> Candidate:
    files = official.files()
    change(files)
    return onet.read([official.archive(path / ZIP, files)])


def problems(path: Path, change: Change) -> list[str]:
    with pytest.raises(ImportProblems) as raised:
        read(path, change)
    return [str(problem) for problem in raised.value.problems]


def cell(file: str, row: int, column: str, value: str) -> Change:
    """One cell changed, by its row in the file (the header is 1) and its column's name."""

    def change(files: official.Files) -> None:
        files[file][row - 1][files[file][0].index(column)] = value

    return change


def test_the_publishers_zip(tmp_path: Path) -> None:
    told: list[int] = []
    path = official.archive(tmp_path / ZIP, official.files())
    candidate = onet.read([path], told.append)
    assert (candidate.data_set, candidate.period, candidate.label) == ("onet", "29.3", "29.3")
    known = [rows for name, rows in official.files().items() if name not in {"Read Me.txt", "Scales Reference.txt"}]
    assert candidate.rows_read == sum(len(rows) - 1 for rows in known) == told[-1]
    assert [file.name for file in candidate.files] == [ZIP]
    assert {row.onet_code for row in candidate.rows} == {MA, CNA}  # type: ignore[union-attr]
    assert candidate.scopes == {
        *(f"{kind} titles" for kind in ("occupation", "reported", "alternate")),
        "tasks",
        *(f"{subject} ratings" for subject in OnetRating.Subject.values),
    }
    assert candidate.notes == []


def test_titles_tasks_and_ratings_as_they_are_written(tmp_path: Path) -> None:
    candidate = read(tmp_path)
    titles = {row.title: row for row in candidate.of(OnetTitleRow)}
    assert titles["Medical Assistants"].description == 'Perform "clinical" duties under a physician\'s direction.'
    assert (titles["Doctor's Helper"].short_title, titles["Clinical Helper"].kind) == ("", "reported")
    assert titles["Certified Medical Assistant (CMA)"].short_title == "CMA"
    inside = f"{ZIP}/db_29_3_text"
    assert list(candidate.of(OnetTaskRow)) == [
        OnetTaskRow(
            MA, 2024, "Measure patients' vital signs.", "Core", 58, "08/2021", f"{inside}/Task Statements.txt, row 3"
        ),
        OnetTaskRow(MA, 2033, "Clean instruments.", "", None, "12/2020", f"{inside}/Task Statements.txt, row 4"),
    ]
    ratings = {row.key: row for row in candidate.of(OnetRatingRow)}
    assert ratings[MA, "task", "2024", "FT", 3] == OnetRatingRow(
        onet_code=MA,
        subject="task",
        element="2024",
        name="",
        scale="FT",
        category=3,
        value=Decimal("4.95"),
        respondents=58,
        standard_error=Decimal("4.1"),
        lower=Decimal("0.9"),
        upper=Decimal("23.1"),
        imprecise=True,
        surveyed="08/2021",
        at=f"{inside}/Task Ratings.txt, row 4",
    )
    never = ratings[MA, "task", "2024", "FT", 1]
    assert (never.value, never.lower, never.upper, never.imprecise) == (0, None, None, False)
    skill = ratings[MA, "skill", "2.A.1", "IM", None]
    assert (skill.name, skill.value, skill.respondents) == ("Reading", Decimal("4.2"), 20)
    assert ratings[MA, "education", "2.D.1", "RL", 2].standard_error is None


def test_single_files_of_a_release_that_is_said(tmp_path: Path) -> None:
    files = official.files()
    chosen = {name: files[name] for name in ("Task Statements.txt", "Task Ratings.txt")}
    candidate = onet.read(official.folder(tmp_path / "onet", chosen), period="30.2")
    assert candidate.period == "30.2"
    assert candidate.scopes == {"tasks", "task ratings"}
    assert [file.name for file in candidate.files] == list(chosen)


def test_the_folder_may_tell_the_release(tmp_path: Path) -> None:
    paths = official.folder(tmp_path / "db_30_1_text", {"Knowledge.txt": official.files()["Knowledge.txt"]})
    assert onet.read(paths).period == "30.1"


def test_the_names_of_release_30_3_and_later(tmp_path: Path) -> None:
    def renamed(files: official.Files) -> None:
        titles = files.pop("Alternate Titles.txt")
        titles[0][1] = "Job Title"
        education = "Education, Training, and Experience.txt"
        files |= {
            "Job Titles.txt": titles,
            "Essential Skills.txt": files.pop("Skills.txt"),
            "Transferable Skills.txt": official.ratings("2.B", "Coordination"),
            "Education.txt": files.pop(education),
            "Training and Experience.txt": [
                [word.replace("2.D", "3.A").replace("RL", "OJ") for word in row] for row in official.files()[education]
            ],
        }

    candidate = read(tmp_path, renamed)
    assert {row.title for row in candidate.of(OnetTitleRow) if row.kind == "alternate"} == {
        "Doctor's Helper",
        "Certified Medical Assistant (CMA)",
    }
    elements = {(row.subject, row.element) for row in candidate.of(OnetRatingRow)}
    assert {("skill", "2.A.1"), ("skill", "2.B.1"), ("education", "2.D.1"), ("education", "3.A.1")} <= elements


def test_work_styles_that_a_program_rated_are_left_out_and_told(tmp_path: Path) -> None:
    def newer(files: official.Files) -> None:
        header = [official.CODE, *official.ELEMENT, "Scale ID", "Data Value", *official.END]
        row = [MA, "1.C.1.a", "Innovation"]
        files["Work Styles.txt"] = [
            header,
            [*row, "WI", "-0.35", "12/2025", "AI/Expert"],
            [*row, "DR", "0.00", "12/2025", "AI/Expert"],
        ]

    candidate = read(tmp_path, newer)
    assert not [row for row in candidate.of(OnetRatingRow) if row.subject == "work-style"]
    assert candidate.notes == ["Left out: 2 ratings of work styles that a program and experts made."]


def test_a_role_that_the_release_does_not_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onet, "onet_codes", lambda: {MA, CNA, "29-2099.08"})
    assert read(tmp_path).notes == ["Not in this release: 29-2099.08."]


def test_a_title_from_two_origins_keeps_its_short_form(tmp_path: Path) -> None:
    def change(files: official.Files) -> None:
        files["Alternate Titles.txt"] += [
            [MA, "Doctor's Helper", "DH", "08"],
            [MA, "Certified Medical Assistant (CMA)", NONE, "07"],
        ]

    titles = {row.title: row.short_title for row in read(tmp_path, change).of(OnetTitleRow) if row.kind == "alternate"}
    assert titles == {"Doctor's Helper": "DH", "Certified Medical Assistant (CMA)": "CMA"}


def test_equal_twins_are_one_row(tmp_path: Path) -> None:
    def change(files: official.Files) -> None:
        files["Skills.txt"].append(files["Skills.txt"][-1])

    assert len(read(tmp_path, change).rows) == len(read(tmp_path).rows)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (cell("Skills.txt", 4, "Data Value", "high"), "Skills.txt, row 4, column Data Value: “high” is not a number"),
        (cell("Skills.txt", 4, "Data Value", NONE), "Skills.txt, row 4, column Data Value: the cell is empty"),
        (cell("Skills.txt", 4, "Data Value", "5.01"), "row 4, column Data Value: 5.0100 is outside the scale, 1 to 5"),
        (cell("Skills.txt", 4, "Data Value", "0.99"), "row 4, column Data Value: 0.9900 is outside the scale, 1 to 5"),
        (cell("Skills.txt", 5, "Data Value", "-1"), "row 5, column Data Value: -1.0000 is outside the scale, 0 to 7"),
        (cell("Skills.txt", 4, "Data Value", "1.20"), "1.2000 is not between its bounds 3.5110 and 4.8890"),
        (cell("Skills.txt", 4, "Lower CI Bound", "low"), "column Lower CI Bound: “low” is not a number"),
        (cell("Skills.txt", 4, "Standard Error", "-0.1"), "column Standard Error: -0.1000 is negative"),
        (cell("Skills.txt", 4, "N", "2.5"), "column N: “2.5” has more decimal places"),
        (cell("Skills.txt", 4, "N", "-8"), "column N: “-8” is negative"),
        (cell("Skills.txt", 4, "Scale ID", "XX"), "column Scale ID: “XX” is not a scale that is known here"),
        (cell("Skills.txt", 4, "Recommend Suppress", "X"), "column Recommend Suppress: “X” is neither Y nor N"),
        (cell("Skills.txt", 4, "Date", "13/2021"), "column Date: “13/2021” is not a month like 08/2021"),
        (cell("Skills.txt", 4, "Element ID", NONE), "column Element ID: the cell is empty; words are needed"),
        (cell("Skills.txt", 4, "Element ID", "2.A." * 6), "has 24 letters, over the 20 that fit"),
        (cell("Skills.txt", 2, "O*NET-SOC Code", "11-1011"), "row 2, column O*NET-SOC Code: “11-1011” is not an O*NET"),
        (cell("Skills.txt", 5, "Scale ID", "IM"), "row 5: the same already stands in"),
        (
            cell("Skills.txt", 1, "Data Value", "Value"),
            "row 1, column Data Value: the column is missing or has another",
        ),
        (cell("Skills.txt", 1, "Not Relevant", "N"), "row 1, column N: the column stands there twice"),
        (cell("Task Ratings.txt", 3, "Category", "one"), "column Category: “one” is not a number"),
        (cell("Task Ratings.txt", 3, "Task ID", "9999"), f"column Task ID: task 9999 of {MA} is not among the task"),
        (cell("Task Statements.txt", 3, "Task ID", "x"), "row 3, column Task ID: “x” is not a number"),
        (cell("Task Statements.txt", 3, "Task", ""), "row 3, column Task: the cell is empty; words are needed"),
        (cell("Task Statements.txt", 3, "Task Type", "Main"), "“Main” is neither Core nor Supplemental"),
        (cell("Task Statements.txt", 4, "Task ID", "2024"), "row 4: the same already stands in"),
        (cell("Occupation Data.txt", 3, "Title", ""), "row 3, column Title: the cell is empty; words are needed"),
        (cell("Alternate Titles.txt", 3, "Alternate Title", "A" * 251), "has 251 letters, over the 250 that fit"),
        (lambda files: files["Skills.txt"].insert(0, ["Skills"]), "row 1: this is not the header of the table"),
        (lambda files: files["Skills.txt"][4].pop(), "Skills.txt, row 5: The row has 12 cells, the header has 13"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_place(tmp_path: Path, change: Change, said: str) -> None:
    found = problems(tmp_path, change)
    assert any(said in problem for problem in found), found
    assert all(problem.startswith(f"{ZIP}/db_29_3_text/") for problem in found)


def test_none_of_the_roles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onet, "onet_codes", lambda: {"29-2099.08"})
    assert "No row is about one of the roles of this site." in problems(tmp_path, lambda files: None)[0]


@pytest.mark.parametrize(
    ("name", "period", "said"),
    [
        ("onet/Skills.txt", "", "No name tells the release"),
        ("db_29_3_text/Skills.txt", "30.1", "The releases 29.3 and 30.1 do not go together"),
        ("onet/Skills.txt", "newest", "“newest” is not a release of O*NET"),
        ("db_29_3_text/Scales Reference.txt", "", "This is none of the O*NET files that are read."),
    ],
)
def test_names_that_do_not_fit(tmp_path: Path, name: str, period: str, said: str) -> None:
    folder, file = name.split("/")
    paths = official.folder(tmp_path / folder, {file: official.files()[file]})
    with pytest.raises(ImportProblems, match="^" + file.replace(".", r"\.")) as raised:
        onet.read(paths, period=period)
    assert said in str(raised.value)


def test_files_of_two_releases(tmp_path: Path) -> None:
    files = official.files()
    paths = official.folder(tmp_path / "db_29_3_text", {"Skills.txt": files["Skills.txt"]})
    paths += official.folder(tmp_path / "db_30_1_text", {"Knowledge.txt": files["Knowledge.txt"]})
    with pytest.raises(ImportProblems, match=r"The releases 29\.3 and 30\.1 do not go together"):
        onet.read(paths)


def test_a_zip_that_was_given_another_name(tmp_path: Path) -> None:
    path = official.archive(tmp_path / ZIP, official.files()).rename(tmp_path / "db_30_1_text.zip")
    with pytest.raises(ImportProblems, match=r"this is of release 29\.3, other files are of 30\.1"):
        onet.read([path])


def test_a_file_given_twice(tmp_path: Path) -> None:
    files = {"Skills.txt": official.files()["Skills.txt"]}
    paths = [*official.folder(tmp_path / "a", files), *official.folder(tmp_path / "b", files)]
    with pytest.raises(ImportProblems, match=r"Skills\.txt: this file was read before"):
        onet.read(paths, period="29.3")
