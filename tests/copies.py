"""A database that may be written for good: a copy of the one with the first edition, gone after the test.

Most tests run inside a transaction that is rolled back. What happens at the end of a transaction, or between two of
them, is tested here as it happens on a server.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection

from careers import memory


@contextmanager
def copied_database(blocker: Any, name: str) -> Iterator[None]:
    """All queries of this process go to a copy, from every thread, and are committed as on a server.

    No mark of pytest-django may stand on a test that uses it.
    """
    with blocker.unblock(), _copy(name) as copy, pytest.MonkeyPatch.context() as patch:
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


@contextmanager
def copy_for_a_server(blocker: Any, name: str) -> Iterator[str]:
    """The address of a copy that a process of its own works on, as DATABASE_URL; this process stays where it is."""
    with blocker.unblock():
        parameters = connection.get_connection_params()
        with _copy(name) as copy:
            blocker.block()
            who = f"{quote(parameters['user'])}:{quote(parameters['password'], safe='')}"
            host, port = str(parameters["host"]), parameters["port"]
            # A path is the folder of a socket, which stands before the name.
            yield (
                f"postgres://{who}@:{port}/{host}/{copy}"
                if host.startswith("/")
                else (f"postgres://{who}@{host}:{port}/{copy}")
            )
            blocker.unblock()


@contextmanager
def _copy(name: str) -> Iterator[str]:
    """The name of a new database that holds what the one with the first edition holds."""
    parameters = connection.get_connection_params()
    original = parameters["dbname"]
    copy = f"{original}_{name}"
    connection.close()
    with psycopg.connect(**{**parameters, "dbname": "postgres"}, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
        try:
            yield copy
        finally:
            connection.close()
            server.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')
