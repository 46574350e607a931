"""Uploaded files, kept in a folder of their own until the job that needs them last is over."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

#: Files that were checked and never loaded go after so many days.
KEPT_DAYS = 7


def safe_name(name: str) -> str:
    """The name without folders and without anything that a file system, shell or terminal could misread.

    Letters, digits and spaces stay as they are: the agencies' names say what a file holds. ValueError when nothing is
    left.
    """
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, ending = re.sub(r"[^\w ,.()+-]", "", last).strip(" .-").rpartition(".")
    # A file system counts bytes, and a letter may need four.
    found = f"{stem[:60]}{dot}{ending[:10]}"
    if not found:
        raise ValueError("A file needs a name.")
    return found


def keep(files: Iterable[UploadedFile]) -> tuple[str, list[str]]:
    """Store the files; the name of their folder and their own names. OSError when there is no room."""
    sweep()
    name = secrets.token_hex(16)
    folder = _folder(name)
    names: list[str] = []
    try:
        folder.mkdir(parents=True, mode=0o700)
        for file in files:
            own = safe_name(file.name or "")
            # "x": two names that became the same one are an error, not one file.
            with (folder / own).open("xb") as stored:
                for chunk in file.chunks():
                    stored.write(chunk)
            names.append(own)
    except BaseException:
        remove(name)
        raise
    return name, names


def paths(name: str, names: Iterable[str]) -> list[Path]:
    """Where the files are; FileNotFoundError when they are gone."""
    found = [_folder(name) / own for own in names]
    for path in found:
        path.stat()
    return found


def are_there(name: str) -> bool:
    return _folder(name).is_dir()


def remove(name: str) -> None:
    shutil.rmtree(_folder(name), ignore_errors=True)


def sweep() -> None:
    """Remove what nobody came back for."""
    if not settings.RELEASE_UPLOADS.is_dir():
        return
    oldest = time.time() - KEPT_DAYS * 24 * 60 * 60
    for folder in settings.RELEASE_UPLOADS.iterdir():
        if folder.is_dir() and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _folder(name: str) -> Path:
    return Path(settings.RELEASE_UPLOADS) / name
