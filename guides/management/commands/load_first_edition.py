"""Loads the starter content. Safe on every start: what a person changed is left alone and named."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from careers import starter
from careers.importers.problems import ImportProblems
from guides.content.loader import load
from guides.content.problems import ContentProblems
from guides.content.reader import DATA, read


class Command(BaseCommand):
    help = "Load the starter content that nobody has changed yet; with --check, only check the files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="check the files and load nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            edition = read()
            if options["check"]:
                if problems := starter.check(DATA):
                    raise ImportProblems(problems)
                counts = f"{len(edition.documents)} pages, {len(edition.sources)} sources, {len(edition.terms)} terms"
                self.stdout.write(f"{counts}: all in order.")
                return
            outcome = load(edition)
        except (ContentProblems, ImportProblems) as found:
            raise CommandError(f"Nothing was loaded.\n{found}") from None
        self.stdout.write(str(outcome))
        for line in outcome.done:
            self.stdout.write(f"  {line}")
        for line in outcome.left_alone:
            self.stdout.write(f"  left alone: {line}")
