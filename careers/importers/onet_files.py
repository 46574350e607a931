"""Which O*NET files are read, what each is about, and the columns and scales they have.

Release 30.3 renamed some: Skills was split into two files, Alternate Titles became Job Titles, and education left its
training and experience. The old and the new names are all known.
"""

from __future__ import annotations

import re

from careers.models import OnetRating, OnetTitle

CODE, ELEMENT, NAME, SCALE, VALUE, DATE = (
    "O*NET-SOC Code",
    "Element ID",
    "Element Name",
    "Scale ID",
    "Data Value",
    "Date",
)
CATEGORY, TASK_ID = "Category", "Task ID"
SURVEY = ("N", "Standard Error", "Lower CI Bound", "Upper CI Bound", "Recommend Suppress")

Subject = OnetRating.Subject
#: Files of ratings, by their names without ending and in small letters.
RATINGS = {
    "skills": Subject.SKILL,
    "essential skills": Subject.SKILL,
    "transferable skills": Subject.SKILL,
    "knowledge": Subject.KNOWLEDGE,
    "abilities": Subject.ABILITY,
    "work activities": Subject.WORK_ACTIVITY,
    "work styles": Subject.WORK_STYLE,
    "work context": Subject.WORK_CONTEXT,
    "education, training, and experience": Subject.EDUCATION,
    "education": Subject.EDUCATION,
    "training and experience": Subject.EDUCATION,
    "task ratings": Subject.TASK,
}
WITH_CATEGORY = {Subject.WORK_CONTEXT, Subject.EDUCATION, Subject.TASK}
TASKS = "task statements"
#: File → kind of title, its column, the column of a shorter form, the column of a description.
TITLES = {
    "occupation data": (OnetTitle.Kind.OCCUPATION, "Title", "", "Description"),
    "sample of reported titles": (OnetTitle.Kind.REPORTED, "Reported Job Title", "", ""),
    "alternate titles": (OnetTitle.Kind.ALTERNATE, "Alternate Title", "Short Title", ""),
    "job titles": (OnetTitle.Kind.ALTERNATE, "Job Title", "Short Title", ""),
}
#: Lowest and highest value of each scale.
SCALES = {
    "IM": (1, 5),
    "LV": (0, 7),
    **dict.fromkeys(("CX", "PX", "CF", "CN", "RE", "IP", "FM", "LC", "AO", "IJ"), (1, 5)),
    **dict.fromkeys(("CT", "HW"), (1, 3)),
    **dict.fromkeys(("CXP", "CTP", "RT", "FT", "RL", "RW", "PT", "OJ"), (0, 100)),
}
#: Since release 30.1 work styles are rated by a program and experts, not by workers, from harmful (-3) to helpful (3),
#: and ranked. Neither can stand beside what workers report, so neither is kept.
OTHER_KIND = {"WI", "DR"}


def stem(name: str) -> str:
    """A table's name out of a file's: "Task Ratings.txt" → "task ratings"."""
    return " ".join(name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ").split()).casefold()


def is_read(name: str) -> bool:
    return stem(name) in RATINGS or stem(name) in TITLES or stem(name) == TASKS


def releases_in(name: str) -> set[str]:
    """Releases that a file's name or folder tells: db_30_3_text.zip/… → 30.3."""
    return {f"{int(whole)}.{int(part)}" for whole, part in re.findall(r"\bdb_([0-9]{1,2})_([0-9]{1,2})(?=_|\b)", name)}
