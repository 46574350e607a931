"""Long work: asked for in a request, done by `manage.py run_jobs`, looked at on a screen that asks again.

A worker holds a session lock of PostgreSQL for as long as it does a job. The lock falls with the worker's connection,
however the worker dies, so a job that says "running" while nobody holds its lock was left behind: it is tried once
more, then fails. Work is therefore written so that doing it twice does no harm.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from careers.importers.problems import ImportProblems
from careers.models import Job

logger = logging.getLogger(__name__)

#: Workers listen here, so that a job starts at once.
CHANNEL = "careers_jobs"
#: First half of a job's lock; the second is its number.
LOCKS = 0x6A6F62
#: How often a job is begun before it is given up.
ATTEMPTS = 2
OUR_SIDE = (
    "Something went wrong on our side, and nothing was written. Try again; if it happens again, tell whoever runs the "
    "site that it was job {number}: the log says more."
)
LEFT_BEHIND = (
    "The program that did this was stopped {times} times before it was done, perhaps because the machine ran out of "
    "memory or was switched off. Try again; if it happens again, tell whoever runs the site."
)


class JobProblem(Exception):
    """A job cannot be done for a reason that a person can mend; the text tells them."""


class Stopped(KeyboardInterrupt):
    """The worker is asked to end. A kind of KeyboardInterrupt, so that psycopg cancels the running query."""


class Progress:
    """One line for the screen, written at most once a second."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._due = 0.0
        self._expected = 0

    def expect(self, rows: int) -> None:
        """About how many rows there are, where a reader can tell."""
        self._expected = rows

    def __call__(self, rows: int) -> None:
        """What readers of files call after some rows."""
        if time.monotonic() >= self._due:
            # The number may be an estimate: never more read than there are.
            of = f" of about {self._expected:,}" if self._expected >= rows else ""
            self.say(f"{rows:,}{of} rows read")

    def say(self, words: str) -> None:
        """Begin something else: written at once."""
        self._due = time.monotonic() + 1
        Job.objects.filter(pk=self.job.pk).update(progress=words[:200])


#: Does the job and returns its report, which must be JSON.
Work = Callable[[Job, Progress], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    work: Work
    over: Callable[[Job], None]


kinds: dict[str, Kind] = {}


def job(kind: str, *, over: Callable[[Job], None] = lambda job: None) -> Callable[[Work], Work]:
    """Register a function as the work of this kind of job; `over` is called when a job of it is done or has failed."""

    def register(work: Work) -> Work:
        kinds[kind] = Kind(work, over)
        return work

    return register


def ask(kind: str, arguments: dict[str, Any], user: Any = None) -> Job:
    """Put a job in the queue. A worker sees it once the transaction around this is committed."""
    asked = Job.objects.create(kind=kind, arguments=arguments, asked_by=user)
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
    return asked


def run_one(interruptible: Callable[[], Any] | None = None) -> bool:
    """Do the oldest waiting job. False when there was none.

    Inside `interruptible` a worker may raise Stopped; the job then waits for the next worker.
    """
    _find_left_behind()
    found = _take()
    if not found:
        return False
    try:
        _do(found, interruptible)
    finally:
        with _lost_connection_is_lost():
            _execute("SELECT pg_advisory_unlock(%s, %s)", found)
    return True


def wait(seconds: float) -> None:
    """Sleep until somebody asks for a job, or for so long."""
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    for _ in connection.connection.notifies(timeout=seconds, stop_after=1):
        pass


# Steps --------------------------------------------------------------------------------------------------------------


def _take() -> Job | None:
    with transaction.atomic():
        waiting = Job.objects.select_for_update(skip_locked=True).filter(status=Job.Status.WAITING)
        found = waiting.order_by("pk").first()
        if found:
            # Taken before anybody can see that the job runs, given back after everybody can see that it is over.
            _execute("SELECT pg_advisory_lock(%s, %s)", found)
            found.status, found.started_at = Job.Status.RUNNING, timezone.now()
            found.attempts += 1
            found.save()
    return found


def _do(found: Job, interruptible: Callable[[], Any] | None) -> None:
    holder = connection.connection  # of the lock
    try:
        if found.kind not in kinds:
            raise LookupError(f"No work is registered for jobs of the kind {found.kind}.")
        with interruptible() if interruptible else _uninterrupted():
            report = kinds[found.kind].work(found, Progress(found))
        json.dumps(report)  # a report that cannot be kept is a failure of the work
    except Stopped:
        found.attempts -= 1
        _wait_again(found)
        raise
    except (JobProblem, ImportProblems) as problem:
        _finish(found, Job.Status.FAILED, str(problem))
    except (OperationalError, InterfaceError):
        # Django may have connected anew already. Either way the lock is lost, and the job counts as left behind.
        if connection.connection is not holder or not connection.is_usable():
            raise
        _fail_on_our_side(found)
    except Exception:
        _fail_on_our_side(found)
    else:
        found.report = report
        _finish(found, Job.Status.DONE)


def _fail_on_our_side(found: Job) -> None:
    logger.exception("Job %s (%s) failed", found.pk, found.kind)
    _finish(found, Job.Status.FAILED, OUR_SIDE.format(number=found.pk))


def _finish(found: Job, status: Job.Status, error: str = "") -> None:
    found.status, found.error, found.finished_at, found.progress = status, error, timezone.now(), ""
    found.save()
    if found.kind in kinds:
        kinds[found.kind].over(found)


def _wait_again(found: Job) -> None:
    found.status, found.started_at, found.progress = Job.Status.WAITING, None, ""
    found.save()


def _find_left_behind() -> None:
    """Jobs that say "running" although nobody holds their lock."""
    for number in Job.objects.filter(status=Job.Status.RUNNING).values_list("pk", flat=True):
        with transaction.atomic():
            running = Job.objects.select_for_update(skip_locked=True).filter(status=Job.Status.RUNNING)
            found = running.filter(pk=number).first()
            if not found or not _execute("SELECT pg_try_advisory_xact_lock(%s, %s)", found):
                continue
            logger.warning("Job %s (%s) was left behind by its worker", found.pk, found.kind)
            if found.attempts < ATTEMPTS:
                _wait_again(found)
            else:
                _finish(found, Job.Status.FAILED, LEFT_BEHIND.format(times=found.attempts))


def _execute(statement: str, found: Job) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, [LOCKS, found.pk % 2**31])
        return cursor.fetchone()[0]


@contextmanager
def _uninterrupted() -> Iterator[None]:
    yield


@contextmanager
def _lost_connection_is_lost() -> Iterator[None]:
    """The lock fell with the connection."""
    try:
        yield
    except (OperationalError, InterfaceError):
        connection.close()
