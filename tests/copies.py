"""A database that may be written for good: a copy of the one with the first edition, gone after the test.

Most tests run inside a transaction that is rolled back. What happens at the end of a transaction, or between two of
them, is tested here as it happens on a server.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection

from careers import memory


@contextmanager
def copied_database(blocker: Any, name: str) -> Iterator[None]:
    """All queries of this process go to a copy, from every thread, and are committed as on a server.

    No mark of pytest-django may stand on a test that uses it. One must stand on another test of the file: without any,
    no test database is made at all.
    """
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        parameters = connection.get_connection_params()
        original = parameters["dbname"]
        copy = f"{original}_{name}"
        connection.close()
        with psycopg.connect(**{**parameters, "dbname": "postgres"}, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
            # New connections, of other threads too, are made from this same dictionary.
            patch.setitem(connection.settings_dict, "NAME", copy)
            # Both databases count from the same site version: nothing found in one may be remembered for the other.
            patch.setattr(memory, "_newest", memory.Memory(memory.NONE))
            cache.clear()
            try:
                yield
            finally:
                connection.close()
                cache.clear()
                server.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')
