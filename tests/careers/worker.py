"""`manage.py run_jobs` in a process of its own, on the database named first, with kinds of jobs made for tests."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings


def main(database: str, *options: str) -> None:
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from careers.jobs import Progress, job
    from careers.models import Job

    @job("test-quick")
    def quick(asked: Job, progress: Progress) -> dict[str, Any]:
        time.sleep(0.2)
        return {"worker": os.getpid()}

    @job("test-write-and-hang")
    def write_and_hang(asked: Job, progress: Progress) -> dict[str, Any]:
        """Halfway through a transaction; whoever removes the file lets it end."""
        progress.say("begun")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO written_by_jobs VALUES (%s)", [asked.pk])
            while Path(asked.arguments["until_gone"]).exists():
                time.sleep(0.05)
        return {"attempt": asked.attempts}

    call_command("run_jobs", *options)


if __name__ == "__main__":
    main(*sys.argv[1:])
