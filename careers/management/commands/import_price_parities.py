"""Loads the price level of the nation and of each state."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from careers.importers import price_parities
from careers.importers.command import ImportCommand, Progress
from careers.importers.rows import Candidate


class Command(ImportCommand):
    help = (
        "Load the newest year of the Regional Price Parities by state: the table SARPP as BEA publishes it, "
        "SARPP_STATE_….csv or the zip that holds it."
    )

    def read(self, files: Sequence[Path], progress: Progress, options: dict[str, Any]) -> Candidate:
        return price_parities.read(files, progress)
