"""Runs the real thing, `manage.py` in its own process with its own data folder, and looks at it from outside."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AS_ROOT = os.geteuid() == 0


@contextmanager
def open_folder() -> Iterator[Path]:
    """A throw-away folder that every account may enter, as PostgreSQL needs when root runs it; pytest's is closed."""
    path = Path(tempfile.mkdtemp(prefix="maguide-test-"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        # What a failed test left running; a database stops by itself once its folder is gone.
        for site in Site.started:
            if path in site.data.parents and site.process.poll() is None:
                site.stop(signal.SIGKILL)
        shutil.rmtree(path)


@contextmanager
def small_disk(folder: Path, size: str, *, read_only: bool = False) -> Iterator[bool]:
    """A real file system of this size at `folder`; False where this machine lets nobody mount one."""
    folder.mkdir()
    options = f"size={size},mode=755" + (",ro" if read_only else "")
    mounted = (
        AS_ROOT
        and not subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True).returncode
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", folder], check=True)


def environment(data: Path, **more: str) -> dict[str, str]:
    """Nothing of the tester's own environment, not even a `.env` file, changes what is tested."""
    home = data.parent / "home"
    home.mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "maguide.settings.dev",
        "DATA_DIR": str(data),
        "DATABASE_URL": "",
        "SECRET_KEY": "",
        "SITE_ADDRESS": "http://localhost:8000",
        "DEBUG": "",
        **more,
    }


def manage(*arguments: str, data: Path, limit_file_size: bool = False, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    if limit_file_size:
        command = ["sh", "-c", 'ulimit -f 8 && exec "$@"', "sh", *command]  # blocks of 512 bytes
    return subprocess.run(
        command, cwd=ROOT, env=environment(data, **more), capture_output=True, text=True, timeout=60, check=False
    )


def said(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence with which a command refused."""
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 1, done
    assert len(lines) == 1, done.stderr
    assert lines[0].endswith("."), done.stderr
    assert "Traceback" not in done.stderr
    return lines[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def soon(happened, seconds: float = 60) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


class Site:
    """A running `manage.py serve`."""

    started: list[Site] = []

    def __init__(self, data: Path, **more: str) -> None:
        self.started.append(self)
        self.data = data
        self.port = free_port()
        self.errors = data.parent / f"errors-{self.port}"
        self.output = data.parent / f"output-{self.port}"
        with self.errors.open("w") as errors, self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=environment(data, **more),
                stdout=output,
                stderr=errors,
            )

    def ready(self) -> Site:
        soon(lambda: taken(self.port) or self.process.poll() is not None, 300)
        assert self.process.poll() is None, self.errors.read_text()
        return self

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def stop(self, sign: int = signal.SIGTERM) -> int:
        self.process.send_signal(sign)
        return self.process.wait(60)


def database_process(data: Path) -> int:
    """The number of the PostgreSQL that runs on this data."""
    return int((data / "postgres" / "cluster" / "postmaster.pid").read_text().split("\n", 1)[0])
