"""Loads wages and employment from the workbooks or CSV files of OEWS."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from careers.importers import oews
from careers.importers.command import ImportCommand, Progress
from careers.importers.rows import Candidate


class Command(ImportCommand):
    help = "Load one release of OEWS: the workbooks or CSV files as BLS publishes them, or the zips that hold them."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--period", default="", metavar="2025-05", help="for files whose names do not say it")

    def read(self, files: Sequence[Path], progress: Progress, options: dict[str, Any]) -> Candidate:
        return oews.read(files, progress, period=options["period"], expect=progress.expect)
