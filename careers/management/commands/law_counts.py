"""Prints how many rules give which answer and how far they were checked: the numbers of the page of all tasks."""

from typing import Any

from django.core.management.base import BaseCommand

from careers.law.counts import overview
from careers.law.reading import laws
from careers.models import Jurisdiction


class Command(BaseCommand):
    help = "Count the rules that readers see today: by answer, by what governs silence, by verification."

    def handle(self, *args: Any, **options: Any) -> None:
        readings = laws()
        found = overview(readings.values())
        self.stdout.write(f"{len(readings)} of {Jurisdiction.objects.count()} jurisdictions have a published law.")
        for heading, lines in found.groups:
            self.stdout.write(f"\n{heading:<40}{'any assistant':>14}{'classes':>9}")
            for line in lines:
                self.stdout.write(f"  {line.name:<38}{line.general:>14}{line.classes:>9}")
