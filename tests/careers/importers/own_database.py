"""A database for processes that tests start: what they load stays, since releases cannot be deleted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a copy of the test database, dropped afterwards."""
    with django_db_blocker.unblock():
        parameters = connection.get_connection_params()
        connection.close()  # a database in use cannot be copied
    source = parameters["dbname"]
    name = f"{source}_copy"
    with psycopg.connect(**{**parameters, "dbname": "postgres"}, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
        yield name
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def session(database: str) -> psycopg.Connection[Any]:
    return psycopg.connect(**{**connection.get_connection_params(), "dbname": database}, autocommit=True)


def importing(database: str, hold: Path | None, *arguments: object) -> subprocess.Popen[str]:
    """`manage.py` with these arguments on that database; see importing.py for `hold`."""
    command = [sys.executable, "-m", "tests.careers.importers.importing", database, str(hold or "-")]
    return subprocess.Popen(
        [*command, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "maguide.settings.test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
