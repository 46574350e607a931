"""Sheets of an .xlsx workbook, row by row. Nothing is held but the shared strings and the row at hand."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from lxml import etree

from .archives import MEBIBYTE, damage_told, refusal

Cells = list[str | None]
#: Reads a column of a row before the row is taken apart; rows it answers False for are left out.
Wanted = Callable[[str | None], bool]

CONTENT_TYPES = "[Content_Types].xml"
#: Parts that describe the workbook are small; shared strings hold each distinct text once.
LARGEST_PART, LARGEST_STRINGS = 16 * MEBIBYTE, 300 * MEBIBYTE
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576  # of Excel: XFD1048576
DIMENSION = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]{1,7})"')
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
# No entity is expanded, nothing is fetched; a document type is refused before that matters.
PARSING: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class Workbook:
    """The sheets of one workbook by their names, in the workbook's order."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        self._strings: list[str] | None = None
        names = archive.namelist()
        if CONTENT_TYPES not in names:
            raise refusal(name, "This zip is not a workbook; if it holds official files, name it .zip.")
        if any(posixpath.basename(part).lower() == "vbaproject.bin" for part in names):
            raise refusal(name, "The workbook holds macros; open it and save it as .xlsx without them.")
        if any(posixpath.basename(part) == "EncryptedPackage" for part in names):
            raise refusal(name, "The workbook is protected by a password; open it and save it without one.")
        with damage_told(name):
            start = self._relations("_rels/.rels", "")
            book = next((target for kind, target in start.values() if kind == "officeDocument"), "xl/workbook.xml")
            folder, file = posixpath.split(book)
            self._parts = self._relations(f"{folder}/_rels/{file}.rels", folder)
            self.sheets = self._sheets(book)
        if not self.sheets:
            raise refusal(name, "The workbook has no sheet with rows.")

    def rows(self, sheet: str, column: int = 0, wanted: Wanted | None = None) -> Iterator[tuple[int, Cells]]:
        """Row number and cells as text; numbers as Excel shows them, truths as TRUE and FALSE, gaps as None."""
        with damage_told(self.name, sheet), self._open(self.sheets[sheet]) as part:
            number = 0
            for _, row in etree.iterparse(part, events=("end",), tag="{*}row", **PARSING):
                if not number:
                    self._refuse_document_type(_has_document_type(row))
                number = _row_number(row.get("r"), number)
                space = row.tag[:-3]
                if wanted is None or wanted(self._cell_at(row, column, space)):
                    yield number, self._cells(row, space)
                row.clear()
                while row.getprevious() is not None:
                    del row.getparent()[0]

    def expected_rows(self, sheet: str) -> int:
        """What the sheet says of its size; 0 when it does not say."""
        with damage_told(self.name, sheet), self._open(self.sheets[sheet]) as part:
            said = DIMENSION.search(part.read(4096))
        return int(said[1]) if said else 0

    # Cells -----------------------------------------------------------------------------------------------------

    def _cells(self, row: Any, space: str) -> Cells:
        cells: Cells = []
        for place, cell in _placed(row, space):
            if place >= len(cells):
                cells.extend([None] * (place + 1 - len(cells)))
            cells[place] = self._value(cell, space)
        return cells

    def _cell_at(self, row: Any, column: int, space: str) -> str | None:
        # Nearly always no cell before it was left out.
        if len(row) > column and _column(row[column].get("r") or "") == column:
            return self._value(row[column], space)
        return next((self._value(cell, space) for place, cell in _placed(row, space) if place == column), None)

    def _value(self, cell: Any, space: str) -> str | None:
        kind = cell.get("t")
        if kind == "inlineStr":
            return _text(cell.find(f"{space}is"), space) or None
        value = cell.findtext(f"{space}v")
        if not value:
            return None
        if kind is None or kind == "n":
            return _number(value)
        if kind == "s":
            strings = self.strings
            place = int(value) if value.isdecimal() else -1
            if not 0 <= place < len(strings):
                raise etree.XMLSyntaxError("a cell names a text that is not there", 0, 0, 0)
            return strings[place] or None
        if kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        return str(value)

    @property
    def strings(self) -> list[str]:
        if self._strings is None:
            self._strings = []
            part = next((target for kind, target in self._parts.values() if kind == "sharedStrings"), "")
            if part:
                with self._open(part, LARGEST_STRINGS) as source:
                    for _, item in etree.iterparse(source, events=("end",), tag="{*}si", **PARSING):
                        if not self._strings:
                            self._refuse_document_type(_has_document_type(item))
                        self._strings.append(_text(item, item.tag[:-2]))
                        item.clear()
                        while item.getprevious() is not None:
                            del item.getparent()[0]
        return self._strings

    # Parts -----------------------------------------------------------------------------------------------------

    def _open(self, part: str, most: int | None = None) -> IO[bytes]:
        try:
            info = self.archive.getinfo(part)
        except KeyError:
            raise refusal(self.name, f"The workbook lacks its part {part[:80]}; download it again.") from None
        if most and info.file_size > most:
            raise refusal(self.name, f"The workbook's part {part[:80]} is over {most // MEBIBYTE} MB.")
        with self.archive.open(info) as source:
            first = source.read(65_536)
            # Excel writes UTF-8; in another encoding the next line would see nothing.
            if b"\0" in first or first.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise refusal(self.name, "The workbook is not written as Excel writes one; save it anew as .xlsx.")
            self._refuse_document_type(b"<!DOCTYPE" in first or b"<!ENTITY" in first)
        return self.archive.open(info)

    def _refuse_document_type(self, found: bool) -> None:
        if found:
            raise refusal(self.name, "The workbook declares XML entities, which no official file does; do not use it.")

    def _tree(self, part: str) -> Any:
        with self._open(part, LARGEST_PART) as source:
            root = etree.parse(source, etree.XMLParser(**PARSING)).getroot()
        self._refuse_document_type(_has_document_type(root))
        return root

    def _relations(self, part: str, folder: str) -> dict[str, tuple[str, str]]:
        """Identifier → (last word of its kind, path of the part)."""
        found = {}
        for relation in self._tree(part):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                found[relation.get("Id", "")] = (kind, path.lstrip("/"))
        return found

    def _sheets(self, book: str) -> dict[str, str]:
        sheets = {}
        for sheet in self._tree(book).iter("{*}sheet"):
            kind, path = self._parts.get(sheet.get(RELATION) or sheet.get(STRICT_RELATION) or "", ("", ""))
            if kind == "worksheet":
                sheets[sheet.get("name", "")] = path
        return sheets

    def named(self, wanted: Sequence[str] | None) -> list[str]:
        """The first sheet, or the wanted ones without regard to case; ImportProblems names one that is missing."""
        if wanted is None:
            return list(self.sheets)[:1]
        known = {name.strip().casefold(): name for name in self.sheets}
        for name in wanted:
            if name.casefold() not in known:
                has = ", ".join(list(self.sheets)[:12])
                raise refusal(self.name, f"The workbook has no sheet {name}; it has {has}. Is it the right file?")
        return [known[name.casefold()] for name in wanted]


