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


# Between workers ------------------------------------------------------------------------------------------------------

_LOCK = 5_170_002


class Offered:
    """The database with the first edition that one worker makes and offers, and the others of its run copy.

    `run` is the same for all workers of a run; without workers it is empty, and nothing is offered. Made before the
    database of the tests, while the settings still name the one that theirs are called after.
    """

    def __init__(self, run: str) -> None:
        self.run = run
        self.name = f"test_{connection.settings_dict['NAME']}_offered"

    @contextmanager
    def alone(self) -> Iterator[psycopg.Connection]:
        """The server, while the other workers wait."""
        parameters = {**connection.get_connection_params(), "dbname": "postgres"}
        with psycopg.connect(**parameters, autocommit=True) as server:
            server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])  # given back when the connection closes
            yield server

    def copy_to(self, own: str, server: psycopg.Connection) -> bool:
        """False where no worker of this run has offered anything yet."""
        found = server.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [self.name]
        ).fetchone()
        if not self.run or found != (self.run,):
            return False
        server.execute(f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{own}" TEMPLATE "{self.name}"')
        return True

    def offer(self, own: str, server: psycopg.Connection) -> None:
        """A copy of its own, in which nobody works: PostgreSQL copies only a database that is left alone."""
        if self.run:
            connection.close()
            self._drop(server)
            server.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{own}"')
            # Last, so that what an interrupted run left is never taken for this run's.
            server.execute(f"COMMENT ON DATABASE \"{self.name}\" IS '{self.run}'")

    def drop(self) -> None:
        """By whoever ends first: by then the others have their copy, and one that has not makes its own."""
        with self.alone() as server:
            self._drop(server)

    def _drop(self, server: psycopg.Connection) -> None:
        server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
