"""Official files as tables: .xlsx, .csv, tab-separated .txt, and .zip of those. Streamed, every cell as it is written.

    for table in open_tables(path):
        for number, cells in table.rows():
            ...

A table can be read until the next one is asked for. What cannot be read safely raises ImportProblems before any row.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import posixpath
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .archives import MEBIBYTE, check_beginning, damage_told, opened, refusal
from .problems import ImportProblem
from .rows import FileRecord
from .workbooks import CONTENT_TYPES, Cells, Wanted, Workbook

KINDS = (".xlsx", ".csv", ".txt", ".zip")
LARGEST_INNER = 600 * MEBIBYTE
Lines = Callable[[int, Wanted | None], Iterator[tuple[int, Cells]]]


@dataclass
class Table:
    """One sheet or text file. `header` is the row that names the columns, empty cells as ""."""

    file: str  # a member of a zip is named outer.zip/inner.xlsx
    sheet: str  # empty for text files
    header: list[str]
    header_row: int
    expected: int  # about how many rows there are, for progress; 0 when that cannot be told
    _lines: Lines
    _fixed: bool  # every row has as many cells as the header: so in text files, where a shorter one is cut off

    def rows(
        self, column: int = 0, wanted: Wanted | None = None, *, ragged: bool = False
    ) -> Iterator[tuple[int, Cells]]:
        """Number in the file and cells of every row under the header that is not empty, at least as wide as the header.

        With `wanted`, a row is only taken apart when `wanted(the cell in that column)` says so. `ragged` lets text rows
        be shorter or longer than the header, for files that end in notes.
        """
        width = len(self.header)
        for number, cells in self._lines(column, wanted):
            if number <= self.header_row or not any(cells):
                continue
            if len(cells) < width:
                if self._fixed and not ragged:
                    raise self.refusal(
                        f"The row has {len(cells)} cells, the header has {width}: the file is cut off or damaged.",
                        number,
                    )
                cells.extend([None] * (width - len(cells)))
            elif len(cells) > width and not ragged and any(cells[width:]):
                raise self.refusal("The row is longer than the header: the header does not belong to it.", number)
            yield number, cells

    def problem(self, message: str, row: int | None = None, column: str = "") -> ImportProblem:
        return ImportProblem(message, self.file, self.sheet, row, column)

    def refusal(self, message: str, row: int | None = None, column: str = "") -> Exception:
        return refusal(self.file, message, self.sheet, row, column)


def open_tables(
    path: Path,
    *,
    sheets: Sequence[str] | None = None,
    header_row: int = 1,
    members: Callable[[str], bool] = lambda name: True,
) -> Iterator[Table]:
    """The tables of one file, in order.

    Of a workbook the first sheet, or `sheets` by name. `header_row` counts from 1. Of a zip every member of a known
    kind for which `members(its name without folders)` is true. Raises ImportProblems.
    """
    suffix = path.suffix.lower()
    _check_kind(path.name, suffix)
    with path.open("rb") as source:
        if suffix in {".csv", ".txt"}:
            yield _text_table(lambda: path.open("rb"), path.name, header_row)
            return
        check_beginning(source, path.name)
        with opened(source, path.name) as archive:
            if suffix == ".xlsx" or CONTENT_TYPES in archive.namelist():
                yield from _sheets(archive, path.name, sheets, header_row)
            else:
                yield from _members(archive, path.name, sheets, header_row, members)


def file_record(path: Path) -> FileRecord:
    """What is kept about a file that was read."""
    with path.open("rb") as source:
        return FileRecord(path.name, path.stat().st_size, hashlib.file_digest(source, "sha256").hexdigest())


def _check_kind(name: str, suffix: str) -> None:
    if suffix in {".xlsm", ".xltm", ".xlsb"}:
        raise refusal(name, "The workbook may hold macros; open it and save it as .xlsx.")
    if suffix == ".xls":
        raise refusal(name, "This is a file of old Excel (.xls); open it and save it as .xlsx.")
    if suffix not in KINDS:
        raise refusal(name, f"Files of the kind {suffix or 'without an ending'} are not read; use {', '.join(KINDS)}.")


def _sheets(archive: zipfile.ZipFile, name: str, sheets: Sequence[str] | None, header_row: int) -> Iterator[Table]:
    workbook = Workbook(archive, name)
    for sheet in workbook.named(sheets):

        def lines(column: int, wanted: Wanted | None, sheet: str = sheet) -> Iterator[tuple[int, Cells]]:
            return workbook.rows(sheet, column, wanted)

        yield _table(lines, name, sheet, header_row, workbook.expected_rows(sheet), fixed=False)


def _members(
    archive: zipfile.ZipFile,
    outer: str,
    sheets: Sequence[str] | None,
    header_row: int,
    members: Callable[[str], bool],
) -> Iterator[Table]:
    found = False
    for info in archive.infolist():
        inner = info.filename.replace("\\", "/")
        base, name = posixpath.basename(inner), f"{outer}/{inner}"
        suffix = posixpath.splitext(base)[1].lower()
        if suffix == ".zip":
            raise refusal(name, "This is a zip inside a zip; unpack the outer one and give the files themselves.")
        # What computers add by themselves, and papers that come along.
        if not base or base.startswith((".", "~$")) or "__MACOSX" in inner or suffix not in {*KINDS, ".xls", ".xlsm"}:
            continue
        if not members(base):
            continue
        found = True
        _check_kind(name, suffix)
        if suffix != ".xlsx":
            yield _text_table(lambda info=info: archive.open(info), name, header_row)  # type: ignore[misc]
            continue
        with ExitStack() as stack:
            copy = stack.enter_context(_copy(archive, info, name))
            check_beginning(copy, name)
            yield from _sheets(stack.enter_context(opened(copy, name)), name, sheets, header_row)
    if not found:
        raise refusal(outer, "The zip holds none of the files that are looked for here. Is it the right one?")


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> IO[bytes]:
    """A workbook inside a zip on disk, since it is read here and there; gone when closed."""
    if info.file_size > LARGEST_INNER:
        raise refusal(name, f"The workbook is over {LARGEST_INNER // MEBIBYTE} MB.")
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        with damage_told(name), archive.open(info) as source:
            shutil.copyfileobj(source, copy, MEBIBYTE)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


# Text files ------------------------------------------------------------------------------------------------------


def _text_table(source: Callable[[], IO[bytes]], name: str, header_row: int) -> Table:
    encoding, expected = _encoding(source, name)
    tabs = name.lower().endswith(".txt")

    def lines(column: int, wanted: Wanted | None) -> Iterator[tuple[int, Cells]]:
        with damage_told(name), source() as raw, io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
            rows = csv.reader(text, "excel-tab", quoting=csv.QUOTE_NONE) if tabs else csv.reader(text, strict=True)
            number = 1
            try:
                for row in rows:
                    if wanted is None or wanted((row[column] or None) if column < len(row) else None):
                        yield number, [cell or None for cell in row]
                    number = rows.line_num + 1
            except csv.Error as error:
                message = f"The row is damaged ({error}); download the file again."
                raise refusal(name, message, row=number) from None

    return _table(lines, name, "", header_row, expected, fixed=True)


def _encoding(source: Callable[[], IO[bytes]], name: str) -> tuple[str, int]:
    """UTF-8 if the whole file is, otherwise the Windows encoding in which Excel writes .csv files; and its lines."""
    lines = 0
    possible = ["utf-8-sig", "cp1252"]
    size = 0
    with damage_told(name), source() as raw:
        decoders = {encoding: _decoder(encoding) for encoding in possible}
        while chunk := raw.read(MEBIBYTE):
            if not size and chunk.startswith(b"PK\x03\x04"):
                raise refusal(name, "This is a workbook or zip under the name of a text file; name it .xlsx or .zip.")
            if not size and chunk.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
                raise refusal(name, "This is a web page, not the file: the download was refused. Fetch it anew.")
            if b"\0" in chunk:
                raise refusal(name, "This is not a text file, or not in UTF-8; save it as CSV UTF-8.")
            size += len(chunk)
            lines += chunk.count(b"\n")
            possible = [encoding for encoding in possible if decoders[encoding](chunk, False)]
        possible = [encoding for encoding in possible if decoders[encoding](b"", True)]
    if not size:
        raise refusal(name, "The file is empty; download it again.")
    if not possible:
        raise refusal(name, "The letters of this file cannot be read; save it as CSV UTF-8.")
    return possible[0], lines


def _decoder(encoding: str) -> Callable[[bytes, bool], bool]:
    decoder = codecs.getincrementaldecoder(encoding)()

    def fits(chunk: bytes, last: bool) -> bool:
        try:
            decoder.decode(chunk, last)
        except UnicodeDecodeError:
            return False
        return True

    return fits


def _table(lines: Lines, file: str, sheet: str, header_row: int, expected: int, *, fixed: bool) -> Table:
    rows = lines(0, None)
    number, cells = next(((number, cells) for number, cells in rows if number >= header_row), (0, []))
    rows.close()  # type: ignore[attr-defined]
    if not any(cells):
        raise refusal(file, "There are no rows here; download the file again.", sheet)
    header = [(cell or "").strip() for cell in cells]
    while not header[-1]:
        header.pop()
    return Table(file, sheet, header, number, expected, lines, fixed)
