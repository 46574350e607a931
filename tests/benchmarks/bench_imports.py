"""The two import targets, from the file to the written release, in a process of its own.

Time is the processor time of that process: what else the machine does at the moment is not the importer's doing. The
seconds on the clock are printed beside it.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from careers.importers.wanted import occupation_codes
from tests.careers.importers.make_oews import many, write_workbook
from tests.careers.importers.processes import importing, session
from tests.copies import copied_database

MEBIBYTE = 1024


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "rows", "kinds", "seconds"),
    [
        ("state_M2031_dl.xlsx", 37_000, ("2", "3"), 15),
        ("all_data_M_2031.xlsx", 400_000, ("1", "2", "3", "4", "6"), 120),
    ],
)
def test_the_import_targets(
    tmp_path: Path, django_db_blocker: Any, name: str, rows: int, kinds: tuple[str, ...], seconds: int
) -> None:
    path = write_workbook(tmp_path / name, many(rows, sorted(occupation_codes()), kinds), sheet="All May 2031 data")
    with copied_database(django_db_blocker, "bench"):
        began = time.monotonic()
        with importing(None, "import_oews", path) as process:
            assert process.stdout
            out = process.stdout.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        clock = time.monotonic() - began
        with session() as database:
            asked = "SELECT rows FROM careers_release WHERE period = '2031-05'"
            (written,) = database.execute(asked).fetchone() or (0,)
    processor, peak = used.ru_utime + used.ru_stime, used.ru_maxrss // MEBIBYTE
    size = path.stat().st_size // MEBIBYTE**2
    print(
        f"\n{name}: {rows:,} rows, {size} MB, {written:,} rows written: "
        f"{processor:.1f} s of processor (at most {seconds}), {clock:.1f} s on the clock, {peak} MB at most (400)"
    )
    assert process.returncode == 0, out
    assert f"{rows:,} rows read" in out
    assert written > rows / 100
    assert processor <= seconds
    assert peak <= 400
