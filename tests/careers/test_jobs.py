"""The life of a job: waiting, running, done or failed; and what becomes of it when its worker dies or is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from careers import jobs
from careers.importers.problems import ImportProblem, ImportProblems
from careers.jobs import Job, JobProblem, Kind, Progress, ask, run_one
from tests.factories import UserFactory

Status = Job.Status
ROOT = Path(__file__).resolve().parents[2]


def soon(happened: Callable[[], Any], seconds: float = 30) -> Any:
    """Wait for something that another process does, and say what it was."""
    deadline = time.monotonic() + seconds
    while not (found := happened()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
    return found


@pytest.fixture
def does(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Job]]:
    """`does(work)` registers `work` as the kind "test" and hands back the list of jobs that were told to be over."""

    def register(work: jobs.Work) -> list[Job]:
        over: list[Job] = []
        monkeypatch.setitem(jobs.kinds, "test", Kind(work, over.append))
        return over

    return register


def again(asked: Job) -> Job:
    asked.refresh_from_db()
    return asked


# One worker ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_job_is_done_and_its_report_kept(does: Any) -> None:
    user = UserFactory()
    over = does(lambda job, progress: {"sum": sum(job.arguments["numbers"])})
    asked = ask("test", {"numbers": [1, 2, 3]}, user)
    assert (asked.status, asked.asked_by) == (Status.WAITING, user)
    assert run_one()
    again(asked)
    assert (asked.status, asked.report, asked.attempts, asked.error) == (Status.DONE, {"sum": 6}, 1, "")
    assert asked.started_at <= asked.finished_at <= timezone.now()
    assert over == [asked]


@pytest.mark.django_db
def test_jobs_are_done_in_the_order_in_which_they_were_asked_for(does: Any) -> None:
    order: list[int] = []
    does(lambda job, progress: {"place": order.append(job.pk)})
    asked = [ask("test", {}).pk for _ in range(3)]
    while run_one():
        pass
    assert order == asked
    assert not run_one()


@pytest.mark.django_db
def test_a_worker_sees_a_job_running_and_others_cannot_take_it(does: Any) -> None:
    seen: list[Any] = []

    def work(job: Job, progress: Progress) -> dict[str, Any]:
        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
            free = other.execute("SELECT pg_try_advisory_lock(%s, %s)", [jobs.LOCKS, job.pk]).fetchone()
        seen.append((Job.objects.get(pk=job.pk).status, free))
        return {}

    does(work)
    ask("test", {})
    run_one()
    assert seen == [(Status.RUNNING, (False,))]


@pytest.mark.django_db
def test_afterwards_the_lock_is_free_again(does: Any) -> None:
    does(lambda job, progress: {})
    ask("test", {})
    run_one()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s", [jobs.LOCKS])
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (JobProblem("The file is gone; upload it again."), "The file is gone; upload it again."),
        (
            ImportProblems([ImportProblem("is not a number", "a.csv", row=3, column="A"), ImportProblem("end", "b")]),
            "a.csv, row 3, column A: is not a number\nb: end",
        ),
    ],
)
def test_what_a_person_can_mend_is_told_in_its_own_words(does: Any, problem: Exception, words: str) -> None:
    def work(job: Job, progress: Progress) -> dict[str, Any]:
        raise problem

    over = does(work)
    asked = ask("test", {})
    assert run_one()
    again(asked)
    assert (asked.status, asked.error) == (Status.FAILED, words)
    assert over == [asked]


@pytest.mark.django_db
def test_what_nobody_expected_is_logged_and_told_without_its_insides(
    does: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def work(job: Job, progress: Progress) -> dict[str, Any]:
        with transaction.atomic():
            UserFactory(username="written-halfway")
            raise ZeroDivisionError("secret insides")

    does(work)
    asked = ask("test", {})
    run_one()
    again(asked)
    assert asked.status == Status.FAILED
    assert asked.error.startswith("Something went wrong on our side, and nothing was written.")
    assert f"job {asked.pk}" in asked.error
    assert "secret" not in asked.error
    assert "secret insides" in caplog.text
    assert not type(UserFactory()).objects.filter(username="written-halfway").exists()


@pytest.mark.django_db
def test_a_failed_statement_of_the_database_fails_the_job_and_not_the_worker(
    does: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def work(job: Job, progress: Progress) -> dict[str, Any]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)" if job.arguments else "SELECT 1 / 0")
        return {}

    does(work)
    asked = ask("test", {})
    run_one()
    assert again(asked).status == Status.FAILED
    assert "division by zero" in caplog.text


@pytest.mark.django_db
def test_a_job_of_an_unknown_kind_fails(caplog: pytest.LogCaptureFixture) -> None:
    asked = ask("no-such-kind", {})
    run_one()
    assert again(asked).status == Status.FAILED
    assert "no-such-kind" in caplog.text


@pytest.mark.django_db
def test_a_report_that_cannot_be_kept_fails_the_job(does: Any, caplog: pytest.LogCaptureFixture) -> None:
    does(lambda job, progress: {"when": object()})
    asked = ask("test", {})
    run_one()
    assert again(asked).status == Status.FAILED


@pytest.mark.django_db
def test_progress_is_written_at_most_once_a_second(does: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(jobs, "time", SimpleNamespace(monotonic=lambda: now[0]))
    seen: list[str] = []

    def work(job: Job, progress: Progress) -> dict[str, Any]:
        for rows, seconds in [(1000, 0), (2000, 0.5), (3000, 0.6), (4000, 0.1)]:
            now[0] += seconds
            progress(rows)
            seen.append(again(job).progress)
        progress.say("Writing")
        seen.append(again(job).progress)
        progress.expect(5000)
        now[0] += 1
        progress(4500)
        seen.append(again(job).progress)
        now[0] += 1
        progress(5500)
        seen.append(again(job).progress)
        return {}

    does(work)
    asked = ask("test", {})
    run_one()
    assert seen == [
        *("1,000 rows read", "1,000 rows read", "3,000 rows read", "3,000 rows read", "Writing"),
        *("4,500 of about 5,000 rows read", "5,500 rows read"),
    ]
    assert again(asked).progress == ""


# Left behind --------------------------------------------------------------------------------------------------------


def left_behind(attempts: int) -> Job:
    return Job.objects.create(kind="test", status=Status.RUNNING, attempts=attempts, started_at=timezone.now())


@pytest.mark.django_db
def test_a_job_whose_worker_died_is_tried_once_more(does: Any, caplog: pytest.LogCaptureFixture) -> None:
    does(lambda job, progress: {"attempt": job.attempts})
    asked = left_behind(attempts=1)
    assert run_one()
    assert (again(asked).status, asked.report) == (Status.DONE, {"attempt": 2})
    assert "left behind" in caplog.text


@pytest.mark.django_db
def test_a_job_whose_worker_died_twice_fails_with_a_sentence(does: Any) -> None:
    over = does(lambda job, progress: {})
    asked = left_behind(attempts=2)
    assert not run_one()
    again(asked)
    assert asked.status == Status.FAILED
    assert asked.error.startswith("The program that did this was stopped 2 times")
    assert over == [asked]


@pytest.mark.django_db
def test_a_job_that_somebody_else_is_doing_is_left_alone(does: Any) -> None:
    does(lambda job, progress: {})
    asked = left_behind(attempts=1)
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s, %s)", [jobs.LOCKS, asked.pk])
        assert not run_one()
        assert again(asked).status == Status.RUNNING
    soon(run_one)  # the server notices in its own time that the other has left
    assert again(asked).status == Status.DONE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("job_that_failed_says_why", {"status": "failed", "finished_at": timezone.now()}),
        ("job_is_finished_when_it_says_so", {"status": "done"}),
        ("job_is_finished_when_it_says_so", {"status": "waiting", "finished_at": timezone.now()}),
    ],
)
def test_the_database_refuses_a_job_that_contradicts_itself(constraint: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Job.objects.create(kind="test", **values)


@pytest.mark.django_db
def test_the_command_does_all_that_waits_and_ends(does: Any) -> None:
    does(lambda job, progress: {})
    ask("test", {})
    ask("test", {})
    kept = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
    try:
        call_command("run_jobs", once=True)
    finally:
        for sign, handler in kept.items():
            signal.signal(sign, handler)
    assert set(Job.objects.values_list("status", flat=True)) == {Status.DONE}


# Workers in processes of their own, on a copy of the database ---------------------------------------------------------


@pytest.fixture(scope="module")
def copy(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database that may be written for good."""
    name = f"{settings.DATABASES['default']['NAME']}_jobs"
    with django_db_blocker.unblock():
        parameters = connection.get_connection_params()
        connection.close()
    with psycopg.connect(**{**parameters, "dbname": "postgres"}, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {parameters['dbname']}")
        yield name
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(copy: str, django_db_blocker: Any) -> Iterator[psycopg.Connection]:
    with django_db_blocker.unblock():
        parameters = connection.get_connection_params()
    with psycopg.connect(**{**parameters, "dbname": copy}, autocommit=True) as connected:
        connected.execute("DELETE FROM careers_job")
        connected.execute("DROP TABLE IF EXISTS written_by_jobs")
        connected.execute("CREATE TABLE written_by_jobs (job bigint)")
        yield connected


@contextmanager
def worker(copy: str, *options: str, errors: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.careers.worker", copy, *options]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "maguide.settings.test"}
    with errors.open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def put(database: psycopg.Connection, kind: str, arguments: str = "{}") -> int:
    row = database.execute(
        "INSERT INTO careers_job (kind, arguments, status, progress, report, error, attempts, asked_at) "
        "VALUES (%s, %s, 'waiting', '', '{}', '', 0, now()) RETURNING id",
        [kind, arguments],
    ).fetchone()
    assert row
    database.execute(f"NOTIFY {jobs.CHANNEL}")
    return int(row[0])


def look(database: psycopg.Connection, job: int) -> dict[str, Any]:
    row = database.execute("SELECT status, progress, report, attempts FROM careers_job WHERE id = %s", [job]).fetchone()
    assert row
    status, progress, report, attempts = row
    return {"status": status, "progress": progress, "report": json.loads(report), "attempts": attempts}


def written(database: psycopg.Connection) -> list[int]:
    return [job for (job,) in database.execute("SELECT job FROM written_by_jobs").fetchall()]


def hanging(database: psycopg.Connection, folder: Path) -> tuple[int, Path]:
    """A job that waits in the middle of its transaction until the file is removed."""
    file = folder / "hang"
    file.touch()
    return put(database, "test-write-and-hang", f'{{"until_gone": "{file}"}}'), file


def test_a_worker_killed_halfway_leaves_nothing_and_the_next_does_the_job(
    copy: str, database: psycopg.Connection, tmp_path: Path
) -> None:
    job, file = hanging(database, tmp_path)
    errors = tmp_path / "errors"
    with worker(copy, errors=errors) as first:
        soon(lambda: look(database, job)["progress"] == "begun")
        time.sleep(0.2)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert look(database, job)["status"] == "running"
    assert written(database) == []
    file.unlink()
    with worker(copy, errors=errors):
        soon(lambda: look(database, job)["status"] == "done")
    assert look(database, job)["report"] == {"attempt": 2}
    assert written(database) == [job]
    assert "left behind" in errors.read_text()


def test_a_worker_asked_to_stop_gives_its_job_back(copy: str, database: psycopg.Connection, tmp_path: Path) -> None:
    job, _ = hanging(database, tmp_path)
    with worker(copy, errors=tmp_path / "errors") as only:
        soon(lambda: look(database, job)["progress"] == "begun")
        only.send_signal(signal.SIGTERM)
        assert only.wait(10) == 0
    assert look(database, job) == {"status": "waiting", "progress": "", "report": {}, "attempts": 0}
    assert written(database) == []
    assert (tmp_path / "errors").read_text() == ""


def test_a_waiting_worker_begins_at_once_and_stops_at_once(
    copy: str, database: psycopg.Connection, tmp_path: Path
) -> None:
    errors = tmp_path / "errors"
    with worker(copy, errors=errors) as only:
        first = put(database, "test-quick")
        soon(lambda: look(database, first)["status"] == "done")
        time.sleep(0.3)  # it waits now
        began = time.monotonic()
        second = put(database, "test-quick")
        soon(lambda: look(database, second)["status"] == "done")
        assert time.monotonic() - began < 2.5  # it would look by itself after five seconds
        only.send_signal(signal.SIGINT)
        assert only.wait(5) == 0
    assert errors.read_text() == ""


def test_two_workers_share_the_jobs_and_do_each_once(copy: str, database: psycopg.Connection, tmp_path: Path) -> None:
    with worker(copy, errors=tmp_path / "errors"), worker(copy, errors=tmp_path / "errors"):
        # Both are there once two jobs were done side by side.
        numbers: list[int] = []

        def both() -> bool:
            numbers.extend(put(database, "test-quick") for _ in range(4))
            soon(lambda: all(look(database, number)["status"] == "done" for number in numbers))
            return len({look(database, number)["report"]["worker"] for number in numbers}) == 2

        soon(both)
    assert {look(database, number)["attempts"] for number in numbers} == {1}


def test_a_worker_outlives_a_lost_connection(copy: str, database: psycopg.Connection, tmp_path: Path) -> None:
    job, file = hanging(database, tmp_path)
    with worker(copy, errors=tmp_path / "errors") as only:
        soon(lambda: look(database, job)["progress"] == "begun")
        database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            [copy],
        )
        file.unlink()
        soon(lambda: look(database, job)["status"] == "done")
        assert only.poll() is None
    assert look(database, job)["report"] == {"attempt": 2}
    assert written(database) == [job]


def test_a_worker_ends_with_its_parent(copy: str, database: psycopg.Connection, tmp_path: Path) -> None:
    """The parent is killed without warning; the worker's pid file tells who it was."""
    script = (
        "import os, subprocess, sys, time; child = subprocess.Popen([sys.executable, '-m', 'tests.careers.worker', "
        "sys.argv[1], '--end-with', str(os.getpid())]); print(child.pid, flush=True); time.sleep(600)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "maguide.settings.test"}
    parent = subprocess.Popen(
        [sys.executable, "-c", script, copy], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    with parent.stdout:
        child = int(parent.stdout.readline())
    job = put(database, "test-quick")
    soon(lambda: look(database, job)["status"] == "done")
    parent.kill()
    parent.wait()
    soon(lambda: not Path(f"/proc/{child}").exists() or "\nState:\tZ" in Path(f"/proc/{child}/status").read_text())
