"""The whole site on this machine: database, migrations, starter content, static files, local admin, web server."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connections
from django.db.models import Q
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from maguide import migration_record
from maguide.database import DatabaseProblem, exclusive, first_line, kept_secret

HOST = "127.0.0.1"
ROOM = 200  # MB that a first start fills, with some to spare


class Command(BaseCommand):
    help = "Serve the site on this machine, with everything it needs."
    # The checks need the database, which starts below.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--reload", action="store_true", help="restart on every change, with error pages for developers"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "LOCAL", False):
            raise CommandError("serve is for a person's own machine; on a server run gunicorn maguide.wsgi.")
        # Leave in order, and so stop the database, when stopped during the set-up too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        port = options["port"]
        self._check_port(port)
        try:
            settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
            # Two at once would both migrate, load and make an admin.
            with exclusive(settings.DATA_DIR / "set-up.lock"):
                self._database()
                call_command("load_first_edition", stdout=self.stdout)
                if not options["reload"]:
                    self._static_files()
                password_file = self._local_admin()
        except OSError as error:
            raise DatabaseProblem(
                f"{settings.DATA_DIR} cannot be written ({error.strerror or error}); free space or make it writable."
            ) from None
        except OperationalError as error:
            if settings.EMBEDDED_DATABASE:
                raise settings.EMBEDDED_DATABASE.failure(error) from None
            raise DatabaseProblem(
                f"The database named in DATABASE_URL does not answer ({first_line(error)}); start it or correct the "
                "address."
            ) from None
        self.stdout.write(f"MA Guide is at http://{HOST}:{port}/ and its admin at http://{HOST}:{port}/admin/")
        if password_file:
            self.stdout.write(f"Sign in as admin; the password is in {password_file}")
        self.stdout.flush()
        connections.close_all()  # the web server's workers must not share them
        if options["reload"]:
            self._run_reloading(port)
        _WebServer(port).run()

    def _check_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except (OSError, OverflowError) as error:
                if getattr(error, "errno", None) == errno.EADDRINUSE:
                    problem = f"Port {port} is taken, perhaps by another `make serve`; stop that, or choose another"
                else:
                    problem = f"Port {port} cannot be used ({error}); choose another"
                raise CommandError(f"{problem}: make serve PORT=8001.") from None

    def _database(self) -> None:
        server = settings.EMBEDDED_DATABASE
        if not server:
            call_command("migrate", verbosity=0)
            return
        record = server.folder / "migrations.json"
        if not server.cluster.exists():
            free = shutil.disk_usage(server.folder).free // 1_000_000
            if free < ROOM:
                raise DatabaseProblem(f"{server.folder} has {free} MB left and a first start needs {ROOM}; free space.")
        elif migration_record.rewritten(record):
            aside = server.set_aside()
            record.unlink()
            self.stdout.write(
                f"The database was made by an older version, before 1.0: it was moved to {aside} and a new one is made."
            )
        server.start()
        call_command("migrate", verbosity=0)
        migration_record.write(record)

    def _static_files(self) -> None:
        """Collect again only when a file or package changed: compressing them takes longer than all the rest."""
        stamp = settings.STATIC_ROOT / ".collected-from"
        lock = settings.BASE_DIR / "requirements.lock"
        parts = [
            f"{path.relative_to(settings.BASE_DIR)}:{path.stat().st_mtime_ns}"
            for path in sorted(settings.BASE_DIR.glob("static/**/*"))
        ]
        state = hashlib.sha256("\n".join([*parts, *settings.INSTALLED_APPS, lock.read_text()]).encode()).hexdigest()
        if stamp.exists() and stamp.read_text() == state:
            return
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(state)

    def _local_admin(self) -> Path | None:
        path: Path = settings.DATA_DIR / "admin-password"
        people = get_user_model().objects
        if not people.filter(Q(is_superuser=True) | Q(username="admin")).exists():
            # A password that is there already opens a database that was set aside: it stays.
            password = kept_secret(path, 12)
            people.create_superuser(username="admin", email=f"admin@{settings.SITE_HOST}", password=password)
        return path if path.exists() else None

    def _run_reloading(self, port: int) -> NoReturn:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", f"{HOST}:{port}"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DEBUG": "true"},
        )
        worker = _JobWorker()
        worker.keep()
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            code = server.wait()
        except KeyboardInterrupt:
            server.terminate()
            code = server.wait()
        worker.stop()
        sys.exit(code)


class _JobWorker:
    """`run_jobs` beside the web server, started again when it dies; it ends with us, however we end."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0

    def keep(self) -> None:
        if (self.process and self.process.poll() is None) or time.monotonic() < self.started + 5:
            return
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "run_jobs", "--end-with", str(os.getpid())], cwd=settings.BASE_DIR
        )

    def stop(self) -> None:
        """Stopped before us, so that we are the last to leave the database and stop it."""
        if self.process:
            self.process.terminate()
            self.process.wait()


class _Arbiter(Arbiter):
    """gunicorn's own loop, which looks after the job worker too."""

    def __init__(self, app: BaseApplication) -> None:
        self.job_worker = _JobWorker()
        super().__init__(app)

    def manage_workers(self) -> None:
        self.job_worker.keep()
        super().manage_workers()

    def stop(self, graceful: bool = True) -> None:
        super().stop(graceful)
        self.job_worker.stop()


class _WebServer(BaseApplication):
    """gunicorn inside this process: when it dies, however it dies, its workers end and the port is free again."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def run(self) -> None:
        _Arbiter(self).run()

    def load_config(self) -> None:
        options = {
            "bind": f"{HOST}:{self.port}",
            "workers": 2,
            "threads": 4,
            "loglevel": "warning",
            # It would stand in the home folder.
            "control_socket_disable": True,
        }
        memory = Path("/dev/shm")  # noqa: S108
        if memory.is_dir():
            options["worker_tmp_dir"] = str(memory)
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()
