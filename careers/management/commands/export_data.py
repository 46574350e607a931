"""Writes places, roles, industries, tasks, sources, releases and law as files that the imports can read."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from careers.export import NotEmpty, export


class Command(BaseCommand):
    help = "Write what the site knows into a folder, in the form of careers/data."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="made if it is not there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = export(options["folder"])
        except NotEmpty as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        for line in done:
            self.stdout.write(line)
