"""The two import targets, from the file to the written release, in a process of its own.

Time is the processor time of that process: what else the machine does at the moment is not the importer's doing. The
seconds on the clock are printed beside it.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from careers.importers.wanted import occupation_codes
from tests.careers.importers.make_oews import many, write_workbook
from tests.careers.importers.own_database import importing, own_database, session  # noqa: F401 - a fixture

MEBIBYTE = 1024


@pytest.mark.parametrize(
    ("name", "rows", "kinds", "seconds"),
    [
        ("state_M2031_dl.xlsx", 37_000, ("2", "3"), 15),
        ("all_data_M_2031.xlsx", 400_000, ("1", "2", "3", "4", "6"), 120),
    ],
)
def bench_oews(
    tmp_path: Path,
    db: None,
    own_database: str,  # noqa: F811
    name: str,
    rows: int,
    kinds: tuple[str, ...],
    seconds: int,
) -> None:
    path = write_workbook(tmp_path / name, many(rows, sorted(occupation_codes()), kinds), sheet="All May 2031 data")
    began = time.monotonic()
    process = importing(own_database, None, "import_oews", path)
    assert process.stdout
    out = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    clock, processor, peak = time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss // MEBIBYTE
    with session(own_database) as database:
        (written,) = database.execute("SELECT rows FROM careers_release WHERE period = '2031-05'").fetchone() or (0,)
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
