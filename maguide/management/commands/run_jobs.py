"""The worker: does the long work that screens ask for, one job at a time. Several may run beside each other."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import BaseCommand
from django.db import InterfaceError, OperationalError, connection

from careers import jobs

logger = logging.getLogger(__name__)
PAUSE = 5.0  # seconds between looks for a job that nobody announced, and between tries to reach the database


class Command(BaseCommand):
    help = "Do the long work that was asked for, and wait for more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when no job is waiting")
        parser.add_argument("--end-with", type=int, metavar="PID", help="end when this parent process does")

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = Stopping()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, stopping.ask)
        if options["end_with"]:
            threading.Thread(target=_end_with, args=[options["end_with"]], daemon=True).start()
        try:
            if options["once"]:
                while jobs.run_one(stopping.interruptible):
                    stopping.check()
            else:
                self._forever(stopping)
        except jobs.Stopped:
            return

    def _forever(self, stopping: Stopping) -> None:
        reached = True
        while True:
            stopping.check()
            try:
                found = jobs.run_one(stopping.interruptible)
                reached = True
                if not found:
                    with stopping.interruptible():
                        jobs.wait(PAUSE)
            except (OperationalError, InterfaceError) as error:
                # Told once for each time that the database is away; it may be back at any moment.
                if reached:
                    logger.warning("The database does not answer, jobs wait: %s", str(error).partition("\n")[0])
                reached = False
                connection.close()
                with stopping.interruptible():
                    time.sleep(PAUSE)


class Stopping:
    """Somebody asked this process to end: at once where that does no harm, else at the next place where it does not."""

    def __init__(self) -> None:
        self.asked = False
        self._harmless = False

    def ask(self, *_: Any) -> None:
        self.asked = True
        if self._harmless:
            raise jobs.Stopped

    def check(self) -> None:
        if self.asked:
            raise jobs.Stopped

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        self._harmless = True
        try:
            self.check()
            yield
        finally:
            self._harmless = False


def _end_with(parent: int) -> None:
    """A parent killed without warning cannot tell its children."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
