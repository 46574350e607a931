"""`make serve` on a newcomer's machine, each time the real thing: it serves, or says in one sentence why it cannot.

A full disk and a read-only one are real file systems where this machine lets us mount them (root). Elsewhere a limit on
the size of files, and a folder without the right to write, meet the program in the same places.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import psycopg
import pytest

from maguide.database import EmbeddedServer
from tests.site.conftest import FirstStart
from tests.site.running import (
    AS_ROOT,
    Site,
    database_process,
    free_port,
    manage,
    open_folder,
    said,
    small_disk,
    soon,
    taken,
)


@pytest.fixture
def nothing() -> Iterator[Path]:
    with open_folder() as parent:
        yield parent / "data"


def database(data: Path) -> psycopg.Connection:
    config = EmbeddedServer(data / "postgres").config()
    return psycopg.connect(
        host=config["HOST"],
        port=config["PORT"],
        dbname=config["NAME"],
        user=config["USER"],
        password=config["PASSWORD"],
        autocommit=True,
    )


def rename_about_page(data: Path, title: str) -> None:
    with database(data) as connection:
        changed = connection.execute("UPDATE wagtailcore_page SET title = %s WHERE slug = 'about'", [title])
        assert changed.rowcount == 1


def database_is_stopped(data: Path) -> bool:
    return not (data / "postgres" / "cluster" / "postmaster.pid").exists()


# A first start ----------------------------------------------------------------------------------------------------


def test_a_first_start_serves_the_site_and_says_where(first: FirstStart) -> None:
    assert first.status == 200
    assert first.errors == ""
    assert re.search(
        r"MA Guide is at http://127\.0\.0\.1:\d+/ and its admin at http://127\.0\.0\.1:\d+/admin/", first.output
    )
    assert f"Sign in as admin; the password is in {first.data / 'admin-password'}" in first.output


def test_stopping_it_stops_the_database_too(first: FirstStart) -> None:
    assert first.exit_code == 0
    assert database_is_stopped(first.data)
    assert "database system is shut down" in (first.data / "postgres" / "server.log").read_text()


def test_a_first_start_makes_no_account_and_changes_no_permission_outside_its_folder(first: FirstStart) -> None:
    assert first.after == first.before
    assert not list((first.data.parent / "home").iterdir())


def test_secrets_are_readable_by_their_owner_alone(first: FirstStart) -> None:
    for path in (first.data / "admin-password", first.data / "secret-key", first.data / "postgres" / "password"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        assert path.stat().st_uid == os.geteuid()
        assert len(path.read_text().strip()) >= 16
    assert (first.data / "admin-password").read_text().strip() not in first.output
    assert stat.S_IMODE((first.data / "postgres" / "cluster").stat().st_mode) == 0o700


# Again and again --------------------------------------------------------------------------------------------------


def sign_in(site: Site, password: str) -> str:
    """The address at which signing in as admin ends."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    login = f"http://127.0.0.1:{site.port}/admin/login/"
    with browser.open(login) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    assert token
    form = {"username": "admin", "password": password, "csrfmiddlewaretoken": token[1], "next": "/admin/"}
    request = urllib.request.Request(login, urllib.parse.urlencode(form).encode(), {"Referer": login})
    with browser.open(request) as page:
        return urllib.parse.urlsplit(page.url).path


def test_a_second_serve_on_the_same_data(data: Path) -> None:
    """On the same port it says so; on another both share the database, whoever stops first."""
    password = (data / "admin-password").read_text()
    one = Site(data).ready()
    told = said(manage("serve", "--port", str(one.port), data=data))
    assert f"Port {one.port} is taken, perhaps by another `make serve`" in told
    assert one.get("/")[0] == 200

    two = Site(data).ready()
    assert one.stop() == 0
    assert two.get("/")[0] == 200
    assert (data / "admin-password").read_text() == password
    assert sign_in(two, password.strip()) == "/admin/"
    with database(data) as connection:
        assert connection.execute("SELECT count(*) FROM people_user").fetchone() == (1,)
    assert two.stop(signal.SIGINT) == 0
    assert database_is_stopped(data)
    assert one.errors.read_text() == two.errors.read_text() == ""


def test_killed_without_warning_it_starts_again_and_nothing_is_lost(data: Path) -> None:
    site = Site(data).ready()
    rename_about_page(data, "About this very site")
    os.kill(database_process(data), signal.SIGKILL)
    soon(lambda: site.get("/readyz")[0] == 503)
    status, html = site.get("/about/")
    assert status == 500
    assert "Something went wrong on our side" in html
    assert "Traceback" not in html
    assert site.get("/healthz")[0] == 200

    site.stop(signal.SIGKILL)
    soon(lambda: not taken(site.port))
    site = Site(data).ready()
    assert "About this very site" in site.get("/about/")[1]
    assert site.stop() == 0
    assert database_is_stopped(data)


