"""O*NET text files in the layout of the publisher's zip, with made-up titles, tasks and ratings."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

MA, CNA, OTHER = "31-9092.00", "31-1131.00", "11-1011.00"
Files = dict[str, list[list[str]]]
CODE, ELEMENT = "O*NET-SOC Code", ["Element ID", "Element Name"]
SURVEY = ["N", "Standard Error", "Lower CI Bound", "Upper CI Bound", "Recommend Suppress"]
END = ["Date", "Domain Source"]
NONE = "n/a"


def ratings(prefix: str, name: str, *, category: bool = False, relevant: bool = True) -> list[list[str]]:
    """A file of ratings: importance and level, or a percentage in each of two categories, of two occupations."""
    header = [CODE, *ELEMENT, "Scale ID", *(["Category"] if category else []), "Data Value", *SURVEY]
    rows = [[*header, *(["Not Relevant"] if relevant else []), *END]]
    irrelevant = [NONE] if relevant else []
    for code in (OTHER, MA):
        start = [code, f"{prefix}.1", name]
        if category:
            scale = "RL" if prefix == "2.D" else "CXP"
            for number, value in (("1", "0.00"), ("2", "65.38")):
                rows.append(
                    [*start, scale, number, value, "26", NONE, NONE, NONE, NONE, *irrelevant, "08/2021", "Incumbent"]
                )
        else:
            for scale, value, bounds in (("IM", "4.20", ("3.5110", "4.8890")), ("LV", "3.05", ("2.1000", "4.0000"))):
                rows.append([*start, scale, value, "20", "0.3300", *bounds, "N", *irrelevant, "08/2021", "Incumbent"])
    return rows


def files() -> Files:
    """A new copy of every file, header first, to be changed at will."""
    tasks = [CODE, "Task ID", "Task", "Task Type", "Incumbents Responding", *END]
    rated = [CODE, "Task ID", "Scale ID", "Category", "Data Value", *SURVEY, *END]
    return {
        "Occupation Data.txt": [
            [CODE, "Title", "Description"],
            [OTHER, "Chief Executives", "Determine and formulate policies."],
            [MA, "Medical Assistants", 'Perform "clinical" duties under a physician\'s direction.'],
            [CNA, "Nursing Assistants", "Provide basic care."],
        ],
        "Alternate Titles.txt": [
            [CODE, "Alternate Title", "Short Title", "Source(s)"],
            [OTHER, "Chief Executive Officer (CEO)", "CEO", "08"],
            [MA, "Doctor's Helper", NONE, "02,09"],
            [MA, "Certified Medical Assistant (CMA)", "CMA", "02"],
        ],
        "Sample of Reported Titles.txt": [
            [CODE, "Reported Job Title", "Shown in My Next Move"],
            [MA, "Clinical Helper", "Y"],
        ],
        "Task Statements.txt": [
            tasks,
            [OTHER, "8823", "Direct an organization.", "Core", "95", "08/2023", "Incumbent"],
            [MA, "2024", "Measure patients' vital signs.", "Core", "58", "08/2021", "Incumbent"],
            [MA, "2033", "Clean instruments.", NONE, NONE, "12/2020", "Analyst"],
        ],
        "Task Ratings.txt": [
            rated,
            [OTHER, "8823", "FT", "1", "5.92", "76", "4.2651", "1.3474", "22.4442", "N", "08/2023", "Incumbent"],
            [MA, "2024", "FT", "1", "0.00", "58", "0.0000", NONE, NONE, "N", "08/2021", "Incumbent"],
            [MA, "2024", "FT", "3", "4.95", "58", "4.1000", "0.9000", "23.1000", "Y", "08/2021", "Incumbent"],
            [MA, "2024", "IM", NONE, "4.52", "58", "0.1055", "4.3146", "4.7350", "N", "08/2021", "Incumbent"],
        ],
        "Skills.txt": ratings("2.A", "Reading"),
        "Knowledge.txt": ratings("2.C", "Medicine"),
        "Abilities.txt": ratings("1.A", "Near Vision"),
        "Work Activities.txt": ratings("4.A", "Getting Information"),
        "Work Styles.txt": [row for row in ratings("1.C", "Dependability", relevant=False) if "LV" not in row],
        "Work Context.txt": ratings("4.C", "Exposed to Disease", category=True),
        "Education, Training, and Experience.txt": ratings(
            "2.D", "Required Level of Education", category=True, relevant=False
        ),
        "Read Me.txt": [["O*NET® Database", "Not a table"]],
        "Scales Reference.txt": [["Scale ID", "Scale Name", "Minimum", "Maximum"], ["IM", "Importance", "1", "5"]],
    }


def lines(rows: list[list[str]]) -> str:
    return "".join("\t".join(row) + "\r\n" for row in rows)


def folder(path: Path, made: Mapping[str, list[list[str]]]) -> list[Path]:
    """Each file in a folder; the paths of those that are tables the site reads or could be given."""
    path.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, rows in made.items():
        (path / name).write_text(lines(rows), encoding="utf-8", newline="")
        paths.append(path / name)
    return paths


def archive(path: Path, made: Mapping[str, list[list[str]]]) -> Path:
    """The publisher's zip: a folder of the zip's own name with every file in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, rows in made.items():
            zipped.writestr(f"{path.stem}/{name}", lines(rows))
    return path
