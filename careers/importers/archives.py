"""Zip files, and workbooks, which are zip files too: what must be true of one before anything in it is read."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from lxml import etree

from .problems import ImportProblem, ImportProblems

MEBIBYTE = 1024 * 1024
MEMBERS = 2_000
#: Unpacked. The largest official workbook holds about 500 MB of text.
TOTAL = 3_000 * MEBIBYTE
#: Unpacked by packed, for members over one megabyte. Official sheets have about 10; a bomb has hundreds.
RATIO = 200
LOCAL_HEADER = 30  # bytes before each member, without its name
#: What old Excel files and password-protected new ones begin with.
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refusal(file: str, message: str, sheet: str = "", row: int | None = None, column: str = "") -> ImportProblems:
    return ImportProblems([ImportProblem(message, file, sheet, row, column)])


@contextmanager
def damage_told(file: str, sheet: str = "") -> Iterator[None]:
    """Whatever a damaged or hostile file makes the libraries raise becomes one sentence that says what to do."""
    try:
        yield
    except etree.XMLSyntaxError as error:
        reason = str(error.msg or error).split("\n", 1)[0][:200]
        raise refusal(file, f"The workbook is damaged ({reason}); download it again.", sheet) from None
    except (zipfile.BadZipFile, zlib.error, struct.error, UnicodeDecodeError, EOFError) as error:
        reason = str(error).split("\n", 1)[0][:200]
        raise refusal(file, f"The file is cut off or damaged ({reason}); download it again.", sheet) from None
    except NotImplementedError:
        raise refusal(
            file, "The zip uses a packing method that is not supported; unpack it and pack it anew."
        ) from None


def opened(source: IO[bytes], name: str) -> zipfile.ZipFile:
    """The archive, after looking at its list of members; nothing is unpacked yet.

    Raises ImportProblems when it is cut off, lies about places or sizes, or needs a password.
    """
    with damage_told(name):
        archive = zipfile.ZipFile(source)
    try:
        _check(archive, name, source.seek(0, 2))
    except ImportProblems:
        archive.close()
        raise
    return archive


def _check(archive: zipfile.ZipFile, name: str, size: int) -> None:
    members = archive.infolist()
    if len(members) > MEMBERS:
        raise refusal(name, f"The zip holds {len(members):,} files, more than the {MEMBERS:,} that are allowed.")
    if not members:
        raise refusal(name, "The zip is empty; download it again.")
    if len({member.filename for member in members}) < len(members):
        raise refusal(name, "The zip holds two files of the same name; download it from the publisher again.")
    for member in members:
        # The name as it stands in the file: the library cuts it at a zero byte.
        told = member.orig_filename.replace("\\", "/")
        if told.startswith("/") or ":" in told.split("/", 1)[0] or ".." in told.split("/") or "\0" in told:
            raise refusal(name, f"The zip names a place outside itself ({told[:80]!r}); do not use this file.")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise refusal(name, f"The zip holds a link ({told[:80]!r}) in place of a file; do not use this file.")
        if member.flag_bits & 1:
            raise refusal(name, "The file is protected by a password; save it without one.")
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise refusal(name, "The zip uses a packing method that is not supported; unpack it and pack it anew.")
        if member.file_size > MEBIBYTE and member.file_size > RATIO * max(member.compress_size, 1):
            raise refusal(name, f"{told[:80]} would unpack to more than {RATIO} times its size; do not use this file.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > TOTAL:
        raise refusal(name, f"The file would unpack to {unpacked // MEBIBYTE:,} MB, over the {TOTAL // MEBIBYTE:,} MB.")
    # Bombs that stay under every ratio let many entries of the list lead to the same bytes.
    in_order = sorted(members, key=lambda member: member.header_offset)
    ends = [member.header_offset + LOCAL_HEADER + member.compress_size for member in in_order]
    if in_order[0].header_offset < 0:
        raise refusal(name, "The file is cut off or damaged (a member before its beginning); download it again.")
    starts = [*(member.header_offset for member in in_order[1:]), size]
    if any(end > start for end, start in zip(ends, starts, strict=True)):
        raise refusal(name, "The files in the zip overlap each other; do not use this file.")


def check_beginning(source: IO[bytes], name: str) -> None:
    """That the bytes are a zip at all; otherwise say what they are."""
    first = source.read(512)
    source.seek(0)
    if not first:
        raise refusal(name, "The file is empty; download it again.")
    if first.startswith(OLE):
        if _contains(source, ENCRYPTED):
            raise refusal(name, "The workbook is protected by a password; open it and save it without one.")
        raise refusal(name, "This is a file of old Excel (.xls); open it and save it as .xlsx.")
    if first.lstrip().startswith(b"<"):
        raise refusal(name, "This is a web page, not the file: the download was refused. Fetch it with a browser.")
    if not first.startswith(b"PK"):
        raise refusal(name, "This is neither a workbook (.xlsx) nor a zip; download it again.")


def _contains(source: IO[bytes], words: bytes) -> bool:
    tail = b""
    while chunk := source.read(MEBIBYTE):
        if words in tail + chunk:
            return True
        tail = chunk[-len(words) :]
    return False