def test_a_database_of_older_migrations_is_moved_aside_with_its_rows(data: Path) -> None:
    """Stopped as soon as the new one is begun, which shows too that nothing is left running then."""
    record = data / "postgres" / "migrations.json"
    record.write_text(record.read_text().replace("guides.0001_initial", "guides.0001_older"))
    password = (data / "admin-password").read_text()
    server = EmbeddedServer(data / "postgres")
    server.start()
    rename_about_page(data, "About the old site")
    server.leave()

    site = Site(data)
    new = data / "postgres" / "cluster" / "postmaster.pid"
    soon(lambda: list(new.parents[1].glob("cluster-until-*")) and new.exists(), 60)
    assert site.stop() != 0
    assert database_is_stopped(data)
    assert site.errors.read_text() == ""
    told = re.fullmatch(
        r"The database was made by an older version, before 1\.0: it was moved to (\S+) and a new one is made\.\n",
        site.output.read_text(),
    )
    assert told
    assert (data / "admin-password").read_text() == password

    server.cluster.rename(server.cluster.with_name("newer"))
    Path(told[1]).rename(server.cluster)
    server.start()
    with database(data) as connection:
        found = connection.execute("SELECT title FROM wagtailcore_page WHERE slug = 'about'").fetchone()
    server.leave()
    assert found == ("About the old site",)


# What a person has to put right -----------------------------------------------------------------------------------


def serve(data: Path, *arguments: str, **more: str) -> str:
    return said(manage("serve", "--port", str(free_port()), *arguments, data=data, **more))


@pytest.mark.parametrize("address", ["nonsense-hunter2", "mysql://u:hunter2@h/n", "postgres://u:hunter2@h:port/n"])
def test_a_malformed_database_address(nothing: Path, address: str) -> None:
    told = serve(nothing, DATABASE_URL=address)
    assert told.startswith("DATABASE_URL is not the address of a PostgreSQL database; write it as postgres://")
    assert "hunter2" not in told


def test_a_database_address_where_nobody_listens(nothing: Path) -> None:
    told = serve(nothing, DATABASE_URL=f"postgres://u:hunter2@127.0.0.1:{free_port()}/n")
    assert re.match(r"The database named in DATABASE_URL does not answer \(.*Connection refused\); start it or", told)
    assert "hunter2" not in told


def test_a_database_address_that_never_answers_is_given_up(nothing: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        told = serve(nothing, DATABASE_URL=f"postgres://u:p@127.0.0.1:{silent.getsockname()[1]}/n")
    assert "does not answer" in told
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_cannot_be(nothing: Path, port: str) -> None:
    assert f"Port {port} cannot be used" in said(manage("serve", f"--port={port}", data=nothing))


def test_a_file_in_the_place_of_the_data_folder(nothing: Path) -> None:
    nothing.write_text("mine")
    assert re.match(r"The data folder .* cannot be written \(.*\); free space or make it writable", serve(nothing))
    assert nothing.read_text() == "mine"


def test_with_a_database_address_too_the_data_folder_is_needed(nothing: Path) -> None:
    nothing.write_text("mine")
    told = serve(nothing, DATABASE_URL="postgres://u:p@127.0.0.1:1/n")
    assert re.match(r".*data.* cannot be written", told)


def test_a_read_only_data_folder(nothing: Path) -> None:
    with small_disk(nothing, "1m", read_only=True) as mounted:
        if not mounted and AS_ROOT:
            pytest.skip("root writes everywhere, and this machine lets nobody mount a file system")
        nothing.chmod(0o555) if not mounted else None
        assert re.match(r"The data folder .* cannot be written \((Read-only|Permission)", serve(nothing))
        nothing.chmod(0o755) if not mounted else None


def test_a_full_data_folder(nothing: Path) -> None:
    with small_disk(nothing, "32k") as mounted:
        told = said(manage("serve", "--port", str(free_port()), data=nothing, limit_file_size=not mounted))
    assert re.match(r"The data folder .* cannot be written \((No space left|File too large)", told)


def test_a_disk_with_too_little_room_for_a_first_start(nothing: Path) -> None:
    with small_disk(nothing, "52m") as mounted:
        if not mounted:
            pytest.skip("this machine lets nobody mount a file system")
        told = serve(nothing)
        assert not (nothing / "postgres" / "cluster").exists()
    assert re.match(r".*postgres has 5\d MB left and a first start needs 200; free space\.$", told)


def test_a_disk_that_is_full_later_loses_nothing(data: Path, nothing: Path) -> None:
    with small_disk(nothing, "200m") as mounted:
        if not mounted:
            pytest.skip("this machine lets nobody mount a file system")
        subprocess.run(["cp", "-a", f"{data}/.", nothing], check=True)
        room = shutil.disk_usage(nothing).free
        (nothing / "filler").write_bytes(b"\0" * room)
        assert "cannot be written (No space left on device); free space" in serve(nothing)
        (nothing / "filler").unlink()
        server = EmbeddedServer(nothing / "postgres")
        server.start()
        with database(nothing) as connection:
            assert connection.execute("SELECT count(*) FROM wagtailcore_page WHERE slug = 'about'").fetchone() == (1,)
        server.leave()


@pytest.mark.skipif(not AS_ROOT, reason="only root hands PostgreSQL to another account")
def test_a_clone_under_a_closed_home_folder(nothing: Path) -> None:
    nothing.parent.chmod(0o700)
    told = serve(nothing)
    assert f"may not enter {nothing.parent}; move the project to a folder open to other accounts" in told
    assert stat.S_IMODE(nothing.parent.stat().st_mode) == 0o700
