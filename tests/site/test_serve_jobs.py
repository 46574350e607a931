"""`make serve` keeps a worker for long work beside the web server, and takes it along when it ends, however it ends."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.site.running import Site, soon


def workers(site: Site) -> list[int]:
    """The job workers that this server started, as the kernel tells it."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            is_child = f"\nPPid:\t{site.process.pid}\n" in status.read_text()
            command = (status.parent / "cmdline").read_bytes().split(b"\0")
        except OSError:  # it ended meanwhile
            continue
        if is_child and b"run_jobs" in command:
            found.append(int(status.parent.name))
    return found


def is_alive(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def test_a_killed_worker_is_replaced_and_a_stopped_server_takes_it_along(data: Path) -> None:
    site = Site(data).ready()
    soon(lambda: workers(site))
    [first] = workers(site)
    os.kill(first, signal.SIGKILL)
    soon(lambda: [worker for worker in workers(site) if worker != first and is_alive(worker)])
    assert site.get("/readyz")[0] == 200
    second = next(worker for worker in workers(site) if is_alive(worker))
    assert site.stop() == 0
    assert not is_alive(second)
    assert not (data / "postgres" / "cluster" / "postmaster.pid").exists()
    assert site.errors.read_text() == ""


def test_a_killed_server_takes_the_worker_and_the_database_along(data: Path) -> None:
    site = Site(data).ready()
    soon(lambda: workers(site))
    [worker] = workers(site)
    site.stop(signal.SIGKILL)
    soon(lambda: not is_alive(worker))
    soon(lambda: not (data / "postgres" / "cluster" / "postmaster.pid").exists())
