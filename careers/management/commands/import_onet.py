"""Loads titles, tasks and ratings of the roles' O*NET occupations."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from careers.importers import onet
from careers.importers.command import ImportCommand, Progress
from careers.importers.rows import Candidate


class Command(ImportCommand):
    help = (
        "Load one release of the O*NET database: the zip of text files (db_29_3_text.zip) or some of its files. "
        "Kinds of rows that the files do not hold stay as an earlier loading of the same release had them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--period", default="", metavar="29.3", help="for files whose names do not say the release")

    def read(self, files: Sequence[Path], progress: Progress, options: dict[str, Any]) -> Candidate:
        return onet.read(files, progress, period=options["period"])
