"""Imports in processes of their own, on a copy of the database (`tests.copies`): they can be killed and measured."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]


def session() -> psycopg.Connection[Any]:
    """A look at the database from outside; Django's own connection was closed inside the transaction of the test."""
    return psycopg.connect(**connection.get_connection_params(), autocommit=True)


def importing(hold: Path | None, *arguments: object) -> subprocess.Popen[str]:
    """`manage.py` with these arguments; see importing.py for `hold`."""
    name = connection.settings_dict["NAME"]
    command = [sys.executable, "-m", "tests.careers.importers.importing", name, str(hold or "-")]
    return subprocess.Popen(
        [*command, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "maguide.settings.test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
