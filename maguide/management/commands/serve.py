"""The whole site on this machine: database, migrations, starter content, static files, local admin, web server."""

from __future__ import annotations

import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command

from maguide import migration_record
from maguide.database import DatabaseProblem, check_reachable, private_file

HOST = "127.0.0.1"


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
        port = options["port"]
        self._check_port(port)
        try:
            self._database()
            call_command("migrate", verbosity=0)
            if settings.EMBEDDED_DATABASE:
                migration_record.write(settings.EMBEDDED_DATABASE.folder / "migrations.json")
            call_command("load_first_edition", stdout=self.stdout)
            if not options["reload"]:
                self._static_files()
            password_file = self._local_admin()
        except OSError as error:
            raise DatabaseProblem(
                f"{settings.DATA_DIR} cannot be written ({error.strerror or error}); free space or make it writable."
            ) from None
        self.stdout.write(f"MA Guide is at http://{HOST}:{port}/ and its admin at http://{HOST}:{port}/admin/")
        if password_file:
            self.stdout.write(f"Sign in as admin; the password is in {password_file}")
        self.stdout.flush()
        sys.exit(self._run_server(port, reload=options["reload"]))

    def _check_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except (OSError, OverflowError):
                raise CommandError(
                    f"Port {port} is taken, perhaps by another `make serve`; stop that, or choose another: "
                    "make serve PORT=8001."
                ) from None

    def _database(self) -> None:
        server = settings.EMBEDDED_DATABASE
        if not server:
            check_reachable(settings.DATABASES["default"])
            return
        if migration_record.rewritten(server.folder / "migrations.json"):
            aside = server.set_aside()
            self.stdout.write(
                f"The database was made by an older version, before 1.0: it was moved to {aside} and a new one is made."
            )
            settings.DATABASES["default"]["PASSWORD"] = server.password()
        server.start()

    def _static_files(self) -> None:
        """Collect again only when a file or package changed: compressing them takes longer than all the rest."""
        stamp = settings.STATIC_ROOT / ".collected-from"
        lock = settings.BASE_DIR / "requirements.lock"
        parts = [
            f"{path.relative_to(settings.BASE_DIR)}:{path.stat().st_mtime_ns}"
            for path in sorted(settings.BASE_DIR.glob("static/**/*"))
        ]
        state = hashlib.sha256("\n".join([*parts, lock.read_text()]).encode()).hexdigest()
        if stamp.exists() and stamp.read_text() == state:
            return
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(state)

    def _local_admin(self) -> Path | None:
        path: Path = settings.DATA_DIR / "admin-password"
        people = get_user_model().objects
        if people.filter(is_superuser=True).exists():
            return path if path.exists() else None
        password = secrets.token_urlsafe(12)
        private_file(path, password + "\n")
        people.create_superuser(username="admin", email=f"admin@{settings.SITE_HOST}", password=password)
        return path

    def _run_server(self, port: int, *, reload: bool) -> int:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "maguide.settings.dev"}
        if reload:
            command = [sys.executable, "manage.py", "runserver", f"{HOST}:{port}"]
            environment["DEBUG"] = "true"
        else:
            command = [sys.executable, "-m", "gunicorn", "maguide.wsgi", "--bind", f"{HOST}:{port}"]
            command += ["--workers", "2", "--threads", "4", "--log-level", "warning", "--worker-tmp-dir", "/dev/shm"]  # noqa: S108
        if not Path("/dev/shm").is_dir():  # noqa: S108
            command = [part for part in command if part not in {"--worker-tmp-dir", "/dev/shm"}]  # noqa: S108
        server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            return server.wait()
        except KeyboardInterrupt:
            server.terminate()
            return server.wait()
