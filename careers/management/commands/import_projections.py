"""Loads employment, its projection and the openings of the roles' occupations."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from careers.importers import projections
from careers.importers.command import ImportCommand, Progress
from careers.importers.rows import Candidate


class Command(ImportCommand):
    help = "Load one release of the Employment Projections: the workbook occupation.xlsx as BLS publishes it."

    def read(self, files: Sequence[Path], progress: Progress, options: dict[str, Any]) -> Candidate:
        return projections.read(files, progress)
