"""`manage.py` in a process of its own, on the database named first. It can be held in the middle of writing.

    python -m tests.careers.importers.importing DATABASE HOLD import_oews FILE

HOLD is a folder, or - for none: once rows are written, a file `written` appears in it, and the transaction goes on when
that is removed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings


def main(database: str, hold: str, *arguments: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.core.management import execute_from_command_line

    if hold != "-":
        _hold(Path(hold) / "written")
    execute_from_command_line(["manage.py", *arguments])


def _hold(flag: Path) -> None:
    from careers.importers import writing

    copy = writing.copy

    def held(*arguments: Any) -> None:
        copy(*arguments)
        flag.touch()
        while flag.exists():
            time.sleep(0.05)

    writing.copy = held


if __name__ == "__main__":
    main(*sys.argv[1:])