def _row_number(said: str | None, before: int) -> int:
    if not said:
        return before + 1
    if not said.isdecimal() or not before < int(said) <= LAST_ROW:
        raise etree.XMLSyntaxError(f"row {said[:12]!r} follows row {before}", 0, 0, 0)
    return int(said)


def _has_document_type(element: Any) -> bool:
    """Also one that stands so late that it was not in the bytes looked at first."""
    return element.getroottree().docinfo.internalDTD is not None


def _placed(row: Any, space: str) -> Iterator[tuple[int, Any]]:
    """Each cell with its place from 0; a cell that was left out leaves a gap."""
    place = -1
    for cell in row.iterchildren(f"{space}c"):
        reference = cell.get("r")
        place = _column(reference) if reference else place + 1
        yield place, cell


_COLUMNS: dict[str, int] = {}


def _column(reference: str) -> int:
    """AB12 → 27."""
    letters = reference.rstrip("0123456789")
    if letters not in _COLUMNS:
        place = 0
        for letter in letters:
            place = place * 26 + ord(letter) - 64 if "A" <= letter <= "Z" else LAST_COLUMN + 1
        if not 0 < place <= LAST_COLUMN:
            raise etree.XMLSyntaxError(f"a cell stands at {reference[:12]!r}", 0, 0, 0)
        _COLUMNS[letters] = place - 1
    return _COLUMNS[letters]


def _text(item: Any, space: str) -> str:
    """Plain and rich text; readings above Asian letters are not part of it."""
    if item is None:
        return ""
    runs = item.iterfind(f"{space}r/{space}t")
    return (item.findtext(f"{space}t") or "") + "".join(run.text or "" for run in runs)


def _number(value: str) -> str:
    """As Excel shows it: 21.97 is stored as 21.969999999999999, and 0.00001 as 1.0000000000000001E-5."""
    if len(value) < 16 and "E" not in value and "e" not in value:
        return value
    try:
        shown = format(float(value), ".15g")
        return format(float(shown), "f").rstrip("0").rstrip(".") if "e" in shown else shown
    except ValueError:
        return value
