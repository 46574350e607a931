"""Reading official files as tables: every form they come in, and everything that is refused before a row is read."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from careers.importers import archives, tables, workbooks
from careers.importers.problems import ImportProblems
from careers.importers.tables import file_record, open_tables
from tests.careers.importers.make_oews import HEAD, MAIN, Row, national, write_csv, write_workbook

Rows = list[tuple[int, list[str | None]]]


def read(path: Path, **options: Any) -> list[tuple[str, str, list[str], Rows]]:
    return [(table.file, table.sheet, table.header, list(table.rows())) for table in open_tables(path, **options)]


def refused(path: Path, **options: Any) -> str:
    """The one problem that opening and reading the file gives."""
    with pytest.raises(ImportProblems) as found:
        read(path, **options)
    (problem,) = found.value.problems
    assert problem.file.split("/")[0] == path.name
    assert str(problem).startswith(problem.file)
    return str(problem)


def workbook(path: Path, *rows: list[Any], sheets: tuple[str, ...] = ("First",), write_only: bool = False) -> Path:
    book = Workbook(write_only=write_only)
    for name in list(book.sheetnames):
        del book[name]
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def zipped(path: Path, members: dict[str, bytes], **options: Any) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, **options)
    return path


def changed_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one part written anew."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[part] = change(members.get(part, b""))
    return zipped(path, members)


# What is read -------------------------------------------------------------------------------------------------------


def test_texts_that_are_shared_as_excel_does(tmp_path: Path) -> None:
    rows: list[Row] = [{"A": "x & y", "B": "*"}, {"A": None, "B": "x & y"}, {"A": "", "B": 21.97}]
    path = write_workbook(tmp_path / "a.xlsx", rows, ["A", "B"], sheet="First")
    with zipfile.ZipFile(path) as archive:
        assert archive.read("xl/sharedStrings.xml").count(b"x &amp; y") == 1
        assert b"21.969999999999999" in archive.read("xl/worksheets/sheet1.xml")
    assert read(path) == [
        ("a.xlsx", "First", ["A", "B"], [(2, ["x & y", "*"]), (3, [None, "x & y"]), (4, [None, "21.97"])])
    ]


@pytest.mark.parametrize("write_only", [False, True])
def test_a_workbook_gives_cells_as_text_with_gaps_as_none(tmp_path: Path, write_only: bool) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ["CODE", "Title", "N"],
        ["01", "A & B", 21.97],
        [None, None, None],
        [None, " x ", 1234567],
        [True, False, -0.5],
        write_only=write_only,
    )
    rows: Rows = [
        (2, ["01", "A & B", "21.97"]),
        (4, [None, " x ", "1234567"]),
        (5, ["TRUE", "FALSE", "-0.5"]),
    ]
    assert read(path) == [("a.xlsx", "First", ["CODE", "Title", "N"], rows)]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("21.969999999999999", "21.97"),
        ("32.659999999999997", "32.66"),
        ("0.10000000000000001", "0.1"),
        ("1.0000000000000001E-5", "0.00001"),
        ("1.3789666E8", "137896660"),
        ("154187380", "154187380"),
        ("0", "0"),
        ("100", "100"),
    ],
)
def test_numbers_are_read_as_excel_shows_them(tmp_path: Path, stored: str, shown: str) -> None:
    path = workbook(tmp_path / "a.xlsx", ["N"], [7777])
    changed_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>7777</v>", f"<v>{stored}</v>".encode()))
    assert read(path)[0][3] == [(2, [shown])]


def test_cells_stand_where_their_references_say(tmp_path: Path) -> None:
    """Excel leaves out empty cells; other programs leave out the references."""
    path = workbook(tmp_path / "a.xlsx", ["A", "B", "C"], [1, 2, 3])
    rows = (
        b'<row r="2"><c r="C2"><v>3</v></c></row><row r="7"><c><v>1</v></c><c><v>2</v></c></row>'
        b'<row r="8"><c r="B8" t="e"><v>#N/A</v></c></row>'
        b'<row r="9"><c r="A9" t="str"><f>1&amp;2</f><v>12</v></c></row>'
    )

    def change(xml: bytes) -> bytes:
        start, end = xml.index(b'<row r="2"'), xml.index(b"</sheetData>")
        return xml[:start] + rows + xml[end:]

    changed_part(path, "xl/worksheets/sheet1.xml", change)
    assert read(path)[0][3] == [
        (2, [None, None, "3"]),
        (7, ["1", "2", None]),
        (8, [None, "#N/A", None]),
        (9, ["12", None, None]),
    ]


def test_rich_text_is_read_whole(tmp_path: Path) -> None:
    rich = CellRichText(TextBlock(InlineFont(b=True), "Medical"), " assistants")
    assert read(workbook(tmp_path / "a.xlsx", ["T"], [rich]))[0][3] == [(2, ["Medical assistants"])]


def test_rows_can_be_chosen_by_one_cell(tmp_path: Path) -> None:
    rows = [["x", code, 1] for code in ("a", None, "b", "a")]
    for path in (
        workbook(tmp_path / "a.xlsx", ["X", "CODE", "N"], *rows),
        write_csv(tmp_path / "a.csv", [{"X": "x", "CODE": row[1], "N": 1} for row in rows], ["X", "CODE", "N"]),
    ):
        seen: list[str | None] = []

        def wanted(cell: str | None, seen: list[str | None] = seen) -> bool:
            seen.append(cell)
            return cell == "a"

        opened = open_tables(path)
        table = next(opened)
        assert [number for number, _ in table.rows(1, wanted)] == [2, 5]
        assert seen == ["CODE", "a", None, "b", "a"]


def test_the_first_sheet_or_sheets_by_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["Title"], ["A"], [1], sheets=("Index", "Table 1.2", "Table 1.10"))
    assert [table[1] for table in read(path)] == ["Index"]
    found = read(path, sheets=["table 1.10", "Table 1.2"], header_row=2)
    assert [(sheet, header, rows) for _, sheet, header, rows in found] == [
        ("Table 1.10", ["A"], [(3, ["1"])]),
        ("Table 1.2", ["A"], [(3, ["1"])]),
    ]
    assert "no sheet Table 1.7; it has Index, Table 1.2, Table 1.10" in refused(path, sheets=["Table 1.7"])


@pytest.mark.parametrize(
    ("encoding", "letters"), [("utf-8", "“Ñ” €"), ("utf-8-sig", "“Ñ” €"), ("cp1252", "“Ñ” €"), ("utf-8", "plain")]
)
def test_csv_in_the_encodings_that_spreadsheets_write(tmp_path: Path, encoding: str, letters: str) -> None:
    rows = [{"A": letters, "N": 601240}, {"A": 'a "b"\nc', "N": None}, {"A": "x", "N": 1}]
    path = write_csv(tmp_path / "a.csv", rows, ["A", "N"], encoding=encoding)
    expected: Rows = [(2, [letters, "601,240"]), (3, ['a "b"\nc', None]), (5, ["x", "1"])]
    assert read(path) == [("a.csv", "", ["A", "N"], expected)]


def test_text_with_tabs_knows_no_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "Task Statements.txt"
    path.write_bytes(b'Code\tTask\r\n29-1\tSay "ah".\r\n29-2\t"Open\r\n')
    assert read(path)[0][2:] == (["Code", "Task"], [(2, ["29-1", 'Say "ah".']), (3, ["29-2", '"Open'])])


def test_a_zip_gives_the_tables_in_it_by_their_names(tmp_path: Path) -> None:
    inner = workbook(tmp_path / "i.xlsx", ["A"], [1]).read_bytes()
    path = zipped(
        tmp_path / "outer.zip",
        {
            **{"folder/state.xlsx": inner, "b.csv": b"B\n2\n", "c.txt": b"C\tD\n3\t4\n"},
            **{"readme.pdf": b"%PDF", "__MACOSX/._b.csv": b"x", ".hidden.csv": b"x", "~$state.xlsx": b"x"},
        },
    )
    assert [(file, header) for file, _, header, _ in read(path)] == [
        ("outer.zip/folder/state.xlsx", ["A"]),
        ("outer.zip/b.csv", ["B"]),
        ("outer.zip/c.txt", ["C", "D"]),
    ]
    assert [table[0] for table in read(path, members=lambda name: name == "b.csv")] == ["outer.zip/b.csv"]
    assert "none of the files" in refused(path, members=lambda name: False)


def test_a_zip_of_a_workbook_under_the_name_zip_is_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["A"], [1]).rename(tmp_path / "a.zip")
    assert read(path)[0][:2] == ("a.zip", "First")


def test_rows_may_be_ragged_only_where_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("A,B\n1,2\n\nNote: of the publisher\n1,2,3\n")
    assert "row 4: The row has 1 cells, the header has 2" in refused(path)
    (table,) = open_tables(path)
    assert list(table.rows(ragged=True)) == [
        (2, ["1", "2"]),
        (4, ["Note: of the publisher", None]),
        (5, ["1", "2", "3"]),
    ]


def test_a_row_wider_than_the_header_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["A", "B"], [1, 2], [1, 2, 3])
    assert "sheet First, row 3: The row is longer than the header" in refused(path)


def test_what_is_kept_about_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    kept = file_record(path)
    assert (kept.name, kept.bytes) == ("a.csv", 3)
    assert kept.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_expected_rows_come_from_the_file(tmp_path: Path) -> None:
    (sheet,) = open_tables(workbook(tmp_path / "a.xlsx", ["A"], *([[number] for number in range(99)])))
    (text,) = open_tables(write_csv(tmp_path / "a.csv", [national()] * 99))
    assert (sheet.expected, text.expected) == (100, 100)


# What is refused ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"%PDF-1.7", r"Files of the kind \.pdf are not read"),
        ("a", b"AREA,B", "Files of the kind without an ending"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "old Excel"),
        ("a.xlsm", b"PK", "may hold macros"),
        ("a.xlsb", b"PK", "may hold macros"),
        ("a.xlsx", b"", "The file is empty"),
        ("a.csv", b"", "The file is empty"),
        ("a.csv", b"\n\n", "There are no rows here"),
        ("a.zip", b"", "The file is empty"),
        ("a.xlsx", b"AREA,AREA_TITLE\n", "neither a workbook"),
        ("a.xlsx", b"<!DOCTYPE html><title>Access denied</title>", "a web page, not the file"),
        ("a.csv", b"  <html><title>Access denied</title>", "a web page, not the file"),
        ("a.csv", b"PK\x03\x04 and more", "under the name of a text file"),
        ("a.csv", "A,B\n1,2\n".encode("utf-16"), "save it as CSV UTF-8"),
        ("a.csv", b"A,B\n\x81,\x8d\n", "letters of this file cannot be read"),
        ("a.csv", b'A,B\n1,"2\n', "row 2: The row is damaged"),
        ("a.csv", b"A,B\n1,2\n3", "row 3: The row has 1 cells"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"old Excel \(\.xls\)"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 50, "cut off or damaged"),
    ],
)
def test_files_that_are_not_what_they_should_be(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert re.search(message, refused(path))


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.99])
def test_a_zip_that_is_cut_off(tmp_path: Path, kept: float) -> None:
    whole = zipped(tmp_path / "whole.zip", {"a.csv": b"A\n" + b"".join(b"%d\n" % n for n in range(9999))}).read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert "cut off or damaged" in refused(path)


def test_a_workbook_whose_sheet_is_damaged_in_the_middle(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [national()] * 200)
    content = bytearray(path.read_bytes())
    content[2000:2200] = bytes(200)
    path.write_bytes(bytes(content))
    assert "damaged" in refused(path)


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:\\evil.csv"])
def test_a_zip_with_names_outside_itself(tmp_path: Path, name: str) -> None:
    assert "names a place outside itself" in refused(zipped(tmp_path / "a.zip", {name: b"A\n1\n"}))


def test_a_zip_with_a_link(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("state.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "holds a link" in refused(path)


def test_a_zip_inside_a_zip(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.csv": b"A\n1\n"}).read_bytes()
    assert "a.zip/inner.zip: This is a zip inside a zip" in refused(zipped(tmp_path / "a.zip", {"inner.zip": inner}))


@pytest.mark.parametrize("name", ["a.zip", "a.xlsx"])
def test_a_bomb_is_not_unpacked(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / name, {"[Content_Types].xml" if name == "a.xlsx" else "a.csv": b"0" * 30_000_000})
    assert path.stat().st_size < 100_000
    assert "would unpack to more than 200 times its size" in refused(path)


def test_too_many_or_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", {f"{number}.csv": b"A\n1\n" for number in range(4)})
    monkeypatch.setattr(archives, "MEMBERS", 3)
    assert "holds 4 files, more than the 3" in refused(path)
    monkeypatch.setattr(archives, "MEMBERS", 4)
    monkeypatch.setattr(archives, "TOTAL", 15)
    assert "would unpack to" in refused(path)
    monkeypatch.setattr(archives, "TOTAL", 16)
    assert len(read(path)) == 4


def test_a_workbook_in_a_zip_and_its_parts_have_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = write_workbook(tmp_path / "i.xlsx", [{"A": "text"}], ["A"])
    path = zipped(tmp_path / "a.zip", {"i.xlsx": book.read_bytes()})
    monkeypatch.setattr(tables, "LARGEST_INNER", 1000)
    assert "i.xlsx: The workbook is over" in refused(path)
    monkeypatch.setattr(workbooks, "LARGEST_STRINGS", 10)
    assert "sharedStrings.xml is over" in refused(book)


def test_members_that_share_their_bytes(tmp_path: Path) -> None:
    """The trick of the bombs that stay under every ratio: many entries of the list lead to the same bytes."""
    path = zipped(tmp_path / "a.zip", {"a.csv": b"A\n" + bytes(range(32, 127)) * 20, "b.csv": b"B\n1\n"})
    content = path.read_bytes()
    second = content.rindex(b"PK\x01\x02")
    entry = bytearray(content[content.index(b"PK\x01\x02") : second])
    entry[entry.index(b"a.csv") :][:5] = b"a.csv"
    entry = entry.replace(b"a.csv", b"c.csv")
    end = content.index(b"PK\x05\x06")
    directory = content[content.index(b"PK\x01\x02") : end] + bytes(entry)
    trailer = bytearray(content[end:])
    trailer[8:10] = trailer[10:12] = struct.pack("<H", 3)
    trailer[12:16] = struct.pack("<I", len(directory))
    path.write_bytes(content[: content.index(b"PK\x01\x02")] + directory + bytes(trailer))
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["a.csv", "b.csv", "c.csv"]
    assert "overlap each other" in refused(path)


def test_two_members_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "A\n1\n")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.csv", "A\n2\n")
    assert "two files of the same name" in refused(path)


@pytest.mark.parametrize("flagged", ["a.csv", "[Content_Types].xml"])
def test_a_member_behind_a_password(tmp_path: Path, flagged: str) -> None:
    path = zipped(tmp_path / "a.zip", {flagged: b"A\n1\n"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))
    assert "protected by a password" in refused(path)


@pytest.mark.parametrize(
    ("part", "message"),
    [("xl/vbaProject.bin", "holds macros"), ("EncryptedPackage", "protected by a password")],
)
def test_workbooks_with_parts_that_no_official_file_has(tmp_path: Path, part: str, message: str) -> None:
    path = changed_part(workbook(tmp_path / "a.xlsx", ["A"], [1]), part, lambda content: b"x")
    assert message in refused(path)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    assert "This zip is not a workbook" in refused(zipped(tmp_path / "a.xlsx", {"a.csv": b"A\n1\n"}))


def test_a_workbook_without_a_sheet_that_it_names(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["A"], [1])
    changed_part(
        path, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"worksheets/sheet1.xml", b"worksheets/none.xml")
    )
    assert "lacks its part xl/worksheets/none.xml" in refused(path)


def test_a_text_that_the_workbook_does_not_hold(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [{"A": "text"}], ["A"], sheet="First")
    changed_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>1</v>", b"<v>999</v>"))
    assert "sheet First: The workbook is damaged" in refused(path)


@pytest.mark.parametrize("reference", [b"ZZZZ2", b"!2", b"2"])
def test_a_cell_at_a_place_that_excel_does_not_have(tmp_path: Path, reference: bytes) -> None:
    path = workbook(tmp_path / "a.xlsx", ["A"], [1])
    changed_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A2"', b'r="' + reference + b'"'))
    assert "The workbook is damaged (a cell stands at" in refused(path)


LAUGHS = "".join(f'<!ENTITY l{step} "{f"&l{step - 1};" * 10}">' for step in range(1, 9))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        "<!--" + "x" * 70_000 + "--><!DOCTYPE x [<!ENTITY l0 'ha'>]>",
    ],
    ids=["laughs", "file", "late"],
)
def test_document_types_are_refused(tmp_path: Path, part: str, declared: str) -> None:
    path = write_workbook(tmp_path / "a.xlsx", [{"A": "text"}], ["A"])

    def change(xml: bytes) -> bytes:
        start = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
        return HEAD.encode() + declared.encode() + xml[start:]

    changed_part(path, part, change)
    assert "declares XML entities" in refused(path)


def test_xml_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["A"], [1])
    sheet = f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}"/>'.encode("utf-16")
    changed_part(path, "xl/worksheets/sheet1.xml", lambda xml: sheet)
    assert "not written as Excel writes one" in refused(path)


def test_nothing_stays_open_or_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks in a zip are unpacked into a file that has no name, so nothing is left in the temporary folder."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "t"))
    (tmp_path / "t").mkdir()
    inner = workbook(tmp_path / "i.xlsx", ["A"], [1]).read_bytes()
    path = zipped(tmp_path / "a.zip", {"i.xlsx": inner, "j.xlsx": inner[:-30]})
    opened = open_tables(path)
    next(opened)
    with pytest.raises(ImportProblems, match=r"a\.zip/j\.xlsx: The file is cut off or damaged"):
        next(opened)
    assert list((tmp_path / "t").iterdir()) == []
    with pytest.raises(ImportProblems):
        archives.opened(io.BytesIO(b""), "x")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_damage_goes_by_another_name(workbook_and_zip: list[Path], data: st.DataObject) -> None:
    """Some bytes changed anywhere: the file is read, or refused in words. Nothing else is ever raised."""
    path = data.draw(st.sampled_from(workbook_and_zip))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        # Half of them in the list of members at the end, where the tricks are.
        start = data.draw(st.sampled_from([0, max(0, len(content) - 900)]))
        content[data.draw(st.integers(start, len(content) - 1))] = data.draw(st.integers(0, 255))
    damaged = path.with_name(f"damaged{path.suffix}")
    damaged.write_bytes(content)
    with suppress(ImportProblems):
        read(damaged)


@pytest.fixture(scope="module")
def workbook_and_zip(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("damage")
    book = write_workbook(folder / "packed.xlsx", [national()] * 3)
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    plain = folder / "plain.xlsx"
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    outer = zipped(folder / "outer.zip", {"a.xlsx": book.read_bytes(), "b.csv": b"A,B\n1,2\n"})
    return [book, plain, outer]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
@settings(deadline=None, max_examples=20)
@given(st.data())
def test_no_broken_xml_goes_by_another_name(workbook_and_zip: list[Path], part: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(workbook_and_zip[0]) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    content = bytearray(members[part])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.sampled_from(list(b'<>/"=0129aZ& -')))
    path = zipped(workbook_and_zip[0].with_name("broken.xlsx"), {**members, part: bytes(content)})
    with suppress(ImportProblems):
        read(path)


@pytest.mark.parametrize("number", [b"x", b"1", b"-4", b"1048577"])
def test_rows_out_of_order(tmp_path: Path, number: bytes) -> None:
    path = workbook(tmp_path / "a.xlsx", ["A"], [1], [2])
    changed_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="2"', b'<row r="' + number + b'"'))
    assert "The workbook is damaged (row" in refused(path)
